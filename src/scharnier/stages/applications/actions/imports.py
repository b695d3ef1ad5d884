from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.queries import filled, outline
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.foundation.turns import Turns
from scharnier.stages.applications.actions.answering import answer_page, naming
from scharnier.stages.applications.actions.begin import start
from scharnier.stages.applications.actions.sending import hand_in
from scharnier.stages.applications.imports.columns import guess, remembered_for
from scharnier.stages.applications.imports.plan import Planned, Planner, late_reason
from scharnier.stages.applications.imports.tables import read_table
from scharnier.stages.applications.models import (
    Application,
    Channel,
    ColumnMapping,
    ImportRow,
    ImportRun,
)
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Call, TargetGroup

OUTCOME = ImportRow.Outcome
AT_ONCE = 500
PLANNED_FIELDS = ["name", "outcome", "is_late", "remarks", "application", "fingerprint"]


def read(call: Call, *, side: str, name: str, content: bytes, by: Person | None) -> ImportRun:
    """Read a table and say what would become of every row. Nothing else is written.

    Raises Refused if the file is no table.
    """
    table = read_table(name, content)
    group = TargetGroup.objects.select_related("form").get(call=call, side=side)
    mapping = guess(table.headers, outline(group.form), remembered_for(call, side))
    with transaction.atomic():
        run = ImportRun.objects.create(
            call=call,
            side=side,
            file_name=name[:200],
            headers=table.headers,
            mapping=mapping,
            started_by=by,
        )
        rows = [ImportRow(run=run, line=line, cells=cells) for line, cells in table.rows]
        ImportRow.objects.bulk_create(rows, batch_size=AT_ONCE)
        record("import.read", run, by=by, rows=len(rows))
    _preview(run)
    return run


def change_mapping(run: ImportRun, *, mapping: dict[str, str], by: Person | None) -> None:
    """Say which column answers which question; it is remembered for the next table."""
    if not run.is_dry:
        raise Refused(_("“%(file)s” is imported already.") % {"file": run})
    run.mapping = {header: mapping.get(header, "") for header in run.headers}
    with transaction.atomic():
        run.save(update_fields=["mapping"])
        for header, key in run.mapping.items():
            ColumnMapping.objects.update_or_create(
                programme=run.call.round.programme,
                side=run.side,
                header=header[:300],
                defaults={"question_key": key},
            )
        record("import.mapped", run, by=by)
    _preview(run)


def _preview(run: ImportRun) -> None:
    """Judge every row; only the writing is a transaction, for judging takes long."""
    for planned in Planner(run).plan(list(run.rows.order_by("line"))):
        rows = [one.row for one in planned]
        for one in planned:
            one.row.application = one.application
        ImportRow.objects.bulk_update(rows, PLANNED_FIELDS, batch_size=AT_ONCE)


def apply(
    run: ImportRun,
    *,
    by: Person | None,
    report: Callable[[int, str], None] | None = None,
    should_stop: Callable[[], bool] = bool,
) -> None:
    """Import what was previewed, row by row; each row is there whole or not at all.

    Importing again goes on where it stopped and changes nothing that is there. Raises
    Refused if the run was imported before.
    """
    if run.applied_at is not None:
        raise Refused(_("“%(file)s” is imported already.") % {"file": run})
    _claim(run)
    open_rows = run.rows.filter(written_at=None).order_by("line")
    total = run.rows.count()
    done = total - open_rows.count()
    turns = Turns()
    for planned in Planner(run).plan(list(open_rows)):
        for one in planned:
            if should_stop():
                return
            _take(run, one, by=by)
            turns.leave_room()
            done += 1
            if report is not None:
                report(
                    100 * done // total, _("Row %(n)d of %(total)d") % {"n": done, "total": total}
                )
    finished = ImportRun.objects.filter(pk=run.pk, applied_at=None)
    if finished.update(applied_at=clock.now()):
        run.applied_at = clock.now()
        record("import.applied", run, by=by, rows=total)


def _claim(run: ImportRun) -> None:
    """From now on it is no preview: its rows are known to later runs."""
    ImportRun.objects.filter(pk=run.pk).update(is_dry=False)
    run.is_dry = False


@transaction.atomic
def _take(run: ImportRun, one: Planned, *, by: Person | None) -> None:
    match one.row.outcome:
        case OUTCOME.TAKEN | OUTCOME.DRAFT:
            one.application = _create(run, one, by=by)
        case OUTCOME.DUPLICATE | OUTCOME.UPDATED:
            _merge(one, by=by)
    one.row.application, one.row.written_at = one.application, clock.now()
    one.row.save(update_fields=[*PLANNED_FIELDS, "written_at"])


def _create(run: ImportRun, one: Planned, *, by: Person | None) -> Application:
    group = TargetGroup.objects.select_related("call__round", "form").get(
        call=run.call_id, side=run.side
    )
    person = people.enter(
        name=one.facts.contact or one.facts.name,
        email=one.email or None,
        phone=one.facts.phone,
        by=by,
    )
    application = start(group, person=person, channel=Channel.IMPORT, by=by)
    answer_page(application, one.entries, by=by)
    if one.row.outcome == OUTCOME.TAKEN:
        _hand_in(application, one, by=by)
    else:
        Application.objects.filter(pk=application.pk).update(**naming(application))
    record("application.imported", application, by=by, line=one.row.line)
    return application


def _hand_in(application: Application, one: Planned, *, by: Person | None) -> None:
    late = late_reason(one.handed_in_at) if one.row.is_late and one.handed_in_at else None
    hand_in(application, filled(application.sheet), late=late, at=one.handed_in_at, by=by)


def _merge(one: Planned, *, by: Person | None) -> None:
    """Write what a known or second row adds; what was handed in is handed in anew with it."""
    if one.twin is not None:
        one.application = one.twin.application
    application = one.application
    if application is None or not one.entries:
        return
    answer_page(application, one.entries, by=by)
    application.sheet.refresh_from_db()
    if application.state == S.DRAFT and not one.missing:
        _hand_in(application, one, by=by)
    elif application.state == S.SUBMITTED and application.sheet.has_changed_since_sent:
        hand_in(application, filled(application.sheet), late=None, by=by)
