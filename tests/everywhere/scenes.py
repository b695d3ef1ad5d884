"""What the demo round no longer shows at its end: drafts, things on the way, things gone wrong."""

from django.utils import translation

from scharnier.desk.demo.cast import text
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.loader import NEXT_CALL
from scharnier.desk.demo.selection import TEMPLATE
from scharnier.foundation import clock
from scharnier.foundation.files import actions as files
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import DataSubjectRequest
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.web.actions import report_barrier
from scharnier.stages.applications import actions as applications
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.models import Application
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call, EligibilityQuestion
from scharnier.stages.events import actions as events
from scharnier.stages.jury import actions as jury
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching.models import Matching
from scharnier.stages.projects import actions as projects
from scharnier.stages.projects.models import Project
from scharnier.stages.reviews import actions as reviews
from tests.stages.projects.stagehand import picture
from tests.story import LAST_DAY

TABLE = b"Organisation;Ort\nTischlerei Neu;Seiffen\n;Dresden\n"


def furnish() -> None:
    """Add the scenes, each by the action that people use where there is one."""
    lead = Person.objects.get(email="leitung@example.org")
    days = Days(LAST_DAY)
    with translation.override("de"):
        _applying(lead)
        _calling(lead, days)
        _choosing(lead, days)
        _working(lead)
        _sharing(lead)
        _machinery(lead)


def _applying(lead: Person) -> None:
    """Two drafts, one of them with a second person; a table that was only looked at."""
    call = Call.objects.get(slug=NEXT_CALL)
    beginner = Person.objects.create_user(email="frisch@example.org", name="Fritzi Frisch")
    for group in call.target_groups.order_by("-side"):
        draft = applications.start(group, person=beginner, by=beginner)
        applications.invite(draft, email="zweite@example.org", part="editor", by=beginner)
    imports.read(call, side="organisation", name="liste.csv", content=TABLE, by=lead)
    calls.ask_for_reminder(call, email="neugierig@example.org", language="de", by=None)


def _calling(lead: Person, days: Days) -> None:
    """A call that nobody outside sees yet, and an event as a draft."""
    call = Call.objects.get(slug=NEXT_CALL)
    EligibilityQuestion.objects.create(
        call=call,
        side="organisation",
        question=text("Hat der Betrieb weniger als 50 Beschäftigte?"),
        reason=text("Das Programm ist für kleine Betriebe."),
    )
    calls.create_from_template(
        call.round.programme,
        template=TEMPLATE,
        name=text("Durchgang 2028/29", "Round 2028/29"),
        slug="durchgang-drei",
        opens_at=days.moment(2028, 6, 15, 8),
        deadline_at=days.moment(2028, 7, 21, 23, 59),
        kickoff_on=days.day(2028, 9, 30),
        jury_on=days.day(2028, 10, 28),
        starts_on=days.day(2028, 6, 15),
        ends_on=days.day(2029, 6, 30),
        by=lead,
    )
    events.create(
        call.round,
        kind="workshop",
        title=text("Werkstatttag", "Workshop day"),
        starts_at=days.moment(2027, 8, 1),
        ends_at=days.moment(2027, 8, 1, 16),
        venue="Altes Rathaus",
        municipality="Seiffen/Erzgeb.",
        by=lead,
    )


def _choosing(lead: Person, days: Days) -> None:
    """A conflict of interest, an excluded pair, a jury day to come."""
    round = ProgrammeRound.objects.earliest("starts_on")
    board = Matching.objects.get(round=round)
    firms = board.participants.filter(side="organisation").order_by("pk")
    creatives = board.participants.filter(side="creative").order_by("-pk")
    matching.pin(board, organisation=firms[0], creative=creatives[0], by=lead)
    matching.veto(board, organisation=firms[1], creative=creatives[0], reason="Verwandt", by=lead)
    rejected = Application.objects.filter(call__round=round, side="organisation").latest("pk")
    reviews.declare_conflict(rejected, person=lead, reason="Verwandt", by=lead)
    jury.convene(round, held_on=days.day(2027, 7, 20), by=lead)


def _working(lead: Person) -> None:
    """The creative is asked back; the firm's project has a voucher in the making."""
    applications.ask_back(
        Application.objects.get(applicants__person__email="k02@example.org"),
        questions=["skills"],
        text="Bitte nennen Sie ein Beispiel.",
        until=Days(LAST_DAY).moment(2027, 7, 7),
        by=lead,
    )
    project = projects_of("o02@example.org")
    file = files.store(picture(), by=lead)
    voucher = projects.draft_voucher(
        project,
        budget_line=project.budget_lines.earliest("pk"),
        file=file,
        voucher_number="2027-9",
        invoice_on=LAST_DAY,
        paid_on=LAST_DAY,
        payee="Studio",
        purpose="Skizzen",
        gross_cents=5000,
        eligible_cents=5000,
        by=lead,
    )
    files.attach([file], to=voucher)


def _sharing(lead: Person) -> None:
    """The firm's blueprint with material and with news of somebody who used it; a film."""
    blueprint = Blueprint.objects.get(project=projects_of("o02@example.org"))
    file = files.store(picture(), by=lead)
    blueprints.add_file(blueprint, file=file, title="Vorlage", by=lead)
    blueprints.tell_reuse(blueprint, name="Tischlerei Süd", experience="Geht gut.", by=None)
    medium = Call.objects.get(slug=NEXT_CALL).media.earliest("pk")
    calls.change_part(medium, file=files.store(picture(), by=lead), by=lead)


def projects_of(email: str) -> Project:
    return Project.objects.get(team__organisation__applicants__person__email=email)


def _machinery(lead: Person) -> None:
    """Mails and work in every state, a reported barrier, a request for a copy of one's data."""
    Mail.objects.update(state="sent", sent_at=clock.now())
    states = [("held", ""), ("waiting", ""), ("failed", "refused"), ("unclear", "lost")]
    mails = Mail.objects.filter(urgent=False).order_by("-pk")[: len(states)]
    for mail, (state, problem) in zip(mails, states, strict=True):
        Mail.objects.filter(pk=mail.pk).update(state=state, problem=problem, sent_at=None)
    done = Job.objects.get()
    for number, state in enumerate(["queued", "running", "failed", "stopped"]):
        done.pk, done.state, done.fingerprint = None, state, f"{number:064}"
        done.error = "Der Speicher reichte nicht." if state == "failed" else ""
        done.save(force_insert=True)
    report_barrier(
        description="Der Knopf ist zu klein.", page_address="/jury/", mail="a@b.example", by=None
    )
    DataSubjectRequest.objects.create(person=lead, kind="access", requested_by=lead)
