"""The home of somebody who takes part: their applications, teams, challenges, projects, blueprints."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from scharnier.foundation.people.models import Person
from scharnier.stages.applications import queries as applications
from scharnier.stages.blueprints import queries as blueprints
from scharnier.stages.challenges import queries as challenges
from scharnier.stages.events import queries as events
from scharnier.stages.matching import queries as matching
from scharnier.stages.projects import queries as projects

MOST = 5


@dataclass(frozen=True)
class Stop:
    """A thing of the person's own, and where it stands."""

    subject: Model
    url: str


@dataclass(frozen=True)
class Journey:
    """What a person takes part in, by stage, the latest first; empty lists where nothing is yet."""

    applications: list[Stop]
    teams: list[Stop]
    challenges: list[Stop]
    projects: list[Stop]
    blueprints: list[Stop]
    events: list[Stop]

    @property
    def is_empty(self) -> bool:
        return not (self.applications or self.teams or self.events)


def journey_of(person: Person) -> Journey:
    """One query a stage."""
    teams = list(matching.teams_of_person(person)[:MOST])
    keys = [team.pk for team in teams]
    upcoming = events.visible_to(person).order_by("starts_at")
    return Journey(
        applications=_stops(applications.of_person(person).order_by("-pk")[:MOST]),
        teams=_stops(teams),
        challenges=_stops(
            challenges.visible_to(person).filter(team__in=keys).order_by("-pk")[:MOST]
        ),
        projects=_stops(projects.visible_to(person).filter(team__in=keys).order_by("-pk")[:MOST]),
        blueprints=[
            Stop(blueprint, reverse("blueprints:work", args=[blueprint.pk]))
            for blueprint in blueprints.visible_to(person)
            .filter(project__team__in=keys)
            .order_by("-pk")[:MOST]
        ],
        events=_stops(upcoming[:MOST]),
    )


def _stops(rows: object) -> list[Stop]:
    return [Stop(row, row.get_absolute_url()) for row in rows]
