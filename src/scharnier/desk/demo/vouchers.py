"""The vouchers of the story, with their odd ones."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.story import Match
from scharnier.foundation.files import actions as files
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.web.pdf import FONTS
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.matching.queries import sides_of
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects.models import BudgetLine, Project, Voucher

TREASURER = "kasse@example.org"
E_INVOICE = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>{number}</cbc:ID>
  <cbc:IssueDate>{day}</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>Fiktiver Beleg</cbc:Note>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:LegalMonetaryTotal>
    <cbc:PayableAmount currencyID="EUR">{total}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
</Invoice>
"""


def hand_in(project: Project, match: Match, days: Days, place: int) -> None:
    writer = owner_of(sides_of(project.team)[-1])
    fee, material = project.budget_lines.order_by("position")
    half = _voucher(
        project,
        fee,
        "Honorar, erste Hälfte",
        match.fee_cents // 2,
        days=days,
        number=f"2027-{place:02d}1",
        by=writer,
        bears_levy=match.creative not in story.WITHOUT_LEVY,
    )
    projects.hand_in_voucher(half, by=writer)
    projects.accept_voucher(half, by=cast.somebody(TREASURER))
    paper = _voucher(
        project,
        material,
        "Karton, Druck, Schilder",
        18_940,
        days=days,
        number=f"K-{4711 + place}",
        by=writer,
    )
    projects.hand_in_voucher(paper, by=writer)
    if place == 2:
        projects.query_voucher(
            paper,
            query="Auf dem Foto fehlt die untere Hälfte mit der Summe. Bitte noch einmal fotografieren.",
            by=cast.somebody(TREASURER),
        )
    if match.number == story.FORGOTTEN_HELPED:
        _help(project, material, days, writer)
    if match.number == story.E_INVOICE:
        _send_as_xml(project, fee, days, writer)
    if match.number in story.AT_WORK:
        _ask_about_second_half(project, fee, days, writer)
    if place == 3:
        _voucher(
            project,
            material,
            "Werkzeug, noch nicht bezahlt",
            6_450,
            days=days,
            number="V-031",
            by=writer,
            paid=False,
        )
    if place == 4:
        _voucher(
            project,
            material,
            "Messe im September",
            8_900,
            days=days,
            number="V-044",
            by=writer,
            early=True,
        )


def settle(project: Project) -> None:
    """Before a project ends, the treasurer has checked what was handed in."""
    for voucher in project.vouchers.filter(state="handed_in").order_by("running_number"):
        projects.accept_voucher(voucher, by=cast.somebody(TREASURER))


def _help(project: Project, material: BudgetLine, days: Days, writer: Person) -> None:
    """Paid to somebody outside the team who later wants to be forgotten: the voucher stays."""
    helper = owner_of(selection.by_email(project.team.organisation.call, story.FORGOTTEN))
    small = _voucher(
        project,
        material,
        "Kalender selbsttätig ausgeben",
        24_000,
        days=days,
        number="2027-K40",
        by=writer,
        payee=helper.name,
        bears_levy=True,
    )
    projects.hand_in_voucher(small, by=writer)
    projects.accept_voucher(small, by=cast.somebody(TREASURER))


def _send_as_xml(project: Project, fee: BudgetLine, days: Days, writer: Person) -> None:
    """An electronic invoice: the file is XML, and nothing is printed."""
    number, cents = "V-052", 60_000
    content = E_INVOICE.format(number=number, day=days.day(2027, 3, 8), total=f"{cents / 100:.2f}")
    file = files.store(
        SimpleUploadedFile(f"{number}.xml", content.encode()), kinds=("xml",), by=writer
    )
    voucher = _voucher(project, fee, "Honorar, zweite Rate", cents, days=days, number=number,
                       by=writer, bears_levy=True, file=file)  # fmt: skip
    projects.hand_in_voucher(voucher, by=writer)


def _ask_about_second_half(project: Project, fee: BudgetLine, days: Days, writer: Person) -> None:
    """The last invoice is there; the treasurer has a question, and the money waits."""
    with days.on(2027, 6, 22):
        half = _voucher(project, fee, "Honorar, zweite Hälfte", 100_000, days=days,
                        number="2027-014", by=writer, bears_levy=True)  # fmt: skip
        projects.hand_in_voucher(half, by=writer)
    with days.on(2027, 6, 28):
        query = "Auf der Rechnung fehlt die Steuernummer. Bitte die ergänzte Rechnung noch einmal hochladen."
        projects.query_voucher(half, query=query, by=cast.somebody(TREASURER))


def _voucher(
    project: Project,
    line: BudgetLine,
    purpose: str,
    cents: int,
    *,
    days: Days,
    number: str,
    by: Person,
    paid: bool = True,
    early: bool = False,
    bears_levy: bool = False,
    payee: str = "",
    file: File | None = None,
) -> Voucher:
    invoice = days.day(2026, 9, 18) if early else days.day(2027, 3, 8)
    file = file or _receipt(number, purpose, cents, by)
    voucher = projects.draft_voucher(
        project, budget_line=line, voucher_number=number, payee=payee or line.payee or "Papierhandel Beispiel", purpose=purpose,
        invoice_on=invoice, paid_on=days.day(2027, 3, 12) if paid else None, gross_cents=cents, vat_cents=0 if bears_levy else round_vat(cents),
        eligible_cents=cents, bears_levy=bears_levy, file=file, by=by,
    )  # fmt: skip
    files.attach([file], to=voucher)
    return voucher


def round_vat(gross_cents: int) -> int:
    """The 19 % contained in a gross amount."""
    return round(gross_cents * 19 / 119)


def _receipt(number: str, purpose: str, cents: int, by: Person) -> File:
    """A picture of a receipt, clearly marked as fictional."""
    picture = Image.new("RGB", (620, 420), "#fbfaf6")
    pen = ImageDraw.Draw(picture)
    typeface = ImageFont.truetype(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf", 30)
    pen.rectangle((12, 12, 608, 408), outline="#76819b", width=3)
    for row, words in enumerate(
        ["FIKTIVER BELEG", f"Nr. {number}", purpose, "", f"Summe {cents / 100:.2f} EUR"]
    ):
        pen.text((48, 60 + row * 56), words, fill="#0b1230", font=typeface)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return files.store(SimpleUploadedFile(f"beleg-{number}.png", out.getvalue()), by=by)
