from collections.abc import Iterator
from pathlib import Path

import pytest

from scharnier.foundation import clock
from tests import story
from tests.conftest import MONDAY
from tests.everywhere.places import Places
from tests.everywhere.scenes import furnish


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: object, stories: Path) -> Iterator[Places]:
    """The demo round with scenes added."""

    def tell() -> None:
        story.bring(stories)
        furnish()

    with (
        django_db_blocker.unblock(),
        clock.at(MONDAY),
        story.told(stories, "furnished", tell),
    ):
        yield Places()
