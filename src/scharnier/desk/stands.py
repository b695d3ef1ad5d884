"""Where many applications stand, for the lists of the team: a word each.

It tells what is decided and released, never what is still being prepared; a letter about it
may wait in the outbox, so this is not for applicants (see ``standing`` for them).
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _p

from scharnier.stages.applications.models import Application
from scharnier.stages.applications.standing import Word
from scharnier.stages.jury.models import JuryVerdict
from scharnier.stages.jury.states import VerdictState
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.states import LIVING_MEMBERS, SHOWN_TO_PARTNERS, TeamState
from scharnier.stages.projects.models import Project
from scharnier.stages.projects.states import ProjectState
from scharnier.stages.reviews.models import Decision
from scharnier.stages.reviews.states import DecisionState

Outcome, Verdict = Decision.Outcome, JuryVerdict.Outcome


def words_of(applications: Sequence[Application]) -> dict[int, Word]:
    """The latest truth about each, by key, in two queries however many they are."""
    wanted = {one.pk for one in applications}
    released = Decision.objects.filter(application__in=wanted, state=DecisionState.RELEASED)
    said = {
        pk: DECISIONS[outcome] for pk, outcome in released.values_list("application", "outcome")
    }
    for row in _teams_of(wanted):
        if row["organisation"] in wanted:
            said[row["organisation"]] = _of_a_team(row)
        if row["members__state"] in LIVING_MEMBERS and row["members__application"] in wanted:
            said[row["members__application"]] = _of_a_team(row)
    return {pk: Word(str(text), kind) for pk, (text, kind) in said.items()}


Said = tuple[str | Promise, str]


def _teams_of(applications: Collection[int]) -> QuerySet[Team, Any]:
    """Teams that both sides have been told of, a row for each member; the last team comes last."""
    heard = JuryVerdict.objects.filter(
        case__challenge__team=OuterRef("pk"), state=VerdictState.RELEASED
    ).order_by("-case__jury_day__held_on", "-pk")
    project = Project.objects.filter(team=OuterRef("pk"))
    return (
        Team.objects.filter(
            Q(organisation__in=applications) | Q(members__application__in=applications),
            state__in=SHOWN_TO_PARTNERS,
        )
        .order_by("pk")
        .values(
            "state",
            "organisation",
            "members__application",
            "members__state",
            verdict=Subquery(heard.values("outcome")[:1]),
            project=Subquery(project.values("state")[:1]),
        )
    )


def _of_a_team(row: dict) -> Said:
    """What the latest stage says of the team."""
    if row["project"]:
        return PROJECTS[row["project"]]
    return VERDICTS[row["verdict"]] if row["verdict"] else TEAMS[row["state"]]


DECISIONS: dict[str, Said] = {
    Outcome.ACCEPTED: (Outcome.ACCEPTED.label, "good"),
    Outcome.WAITLISTED: (Outcome.WAITLISTED.label, "warn"),
    Outcome.REJECTED: (Outcome.REJECTED.label, "neutral"),
}
TEAMS: dict[str, Said] = {
    TeamState.OFFERED: (_p("standing", "Team offered"), "warn"),
    TeamState.CONFIRMED: (_p("standing", "In a team"), "good"),
}
VERDICTS: dict[str, Said] = {
    Verdict.APPROVED: (_p("standing", "Approved by the jury"), "good"),
    Verdict.CONDITIONS: (_p("standing", "Approved with conditions"), "good"),
    Verdict.REVISE: (_p("standing", "To be revised for the jury"), "warn"),
    Verdict.REJECTED: (_p("standing", "Not approved by the jury"), "neutral"),
}
PROJECTS: dict[str, Said] = {
    ProjectState.AGREEING: (_p("standing", "Agreement to be signed"), "warn"),
    ProjectState.RUNNING: (_p("standing", "Project is running"), "brand"),
    ProjectState.FINISHED: (_p("standing", "Project finished"), "good"),
    ProjectState.ENDED_EARLY: (_p("standing", "Project ended early"), "neutral"),
}
