"""A session that runs out under a long text, and “Back” after an error."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from scharnier.foundation.people.models import Person
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from tests.browser import JOURNEY
from tests.journeys.walking import Walk
from tests.personas import person, with_role
from tests.stages.applications.conftest import TYPED, group_of

pytestmark = JOURNEY

TODAY = "2026-09-14 11:00"
QUESTION = "Wie viele Stunden sind es genau?"


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
