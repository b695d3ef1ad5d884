"""The home of somebody who takes part: their applications, teams, challenges, projects, blueprints."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from scharnier.desk.tasks import Task
from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.stages.applications import queries as applications
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.blueprints import queries as blueprints
from scharnier.stages.blueprints.states import BlueprintState
from scharnier.stages.challenges import queries as challenges
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.events import queries as events
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.states import TeamState
from scharnier.stages.projects import queries as projects
from scharnier.stages.projects.states import ProjectState

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
    """One query a stage, and none for stages that the person cannot have reached."""
    upcoming = events.visible_to(person).filter(ends_at__gte=clock.now()).order_by("starts_at")
    coming = _stops(upcoming[:MOST])
    applied = list(applications.of_person(person)[:MOST])
    teams = list(matching.teams_of_person(person)[:MOST]) if applied else []
    if not teams:
        return Journey(_stops(applied), [], [], [], [], coming)
    keys = [team.pk for team in teams]
    asked = challenges.visible_to(person).filter(team__in=keys).order_by("-pk")
    begun = projects.visible_to(person).filter(team__in=keys).order_by("-pk")
    written = blueprints.visible_to(person).filter(project__team__in=keys).order_by("-pk")
    return Journey(
        applications=_stops(applied),
        teams=_stops(teams),
        challenges=_stops(asked[:MOST]),
        projects=_stops(begun[:MOST]),
        blueprints=[
            Stop(blueprint, reverse("blueprints:work", args=[blueprint.pk]))
            for blueprint in written[:MOST]
        ],
        events=coming,
    )


def _stops(rows: object) -> list[Stop]:
    return [Stop(row, row.get_absolute_url()) for row in rows]


def tasks_of(journey: Journey) -> list[Task]:
    """What a participant can do now, the latest stage first. Asks nothing of the database."""
    stages = (
        (journey.blueprints, BLUEPRINT_WORDS),
        (journey.projects, PROJECT_WORDS),
        (journey.challenges, CHALLENGE_WORDS),
        (journey.teams, TEAM_WORDS),
        (journey.applications, APPLICATION_WORDS),
    )
    return [
        Task(
            _(words[stop.subject.state][0]),
            _due(stop.subject),
            stop.url,
            _(words[stop.subject.state][1]),
        )
        for stops, words in stages
        for stop in stops
        if stop.subject.state in words and _can_act(stop.subject)
    ]


def _can_act(subject: Model) -> bool:
    """A draft of a closed call is nothing to do any more."""
    return not isinstance(subject, Application) or subject.call.is_open


def _due(subject: Model) -> str:
    """By when, if there is a day; else what it is about."""
    day = getattr(subject, "due_on", None)
    if isinstance(subject, Application):
        day = timezone.localtime(subject.call.deadline_at).date()
    return _("Until %(day)s.") % {"day": date_format(day, "DATE_FORMAT")} if day else str(subject)


BLUEPRINT_WORDS = {
    BlueprintState.DRAFT: (
        _noop("Write down what others can repeat"),
        _noop("Work on the blueprint"),
    ),
    BlueprintState.RELEASING: (
        _noop("The blueprint waits for your release"),
        _noop("Read and release"),
    ),
}
PROJECT_WORDS = {
    ProjectState.AGREEING: (
        _noop("The agreement waits for your signature"),
        _noop("Read and sign"),
    ),
    ProjectState.RUNNING: (_noop("Your project is running"), _noop("Open the project")),
}
CHALLENGE_WORDS = {
    ChallengeState.DRAFT: (_noop("Find your team's own question"), _noop("Open the canvas")),
    ChallengeState.SIGNING: (_noop("The challenge waits for signatures"), _noop("Read and sign")),
    ChallengeState.SIGNED: (
        _noop("The challenge is signed by all"),
        _noop("Hand it in to the jury"),
    ),
}
TEAM_WORDS = {TeamState.OFFERED: (_noop("Your team is proposed"), _noop("Say yes or no"))}
APPLICATION_WORDS = {
    ApplicationState.DRAFT: (
        _noop("Your application is not handed in yet"),
        _noop("Continue the application"),
    )
}
