from pathlib import Path

import pytest

from tests import story
from tests.everywhere.places import Places
from tests.everywhere.scenes import furnish


@pytest.fixture
def places(transactional_db: None, stories: Path) -> Places:
    """The demo round with scenes added, committed, so that a server sees it."""

    def tell() -> None:
        story.bring(stories)
        furnish()

    story.bring(stories, "furnished", tell)
    return Places()
