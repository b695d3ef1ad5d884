"""October to December: kickoff, teams, challenges, jury."""

from huey.contrib.djhuey import HUEY

from scharnier import handovers
from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.story import Match
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.calls.models import Call, Side
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.events import actions as events
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury import queries as heard
from scharnier.stages.jury.models import Case, JuryDay
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching import queries as formed
from scharnier.stages.matching.models import Matching, Participant, Proposal, Team, TeamMember

ABSENT_CREATIVES = ["k13", "k20", "k23", "k27", "k28", "k32", "k39", "k40"]
STAND_INS = ["o11", "o17", "o12"]


def hold_kickoff(call: Call, days: Days) -> Matching:
    """Registration, check-in, wishes of both sides."""
    round, lead, agent = call.round, cast.lead(), cast.agent()
    kickoff = selection.kickoff_of(round)
    with days.on(2026, 10, 28):
        board = handovers.open_matching(round, by=lead)
        for key in STAND_INS:
            stand_in = selection.by_email(call, key)
            matching.add_participant(board, application=stand_in, by=agent)
        for participant in _participants(board):
            owner = owner_of(participant.application)
            events.register(kickoff, person=owner, by=agent)
    with days.on(2026, 10, 29, 9):
        for registration in kickoff.registrations.select_related("person", "event"):
            if registration.person.email.partition("@")[0].lower() not in ABSENT_CREATIVES:
                events.check_in(registration, by=agent)
        matching.take_attendance(board, by=agent)
    with days.on(2026, 10, 29, 11):
        matching.open_wishes(board, by=agent)
        _wish(board)
        matching.close_wishes(board, by=agent)
    _ask_for_photos(call, days)
    return board


def _ask_for_photos(call: Call, days: Days) -> None:
    """On paper, at the entrance; one participant takes it back the next day."""
    agent, lead = cast.agent(), cast.lead()
    with days.on(2026, 10, 29, 9):
        privacy.publish_text(
            "photo",
            title=cast.text("Fotos vom Auftakt", "Photographs of the kickoff"),
            text=cast.text(
                "Fotos, auf denen ich zu erkennen bin, dürfen auf den Seiten der Verbände erscheinen.",
                "Photographs that show me may appear on the pages of the associations.",
            ),
            by=lead,
        )
        given = {
            key: privacy.give(
                owner_of(selection.by_email(call, key)), purpose="photo", channel="paper", by=agent
            )
            for match in story.MATCHES
            for key in (match.organisation, match.creative)
        }
    with days.on(2026, 10, 30):
        refusing = given[story.NO_PHOTOS]
        privacy.withdraw(refusing, by=refusing.person)


def _participants(board: Matching) -> list[Participant]:
    return list(
        board.participants.select_related("application__target_group", "application__call__round")
    )


def _wish(board: Matching) -> None:
    """Who belongs together in the story wishes so; the others are spread over the room."""
    here = {selection.key_of(p.application): p for p in _participants(board) if p.is_present}
    for match in story.MATCHES:
        organisation, creative = here[match.organisation], here.get(match.creative)
        if creative is None:
            continue
        for giver, about in ((organisation, creative), (creative, organisation)):
            matching.wish(giver, about=about, value=2, by=owner_of(giver.application))
    organisations = [p for p in here.values() if p.side == Side.ORGANISATION]
    creatives = [p for p in here.values() if p.side == Side.CREATIVE]
    for place, creative in enumerate(creatives):
        for turn in (3, 5, 8):
            organisation = organisations[(place * 7 + turn) % len(organisations)]
            value = (1, 2, 1, -2)[(place + turn) % 4]
            if not _belong_together(organisation, creative):
                matching.wish(
                    creative, about=organisation, value=value, by=owner_of(creative.application)
                )


def _belong_together(organisation: Participant, creative: Participant) -> bool:
    pair = (selection.key_of(organisation.application), selection.key_of(creative.application))
    return pair in {(match.organisation, match.creative) for match in story.MATCHES}


def form_teams(call: Call, board: Matching, days: Days) -> None:
    """The worker proposes; the agent takes it over, moves by hand what the story says, offers."""
    agent = cast.agent()
    with days.on(2026, 10, 29, 15):
        HUEY.immediate, before = True, HUEY.immediate
        matching.propose(board, by=agent)
        HUEY.immediate = before
        board.refresh_from_db()
        matching.adopt(Proposal.objects.get(matching=board), version=board.version, by=agent)
    with days.on(2026, 10, 29, 16, 40):
        for match in story.MATCHES:
            _put_together(board, match)
        wanted = {match.organisation for match in story.MATCHES}
        teams = [
            team
            for team in formed.teams_of(call.round)
            if selection.key_of(team.organisation) in wanted
        ]
        for team in teams:
            matching.assign_agent(team, agent=agent, by=agent)
        matching.offer_teams(teams, by=agent)
        selection.let_mails_go(cast.lead())
    with days.on(2026, 10, 31):
        for team in Team.objects.filter(round=call.round, state="offered"):
            for side in formed.sides_of(team):
                matching.confirm(team, side=side, by=owner_of(side))
                team.refresh_from_db()


def replace_who_fell_ill(call: Call, days: Days) -> None:
    """One creative cannot go on; a stand-in of the kickoff takes the place and says yes."""
    agent = cast.agent()
    leaves, joins = story.REPLACED
    joining = selection.by_email(call, joins)
    with days.on(2026, 11, 3):
        leaving = TeamMember.objects.select_related("team__round", "application").get(
            team__round=call.round, application=selection.by_email(call, leaves), state="confirmed"
        )
        matching.replace_member(
            leaving.team,
            leaving=leaving,
            joining=joining,
            reason="Längere Krankheit; alle wünschen gute Besserung.",
            by=agent,
        )
        selection.let_mails_go(cast.lead())
    with days.on(2026, 11, 5):
        matching.confirm(leaving.team, side=joining, by=owner_of(joining))
        selection.let_mails_go(cast.lead())


def _put_together(board: Matching, match: Match) -> None:
    """Move the creative of the story into the team, if the proposal saw it differently."""
    agent = cast.agent()
    board.refresh_from_db()
    here = {selection.key_of(p.application): p for p in _participants(board)}
    target, creative = here[match.organisation], here[match.creative]
    facts = formed.facts_of(board)
    placed = facts.placed
    if creative.pk in placed.get(target.pk, ()):
        return
    reason = "Beim Kennenlernen gefunden; von der Begleitung so entschieden."
    for other in placed.get(target.pk, ()):
        matching.move(
            board,
            creative=facts.by_pk[other],
            source=target,
            target=None,
            version=board.version,
            by=agent,
        )
        board.refresh_from_db()
    source = next((facts.by_pk[o] for o, members in placed.items() if creative.pk in members), None)
    matching.move(
        board,
        creative=creative,
        source=source,
        target=target,
        version=board.version,
        reason=reason,
        by=agent,
    )


def ask_questions(round: ProgrammeRound, days: Days) -> None:
    """Each team writes its question; all sign; it is handed in."""
    lead = cast.lead()
    with days.on(2026, 11, 2):
        handovers.open_challenges(round, due_on=days.day(2026, 11, 12), by=lead)
    with days.on(2026, 11, 9, 18):
        for challenge in Challenge.objects.filter(team__round=round).select_related("team"):
            match = match_of(challenge.team)
            _write(challenge, match, question=match.question)
            _sign_and_hand_in(challenge)
    selection.let_mails_go(lead)


def match_of(team: Team) -> Match:
    key = selection.key_of(team.organisation)
    return next(match for match in story.MATCHES if match.organisation == key)


def _write(challenge: Challenge, match: Match, *, question: str) -> None:
    writer = owner_of(formed.sides_of(challenge.team)[-1])
    draft = {
        "question": question,
        "approach": f"Wir bauen: {match.prototype}. Zuerst auf Papier, dann mit drei Leuten ausprobiert.",
        "digital": "Was heute auf Zetteln und in Köpfen steht, wird einmal erfasst und überall gesehen.",
        "first_step": "Einen Tag lang zusehen und aufschreiben, wo es klemmt. Bis Mitte Dezember.",
    }
    challenges.write(challenge, by=writer, **draft)


def _sign_and_hand_in(challenge: Challenge) -> None:
    challenges.ask_for_signatures(challenge, by=cast.agent())
    for side in formed.sides_of(challenge.team):
        challenges.sign(challenge, by=owner_of(side))
    challenges.sign(challenge, by=cast.agent())
    challenge.refresh_from_db()
    challenges.hand_in(challenge, by=cast.agent())


def hear(round: ProgrammeRound, days: Days) -> None:
    """The jury day, and a second one for the team that was sent back."""
    lead = cast.lead()
    with days.on(2026, 11, 16):
        day = handovers.convene_jury(round, held_on=days.day(2026, 11, 19), by=lead)
        _declare(day)
        jury.tell_jurors(day, by=lead)
    with days.on(2026, 11, 19, 13):
        _score(day)
        for case in heard.cases_of(day):
            match = match_of(case.challenge.team)
            jury.give_verdict(case, **_verdict(match, days), by=lead)
        jury.release(day, by=lead)
        selection.let_mails_go(lead)
    with days.on(2026, 12, 2):
        again = Challenge.objects.get(team__round=round, state="draft")
        match = match_of(again.team)
        _write(
            again,
            match,
            question="Wie sehen Jugendliche einen Tag in der Backstube, bevor sie sich bewerben?",
        )
        _sign_and_hand_in(again)
    with days.on(2026, 12, 8):
        day = handovers.convene_jury(round, held_on=days.day(2026, 12, 8), by=lead)
        _score(day)
        for case in heard.cases_of(day):
            jury.give_verdict(
                case, outcome="approved", comment="Jetzt klar und zu schaffen.", by=lead
            )
        jury.release(day, by=lead)
        selection.let_mails_go(lead)


def _declare(day: JuryDay) -> None:
    seats = {seat.person.email: seat for seat in day.seats.select_related("person")}
    for email, number, reason in story.BIASES:
        wanted = next(m for m in story.MATCHES if m.number == number)
        case = next(c for c in heard.cases_of(day) if match_of(c.challenge.team) is wanted)
        jury.declare_bias(case, seat=seats[email], reason=reason, by=seats[email].person)


def _score(day: JuryDay) -> None:
    """Every juror without a bias gives points around what the story says."""
    lead = cast.lead()
    jury.open_scoring(day, by=lead)
    criteria = [criterion.key for criterion in heard.criteria_of(day)]
    for seat in day.seats.select_related("person"):
        jury.promise_confidentiality(seat, by=seat.person)
    for case in heard.cases_of(day):
        jury.call(case, by=lead)
        _score_case(case, criteria)
    day.refresh_from_db()
    jury.deliberate(day, by=lead)


def _score_case(case: Case, criteria: list[str]) -> None:
    biased = set(case.biases.values_list("seat", flat=True))
    mean = match_of(case.challenge.team).points / 20
    for turn, seat in enumerate(case.jury_day.seats.select_related("person").order_by("pk")):
        if seat.pk in biased:
            continue
        points = {
            key: max(1, min(5, round(mean + ((turn + place) % 3 - 1) * 0.5)))
            for place, key in enumerate(criteria)
        }
        jury.score(case, seat=seat, points=points, by=seat.person)
        jury.hand_in(case, seat=seat, by=seat.person)


def _verdict(match: Match, days: Days) -> dict:
    if match.verdict == "revise":
        return {
            "outcome": "revise",
            "comment": "Die Frage ist zu breit. Nehmen Sie einen Tag in der Backstube statt des ganzen Berufs.",
            "resubmit_by": days.day(2026, 12, 3),
        }
    if match.verdict == "conditions":
        return {
            "outcome": "conditions",
            "comment": "Gute Frage, aber es geht um Gesundheitsdaten.",
            "conditions": [(match.condition, days.day(2027, 1, 15))],
        }
    return {"outcome": "approved", "comment": match.comment}
