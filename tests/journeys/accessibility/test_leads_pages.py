"""axe finds nothing on the pages of the programme lead."""

import pytest

from tests.browser import JOURNEY
from tests.everywhere.places import Places
from tests.journeys.accessibility.going import walk_through
from tests.journeys.accessibility.looking import Looks
from tests.journeys.accessibility.visits import BLOCKS
from tests.journeys.walking import Walk

pytestmark = JOURNEY


@pytest.mark.parametrize("block", ["lead", "choosing"])
def test_axe_finds_nothing(places: Places, walk: Walk, before: Looks, block: str) -> None:
    assert walk_through(walk, places, BLOCKS[block], before) == []
