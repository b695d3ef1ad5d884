"""One function per mail. Every one carries a link that opens the event without a login."""

import datetime as dt

from django.utils import translation

from scharnier.foundation import clock
from scharnier.foundation.outbox import letters
from scharnier.foundation.outbox.actions import put
from scharnier.foundation.outbox.models import AddressForm
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import RegistrationState

PURPOSE = "event"
LINK_OUTLIVES_THE_EVENT_BY_DAYS = 14


def invite(registration: Registration) -> None:
    _write("events/invitation", registration)


def confirm(registration: Registration) -> None:
    """A receipt: somebody waits for it."""
    is_waiting = registration.state == RegistrationState.WAITING
    _write("events/registration", registration, urgent=True, is_waiting=is_waiting)


def say_a_place_is_free(registration: Registration) -> None:
    _write("events/place_is_free", registration)


def say_it_changed(registration: Registration) -> None:
    _write("events/changed", registration)


def say_it_is_cancelled(registration: Registration) -> None:
    _write("events/cancelled", registration)


def remind(registration: Registration) -> None:
    _write("events/reminder", registration)


def first_of_cancellation(event: Event, registration: Registration) -> dict[str, str]:
    """The mail of a cancellation as its first reader will get it, before anything is decided."""
    return _preview("events/cancelled", event, registration.person.name, locale_of(registration))


def first_of_invitation(
    event: Event, person: Person | None = None, address_form: str = AddressForm.SIE
) -> dict[str, str]:
    """The invitation as ``person`` will get it; without one as a stranger does."""
    if person is None:
        return _preview("events/invitation", event, "", "de")
    return _preview("events/invitation", event, person.name, _locale(person.language, address_form))


def _preview(template: str, event: Event, name: str, locale: str) -> dict[str, str]:
    with translation.override(locale):
        context = {"event": event, "link": "…", "name": name}
        letter = letters.write(template, context, locale=locale)
    return {"subject": letter.subject, "body": letter.text}


def locale_of(registration: Registration) -> str:
    return _locale(registration.person.language, registration.address_form)


def _locale(language: str, address_form: str) -> str:
    if not language.startswith("de"):
        return "en"
    return "de-informal" if address_form == AddressForm.DU else "de"


def send_link(registration: Registration) -> None:
    """A new link for somebody on the list who lost theirs."""
    _write("events/link", registration, urgent=True)


def _write(
    template: str, registration: Registration, *, urgent: bool = False, **more: object
) -> None:
    event = registration.event
    days = max(1, (event.ends_at - clock.now()) // dt.timedelta(days=1) + 1)
    link = passes.issue(
        PURPOSE, event, to=registration.person, days=days + LINK_OUTLIVES_THE_EVENT_BY_DAYS
    )
    put(
        template,
        to=registration.person,
        subject=event,
        context={"event": event, "link": link, **more},
        round=event.round,
        urgent=urgent,
        address_form=registration.address_form,
    )
