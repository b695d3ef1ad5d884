import pytest

from tests.factories import EventFactory, PersonFactory, RegionFactory, RegistrationFactory
from tests.personas import with_role


@pytest.fixture
def event(db):
    """A kickoff with two places, one of them taken, shown to everybody."""
    made = EventFactory(capacity=2, is_public=True)
    RegionFactory(programme=made.round.programme)
    RegistrationFactory(event=made, person=PersonFactory(name="Ada"))
    return made


@pytest.fixture
def olu(event):
    return with_role("Olu", event.round.programme)
