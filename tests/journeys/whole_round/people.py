"""Who is who in the round, found again by address; and what several stages share."""

from playwright.sync_api import Page

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from tests.journeys.walking import Walk

LEAD, AGENT = "olu@example.org", "nia@example.org"


def somebody(email: str) -> Person:
    return Person.objects.get(email=email)


def the_round() -> ProgrammeRound:
    return ProgrammeRound.objects.select_related("programme").get()


def key_of(application: Application) -> str:
    """“o02” for the application that o02@example.org began."""
    owner = application.applicants.select_related("person").order_by("pk").first()
    return (owner.person.email or "").partition("@")[0].lower() if owner else ""


def let_mails_go(walk: Walk) -> None:
    """What a lead does after reading: release everything that is held; then it is sent."""
    outbox.release(Mail.objects.held(), by=somebody(LEAD))
    walk.deliver()


def take_step(page: Page, name: str, *, day: str | None = None) -> None:
    """A step between two stages, from the page of the round."""
    page.goto(f"/durchgaenge/{the_round().pk}/")
    page.locator(f"a[href='/durchgaenge/{the_round().pk}/{name}/']").click()
    if day is not None:
        page.locator("[name=day]").fill(day)
    page.locator("main form button.btn").first.click()
    page.wait_for_url(f"**/durchgaenge/{the_round().pk}/")


def open_link(walk: Walk, page: Page, email: str) -> None:
    """What a person does with a mail on the phone: tap the link, tap the button."""
    page.goto(walk.link_to(email))
    page.get_by_role("main").get_by_role("button").first.click()
