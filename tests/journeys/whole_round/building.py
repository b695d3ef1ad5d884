"""December to June: agreements, vouchers, prototypes, blueprints, and a stranger who finds one."""

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
from PIL import Image
from playwright.sync_api import Page, expect

from scharnier.stages.applications.queries import owner_of
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.matching.queries import sides_of
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects.models import CostCategory, Project
from tests.journeys.walking import Walk
from tests.journeys.whole_round.applying import ORGANISATION
from tests.journeys.whole_round.people import (
    AGENT,
    LEAD,
    key_of,
    let_mails_go,
    open_link,
    somebody,
    take_step,
    the_round,
)

TREASURER = "tom@example.org"
THREE = 3
TESTED_ON = dt.date(2027, 5, 18)
STEPS = [{"title": "Watch", "text": "Sit beside it for a day.", "duration": "1 day"}]


def all_projects() -> list[Project]:
    found = Project.objects.filter(team__round=the_round()).select_related(
        "team__round__programme", "team__organisation", "award", "agreement"
    )
    mine_first = ORGANISATION.partition("@")[0]
    return sorted(found, key=lambda one: (key_of(one.team.organisation) != mine_first, one.pk))


def maker_of(project: Project) -> object:
    return owner_of(sides_of(project.team)[-1])


def sign_agreements(walk: Walk) -> None:
    """One team signs from the links in its mails; the others are played."""
    with walk.browser(on="2026-12-01 09:00", person=LEAD) as page:
        take_step(page, "projekte")
        let_mails_go(walk)
    mine, *others = all_projects()
    for side in sides_of(mine.team):
        with walk.browser(on="2026-12-03 19:00", phone=True) as page:
            open_link(walk, page, owner_of(side).email)
            page.goto(f"/projekte/{mine.pk}/vereinbarung/")
            page.get_by_role("checkbox").check()
            page.get_by_role("button", name=re.compile("Sign the agreement|unterschreiben")).click()
            expect(page.get_by_role("checkbox")).to_have_count(0)
    with walk.browser(on="2026-12-05 09:00", person=LEAD):
        for project in others:
            for side in sides_of(project.team):
                agreement = project.agreement
                projects.sign_agreement(agreement, version=agreement.version, by=owner_of(side))
                project.refresh_from_db()
        let_mails_go(walk)
    assert {one.state for one in all_projects()} == {"running"}


def hand_in_a_voucher(walk: Walk) -> None:
    """A photo from the phone; the treasurer accepts it."""
    mine = all_projects()[0]
    maker = maker_of(mine)
    fees = CostCategory.objects.filter(round=the_round()).order_by("position").first()
    with walk.browser(on="2027-03-12 12:00", person=maker, phone=True) as page:
        projects.plan_line(
            mine, category=fees, description="Fee", payee="Me", planned_cents=50_000, by=maker
        )
        page.goto(f"/projekte/{mine.pk}/belege/neu/")
        facts = {
            "voucher_number": "2027-001",
            "payee": "Paper shop",
            "purpose": "Cardboard",
            "invoice_on": "2027-03-08",
            "paid_on": "2027-03-10",
            "gross_cents": "119,00"
            if page.evaluate("document.documentElement.lang") == "de"
            else "119.00",
            "vat_cents": "19",
        }
        for name, value in facts.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=uploads]").set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        )
        page.locator("[name=hand_in]").click()
        page.wait_for_url(re.compile(r"/projekte/\d+/(belege/\d+/)?$"))
    voucher = mine.vouchers.get()
    assert (voucher.state, voucher.gross_cents, voucher.file.kind) == ("handed_in", 11_900, "image")
    with walk.browser(on="2027-03-15 10:00", person=TREASURER) as page:
        page.goto(f"/projekte/{mine.pk}/belege/{voucher.pk}/")
        page.get_by_role("button", name="Accept the voucher").click()
        expect(page.get_by_role("button", name="Accept the voucher")).to_have_count(0)
    voucher.refresh_from_db()
    assert voucher.state == "accepted"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#fbfaf6").save(out, "JPEG")
    return out.getvalue()


def show_prototypes_and_finish(walk: Walk) -> None:
    """One prototype is shown and tested on the page, and its project finished; two are played."""
    mine, *others = all_projects()
    with walk.browser(on="2027-05-20 17:00", person=maker_of(mine), phone=True) as page:
        page.goto(f"/projekte/{mine.pk}/prototyp/")
        page.locator("[name=name]").fill("Kit of drawings")
        page.locator("[name=description]").fill("Twelve cards that make an offer.")
        submit(page)
        page.goto(f"/projekte/{mine.pk}/prototyp/erprobung/")
        page.locator("[name=tested_on]").fill("2027-05-18")
        page.locator("[name=testers]").fill("3")
        page.locator("[name=finding]").fill("Two of three managed without help.")
        submit(page)
    with walk.browser(on="2027-06-18 09:00", person=AGENT) as page:
        for project in others[: THREE - 1]:
            build(project)
        page.goto(f"/projekte/{mine.pk}/")
        page.get_by_role("button", name="Finish the project").click()
        expect(page.get_by_text("The project is finished").first).to_be_visible()


def submit(page: Page) -> None:
    before = page.url
    page.locator("main form button.btn").first.click()
    page.wait_for_url(lambda url: url != before)


def build(project: Project) -> None:
    maker = maker_of(project)
    prototype = projects.show_prototype(
        project, name="A box", description="A box of cards.", by=maker
    )
    projects.record_test(
        prototype, tested_on=TESTED_ON, testers=2,
        finding="It works.", change="Larger letters.", by=maker,
    )  # fmt: skip
    project.refresh_from_db()
    projects.finish(project, by=somebody(AGENT))


def publish_blueprints(walk: Walk) -> None:
    """Three are released by all partners; one is published on the page, two are played."""
    with walk.browser(on="2027-06-20 09:00", person=LEAD) as page:
        take_step(page, "blaupausen")
        agent = somebody(AGENT)
        for place, project in enumerate(all_projects()[:THREE]):
            blueprint = Blueprint.objects.select_related("project__team__round").get(
                project=project
            )
            write(blueprint, f"Offers like dominoes {place + 1}")
            blueprints.ask_for_release(blueprint, by=agent)
            for side in sides_of(project.team):
                blueprints.release(blueprint, version=blueprint.current.number, by=owner_of(side))
                blueprint.refresh_from_db()
            if place:
                blueprints.publish(blueprint, by=agent)
        mine = Blueprint.objects.get(project=all_projects()[0])
        page.goto(f"/blaupausen/werkstatt/{mine.pk}/")
        page.get_by_role("button", name="Publish the blueprint").click()
        expect(page.get_by_role("button", name="Publish the blueprint")).to_have_count(0)
        let_mails_go(walk)
    assert Blueprint.objects.filter(state="published").count() == THREE


def write(blueprint: Blueprint, title: str) -> None:
    blueprints.write(
        blueprint, seen=blueprint.version, title=title, summary="Offers on the same day.",
        problem="Every drawing was made anew.", approach="A kit of twelve cards.", steps=STEPS,
        result="An offer takes ten minutes.", effort_days=3, cost_cents=35_000, skills="None",
        tools="Paper, scissors", topics=["Verkauf"], by=maker_of(blueprint.project),
    )  # fmt: skip
    blueprint.refresh_from_db()


def find_and_download(walk: Walk) -> None:
    """A stranger finds one through the search and takes the PDF along."""
    with walk.browser(on="2027-06-30 12:00") as page:
        page.goto("/")
        page.get_by_role("link", name="Open the library").click()
        page.get_by_role("searchbox").first.fill("dominoes 1")
        page.get_by_role("button", name="Search", exact=True).click()
        page.get_by_role("link", name="Offers like dominoes 1").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Offers like dominoes 1")
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("PDF")).first.click()
        content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
