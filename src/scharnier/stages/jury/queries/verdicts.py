from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury.models import Award, Case, Condition, JuryDay, JuryVerdict
from scharnier.stages.jury.states import VerdictState
from scharnier.stages.matching.models import Team


def prepared(day: JuryDay) -> QuerySet[JuryVerdict]:
    """Verdicts that the teams have not been told yet, in the order of pitches."""
    return (
        JuryVerdict.objects.filter(case__jury_day=day, state=VerdictState.PREPARED)
        .select_related(
            "case__jury_day__round__programme",
            "case__challenge__team__round__programme",
            "case__challenge__team__organisation__target_group",
        )
        .prefetch_related("conditions")
        .order_by("case__position", "pk")
    )


def without_verdict(day: JuryDay) -> QuerySet[Case]:
    return Case.objects.filter(jury_day=day, verdict=None).select_related(
        "challenge__team__organisation"
    )


def awards(round: ProgrammeRound) -> QuerySet[Award]:
    """Every yes of the jury in a round, by the number of the team."""
    return (
        Award.objects.filter(team__round=round)
        .select_related("team__round", "team__organisation", "verdict")
        .order_by("team__number_key")
    )


def conditions_of(team: Team) -> QuerySet[Condition]:
    return Condition.objects.filter(
        verdict__case__challenge__team=team, verdict__state=VerdictState.RELEASED
    ).order_by("due_on", "pk")


def open_conditions(round: ProgrammeRound) -> QuerySet[Condition]:
    """Released conditions that nobody has noted as met, the next day first."""
    return (
        Condition.objects.filter(
            verdict__case__jury_day__round=round,
            verdict__state=VerdictState.RELEASED,
            met_at=None,
        )
        .select_related("verdict__case__challenge__team__organisation")
        .order_by("due_on", "pk")
    )


def is_decided(challenge: Challenge) -> bool:
    """Whether the jury has said its last word about a challenge: no word about revising it."""
    last = (
        JuryVerdict.objects.filter(case__challenge=challenge, state=VerdictState.RELEASED)
        .order_by("-released_at", "-pk")
        .first()
    )
    return last is not None and last.outcome != JuryVerdict.Outcome.REVISE


@dataclass(frozen=True)
class Heard:
    """The released verdicts about one team, the last one last, and how many of them its people know.

    A verdict is known once the letter about it has left the outbox.
    """

    verdicts: tuple[JuryVerdict, ...]
    known: tuple[JuryVerdict, ...]

    @property
    def last_known(self) -> JuryVerdict | None:
        return self.known[-1] if self.known else None

    @property
    def held_back(self) -> JuryVerdict | None:
        """The last verdict, if nobody may know it yet."""
        last = self.verdicts[-1]
        return last if last not in self.known else None


def heard_by(people: Collection[int], teams: Iterable[int]) -> dict[int, Heard]:
    """For every team that the jury has said something about: what, and what of it ``people`` know.

    Known is what at least one of them was written. One query, and one more while a letter is held.
    """
    released = (
        JuryVerdict.objects.filter(
            case__challenge__team__in=list(teams), state=VerdictState.RELEASED
        )
        .annotate(is_held=outbox.is_held_back(Team, "case__challenge__team", "jury/", to=people))
        .select_related("case__challenge", "case__jury_day")
    )
    said = list(released.order_by("released_at", "pk"))
    waiting = {one.case.challenge.team_id for one in said if one.is_held}
    held = outbox.held_letters(Team, waiting, to=people)
    found: dict[int, list[tuple[JuryVerdict, bool]]] = defaultdict(list)
    for one in said:
        team_id = one.case.challenge.team_id
        is_known = not people or held[team_id, f"jury/{one.outcome}"] < len(people)
        found[team_id].append((one, is_known))
    return {
        team: Heard(
            tuple(one for one, _is_known in rows),
            tuple(one for one, is_known in rows if is_known),
        )
        for team, rows in found.items()
    }


def verdict_panel(person: Person, team: Team) -> dict | None:
    """For the team's page: the last verdict that this person may know, with its conditions."""
    heard = heard_by([person.pk], [team.pk]).get(team.pk)
    return {"verdict": heard.last_known} if heard and heard.last_known else None
