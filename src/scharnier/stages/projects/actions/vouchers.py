from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from scharnier.foundation import clock
from scharnier.foundation.files import actions as uploads
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.projects import mails, queries, words
from scharnier.stages.projects.actions.accompaniment import touch
from scharnier.stages.projects.models import BudgetLine, Project, Voucher, VoucherFile
from scharnier.stages.projects.states import VOUCHER_MOVES, VoucherState

OPEN = {VoucherState.DRAFT, VoucherState.QUERIED}
REFUSING = {"no_file", "no_payment_date", "over_line", "before_period", "after_period"}


@transaction.atomic
def draft_voucher(
    project: Project,
    *,
    budget_line: BudgetLine,
    by: Person | None,
    file: File | None = None,
    **columns: object,
) -> Voucher:
    """Keep a voucher as typed; it counts only when handed in.

    Raises Refused if the same one is there already: of two posts at once the second.
    """
    touch(project)
    _ensure_first(Voucher(project=project, budget_line=budget_line, **columns))
    last = project.vouchers.aggregate(last=Max("running_number"))["last"] or 0
    voucher = Voucher.objects.create(
        project=project, budget_line=budget_line, running_number=last + 1, file=file, **columns
    )
    record("voucher.drafted", voucher, by=by, cents=voucher.gross_cents)
    return voucher


@transaction.atomic
def change_voucher(voucher: Voucher, *, by: Person | None, **columns: Any) -> None:
    """Change a draft, or a voucher about which there is a query.

    Raises Refused if it is being checked, somebody else changed it meanwhile, or it would
    be the same as another one.
    """
    if voucher.state not in OPEN:
        raise Refused(words.voucher_is_closed(voucher))
    touch(voucher.project)
    rewrite(voucher, **columns)
    _ensure_first(voucher)
    record("voucher.changed", voucher, by=by, fields=sorted(columns))


@transaction.atomic
def add_files(voucher: Voucher, files: Sequence[File], *, by: Person | None) -> None:
    """Lay files beside those that the voucher has: invoice, receipt, bank statement.

    Raises Refused if it is being checked.
    """
    if voucher.state not in OPEN:
        raise Refused(words.voucher_is_closed(voucher))
    if not files:
        return
    more = list(files)
    if voucher.file_id is None:
        voucher.file = more.pop(0)
        voucher.save(update_fields=["file"])
    VoucherFile.objects.bulk_create(VoucherFile(voucher=voucher, file=file) for file in more)
    uploads.attach(files, to=voucher)
    record("voucher.files_added", voucher, by=by, number=len(files))


@transaction.atomic
def drop_file(voucher: Voucher, file: File, *, by: Person | None) -> None:
    """Take a file off the voucher; the next one takes the place of the first.

    Raises Refused if it is being checked.
    """
    if voucher.state not in OPEN:
        raise Refused(words.voucher_is_closed(voucher))
    voucher.more_files.filter(file=file).delete()
    if voucher.file_id == file.pk:
        following = voucher.more_files.select_related("file").order_by("pk").first()
        voucher.file = following.file if following else None
        voucher.save(update_fields=["file"])
        if following:
            following.delete()
    kept = {one.pk for one in queries.files_of(voucher)}
    uploads.detach(voucher, keep=kept)
    record("voucher.file_dropped", voucher, by=by)


@transaction.atomic
def hand_in_voucher(voucher: Voucher, *, answer: str | None = None, by: Person | None) -> None:
    """Hand the voucher in for checking. Nothing incomplete gets through.

    ``answer`` goes with it if there was a question; None keeps what was written before.

    Raises Refused with every reason at once: no file, no date of payment, outside the
    eligible period, or more than is planned on the budget line.
    """
    touch(voucher.project)
    _ensure_complete(voucher)
    move(
        voucher,
        VoucherState.HANDED_IN,
        moves=VOUCHER_MOVES,
        handed_in_at=clock.now(),
        handed_in_by=by,
        answer=voucher.answer if answer is None else answer,
        version=voucher.version + 1,
    )
    record("voucher.handed_in", voucher, by=by, cents=voucher.gross_cents)


@transaction.atomic
def take_back_voucher(voucher: Voucher, *, by: Person | None) -> None:
    """Make a voucher a draft again, as long as nobody has checked it."""
    move(voucher, VoucherState.DRAFT, moves=VOUCHER_MOVES)
    record("voucher.taken_back", voucher, by=by)


@transaction.atomic
def accept_voucher(voucher: Voucher, *, by: Person) -> None:
    """Accept a voucher for the voucher list. Raises Refused if something is missing after all."""
    _ensure_complete(voucher)
    move(voucher, VoucherState.ACCEPTED, moves=VOUCHER_MOVES)
    record("voucher.accepted", voucher, by=by, cents=voucher.eligible_cents)


@transaction.atomic
def query_voucher(voucher: Voucher, *, query: str, by: Person) -> None:
    """Ask a question back about a voucher; whoever handed it in gets it by mail."""
    move(voucher, VoucherState.QUERIED, moves=VOUCHER_MOVES, query=query, answer="")
    record("voucher.queried", voucher, by=by)
    mails.voucher_queried(voucher)


@transaction.atomic
def refuse_voucher(voucher: Voucher, *, query: str, by: Person) -> None:
    """Refuse a voucher for good, with the reason; whoever handed it in gets it by mail."""
    move(voucher, VoucherState.REFUSED, moves=VOUCHER_MOVES, query=query, answer="")
    record("voucher.refused", voucher, by=by)
    mails.voucher_refused(voucher)


def _ensure_first(voucher: Voucher) -> None:
    """Refuse what stands on the same budget line already, in whatever state but refused."""
    twin = queries.twins_of(voucher).filter(budget_line=voucher.budget_line_id).first()
    if twin is not None:
        raise Refused(words.is_there_already(twin))


def _ensure_complete(voucher: Voucher) -> None:
    faults = [fault for fault in queries.faults_of(voucher) if fault in REFUSING]
    if faults:
        raise Refused(words.faults_in_words(faults, voucher.round))
