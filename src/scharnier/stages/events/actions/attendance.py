"""Who really came."""

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.actions import enter
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import EventState, RegistrationState


@transaction.atomic
def check_in(registration: Registration, *, by: Person | None) -> None:
    """Note that somebody has come; twice changes nothing.

    Whoever is on the list may come, also from the waiting list or after cancelling: they
    stand at the door. Raises Refused for an event that is not published.
    """
    _has_to_take_place(registration.event)
    here = Registration.objects.filter(pk=registration.pk, attended_at=None)
    now = clock.now()
    if here.update(attended_at=now, state=RegistrationState.REGISTERED):
        registration.attended_at, registration.state = now, RegistrationState.REGISTERED
        record("event.checked_in", registration.event, by=by, person=registration.person_id)


@transaction.atomic
def check_in_walk_in(
    event: Event, *, name: str, email: str = "", by: Person | None
) -> Registration:
    """Register and check in somebody who comes without registration.

    A known address is that person's; without one there is a new person by this name.
    """
    _has_to_take_place(event)
    person = enter(name=name, email=email or None, by=by)
    registration, _is_new = Registration.objects.get_or_create(
        event=event, person=person, defaults={"is_walk_in": True}
    )
    check_in(registration, by=by)
    return registration


@transaction.atomic
def undo_check_in(registration: Registration, *, by: Person | None) -> None:
    """Take a check-in back; who came without registration leaves the list again."""
    there = Registration.objects.filter(pk=registration.pk, attended_at__isnull=False)
    if there.update(attended_at=None):
        registration.attended_at = None
        record("event.check_in_undone", registration.event, by=by, person=registration.person_id)
        if registration.is_walk_in:
            Registration.objects.filter(pk=registration.pk).update(
                state=RegistrationState.CANCELLED
            )
            registration.state = RegistrationState.CANCELLED


def _has_to_take_place(event: Event) -> None:
    if event.state != EventState.PUBLISHED:
        raise Refused(
            _("“%(event)s” is not published, so nobody can be checked in.") % {"event": event}
        )
