"""A session that runs out under a long text, “Back” after an error, answers put in an order."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.queries import filled
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from tests.browser import JOURNEY
from tests.factories import TargetGroupFactory
from tests.journeys.walking import Walk
from tests.personas import person, with_role
from tests.stages.applications.conftest import TYPED, group_of

pytestmark = JOURNEY

TODAY = "2026-09-14 11:00"
QUESTION = "Wie viele Stunden sind es genau?"
ORDER = {
    "name": "Form",
    "pages": [{"key": "page", "title": "Page", "questions": [
        {"key": "order", "type": "ranking", "label": "First what?", "options": [
            {"value": key, "label": key.title()} for key in ("shop", "web", "film")]},
        {"key": "tools", "type": "multiple_choice", "label": "Tools", "options": [
            {"value": "paper", "label": "Paper"},
            {"value": "unknown", "label": "Don't know", "exclusive": True}]},
    ]}],
}  # fmt: skip


@pytest.fixture
def submitted(walk: Walk) -> Application:
    ada = person("Ada")
    application = actions.start(group_of(Side.ORGANISATION), person=ada, by=ada)
    for key, raw in TYPED.items():
        actions.answer(application, key, raw, by=ada)
    actions.submit(application, by=ada)
    return application


def kept_in(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('scharnier-'))")


def lose_the_session(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def test_a_text_of_the_team_outlives_the_session(walk: Walk, submitted: Application) -> None:
    olu: Person = with_role("Olu", submitted.call.round.programme)
    address = f"/bewerbungen/{submitted.pk}/akte/rueckfrage/"
    with walk.browser(on=TODAY, person=olu) as page:
        page.goto(address)
        page.locator("[name=text]").fill(QUESTION)
        lose_the_session(page)
        page.locator("main form button.btn:not(.plain)").click()
        page.wait_for_url(lambda url: "/konto/" in url)
        expect(page.get_by_text("What you wrote is kept in this browser.")).to_be_visible()
        assert page.url.partition("?next=")[2] == address

        walk.sign_in(page.context, olu)
        page.goto(address)
        expect(page.locator("[name=text]")).to_have_value(QUESTION)
        expect(page.get_by_text("What you wrote before is back.")).to_be_visible()

        page.goto("/konto/abmelden/")
        page.locator("form[data-sign-out] button").click()
        page.wait_for_url(lambda url: "/abmelden/" not in url)
        assert kept_in(page) == []


def test_back_after_an_error_shows_the_page_again(walk: Walk, submitted: Application) -> None:
    ada = person("Ada")
    actions.answer(submitted, "problem", "Noch genauer.", by=ada)
    with walk.browser(on=TODAY, person=ada, phone=True) as page:
        page.goto(f"/bewerbungen/{submitted.pk}/pruefen/")
        page.locator("form:has([name=truth]) button.btn").click()
        expect(page.locator(".errors")).to_be_visible()
        page.locator("[name=truth]").check()
        page.locator("form:has([name=truth]) button.btn").click()
        page.wait_for_url(f"**/bewerbungen/{submitted.pk}/")

        page.go_back()

        expect(page.get_by_role("heading", level=1)).to_have_text("Is everything right?")


def test_answers_are_put_in_order_by_buttons_numbers_and_dragging(walk: Walk) -> None:
    ada, form = person("Ada"), questions.build_form(ORDER, by=None)
    questions.publish_form(form, by=None)
    application = actions.start(TargetGroupFactory(form=form), person=ada, by=ada)
    with walk.browser(on=TODAY, person=ada, phone=True) as page:
        page.goto(f"/bewerbungen/{application.pk}/seite/page/")
        page.get_by_role("button", name="Move Film up").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-ranking-says]")).to_have_text("Film is now number 1.")
        page.get_by_label("Shop", exact=True).select_option("1")
        page.get_by_role("button", name="Move Shop down").click()
        page.wait_for_load_state(
            "networkidle"
        )  # what was saved has been said, nothing moves any more
        grip = page.locator("[data-rank]", has_text="Web").locator("[data-grip]")
        grip.hover()
        page.mouse.down()
        highest = page.locator("[data-rank]").first.bounding_box()
        page.mouse.move(highest["x"] + 5, highest["y"] + 2, steps=5)
        page.mouse.up()
        page.get_by_label("Paper").check()
        page.get_by_label("Don't know").check()
        expect(page.get_by_label("Paper")).not_to_be_checked()
        page.locator("form:has([name=versions]) button.btn:not(.plain)").click()
        page.wait_for_url("**/pruefen/")

    assert filled(application.sheet).values() == {
        "order": ["web", "film", "shop"],
        "tools": ["unknown"],
    }
