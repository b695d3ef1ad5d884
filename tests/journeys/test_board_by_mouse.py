"""The team board by mouse, by keys and on a phone, with more teams than a window shows."""

from playwright.sync_api import Locator, Page, expect

from scharnier.stages.matching.models import BoardMove, TeamMember
from tests.browser import JOURNEY
from tests.journeys.walking import DESK, Walk
from tests.personas import with_role
from tests.stages.matching.stagehand import Kickoff, skills, small

pytestmark = JOURNEY
DAY = "2026-10-29 15:00"
FIRMS, PEOPLE = 12, 16
MANY = 100  # turns of the wheel that a test would wait for
QUIET = 100  # pixels from the edge of the window where it does not scroll any more
WHERE = "teams => teams.map(team => [team.offsetTop, team.offsetHeight])"


def crowd() -> Kickoff:
    """So many teams of one or two that the last ones stand below the window."""
    kickoff = Kickoff(team_min=1, team_max=2)
    for number in range(FIRMS):
        kickoff.firm(
            f"Firm {number}", wanted_skills=skills("ux"), hours_month=8, problem="Orders by letter."
        )
    for number in range(PEOPLE):
        kickoff.creative(
            f"Studio {number}", skills=skills("ux"), submarket="design", hours_month=20
        )
    kickoff.creative("Busy", skills=skills("ux"), submarket="film", hours_month=4)
    return kickoff


def card(page: Page, name: str) -> Locator:
    return page.locator(f".person[data-name='{name}']")


def team(page: Page, name: str) -> Locator:
    return page.locator(f".team[data-name='{name}']")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 80)


def pick_up(page: Page, name: str) -> list:
    """Hold a card until every team says what it would cost; returns where the teams stand."""
    card(page, name).scroll_into_view_if_needed()
    before = page.locator(".team").evaluate_all(WHERE)
    x, y = middle(card(page, name))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12, steps=4)
    expect(page.locator(".team [data-cost]:visible").first).to_be_visible()
    return before


def carry_to(page: Page, place: Locator) -> None:
    """To a place well in the window, or to its edge until the page has scrolled there."""
    for _turn in range(MANY):
        x, y = middle(place)
        if QUIET < y < DESK["height"] - QUIET:
            break
        page.mouse.move(x, 8 if y < QUIET else DESK["height"] - 8, steps=2)
        page.wait_for_timeout(50)
    while True:  # the page may have scrolled on until the pointer had left its edge
        page.mouse.move(x, y, steps=8)
        page.wait_for_timeout(100)
        if middle(place) == (x, y):
            break
        x, y = middle(place)


def drag(page: Page, name: str, place: Locator) -> None:
    before = pick_up(page, name)
    carry_to(page, place)
    assert page.locator(".team").evaluate_all(WHERE) == before
    page.mouse.up()


def members(kickoff: Kickoff) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = TeamMember.objects.living().select_related("team__organisation", "application")
    for row in rows.order_by("application__number"):
        found.setdefault(str(row.team.organisation), []).append(str(row.application))
    return found


def test_every_drop_of_a_mouse_arrives_or_says_why(walk: Walk) -> None:
    kickoff = crowd()
    agent = with_role("Nia", kickoff.programme)

    with walk.browser(on=DAY, person=agent) as page:
        page.goto(kickoff.matching.get_absolute_url())
        for name, to in [
            ("Studio 0", "Firm 1"), ("Studio 1", "Firm 0"), ("Studio 2", "Firm 11"),
            ("Studio 3", "Firm 11"), ("Studio 4", "Firm 5"),
        ]:  # fmt: skip
            drag(page, name, team(page, to))
            expect(team(page, to).locator(f"[data-name='{name}']")).to_be_visible()
        drag(page, "Studio 0", team(page, "Firm 9"))
        expect(team(page, "Firm 9").locator("[data-name='Studio 0']")).to_be_visible()
        drag(page, "Studio 4", page.locator(".pool"))
        expect(page.locator(".pool [data-name='Studio 4']")).to_be_visible()

    assert members(kickoff) == {
        "Firm 0": ["Studio 1"],
        "Firm 9": ["Studio 0"],
        "Firm 11": ["Studio 2", "Studio 3"],
    }


def test_a_refused_drop_says_why_and_loses_nobody(walk: Walk) -> None:
    kickoff = crowd()
    agent = with_role("Nia", kickoff.programme)
    kickoff.team("Firm 0", "Studio 0", "Studio 1")

    with walk.browser(on=DAY, person=agent) as page:
        page.goto(kickoff.matching.get_absolute_url())
        toast = page.locator("[data-toast]")
        drag(page, "Studio 2", team(page, "Firm 0"))
        expect(toast).to_contain_text("Not possible: The team is full: 2 creatives at most.")
        expect(page.locator(".pool [data-name='Studio 2']")).to_be_visible()

        pick_up(page, "Studio 2")
        page.mouse.move(700, 20, steps=5)
        page.mouse.up()
        expect(toast).to_contain_text("nobody was moved")

        drag(page, "Busy", team(page, "Firm 1"))
        expect(page.get_by_role("link", name="Move all the same and say why")).to_be_visible()
        expect(toast).to_contain_text("fewer hours a month")

    assert members(kickoff) == {"Firm 0": ["Studio 0", "Studio 1"]}
    assert BoardMove.objects.count() == 2


def test_keys_and_a_wide_touch_screen_move_without_dragging(walk: Walk) -> None:
    kickoff = crowd()
    agent = with_role("Nia", kickoff.programme)

    with walk.browser(on=DAY, person=agent) as page:
        page.goto(kickoff.matching.get_absolute_url())
        before = page.locator(".team").evaluate_all(WHERE)
        card(page, "Studio 0").locator("[data-pick]").focus()
        page.keyboard.press("Enter")
        expect(team(page, "Firm 0").locator("[data-here]")).to_be_focused()
        expect(team(page, "Firm 0").locator("[data-cost]")).to_be_visible()
        assert page.locator(".team").evaluate_all(WHERE) == before
        page.keyboard.press("Escape")
        expect(card(page, "Studio 0").locator("[data-pick]")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(team(page, "Firm 1").locator("[data-name='Studio 0']")).to_be_visible()
        expect(card(page, "Studio 0").locator("[data-pick]")).to_be_focused()

        card(page, "Studio 1").locator("[data-pick]").click()
        team(page, "Firm 0").locator("[data-here]").click()
        expect(team(page, "Firm 0").locator("[data-name='Studio 1']")).to_be_visible()

    assert members(kickoff) == {"Firm 0": ["Studio 1"], "Firm 1": ["Studio 0"]}


def test_keys_tell_how_a_place_becomes_free_where_all_are_taken(walk: Walk) -> None:
    kickoff = small(team_max=1)
    kickoff.move("Studio", "Turnery")
    kickoff.move("Photographer", "Museum")
    kickoff.creative("Late", skills=skills("ux"), submarket="design", hours_month=20)
    agent = with_role("Nia", kickoff.programme)

    with walk.browser(on=DAY, person=agent) as page:
        page.goto(kickoff.matching.get_absolute_url())
        card(page, "Late").locator("[data-pick]").focus()
        page.keyboard.press("Enter")

        expect(page.locator("[data-say]")).to_contain_text("No team can take Late.")
        expect(card(page, "Late").locator("[data-pick]")).to_be_focused()
        card(page, "Studio").locator("[data-pick]").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".pool [data-here]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".pool .person[data-name='Studio']")).to_be_visible()

    assert members(kickoff) == {"Museum": ["Photographer"]}


def test_on_a_phone_a_list_of_teams_takes_the_place_of_dragging(walk: Walk) -> None:
    kickoff = crowd()
    agent = with_role("Nia", kickoff.programme)

    with walk.browser(on=DAY, person=agent, phone=True) as page:
        page.goto(kickoff.matching.get_absolute_url())
        card(page, "Studio 0").locator("[data-pick]").tap()
        page.get_by_role("button", name="Here Firm 11").tap()
        page.wait_for_url(f"**{kickoff.matching.get_absolute_url()}")
        expect(team(page, "Firm 11").locator("[data-name='Studio 0']")).to_be_visible()

    assert members(kickoff) == {"Firm 11": ["Studio 0"]}
