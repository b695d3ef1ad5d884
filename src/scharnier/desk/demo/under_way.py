"""What is under way on the last day: a late team before its jury, the next call half through."""

import datetime as dt

from scharnier import handovers
from scharnier.desk.demo import cast, hearing, selection, story, teams
from scharnier.desk.demo.cast import text
from scharnier.desk.demo.days import Days
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.questions.actions import Entry
from scharnier.stages.applications import actions as applications
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import latest_answers_of, owner_of
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury import queries as heard
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching import queries as formed
from scharnier.stages.matching.models import Matching, Team
from scharnier.stages.reviews import actions as reviews
from scharnier.stages.reviews import queries as reviewed
from scharnier.stages.reviews.models import Review

NEXT_CALL = "durchgang-zwei"
AGAIN = ["o12", "o17", "o18", "k14", "k16", "k21", "k22"]  # apply once more
UNCHECKED = ["k22"]  # nobody has looked at it yet
ASKED_BACK = "k16"
QUESTION = "Zwanzig Stunden im Monat: Bleibt das so, wenn im Frühjahr die Hochzeiten beginnen?"
TRANSFER = "Betriebe unserer Größe in der ganzen Region."
HEARD_ALREADY = ["jury.zwei@example.org", "jury.drei@example.org"]


def hear_a_late_team(call: Call, days: Days) -> None:
    """Money was left: a team of the waiting list writes its question; today the jury hears it."""
    agent, lead, late = cast.agent(), cast.lead(), story.LATE
    with days.on(2027, 5, 11):
        _declare_one_board(call)
        board = Matching.objects.get(round=call.round)
        matching.reopen(board, by=agent)
        teams.put_together(board, late)
        firm = selection.by_email(call, late.organisation)
        team = Team.objects.living().get(organisation=firm)
        matching.assign_agent(team, agent=agent, by=agent)
        matching.offer(team, by=agent)
        selection.let_mails_go(lead)
    with days.on(2027, 5, 14):
        for side in formed.sides_of(team):
            matching.confirm(team, side=side, by=owner_of(side))
            team.refresh_from_db()
        board.refresh_from_db()
        matching.close(board, by=agent)
        handovers.open_challenges(call.round, due_on=days.day(2027, 6, 20), by=lead)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 18):
        challenge = Challenge.objects.get(team=team)
        teams.write(challenge, late, question=late.question)
        teams.sign_and_hand_in(challenge)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 28):
        day = handovers.convene_jury(call.round, held_on=days.day(2027, 6, 30), by=lead)
        jury.tell_jurors(day, by=lead)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 30, 0, 1):
        jury.open_scoring(day, by=lead)
        case = heard.cases_of(day)[0]
        jury.call(case, by=lead)
        hearing.score_case(case, [c.key for c in heard.criteria_of(day)], only=HEARD_ALREADY)


def _declare_one_board(call: Call) -> None:
    """A juror says about the creative beforehand what would colour the verdict on the team."""
    email, key, reason = story.ON_ONE_BOARD
    juror = cast.somebody(email)
    creative = selection.by_email(call, key)
    reviews.declare_conflict(creative, person=juror, reason=reason, by=juror)


def plan_next_call(programme: Programme, days: Days) -> Call:
    """The next call as a draft, opening in a month."""
    with days.on(2026, 11, 20):
        return _next_call(
            programme,
            name=text("Durchgang 2027", "Round 2027"),
            opens_at=days.moment(2026, 12, 21, 8),
            deadline_at=days.moment(2027, 1, 31, 23, 59),
            kickoff_on=days.day(2027, 3, 18),
            jury_on=days.day(2027, 4, 15),
            ends_on=days.day(2027, 12, 31),
        )


def open_next_call(programme: Programme, days: Days) -> Call:
    """A call that is open today, and will be for three weeks."""
    lead = cast.lead()
    with days.on(2027, 6, 1):
        call = _next_call(
            programme,
            name=text("Durchgang 2027/28", "Round 2027/28"),
            opens_at=days.moment(2027, 6, 15, 8),
            deadline_at=days.moment(2027, 7, 21, 23, 59),
            kickoff_on=days.day(2027, 9, 30),
            jury_on=days.day(2027, 10, 28),
            ends_on=days.day(2028, 6, 30),
        )
        calls.publish(call, by=lead)
        handovers.prepare_selection(call.round, by=lead)
    return call


def _next_call(programme: Programme, *, opens_at: dt.datetime, **facts: object) -> Call:
    """From the same template and for the same regions as the first; its round starts as it opens."""
    return calls.create_from_template(
        programme,
        template=selection.TEMPLATE,
        slug=NEXT_CALL,
        opens_at=opens_at,
        starts_on=opens_at.date(),
        regions=programme.regions.all(),
        by=cast.lead(),
        **facts,
    )


def apply_again(call: Call, earlier: Call, days: Days) -> None:
    """Some of the first round apply at once; what was checked is being reviewed already."""
    agent, lead = cast.agent(), cast.lead()
    with days.on(2027, 6, 21, 18):
        again = {key: _apply(call, selection.by_email(earlier, key)) for key in AGAIN}
    with days.on(2027, 6, 24):
        for key, application in again.items():
            if key not in UNCHECKED:
                reviews.check(application, is_eligible=True, by=agent)
    with days.on(2027, 6, 25):
        eligible = reviewed.checked_applications(call.round, eligible=True).order_by("pk")
        reviewers = list(Person.objects.filter(role_grants__role="reviewer").order_by("pk")[:2])
        pairs = [(one.pk, reviewer.pk) for one in eligible for reviewer in reviewers]
        reviews.assign_pairs(call.round, pairs=pairs, by=lead)
        reviews.invite(call.round, by=lead)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 27):
        first = Review.objects.filter(application__call=call, reviewer=reviewers[0]).earliest("pk")
        rubric = reviewed.rubric_of(call.round, first.application.side)
        points = {criterion.key: 4 for criterion in reviewed.criteria_of(rubric)}
        reviews.score(first, points=points, comment="Klar beschrieben.", by=first.reviewer)
        reviews.hand_in(first, by=first.reviewer)
    with days.on(2027, 6, 29):
        applications.ask_back(
            again[ASKED_BACK],
            questions=["hours_month"],
            text=QUESTION,
            until=days.moment(2027, 7, 7, 18),
            by=agent,
        )
        selection.let_mails_go(lead)


def _apply(call: Call, earlier: Application) -> Application:
    """By the applicant, with the answers of the first round."""
    owner = owner_of(earlier)
    group = call.target_groups.get(side=earlier.side)
    application = applications.start(group, person=owner, by=owner)
    asked = {question.key: question for question in group.form.questions.all()}
    said = {"transfer": TRANSFER} | latest_answers_of([earlier])[earlier.pk]
    entries = [Entry(asked[key], value) for key, value in said.items() if key in asked]
    applications.answer_page(application, entries, by=owner)
    applications.submit(application, by=owner)
    return application
