"""December to June: agreements, money, accompaniment, prototypes, blueprints."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from scharnier import handovers
from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.story import Match
from scharnier.desk.demo.teams import match_of
from scharnier.foundation.files import actions as files
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.web.pdf import FONTS
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls.models import Call
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury.models import Condition
from scharnier.stages.matching.queries import sides_of
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects.models import BudgetLine, CostCategory, Project

UNSIGNED = {"M10"}
SILENT = {"M08"}  # not heard of since January


def sign(round: ProgrammeRound, days: Days) -> None:
    """All but one agreement are signed; budgets are planned."""
    lead = cast.lead()
    with days.on(2026, 12, 9):
        handovers.begin_projects(round, by=lead)
        selection.let_mails_go(lead)
    fees, material = CostCategory.objects.filter(round=round).order_by("position")[:2]
    with days.on(2026, 12, 14):
        for project in _projects(round):
            match = match_of(project.team)
            creative = sides_of(project.team)[-1]
            projects.plan_line(
                project,
                category=fees,
                description="Honorar",
                payee=creative.name,
                planned_cents=match.fee_cents,
                by=owner_of(creative),
            )
            projects.plan_line(
                project,
                category=material,
                description="Material und Druck",
                planned_cents=match.material_cents,
                by=owner_of(creative),
            )
            for title, due in (
                ("Erste Skizze auf Papier", (2027, 1, 29)),
                ("Mit drei Leuten ausprobiert", (2027, 3, 12)),
                ("Bereit zum Zeigen", (2027, 6, 18)),
            ):
                projects.set_milestone(
                    project, title=title, due_on=days.day(*due), by=owner_of(creative)
                )
            if match.number in UNSIGNED:
                continue
            for side in sides_of(project.team):
                agreement = project.agreement
                projects.sign_agreement(agreement, version=agreement.version, by=owner_of(side))
                project.refresh_from_db()


def _projects(round: ProgrammeRound) -> list[Project]:
    found = Project.objects.filter(team__round=round, team__number__isnull=False)
    return list(
        found.select_related(
            "team__round__programme", "team__organisation", "award", "agreement"
        ).order_by("team__number")
    )


def _running(round: ProgrammeRound) -> list[Project]:
    return [project for project in _projects(round) if project.state == "running"]


def accompany(round: ProgrammeRound, days: Days) -> None:
    """Check-ins, milestones, vouchers with their odd ones."""
    agent = cast.agent()
    with days.on(2027, 1, 29, 16):
        for project in _running(round):
            match = match_of(project.team)
            is_silent = match.number in SILENT
            projects.check_in(
                project,
                held_on=days.day(2027, 1, 28),
                health_status=match.light if is_silent else "green",
                note=match.light_note
                if is_silent
                else "Das Team trifft sich jede Woche. Die erste Skizze liegt auf dem Tisch.",
                next_step="Mit drei Leuten ausprobieren",
                next_on=days.day(2027, 3, 12),
                by=agent,
            )
            first = project.milestones.order_by("due_on").first()
            projects.reach_milestone(first, by=agent)
    for place, project in enumerate(_running(round)):
        match = match_of(project.team)
        with days.on(2027, 3, 15 + place % 5):
            _vouchers(project, match, days, place)
    with days.on(2027, 6, 10, 17):
        for project in _running(round):
            match = match_of(project.team)
            if match.number in SILENT:
                continue
            projects.check_in(
                project,
                held_on=days.day(2027, 6, 9),
                health_status=match.light,
                note=match.light_note,
                next_step="Blaupause schreiben" if match.blueprint else "Gemeinsam klären",
                next_on=days.day(2027, 7, 2),
                by=agent,
            )


def _vouchers(project: Project, match: Match, days: Days, place: int) -> None:
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
    projects.accept_voucher(half, by=cast.somebody("kasse@example.org"))
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
            by=cast.somebody("kasse@example.org"),
        )
    if match.number == story.FORGOTTEN_HELPED:
        _help(project, material, days, writer)
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
    projects.accept_voucher(small, by=cast.somebody("kasse@example.org"))


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
) -> object:
    invoice = days.day(2026, 9, 18) if early else days.day(2027, 3, 8)
    file = _receipt(number, purpose, cents, by)
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


def build(round: ProgrammeRound, days: Days) -> None:
    """Prototypes and their tests; those with a blueprint finish."""
    agent = cast.agent()
    for project in _running(round):
        match = match_of(project.team)
        maker = owner_of(sides_of(project.team)[-1])
        with days.on(2027, 5, 20):
            prototype = projects.show_prototype(
                project,
                name=match.prototype.partition(":")[0],
                description=match.prototype,
                by=maker,
            )
            if match.light == "red":
                continue
            projects.record_test(
                prototype,
                tested_on=days.day(2027, 5, 18),
                testers=3,
                finding="Zwei von drei kamen ohne Hilfe zurecht; die Schrift war einer Person zu klein.",
                change="Größere Schrift, weniger Felder.",
                by=maker,
            )
        if match.blueprint is None:
            continue
        with days.on(2027, 6, 18):
            for milestone in project.milestones.filter(reached_at=None):
                projects.reach_milestone(milestone, by=maker)
            project.refresh_from_db()
            projects.finish(project, by=agent)
    met = Condition.objects.filter(verdict__case__jury_day__round=round, met_at=None)
    with days.on(2027, 6, 21):
        for condition in met.exclude(text__contains="Datenschutz"):
            jury.meet_condition(condition, by=agent)


def share(round: ProgrammeRound, days: Days) -> None:
    """Blueprints written, released by both sides, published; one is used already."""
    lead = cast.lead()
    with days.on(2027, 6, 19):
        handovers.begin_blueprints(round, by=lead)
        for blueprint in Blueprint.objects.filter(project__team__round=round).select_related(
            "project__team__round"
        ):
            text = match_of(blueprint.project.team).blueprint
            if text is not None:
                _write(blueprint, text)
    with days.on(2027, 6, 24):
        for blueprint in Blueprint.objects.filter(
            project__team__round=round, current__isnull=False
        ):
            _release_and_publish(blueprint, days)
        selection.let_mails_go(lead)
    with days.on(2027, 6, 28):
        used = Blueprint.objects.get(current__title__startswith="Sieben-Tage")
        reuse = blueprints.tell_reuse(
            used,
            name="Bäckerei Beispiel am Markt",
            municipality="Thum",
            experience="Wir haben die sieben Karten für unsere Aushilfen übernommen. Nach einer Woche wusste jede, wo was steht.",
            by=None,
        )
        blueprints.show_reuse(reuse, by=lead)


def forget(call: Call, days: Days) -> None:
    """Somebody withdraws and wants to be forgotten; what the law keeps is blocked, not deleted."""
    with days.on(2027, 6, 25):
        person = owner_of(selection.by_email(call, story.FORGOTTEN))
        privacy.erase(person, by=person)


def _write(blueprint: Blueprint, text: story.Blueprint) -> None:
    writer = owner_of(sides_of(blueprint.project.team)[-1])
    blueprints.write(
        blueprint, seen=blueprint.version, title=text.title, summary=text.summary, problem=text.problem,
        approach=text.approach, steps=[{"title": t, "text": x, "duration": d} for t, x, d in text.steps],
        result=text.result, effort_days=text.effort_days, cost_cents=text.cost_cents, skills=text.skills,
        tools=text.tools, topics=text.topics, by=writer,
    )  # fmt: skip


def _release_and_publish(blueprint: Blueprint, days: Days) -> None:
    agent = cast.agent()
    text = match_of(blueprint.project.team).blueprint
    if text.embargo_months:
        until = days.day(2027, 6 + text.embargo_months, 30)
        blueprints.set_embargo(blueprint, embargo_until=until, names_partners=True, by=agent)
    blueprints.ask_for_release(blueprint, by=agent)
    for side in sides_of(blueprint.project.team):
        blueprints.release(blueprint, version=blueprint.current.number, by=owner_of(side))
        blueprint.refresh_from_db()
    blueprints.publish(blueprint, by=agent)
