"""June and July: an empty database, the first sign-in, a round from the template, an open call."""

import re

from django.core.management import call_command
from playwright.sync_api import Page, expect

from scharnier.foundation.people.actions import enter
from scharnier.foundation.programmes import actions as programmes
from scharnier.foundation.programmes.models import Role
from tests.journeys.walking import Walk
from tests.journeys.whole_round.people import LEAD, somebody, take_step, the_round

ROLES = [
    ("nia@example.org", "Nia Netzwerk", "Network agent", "Erzgebirge"),
    ("rey@example.org", "Rey Rezension", "Reviewer", None),
    ("jun@example.org", "Jun Jury", "Juror", None),
    ("tom@example.org", "Tom Kasse", "Treasurer", None),
]
MORE = [
    ("ria@example.org", "Ria Rezension", Role.REVIEWER),
    ("jil@example.org", "Jil Jury", Role.JUROR),
    ("jos@example.org", "Jos Jury", Role.JUROR),
]


def set_up(walk: Walk) -> None:
    """What ``scharnier setup`` does on the machine; from here on everything happens in browsers."""
    call_command(
        "setup",
        association="Landesverband Beispiel",
        programme="Cross Innovation",
        lead=LEAD,
        lead_name="Olu Leitung",
        region=["Erzgebirge=14521,14511,14524,14522,14523"],
        no_input=True,
        verbosity=0,
    )


def sign_in_and_open_the_call(walk: Walk) -> None:
    with walk.browser(on="2026-06-15 09:00") as page:
        sign_in_by_code(walk, page)
        create_the_round(page)
        give_roles(page)
        prepare_the_selection(page)
        announce_the_kickoff(page)
        publish_the_call(page)
    with walk.browser(on="2026-07-01 09:00") as stranger:
        stranger.goto("/")
        stranger.get_by_role("link", name=re.compile("the whole call")).click()
        expect(stranger.get_by_role("heading", level=1)).to_be_visible()
        expect(stranger.get_by_text("20 September 2026").first).to_be_visible()


def sign_in_by_code(walk: Walk, page: Page) -> None:
    page.goto("/heute/")
    page.get_by_role("textbox").fill(LEAD)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type in the code").wait_for()
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", walk.mail_to(LEAD).text).group()
    page.get_by_role("textbox").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Olu Leitung")


def create_the_round(page: Page) -> None:
    page.goto("/aufrufe/verwaltung/")
    page.get_by_role("link", name="Set up a round").click()
    facts = {
        "Name of the round": "Durchgang 2026/27",
        "Address of the call page (optional)": "durchgang-eins",
        "Applications open": "2026-07-01T08:00",
        "Deadline": "2026-09-20T23:59",
        "Kickoff": "2026-10-29",
        "Jury day": "2026-11-19",
        "First day of the round": "2026-07-01",
        "Final event and last day of the round": "2027-06-30",
        "Creatives per team, at least": "1",
        "Creatives per team, at most": "1",
    }
    for label, value in facts.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Erzgebirge").check()
    page.get_by_role("button", name="Set up the round").click()
    expect(page.get_by_text("The round is set up.")).to_be_visible()


def give_roles(page: Page) -> None:
    """One of each kind on the page; who has the same role as another is played."""
    for email, name, role, region in ROLES:
        page.goto("/programm/rollen/")
        page.get_by_role("link", name="Give a role").click()
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Name (optional)").fill(name)
        page.get_by_label("Role", exact=True).select_option(label=role)
        if region:
            page.get_by_label("Region").select_option(label=region)
        page.get_by_role("button", name="Give the role").click()
        expect(page.get_by_text(f"{name} has the role")).to_be_visible()
    lead, programme = somebody(LEAD), the_round().programme
    for email, name, role in MORE:
        person = enter(name=name, email=email, by=lead)
        programmes.grant_role(programme, person=person, role=role, by=lead)


def prepare_the_selection(page: Page) -> None:
    take_step(page, "auswahl-vorbereiten")
    expect(page.get_by_text("Formal check, rubrics and cost categories are ready.")).to_be_visible()


def announce_the_kickoff(page: Page) -> None:
    page.goto("/veranstaltungen/verwaltung/")
    page.get_by_role("link", name="Set up an event").click()
    page.get_by_label("Kind").select_option("kickoff")
    title = page.get_by_role("group", name="Title")
    title.get_by_label("German, “Sie”", exact=True).fill("Auftakt in Schneeberg")
    title.get_by_label("English", exact=True).fill("Kickoff in Schneeberg")
    page.get_by_label("Begin", exact=True).fill("2026-10-29T09:00")
    page.get_by_label("End", exact=True).fill("2026-10-29T17:00")
    page.get_by_label("Municipality (optional)").fill("Schneeberg")
    page.get_by_label("Shown to everybody").check()
    page.get_by_role("button", name="Set up the event").click()
    page.get_by_role("link", name="Publish the event").click()
    page.get_by_role("button", name="Publish the event").click()
    expect(page.get_by_role("main").get_by_text("Published").first).to_be_visible()


def publish_the_call(page: Page) -> None:
    page.goto("/aufrufe/verwaltung/")
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("Durchgang|Cross|Two")
    ).first.click()
    page.get_by_role("link", name="Publish the call").click()
    page.get_by_role("button", name="Publish the call").click()
    expect(page.get_by_text("The call is published.")).to_be_visible()
