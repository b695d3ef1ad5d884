"""November and December: the jury."""

from collections.abc import Collection

from scharnier import handovers
from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.story import Match
from scharnier.desk.demo.teams import match_of, sign_and_hand_in, write
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury import queries as heard
from scharnier.stages.jury.models import Case, JuryDay


def hear(round: ProgrammeRound, days: Days) -> None:
    """The jury day: eight approved, one with a condition, one sent back."""
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


def hear_again(round: ProgrammeRound, days: Days) -> None:
    """A second day for the team that was sent back."""
    lead = cast.lead()
    with days.on(2026, 12, 2):
        again = Challenge.objects.get(team__round=round, state="draft")
        match = match_of(again.team)
        write(
            again,
            match,
            question="Wie sehen Jugendliche einen Tag in der Backstube, bevor sie sich bewerben?",
        )
        sign_and_hand_in(again)
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
        score_case(case, criteria)
    day.refresh_from_db()
    jury.deliberate(day, by=lead)


def score_case(case: Case, criteria: list[str], *, only: Collection[str] = ()) -> None:
    """Points of every juror without a bias, or of those with these addresses only."""
    biased = set(case.biases.values_list("seat", flat=True))
    mean = match_of(case.challenge.team).points / 20
    for turn, seat in enumerate(case.jury_day.seats.select_related("person").order_by("pk")):
        if seat.pk in biased or (only and seat.person.email not in only):
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
