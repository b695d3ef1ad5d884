"""The two lists of this stage: projects, and the voucher list with the columns that funders ask for."""

from django.utils.translation import gettext_lazy as _

from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.stages.projects.models import HealthStatus
from scharnier.stages.projects.states import ProjectState, VoucherState

PROJECTS = Table(
    "projects",
    caption=_("Projects"),
    order="team__number",
    search=["title", "team__number", "team__organisation__name"],
    columns=[
        Column("team.number", _("No."), sort="team__number", priority=2),
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
        Column("latest_on", _("Last check-in"), sort="latest_on", priority=1),
        Column("latest_note", _("Note"), priority=1),
        Column(
            "award.amount_cents",
            _("Budget"),
            money="team.round.currency",
            sort="award__amount_cents",
            priority=2,
        ),
        Column("state", _("State"), cell="web/table/state.html", place="status", sort="state"),
    ],
    filters=[
        Filter("state", _("State"), ProjectState.choices),
        Filter("health_status", _("Status light"), HealthStatus.choices),
    ],
    empty=(
        _("No projects yet."),
        _("A project begins when the jury has approved a team and its award is accepted."),
    ),
)

VOUCHERS = Table(
    "vouchers",
    caption=_("Voucher list"),
    order="project__team__number",
    search=["payee", "purpose", "voucher_number", "project__title"],
    columns=[
        Column("running_number", _("No."), sort="running_number"),
        Column("budget_line.category.name", _("Cost category"), priority=1),
        Column("voucher_number", _("Voucher no."), priority=2),
        Column("invoice_on", _("Date of invoice"), sort="invoice_on", priority=1),
        Column("ordered_on", _("Date of order"), priority=2),
        Column("paid_on", _("Date of payment"), sort="paid_on", priority=1),
        Column("payee", _("Paid to"), sort="payee", place="main", link=True),
        Column("purpose", _("Reason of payment"), priority=2),
        Column("gross_cents", _("Gross"), money="project.team.round.currency", sort="gross_cents"),
        Column("vat_cents", _("VAT"), money="project.team.round.currency", priority=2),
        Column("net_cents", _("Net"), money="project.team.round.currency", priority=2),
        Column("eligible_cents", _("Of which eligible"), money="project.team.round.currency"),
        Column("project.team.number", _("Team"), sort="project__team__number", place="sub"),
        Column("award_note", _("Award note"), priority=2),
        Column("bears_levy", _("Artists' social levy"), priority=2),
        Column("file.name", _("File"), priority=2),
        Column("state", _("State"), cell="web/table/state.html", place="status", sort="state"),
    ],
    filters=[Filter("state", _("State"), VoucherState.choices)],
    empty=(_("No vouchers yet."), _("What the teams hand in stands here, and in the export.")),
)
