"""What needs a browser to go wrong: two clicks at once, a session that ends while one types."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from tests.browser import JOURNEY
from tests.journeys.walking import Walk
from tests.personas import person
from tests.stages.applications.conftest import TYPED, group_of

pytestmark = JOURNEY

TODAY = "2026-09-14 11:00"
CLICK = """() => {
    document.documentElement.dataset.clicked = "";
    setTimeout(() => document.querySelector("main form:has([type=checkbox]) button.btn").click());
}"""


@pytest.fixture
def draft(walk: Walk) -> Application:
    """Complete but for the sending."""
    ada = person("Ada")
    application = actions.start(group_of(Side.ORGANISATION), person=ada, by=ada)
    for key, raw in TYPED.items():
        actions.answer(application, key, raw, by=ada)
    return application


def test_of_two_clicks_at_once_one_counts(walk: Walk, draft: Application) -> None:
    with (
        walk.browser(on=TODAY, person=person("Ada")) as first,
        walk.browser(on=TODAY, person=person("Ada")) as second,
    ):
        for page in (first, second):
            page.goto(f"/bewerbungen/{draft.pk}/pruefen/")
            page.get_by_role("checkbox").check()
        for page in (first, second):  # neither waits for the other's answer
            page.evaluate(CLICK)
        for page in (first, second):
            expect(page.locator("html[data-clicked]")).to_have_count(0)
            page.goto(f"/bewerbungen/{draft.pk}/")
            expect(page.get_by_role("heading", level=1)).to_have_text(
                "Your application has arrived"
            )

    receipts = Mail.objects.filter(template__endswith="receipt").count()
    assert (Application.objects.get().state, receipts) == ("submitted", 1)


def test_what_is_typed_survives_an_expired_session(walk: Walk, draft: Application) -> None:
    address = f"/bewerbungen/{draft.pk}/seite/challenge/"
    with walk.browser(on=TODAY, person=person("Ada")) as page:
        page.goto(address)
        Session.objects.all().delete()
        page.get_by_label("What challenge do you face?").fill("Typed after the session ended.")
        page.get_by_label("What challenge do you face?").blur()
        expect(page.get_by_text("Your text is kept in this browser")).to_be_visible()
        page.close()
        walk.sign_in(walk.contexts[-1], person("Ada"))
        again = walk.contexts[-1].new_page()
        again.goto(address)
        expect(again.get_by_label("What challenge do you face?")).to_have_value(
            "Typed after the session ended."
        )
        expect(again.get_by_text(re.compile("Saved at"))).to_be_visible()

    assert (
        draft.sheet.answers.get(question__key="problem").value == "Typed after the session ended."
    )
