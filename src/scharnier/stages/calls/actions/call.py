"""The life of a call: changed, published, taken back, extended, archived."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Region
from scharnier.foundation.questions.actions import publish_form
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.foundation.web import formats
from scharnier.stages.calls import hearers
from scharnier.stages.calls.actions.reminders import publish_reminder_text
from scharnier.stages.calls.models import Call, CallDate, Extension, Side
from scharnier.stages.calls.states import MOVES, CallState, Phase
from scharnier.stages.calls.words import OPENING_AFTER_DEADLINE

MOMENTS = ("opens_at", "deadline_at")


@transaction.atomic
def change(
    call: Call,
    *,
    regions: Iterable[Region | int] | None = None,
    by: Person | None,
    **changes: object,
) -> None:
    """Change texts, regions, or (as long as it is a draft) opening and deadline.

    Raises Refused if somebody else changed the call first, or if a published call's
    moments are to move: the deadline moves by ``extend``, with a reason.
    """
    if any(name in changes and changes[name] != getattr(call, name) for name in MOMENTS):
        changes |= _moved(call, changes)
    rewrite(call, **changes, changed_at=clock.machine_now())
    if regions is not None:
        call.regions.set(regions)
        changes["regions"] = regions
    _follow(call)
    record("call.changed", call, by=by, fields=sorted(changes))


def _moved(call: Call, changes: dict) -> dict:
    if call.state != CallState.DRAFT:
        raise Refused(
            _("“%(call)s” is published, so its opening stays. Extend the deadline instead.")
            % {"call": call}
        )
    opens_at = changes.get("opens_at", call.opens_at)
    deadline_at = changes.get("deadline_at", call.deadline_at)
    if opens_at >= deadline_at:
        raise Refused(OPENING_AFTER_DEADLINE)
    return {"first_deadline_at": deadline_at}


def _follow(call: Call) -> None:
    """Let the stops of opening and deadline stand on the call's own days."""
    own = {CallDate.Kind.OPENING: call.opens_at, CallDate.Kind.DEADLINE: call.deadline_at}
    for kind, moment in own.items():
        call.dates.filter(kind=kind).update(on=formats.local(moment).date())


@transaction.atomic
def publish(call: Call, *, by: Person | None) -> None:
    """Show the call to everybody; its forms are published with it and keep their questions.

    Raises MoveRefused if it is no draft, Refused if a side has no form or the deadline
    has passed.
    """
    if call.deadline_at <= clock.now():
        raise Refused(
            _("The deadline of “%(call)s” has passed. Choose a later one, then publish.")
            % {"call": call}
        )
    groups = list(call.target_groups.select_related("form"))
    if {group.side for group in groups} != set(Side):
        raise Refused(_("“%(call)s” needs a form for each of its two sides.") % {"call": call})
    move(call, CallState.PUBLISHED, moves=MOVES)
    for group in groups:
        publish_form(group.form, by=by)
    publish_reminder_text(by=by)
    record("call.published", call, by=by)


@transaction.atomic
def unpublish(call: Call, *, by: Person | None) -> None:
    """Take the call back into a draft. Raises Refused once it has opened."""
    if call.phase != Phase.BEFORE:
        raise Refused(
            _("“%(call)s” has opened: people may be applying. It can no longer become a draft.")
            % {"call": call}
        )
    move(call, CallState.DRAFT, moves=MOVES)
    record("call.unpublished", call, by=by)


@transaction.atomic
def extend(
    call: Call, *, until: dt.datetime, reason: LazyI18nString | str, by: Person | None
) -> Extension:
    """Move the deadline back and say why, to everybody who reads the call page.

    Whom later stages name (``hearers``) gets a mail, in the same transaction.

    A call that has closed opens again. Raises Refused if ``until`` is no later than the
    present deadline or lies in the past, or if the call is not published.
    """
    if call.state != CallState.PUBLISHED:
        raise Refused(_("Only a published call can be extended."))
    if until <= max(call.deadline_at, clock.now()):
        raise Refused(
            _("Choose a moment after the present deadline, %(deadline)s, and in the future.")
            % {"deadline": formats.moment(call.deadline_at)}
        )
    extension = Extension.objects.create(
        call=call, old_deadline_at=call.deadline_at, new_deadline_at=until, reason=reason
    )
    rewrite(call, deadline_at=until, changed_at=clock.machine_now())
    _follow(call)
    told = hearers.tell(call, by=by)
    record("call.extended", call, by=by, until=until.isoformat(), reason=str(reason), told=told)
    return extension


@transaction.atomic
def archive(call: Call, *, by: Person | None) -> None:
    """Put a closed call away; its address goes on working. Raises Refused while it is open."""
    if call.phase != Phase.CLOSED:
        raise Refused(
            _("“%(call)s” has not closed yet. Archive it after the deadline.") % {"call": call}
        )
    move(call, CallState.ARCHIVED, moves=MOVES)
    record("call.archived", call, by=by)
