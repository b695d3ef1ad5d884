from django.db.models import QuerySet

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
        .order_by("team__number")
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


def verdict_panel(person: Person, team: Team) -> dict | None:
    """For the team's page: the last verdict once it is released, with its conditions."""
    released = (
        JuryVerdict.objects.filter(case__challenge__team=team, state=VerdictState.RELEASED)
        .select_related("case__jury_day")
        .order_by("-released_at", "-pk")
    )
    found = released.first()
    return {"verdict": found} if found else None
