"""The pattern book in a real browser: no barrier that axe knows, no sideways scrolling, no refused code."""

import gc
from urllib.parse import urljoin

import pytest

from tests.factories import ProgrammeFactory
from tests.journeys.accessibility.looking import Looks, look_at

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    # A thread of the live server that a closing browser cuts off leaves its connection to the collector.
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = [
    "/muster/",
    "/muster/?q=nichts",
    "/muster/call/",
    "/muster/applicant/",
    "/muster/workspace/",
    "/muster/jury/",
    "/muster/stage/",
    "/muster/plain/",
    "/impressum/",
    "/barriere-melden/",
    "/nowhere/",
]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def visit(chromium, live_server):
    """Open a page as somebody with this screen, scheme and language; keep what the console complains about."""
    for number in range(30):
        ProgrammeFactory(slug=f"programm-{number}")
    contexts = []

    def open_page(address, *, width=1280, locale="de-DE", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",  # a colour that is on its way has no contrast
            locale=locale,
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console",
            lambda message: (
                page.complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    gc.collect()  # while the filters above are in force


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_axe_finds_no_barrier(visit, locale):
    page, before = visit(PAGES[0], locale=locale), Looks()
    found = []
    for address in PAGES:
        page.goto(urljoin(page.url, address))
        found += [f"{address}: {one}" for one in look_at(page, before)]

    assert found == []


def test_nothing_scrolls_sideways_and_nothing_is_refused_by_the_policy(visit):
    page = visit(PAGES[0], width=320)
    sideways = {}
    for address in PAGES:
        page.goto(urljoin(page.url, address))
        sideways[address] = page.evaluate(SIDEWAYS)

    assert (sideways, page.complaints) == (dict.fromkeys(PAGES, 0), [])


def test_a_word_longer_than_its_card_does_not_run_under_the_state(visit):
    page = visit("/muster/", width=390)
    card = page.locator(".tbl tbody tr", has=page.locator("a.name")).first

    card.locator("a.name").evaluate("(name) => { name.textContent = 'Donau'.repeat(30) }")

    name, state = (card.locator(part).bounding_box() for part in ("a.name", ".c-stat"))
    assert name["x"] + name["width"] <= state["x"]


def test_the_table_is_swapped_and_the_address_follows(visit):
    page = visit("/muster/")

    page.get_by_role("link", name="Name", exact=True).click()
    page.wait_for_url("**/muster/?sort=name")

    assert page.locator("th[aria-sort]").inner_text() == "Name"


def test_what_is_being_typed_survives_the_swap(visit):
    page = visit("/muster/")
    field = page.get_by_label("In dieser Liste suchen")

    field.press_sequentially("programm-7", delay=50)
    page.wait_for_url("**q=programm-7")

    assert (field.input_value(), page.evaluate("document.activeElement.name")) == (
        "programm-7",
        "q",
    )
    assert page.locator("#table-programmes tbody tr").count() == 1


def test_the_table_works_without_javascript(visit):
    page = visit("/muster/", script=False)

    page.get_by_label("In dieser Liste suchen").fill("programm-7")
    page.get_by_role("button", name="Anzeigen").click()

    assert page.locator("#table-programmes tbody tr").count() == 1


def test_a_refused_form_gets_the_focus_and_leads_to_the_field(visit):
    page = visit("/barriere-melden/")

    page.get_by_role("button", name="Meldung absenden").click()
    summary = page.get_by_role("alert")
    summary.get_by_role("link").click()

    assert page.evaluate("document.activeElement.id") == "id_description"
    assert page.title().startswith("Fehler: ")


def test_the_counter_says_by_how_much_to_shorten(visit):
    page = visit("/muster/")

    page.locator("#id_what").fill("x" * 260)

    assert page.locator("#id_what_count").inner_text() == "10 Zeichen zu viel"


def test_the_colours_change_at_once_and_stay(visit):
    page = visit("/impressum/")

    with page.expect_response("**/farben/"):
        page.get_by_role("button", name="Dunkel").click()
    page.reload()

    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
