"""The life of an event: created, changed, published, cancelled."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.events import mails, queries
from scharnier.stages.events.actions.registrations import fill_places
from scharnier.stages.events.models import Event
from scharnier.stages.events.states import EVENT_MOVES, EventState

MOMENTS = ("starts_at", "ends_at")
# What people who registered must hear of when it changes.
MATTERS = ("starts_at", "ends_at", "venue", "municipality", "online_link")


@transaction.atomic
def create(round: ProgrammeRound, *, by: Person | None, **fields: object) -> Event:
    """Set up an event as a draft that only the programme team sees."""
    event = Event(round=round, **fields)
    _check(event)
    event.save()
    record("event.created", event, by=by)
    return event


@transaction.atomic
def change(event: Event, *, by: Person | None, **changes: object) -> None:
    """Change an event. Raises Refused if somebody else changed it first.

    If day, time or place of a published event change, everybody on its list gets a
    mail; if there are more places, the waiting list moves up.
    """
    if event.state == EventState.CANCELLED:
        raise Refused(_("“%(event)s” is cancelled and stays as it was.") % {"event": event})
    before = {name: getattr(event, name) for name in changes}
    _check(Event(**{name: changes.get(name, getattr(event, name)) for name in MOMENTS}))
    rewrite(event, **changes)
    if event.state == EventState.PUBLISHED:
        if any(name in MATTERS and before[name] != changes[name] for name in changes):
            for registration in queries.to_be_told(event):
                mails.say_it_changed(registration)
        fill_places(event, by=by)
    changed = sorted(name for name in changes if before[name] != changes[name])
    record("event.changed", event, by=by, fields=changed)


def _check(event: Event) -> None:
    try:
        event.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


@transaction.atomic
def publish(event: Event, *, by: Person | None) -> None:
    """Show the event and open its registration. Raises Refused if it is over already."""
    if event.ends_at <= clock.now():
        raise Refused(_("“%(event)s” lies in the past. Change its day first.") % {"event": event})
    move(event, EventState.PUBLISHED, moves=EVENT_MOVES)
    record("event.published", event, by=by)


@transaction.atomic
def cancel(event: Event, *, reason: LazyI18nString | str = "", by: Person | None) -> int:
    """Cancel a published event; everybody on its list gets a mail. Returns how many.

    Raises Refused if it is over: it took place, and counts rest on it.
    """
    if event.is_over:
        raise Refused(_("“%(event)s” is over and cannot be cancelled any more.") % {"event": event})
    told = queries.to_be_told(event)
    move(
        event,
        EventState.CANCELLED,
        moves=EVENT_MOVES,
        cancelled_because=reason,
        version=event.version + 1,
    )
    for registration in told:
        registration.event = event
        mails.say_it_is_cancelled(registration)
    record("event.cancelled", event, by=by, reason=str(reason), told=len(told))
    return len(told)
