"""axe finds nothing on the pages of visitors, applicants and teams; nothing sticks out."""

import pytest

from tests.browser import JOURNEY
from tests.everywhere.places import Places
from tests.journeys.accessibility.going import TODAY, walk_through
from tests.journeys.accessibility.looking import Looks, look_at
from tests.journeys.accessibility.visits import BLOCKS
from tests.journeys.walking import PHONE, Walk

pytestmark = JOURNEY


@pytest.mark.parametrize("block", ["visitors", "partners"])
def test_axe_finds_nothing(places: Places, walk: Walk, before: Looks, block: str) -> None:
    assert walk_through(walk, places, BLOCKS[block], before) == []


def test_axe_finds_nothing_on_the_way_in_and_in_the_menu(places: Places, walk: Walk) -> None:
    with walk.browser(on=TODAY, locale="de-DE") as page:
        page.goto(places.url("account_request_login_code"))
        page.get_by_label("E-Mail").fill("o02@example.org")
        page.locator("main form .btn").first.click()
        page.wait_for_url("**/konto/code/")
        found = look_at(page)
        page.set_viewport_size(PHONE)
        page.locator("details[data-menu] > summary").click()
        found += look_at(page)

    assert found == []
