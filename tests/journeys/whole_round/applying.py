"""July to September: two applications typed on a phone, two spreadsheets read in by the lead."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, expect

from scharnier.stages.applications.models import Application, ImportRow
from tests.journeys.walking import Walk
from tests.journeys.whole_round.people import LEAD, open_link

DATA = Path(__file__).parents[2] / "stages" / "applications" / "data"
ORGANISATION = "holz@example.org"
CREATIVE = "farbe@example.org"
SAVED = re.compile("Saved at|Gespeichert um")
NEXT = re.compile("Save and continue|Speichern und weiter")


def type_an_application_of_an_organisation(walk: Walk) -> None:
    """On a phone, without an account: begin, leave, come back by the mail, hand in."""
    with walk.browser(on="2026-08-12 20:15", phone=True) as page:
        begin(page, "organisation", ORGANISATION)
        page.get_by_label("Name of the organisation").fill("Holzwerkstatt Journey")
        page.get_by_label("Place", exact=True).focus()
        expect(page.get_by_text(SAVED)).to_be_visible()
    with walk.browser(on="2026-08-13 06:40", phone=True) as page:
        open_link(walk, page, ORGANISATION)
        expect(page.get_by_label("Name of the organisation")).to_have_value("Holzwerkstatt Journey")
        page.get_by_label("Company", exact=True).check()
        page.get_by_label("Place", exact=True).fill("Annaberg-Buchholz")
        onward(page)
        page.get_by_label("Industry").fill("C31")
        choose(page, "How many people work with you?", "2–9")
        choose(page, "Yearly turnover", "up to 2 million euros")
        choose(page, "Does another company own 25 per cent", "No")
        onward(page)
        page.get_by_label("First and last name").fill("Hanna Holz")
        page.get_by_label("Telephone").fill("+49 3733 12345")
        onward(page)
        page.get_by_label("What challenge do you face?").fill(
            "Offers take three evenings, because every drawing is made anew."
        )
        page.get_by_label("Whom does it concern").fill("Two people, six hours a week.")
        choose(page, "What is it about?", "Internal processes")
        onward(page)
        page.get_by_label("How will you notice").fill("An offer leaves on the same day.")
        page.get_by_label("Who else has the same problem?").fill("Every joinery around here.")
        onward(page)
        page.get_by_label("How many hours a month").fill("about 8")
        choose(page, "Is there a second person", "Yes")
        choose(page, "Can you come to the kickoff?", "Yes")
        onward(page)
        choose(page, "Do you already receive other funding", "No")
        choose(page, "May the result be published", "Yes")
        page.get_by_label("I have read the data protection notice.").check()
        onward(page)
        hand_in(walk, page, ORGANISATION)


def type_an_application_of_a_creative(walk: Walk) -> None:
    """On a phone, in German, addressed with “du”."""
    with walk.browser(on="2026-08-20 21:00", phone=True, locale="de-DE") as page:
        begin(page, "creative", CREATIVE)
        expect(page.get_by_role("heading", level=1)).to_have_text("Über dich")
        page.get_by_label("Name oder Künstlername").fill("Fanny Farbe")
        page.get_by_label("Wo arbeitest du?").fill("Schneeberg")
        onward(page)
        page.get_by_label("Teilmarkt", exact=True).select_option(label="Designwirtschaft")
        choose(page, "Rechtsform", "Freiberuf")
        onward(page)
        page.get_by_role("group", name="Was kannst du?").get_by_role("textbox").fill(
            "Service-Design (3); Grafik"
        )
        page.get_by_label("Was kannst du besser als andere?").fill("Zuhören und schnell zeichnen.")
        onward(page)
        onward(page)
        page.get_by_label("Wie viele Stunden im Monat").fill("etwa 24")
        choose(page, "Kannst du am Auftakt teilnehmen?", "Ja")
        onward(page)
        onward(page)
        page.get_by_label("Ich habe die Datenschutzhinweise gelesen.").check()
        onward(page)
        hand_in(walk, page, CREATIVE)


def import_both_spreadsheets(walk: Walk) -> None:
    """Through the page with its preview; then a row that is only half filled in."""
    with walk.browser(on="2026-09-21 09:00", person=LEAD) as page:
        for side, name in (("organisation", "organisations"), ("creative", "creatives")):
            table = (DATA / f"form-{name}.csv").read_bytes()
            import_table(page, side, f"{name}.csv", table)
        import_table(page, "organisation", "nachtrag.csv", half_filled())
    rows = ImportRow.objects.order_by().values_list("run__side", "outcome", "is_late")
    assert Counter(rows) == {
        ("organisation", "taken", False): 19,
        ("organisation", "taken", True): 1,
        ("organisation", "duplicate", False): 1,
        ("organisation", "draft", True): 1,
        ("creative", "taken", False): 40,
    }


def import_table(page: Page, side: str, name: str, content: bytes) -> None:
    page.goto(f"/bewerbungen/einlesen/durchgang-eins/{side}/")
    table = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Read the table").click()
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Import (one row|\d+ rows)")).click()
    expect(page.get_by_text("The table is imported.")).to_be_visible()


def half_filled() -> bytes:
    """One organisation that said what it is called and stopped there."""
    reader = csv.DictReader(io.StringIO((DATA / "form-organisations.csv").read_text("utf-8-sig")))
    row = next(reader) | {
        "Zeitstempel": "21.09.2026 08:00:00",
        "E-Mail-Adresse": "o99@example.org",
        "Name der Organisation": "Halb & Halb",
        "Vor welcher Herausforderung stehen Sie?": "",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(row))
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode()


def begin(page: Page, side: str, email: str) -> None:
    """From the public page of the call past the check, with nothing but an address."""
    page.goto("/aufrufe/durchgang-eins/")
    page.locator(f"a[href$='/passt-es/{side}/']").first.click()
    page.locator(f"a[href$='/neu/durchgang-eins/{side}/']").first.click()
    page.get_by_role("textbox").fill(email)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/seite/**")


def onward(page: Page) -> None:
    """Press the button; the next page is another one."""
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name=NEXT).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def hand_in(walk: Walk, page: Page, email: str) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile("Hand in|abgeben|einreichen|Bewerbung")).click()
    number = Application.objects.get(applicants__person__email=email).number
    expect(page.get_by_role("main").get_by_text(number).first).to_be_visible()
    assert number in walk.mail_to(email).subject
