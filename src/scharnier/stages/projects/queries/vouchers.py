"""Vouchers, what is committed, and what they still lack."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.queries import within_reach
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.models import Team
from scharnier.stages.projects.models import BudgetLine, Project, Voucher
from scharnier.stages.projects.queries.projects import LOADED
from scharnier.stages.projects.states import VoucherState

OF_A_VOUCHER = {"round": "project__team__round", "district": "project__team__district"}


def vouchers_visible_to(person: Person) -> QuerySet[Voucher]:
    """The list twin of ``projects.view_voucher``."""
    mine = Q(project__team__in=matching.working_teams_of(person).values("pk")) | Q(
        project__team__in=matching.teams_left_by(person).values("pk"), handed_in_by=person.pk
    )
    return Voucher.objects.filter(_in_reach(person) | mine).select_related(
        *(f"project__{path}" for path in LOADED), "budget_line__category", "file"
    )


def vouchers_overseen_by(person: Person) -> QuerySet[Voucher]:
    """What the voucher list is about: drafts and the person's own are not in it."""
    return Voucher.objects.filter(_in_reach(person)).exclude(state=VoucherState.DRAFT)


def _in_reach(person: Person) -> Q:
    roles = (Role.LEAD, Role.AGENT, Role.TREASURER, Role.OBSERVER)
    return within_reach(person, *roles, **OF_A_VOUCHER)


def vouchers_to_check(person: Person) -> QuerySet[Voucher]:
    """What waits for a treasurer or lead to be accepted; bare rows."""
    reach = within_reach(person, Role.LEAD, Role.TREASURER, **OF_A_VOUCHER)
    return Voucher.objects.filter(reach, state=VoucherState.HANDED_IN)


def listed(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    """With no more than the voucher list shows; a round is read once, not for every row."""
    return with_committed(
        vouchers.select_related(None)
        .select_related("project__team", "budget_line__category", "file")
        .prefetch_related("project__team__round", "more_files__file")
    )


def files_of(voucher: Voucher) -> list[File]:
    """All files of a voucher, the first one first."""
    more = [one.file for one in voucher.more_files.select_related("file").order_by("pk")]
    return [voucher.file, *more] if voucher.file else more


def own_vouchers_panel(person: Person, team: Team) -> dict:
    """For somebody who has left the team: what they handed in, and how it stands."""
    own = vouchers_visible_to(person).filter(project__team=team, handed_in_by=person.pk)
    return {"vouchers": own.order_by("running_number"), "currency": team.round.currency}


def waiting_vouchers(project: Project) -> list[Voucher]:
    """What somebody must still do something about: check it, or answer a question."""
    waits = [VoucherState.HANDED_IN, VoucherState.QUERIED]
    return list(project.vouchers.filter(state__in=waits).order_by("running_number"))


def not_replaced(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    """Leaves out what was refused once a later voucher stands on the same budget line."""
    later = Voucher.objects.filter(budget_line=OuterRef("budget_line"), pk__gt=OuterRef("pk"))
    return vouchers.exclude(Q(Exists(later), state=VoucherState.REFUSED))


def twins_of(voucher: Voucher) -> QuerySet[Voucher]:
    """Others of the project with the same number, payee, date and amount that are not refused."""
    return (
        Voucher.objects.filter(
            project=voucher.project_id,
            voucher_number__iexact=voucher.voucher_number,
            payee__iexact=voucher.payee,
            invoice_on=voucher.invoice_on,
            gross_cents=voucher.gross_cents,
        )
        .exclude(state=VoucherState.REFUSED)
        .exclude(pk=voucher.pk)
        .order_by("pk")
    )


COMMITTED = [VoucherState.HANDED_IN, VoucherState.QUERIED, VoucherState.ACCEPTED]


def voucher_list(round: ProgrammeRound) -> QuerySet[Voucher]:
    """The vouchers of a round in the order of the voucher list, drafts left out."""
    return (
        with_committed(Voucher.objects.filter(project__team__round=round))
        .exclude(state=VoucherState.DRAFT)
        .select_related(
            "project__team__organisation",
            "project__team__round__programme",
            "budget_line__category",
            "file",
        )
        .order_by("project__team__number_key", "running_number")
    )


def with_committed(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    """Each voucher with ``others_cents``: what other vouchers take of its budget line, and
    ``has_twin``: whether another one of the round looks like the same invoice.
    """
    others = (
        Voucher.objects.filter(budget_line=OuterRef("budget_line"), state__in=COMMITTED)
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .values("budget_line")
        .annotate(cents=Sum("eligible_cents"))
    )
    return vouchers.annotate(
        others_cents=Coalesce(Subquery(others.values("cents")), 0),
        has_twin=Exists(_elsewhere()),
    )


def _elsewhere() -> QuerySet[Voucher]:
    """Vouchers handed in to the round of the outer one with its number, payee, date and amount."""
    return Voucher.objects.filter(
        project__team__round=OuterRef("project__team__round"),
        voucher_number=OuterRef("voucher_number"),
        payee=OuterRef("payee"),
        invoice_on=OuterRef("invoice_on"),
        gross_cents=OuterRef("gross_cents"),
        state__in=COMMITTED,
    ).exclude(pk=OuterRef("pk"))


def committed_on(line: BudgetLine, *, without: Voucher | None = None) -> int:
    """What was handed in or accepted on a budget line, in cents."""
    taken = Voucher.objects.filter(budget_line=line, state__in=COMMITTED)
    if without is not None:
        taken = taken.exclude(pk=without.pk)
    return taken.aggregate(cents=Sum("eligible_cents"))["cents"] or 0


@dataclass(frozen=True)
class Totals:
    """What a voucher list adds up to, in cents of ``currency``; what was refused is not in the sums."""

    number: int
    gross_cents: int
    eligible_cents: int
    accepted_cents: int
    currency: str = "EUR"


def totals_of(vouchers: QuerySet[Voucher]) -> Totals:
    sums = vouchers.order_by().aggregate(
        number=Count("pk"),
        gross=Coalesce(Sum("gross_cents", filter=Q(state__in=COMMITTED)), 0),
        eligible=Coalesce(Sum("eligible_cents", filter=Q(state__in=COMMITTED)), 0),
        accepted=Coalesce(Sum("eligible_cents", filter=Q(state=VoucherState.ACCEPTED)), 0),
        currency=Min("project__team__round__currency"),
    )
    return Totals(
        number=sums["number"],
        gross_cents=sums["gross"],
        eligible_cents=sums["eligible"],
        accepted_cents=sums["accepted"],
        currency=sums["currency"] or "EUR",
    )


def faults_of(voucher: Voucher) -> list[str]:
    """What keeps a voucher from the voucher list, as codes (``words.FAULTS`` has the sentences).

    ``no_file``, ``no_payment_date``, ``paid_before_invoice``, ``before_period``,
    ``after_period``, ``over_line``, ``same_elsewhere``. Without a query for vouchers of ``with_committed``.
    """
    if voucher.state == VoucherState.REFUSED:
        return []
    round = voucher.round
    faults = []
    if voucher.file_id is None:
        faults.append("no_file")
    if voucher.paid_on is None:
        faults.append("no_payment_date")
    elif voucher.paid_on < voucher.invoice_on - dt.timedelta(days=31):
        faults.append("paid_before_invoice")
    if round.eligible_from and voucher.invoice_on < round.eligible_from:
        faults.append("before_period")
    if round.eligible_until and voucher.invoice_on > round.eligible_until:
        faults.append("after_period")
    return faults + _faults_beside_others(voucher)


def _faults_beside_others(voucher: Voucher) -> list[str]:
    """What is wrong because of other vouchers."""
    faults = []
    spent = getattr(voucher, "others_cents", None)
    if spent is None:
        spent = committed_on(voucher.budget_line, without=voucher)
    if spent + voucher.eligible_cents > voucher.budget_line.planned_cents:
        faults.append("over_line")
    twin = getattr(voucher, "has_twin", None)
    if twin is None:
        twin = Voucher.objects.filter(Exists(_elsewhere()), pk=voucher.pk).exists()
    if twin:
        faults.append("same_elsewhere")
    return faults
