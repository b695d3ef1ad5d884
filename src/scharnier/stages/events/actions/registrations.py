"""Invitations, places, the waiting list, reminders."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import AddressForm
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.events import mails
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import REGISTRATION_MOVES, EventState, RegistrationState

R = RegistrationState


@transaction.atomic
def invite(
    event: Event,
    *,
    people: Iterable[Person],
    address_form: str = AddressForm.SIE,
    by: Person | None,
) -> list[Registration]:
    """Invite people by mail; who is on the list already is left alone.

    Returns the new invitations. Their link opens the event's page without a login.
    """
    if event.state != EventState.PUBLISHED:
        raise Refused(_("Publish “%(event)s” before you invite people.") % {"event": event})
    known = set(event.registrations.values_list("person", flat=True))
    new = [
        Registration.objects.create(
            event=event, person=person, state=R.INVITED, address_form=address_form
        )
        for person in dict.fromkeys(people)
        if person.pk not in known
    ]
    for registration in new:
        mails.invite(registration)
    if new:
        record("event.invited", event, by=by, number=len(new))
    return new


@transaction.atomic
def register(
    event: Event,
    *,
    person: Person,
    note: str = "",
    address_form: str | None = None,
    by: Person | None,
) -> Registration:
    """Give ``person`` a place, or one on the waiting list if all are taken.

    Registering twice changes nothing. The person gets a receipt by mail. Raises Refused
    if the event takes no registrations now.
    """
    if not event.takes_registrations:
        raise Refused(_("“%(event)s” takes no registrations any more.") % {"event": event})
    _take_turn(event)
    found = Registration.objects.filter(event=event, person=person).first()
    if found and found.state in {R.REGISTERED, R.WAITING}:
        return found
    to = R.WAITING if _is_full(event) else R.REGISTERED
    facts = {"note": note, "registered_at": clock.now()}
    if address_form:
        facts["address_form"] = address_form
    if found is None:
        facts.setdefault("address_form", person.address_form)
        found = Registration.objects.create(event=event, person=person, state=to, **facts)
    else:
        move(found, to, moves=REGISTRATION_MOVES, **facts)
    found.event = event
    mails.confirm(found)
    verb = "event.registered" if to == R.REGISTERED else "event.put_on_waiting_list"
    record(verb, event, by=by, person=person.pk)
    return found


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Person | None) -> None:
    """Give a place back, or decline an invitation; the first who waits moves up, with a mail.

    Raises MoveRefused the second time, Refused for somebody who was checked in.
    """
    if registration.attended_at:
        raise Refused(_("%(person)s was there already.") % {"person": registration.person})
    event = registration.event
    _take_turn(event)
    move(registration, R.CANCELLED, moves=REGISTRATION_MOVES)
    record("event.registration_cancelled", event, by=by, person=registration.person_id)
    fill_places(event, by=by)


def fill_places(event: Event, *, by: Person | None) -> list[Registration]:
    """Let people move up from the waiting list as long as there is room; each gets a mail.

    Until the event begins, even if its registration is closed.
    """
    moved = []
    if event.state != EventState.PUBLISHED or clock.now() >= event.starts_at:
        return moved
    _take_turn(event)
    for waiting in event.registrations.waiting().select_related("person"):
        if _is_full(event):
            break
        move(waiting, R.REGISTERED, moves=REGISTRATION_MOVES)
        waiting.event = event
        mails.say_a_place_is_free(waiting)
        record("event.moved_up", event, by=by, person=waiting.person_id)
        moved.append(waiting)
    return moved


def remind(registrations: Iterable[Registration], *, by: Person | None) -> int:
    """Remind registered people of their event, each once, however many workers try."""
    reminded = 0
    for registration in registrations:
        with transaction.atomic():
            untold = Registration.objects.filter(pk=registration.pk, reminded_at=None)
            if untold.coming().update(reminded_at=clock.now()):
                mails.remind(registration)
                record("event.reminded", registration.event, by=by, person=registration.person_id)
                reminded += 1
    return reminded


def _take_turn(event: Event) -> None:
    """Touch the event's row: until we commit, nobody else counts its places."""
    Event.objects.filter(pk=event.pk).update(capacity=F("capacity"))


def _is_full(event: Event) -> bool:
    return event.capacity is not None and event.registrations.coming().count() >= event.capacity
