import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.models import Applicant, Application, LateEntry
from scharnier.stages.applications.states import MOVES
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Call

PAUSE = dt.timedelta(days=3)


@transaction.atomic
def grant_late_entry(
    call: Call, *, email: str, reason: str, until: dt.datetime, by: Person
) -> LateEntry:
    """Let whoever uses this address begin and hand in until ``until``; they are told by mail.

    Granting again replaces reason and date.
    """
    if until <= max(clock.now(), call.deadline_at):
        raise Refused(_("Choose a moment after the deadline that still lies ahead."))
    entry, _is_new = LateEntry.objects.update_or_create(
        call=call,
        email=email.strip().lower(),
        defaults={"reason": reason, "until": until, "granted_by": by, "granted_at": clock.now()},
    )
    record("call.late_entry_granted", call, by=by, reason=reason, until=until.isoformat())
    mails.late_entry(entry)
    return entry


@transaction.atomic
def merge(duplicate: Application, *, into: Application, by: Person | None) -> list[str]:
    """Fold a duplicate into ``into``: its people join, its answers fill gaps.

    Returns the keys of the answers taken over. What ``into`` says already stays. Raises
    MoveRefused if somebody else merged or withdrew it first.
    """
    if duplicate.pk == into.pk or (duplicate.call_id, duplicate.side) != (into.call_id, into.side):
        raise Refused(_("Only two applications of the same side of a call can be merged."))
    if into.state not in (S.DRAFT, S.SUBMITTED):
        raise Refused(_("%(into)s is closed. Choose one that is open.") % {"into": into})
    move(duplicate, S.MERGED, moves=MOVES, merged_into=into, changed_at=clock.now())
    for part in duplicate.applicants.all():
        Applicant.objects.get_or_create(
            application=into, person_id=part.person_id, defaults={"part": Applicant.Part.EDITOR}
        )
    taken = questions.fill_gaps(into.sheet, out_of=duplicate.sheet, by=by)
    record("application.merged", duplicate, by=by, into=into.pk)
    record("application.merged", into, by=by, duplicate=duplicate.pk, fields=taken)
    return taken


@transaction.atomic
def remind_drafts(call: Call, *, by: Person | None) -> int:
    """Write a reminder to the owner of every draft; they wait in the outbox for release.

    Nobody is reminded twice within three days. Returns how many were written.
    """
    lately = clock.now() - PAUSE
    reminded = 0
    for application in queries.unfinished(call):
        if application.reminded_at is not None and application.reminded_at > lately:
            continue
        mails.draft_reminder(application)
        Application.objects.filter(pk=application.pk).update(reminded_at=clock.now())
        record("application.reminded", application, by=by)
        reminded += 1
    record("call.drafts_reminded", call, by=by, number=reminded)
    return reminded


@transaction.atomic
def remind_to_send_again(application: Application, *, by: Person | None) -> None:
    """Tell the people of a changed application that the change is not handed in yet."""
    mails.change_not_sent(application)
    Application.objects.filter(pk=application.pk).update(reminded_at=clock.now())
    record("application.reminded", application, by=by, changed=True)
