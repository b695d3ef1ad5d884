from django.db import transaction
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.foundation.web.models import BarrierReport, LegalPage
from scharnier.foundation.web.states import MOVES, BarrierState


@transaction.atomic
def change_legal_page(page: LegalPage, *, body: LazyI18nString, by: Person) -> LegalPage:
    """Publish ``body`` at once; the first change turns our text into the association's.

    Raises Refused if somebody else has written it since ``page`` was read.
    """
    changes = {"body": body, "changed_at": clock.now(), "changed_by": by}
    if page.pk is None:
        written, is_new = LegalPage.objects.get_or_create(kind=page.kind, defaults=changes)
        if not is_new:
            written.version = page.version
            rewrite(written, **changes)
        page = written
    else:
        rewrite(page, **changes)
    record("legal_page.changed", page, by=by, version=page.version)
    return page


@transaction.atomic
def report_barrier(
    *, description: str, page_address: str, mail: str, by: Person | None
) -> BarrierReport:
    """Keep what did not work, so that somebody can repair it and answer."""
    report = BarrierReport.objects.create(
        description=description, page_address=page_address, mail=mail
    )
    record("barrier.reported", report, by=by)
    return report


@transaction.atomic
def answer_barrier_report(report: BarrierReport, *, by: Person) -> None:
    """Mark ``report`` as answered. Raises MoveRefused if it already is."""
    move(report, BarrierState.ANSWERED, moves=MOVES)
    record("barrier.answered", report, by=by)
