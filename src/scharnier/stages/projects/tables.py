"""The two lists of this stage: projects, and the voucher list with the columns that funders ask for."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import places
from scharnier.foundation.people.requests import PersonRequest
from scharnier.foundation.programmes.queries import rounds_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.tables import Column, Filter, Table, View
from scharnier.stages.projects import queries
from scharnier.stages.projects.models import HealthStatus, Voucher
from scharnier.stages.projects.states import ProjectState, VoucherState
from scharnier.stages.projects.words import fault_sentences

CURRENCY = "project.team.round.currency"


def rounds_of(request: PersonRequest) -> list[tuple[int, str]]:
    return [(round.pk, str(round.name)) for round in rounds_for(request.user).order_by("-pk")]


def place_of(voucher: Voucher) -> str:
    """The team and where it is at home: “M03, Erzgebirgskreis”."""
    district = places.district(voucher.district) if voucher.district else None
    return ", ".join(filter(None, [voucher.project.team.number, district.name if district else ""]))


def file_names(voucher: Voucher) -> str:
    """Invoice, receipt and what else lies with it, as the uploaders called them."""
    first = [voucher.file] if voucher.file else []
    return ", ".join(
        file.name for file in [*first, *(one.file for one in voucher.more_files.all())]
    )


PROJECTS = Table(
    "projects",
    caption=_("Projects"),
    order="team.number",
    search=["title", "team__number", "team__organisation__name"],
    columns=[
        Column("team.number", _("No."), sort="team__number_key", place="key"),
        Column("title", _("Title"), sort="title", place="main", link=True),
        Column(
            "team.organisation.name",
            _("Organisation"),
            sort="team__organisation__name",
            place="sub",
        ),
        Column(
            "health_status", _("Status light"), cell="projects/_light.html", sort="health_status"
        ),
        Column("latest_on", _("Last check-in"), sort="latest_on", priority=2),
        Column("latest_note", _("Note"), cell="projects/_note.html", priority=1),
        Column(
            "award.amount_cents",
            _("Budget"),
            money="team.round.currency",
            sort="award__amount_cents",
            priority=2,
        ),
        Column("state", _("State"), cell=pieces.state, place="status", sort="state"),
    ],
    filters=[
        Filter("round", _("Round"), rounds_of, field="team__round"),
        Filter("health_status", _("Status light"), HealthStatus.choices),
    ],
    views=[
        View("agreeing", _("Agreement open"), Q(state=ProjectState.AGREEING)),
        View("running", _p("projects", "Running"), Q(state=ProjectState.RUNNING)),
        View("silent", _p("projects", "Silent"), lambda request: queries.is_silent(request.user)),
        View("finished", _p("projects", "Finished"), Q(state=ProjectState.FINISHED)),
    ],
    empty=(
        _("No projects yet."),
        _("A project begins when the jury has approved a team and its award is accepted."),
    ),
)

# The order is the funder's: a voucher list is read by machines and auditors.
VOUCHERS = Table(
    "vouchers",
    caption=_("Voucher list"),
    order="running_number",
    search=["payee", "purpose", "voucher_number", "project__title", "project__team__number"],
    columns=[
        Column("running_number", _("No."), value=lambda row: row.list_number, place="key",
               cell=lambda row: pieces.unbroken(row.list_number), sort=["project__team__number_key", "running_number"]),
        Column("budget_line.category.name", _("Cost category"), priority=1),
        Column("voucher_number", _("Voucher no."), priority=1),
        Column("invoice_on", _("Date of invoice"), sort="invoice_on", priority=1),
        Column("ordered_on", _("Date of order"), priority=1),
        Column("paid_on", _("Date of payment"), sort="paid_on", priority=1),
        Column("payee", _("Paid to"), sort="payee", place="main", link=True),
        Column("purpose", _("Reason of payment"), place="sub"),
        Column("gross_cents", _("Gross"), money=CURRENCY, sort="gross_cents"),
        Column("vat_cents", _("VAT"), money=CURRENCY, priority=1),
        Column("net_cents", _("Net"), money=CURRENCY, priority=1),
        Column("eligible_cents", _("Of which eligible"), money=CURRENCY, priority=2),
        Column("funded_cents", _("Funder's share"), money=CURRENCY, priority=1),
        Column("place", _("Team and region"), value=place_of, priority=1),
        Column("award_note", _("Award note"), priority=1),
        Column("bears_levy", _("Artists' social levy"), priority=1),
        Column("files", _("Files"), value=file_names, priority=1),
        Column("state", _("State"), cell=pieces.state, place="status", sort="state"),
        Column("faults", _("What is missing"),
               value=lambda row: " ".join(fault_sentences(queries.faults_of(row)))),
    ],
    filters=[Filter("round", _("Round"), rounds_of, field="project__team__round")],
    views=[
        View("to_check", _("To be checked"), Q(state=VoucherState.HANDED_IN)),
        View("queried", _("With a query"), Q(state=VoucherState.QUERIED)),
        View("accepted", _p("vouchers", "Accepted"), Q(state=VoucherState.ACCEPTED)),
        View("refused", _p("vouchers", "Refused"), Q(state=VoucherState.REFUSED)),
    ],
    empty=(_("No vouchers yet."), _("What the teams hand in stands here, and in the export.")),
)  # fmt: skip
