import datetime as dt

import pytest

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import Programme
from scharnier.stages.calls import actions
from scharnier.stages.calls.models import Call
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


@pytest.fixture
def programme(db) -> Programme:
    made = ProgrammeFactory()
    RegionFactory(programme=made)
    return made


@pytest.fixture
def olu(programme):
    return with_role("Olu", programme)


@pytest.fixture
def draft(programme, olu) -> Call:
    return set_up(programme)


@pytest.fixture
def upcoming(draft, olu) -> Call:
    actions.publish(draft, by=olu)
    return draft


@pytest.fixture
def open_call(programme, olu) -> Call:
    made = set_up(programme, slug="offen", opens=-10)
    actions.publish(made, by=olu)
    return made
