import datetime as dt

from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.files.actions import detach
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.foundation import forget_name_in_trail
from scharnier.foundation.privacy.retention import months_before
from scharnier.foundation.questions.models import Answer
from scharnier.foundation.states import move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import (
    Applicant,
    Application,
    ImportRow,
    LateEntry,
    QuestionBack,
    SentVersion,
)
from scharnier.stages.applications.states import MOVES
from scharnier.stages.applications.states import ApplicationState as S

CELLS_DAYS = 30
NOTHING = {"name": "", "name_key": "", "municipality": "", "late_reason": ""}


@transaction.atomic
def forget(application: Application, *, by: Person | None) -> None:
    """Delete all answers and names; state, side, district and number stay for the statistics."""
    SentVersion.objects.filter(application=application).delete()
    QuestionBack.objects.filter(application=application).delete()
    Answer.objects.filter(sheet=application.sheet_id).delete()
    detach(application.sheet, keep=set())
    ImportRow.objects.filter(application=application).update(name="", cells=[], remarks=[])
    Application.objects.filter(pk=application.pk).update(**NOTHING)
    for name, value in NOTHING.items():
        setattr(application, name, value)
    forget_name_in_trail(application, application.sheet)
    record("application.forgotten", application, by=by)


@transaction.atomic
def erase_person(person: Person, *, by: Person | None) -> None:
    """Take somebody out of all applications; what was theirs alone is withdrawn and forgotten."""
    parts = Applicant.objects.filter(person=person).select_related("application__sheet")
    for part in parts:
        application = part.application
        others = application.applicants.exclude(person=person).order_by("pk")
        is_owner = part.part == Applicant.Part.OWNER
        if is_owner and (heir := others.filter(part=Applicant.Part.EDITOR).first()):
            Applicant.objects.filter(pk=heir.pk).update(part=Applicant.Part.OWNER)
        elif is_owner:
            if application.state in (S.DRAFT, S.SUBMITTED):
                move(application, S.WITHDRAWN, moves=MOVES, changed_at=clock.now())
            forget(application, by=by)
        part.delete()
    if person.email:
        LateEntry.objects.filter(email__iexact=person.email).delete()


def forget_what_is_old(*, by: Person | None) -> int:
    """Every night: what was abandoned, withdrawn or merged goes after the round's months.

    The cells of imported tables go after thirty days. Returns how many applications.
    """
    forgotten, today = 0, clock.today()
    gone = Application.objects.filter(state__in=[S.DRAFT, S.WITHDRAWN, S.MERGED]).exclude(
        name="", sheet__answers=None
    )
    for application in gone.select_related("call__round", "sheet").distinct():
        since = months_before(today, application.call.round.keep_rejected_months)
        if application.changed_at.date() < since and application.call.deadline_at.date() < since:
            forget(application, by=by)
            forgotten += 1
    _clear_cells()
    return forgotten


def _clear_cells() -> None:
    old = clock.now() - dt.timedelta(days=CELLS_DAYS)
    ImportRow.objects.filter(run__started_at__lt=old).exclude(cells=[]).update(cells=[], remarks=[])
