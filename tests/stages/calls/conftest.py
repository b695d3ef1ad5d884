import datetime as dt
from types import SimpleNamespace

import pytest

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme
from scharnier.stages.calls import actions
from scharnier.stages.calls.models import Call
from tests import scenes
from tests.factories import ProgrammeFactory, RegionFactory
from tests.personas import with_role


def day(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


def moment(number: float) -> dt.datetime:
    return clock.now() + dt.timedelta(days=number)


def set_up(programme: Programme, *, slug: str = "runde", opens: float = 10, **more) -> Call:
    """A draft call from the shipped template: 30 days long, kickoff on day 60."""
    facts = {
        "template": "cross-innovation",
        "name": "Durchgang 2026/27",
        "slug": slug,
        "opens_at": moment(opens),
        "deadline_at": moment(opens + 30),
        "kickoff_on": day(60),
        "jury_on": day(90),
        "starts_on": day(0),
        "ends_on": day(60 + 304),
        "by": None,
    }
    return actions.create_from_template(programme, **(facts | more))


@scenes.once
def announced(*states: str) -> SimpleNamespace:
    """A programme with Olu and its calls: a draft or the upcoming call, and an open one."""
    programme = ProgrammeFactory()
    RegionFactory(programme=programme)
    made = SimpleNamespace(programme=programme, olu=with_role("Olu", programme))
    if "draft" in states:
        made.draft = set_up(programme)
    if "upcoming" in states:
        actions.publish(made.draft, by=made.olu)
    if "open_call" in states:
        made.open_call = set_up(programme, slug="offen", opens=-10)
        actions.publish(made.open_call, by=made.olu)
    return made


@pytest.fixture
def scene(db: None, request: pytest.FixtureRequest) -> SimpleNamespace:
    """The calls that the test asks for."""
    states = ("draft", "upcoming", "open_call")
    return announced(*(one for one in states if one in request.fixturenames))


@pytest.fixture
def programme(scene: SimpleNamespace) -> Programme:
    return scene.programme


@pytest.fixture
def olu(scene: SimpleNamespace) -> Person:
    return scene.olu


@pytest.fixture
def draft(scene: SimpleNamespace) -> Call:
    return scene.draft


@pytest.fixture
def upcoming(draft: Call) -> Call:
    return draft


@pytest.fixture
def open_call(scene: SimpleNamespace) -> Call:
    return scene.open_call
