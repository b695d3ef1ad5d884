"""Which projects somebody sees, and how they are."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from scharnier.foundation import clock
from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import rounds_for, within_reach
from scharnier.stages.jury.models import Award
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.projects.models import CheckIn, HealthStatus, Project
from scharnier.stages.projects.states import ProjectState

LOADED = ["team__round__programme", "team__organisation", "award"]
OF_A_PROJECT = {"round": "team__round", "district": "team__district"}


def visible_to(person: Person) -> QuerySet[Project]:
    """The list twin of ``projects.view_project``."""
    reach = within_reach(person, Role.LEAD, Role.AGENT, Role.TREASURER, **OF_A_PROJECT)
    mine = Q(team__in=matching.working_teams_of(person).values("pk"))
    return Project.objects.filter(reach | mine).select_related(*LOADED)


def looked_after_by(person: Person) -> QuerySet[Project]:
    """The projects that this person accompanies, not those in which they work."""
    return Project.objects.filter(within_reach(person, Role.LEAD, Role.AGENT, **OF_A_PROJECT))


def of_round(round: ProgrammeRound) -> QuerySet[Project]:
    return Project.objects.filter(team__round=round).select_related(*LOADED)


def for_team(team_id: int) -> Project | None:
    return Project.objects.filter(team=team_id).select_related(*LOADED).first()


def project_panel(person: Person, team: Team) -> dict | None:
    """The way from the team's page to its project, for those who may see it.

    The award stands in the jury's letter: before that has left, its reader knows of no project.
    """
    held = outbox.is_held_back(Team, "team", "jury/", to=[person.pk])
    seen = visible_to(person).select_related(None).filter(~Q(held), team=team)
    project = seen.first()
    return {"project": project} if project else None


def awards_without_project(round: ProgrammeRound) -> QuerySet[Award]:
    """Awards of a round whose teams have not begun yet."""
    begun = Project.objects.filter(team__round=round).values("award")
    return (
        Award.objects.filter(team__round=round)
        .exclude(pk__in=begun)
        .select_related("team__organisation", "team__round")
    )


@dataclass(frozen=True)
class Worries:
    """Running projects that somebody should look after.

    ``red`` is the number in trouble, ``silent`` the titles of those of which nothing was
    heard for too long, the longest silence first.
    """

    red: int
    silent: list[str]


def worries(projects: QuerySet[Project]) -> Worries:
    """In one query. What too long is, the round says."""
    now = clock.now()
    running = list(
        projects.filter(state=ProjectState.RUNNING)
        .order_by("last_sign_at", "pk")
        .values_list("title", "health_status", "last_sign_at", "team__round__silent_after_days")
    )
    return Worries(
        red=sum(status == HealthStatus.RED for _title, status, _heard, _days in running),
        silent=[
            title
            for title, _status, heard, days in running
            if heard < now - dt.timedelta(days=days)
        ],
    )


def is_silent(person: Person) -> Q:
    """The condition for projects of which their round has heard nothing for too long."""
    quiet = Q(pk__in=[])
    rounds = rounds_for(person).order_by()
    for days in set(rounds.values_list("silent_after_days", flat=True)):
        since = clock.now() - dt.timedelta(days=days)
        quiet |= Q(team__round__silent_after_days=days, last_sign_at__lt=since)
    return quiet & Q(state=ProjectState.RUNNING)


def with_latest_check_in(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each project with ``latest_note`` and ``latest_on`` of its last check-in."""
    latest = CheckIn.objects.filter(project=OuterRef("pk")).order_by("-held_on", "-pk")
    return projects.annotate(
        latest_note=Subquery(latest.values("note")[:1]),
        latest_on=Subquery(latest.values("held_on")[:1]),
    )
