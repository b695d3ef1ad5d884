from pathlib import Path

import pytest

from tests import story
from tests.everywhere.places import Places
from tests.everywhere.scenes import furnish
from tests.journeys.accessibility.looking import Looks


@pytest.fixture(scope="session")
def before() -> Looks:
    """What this process has looked at: the styles are the same for everybody."""
    return Looks()


@pytest.fixture
def places(transactional_db: None, stories: Path) -> Places:
    """The demo round with scenes added, committed, so that a server sees it."""

    def tell() -> None:
        story.bring(stories)
        furnish()

    story.bring(stories, "furnished", tell)
    return Places()
