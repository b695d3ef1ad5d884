"""Wishes to be told when a call opens: asked, confirmed by the address itself, honoured, ended."""

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation import clock
from scharnier.foundation.people.actions import enter
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.actions import give, publish_text
from scharnier.foundation.privacy.queries import text_for
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.calls import mails
from scharnier.stages.calls.models import Call, Reminder
from scharnier.stages.calls.shipped import reminder_consent
from scharnier.stages.calls.states import CallState, Phase

REMINDER_PURPOSE = "call-reminder"


def publish_reminder_text(*, by: Person | None) -> None:
    """Make sure that there is something to agree to; a text that stands is left alone."""
    if text_for(REMINDER_PURPOSE) is None:
        publish_text(
            REMINDER_PURPOSE,
            title=LazyI18nString(reminder_consent.TITLE),
            text=LazyI18nString(reminder_consent.TEXT),
            by=by,
        )


@transaction.atomic
def ask_for_reminder(call: Call, *, email: str, language: str, by: Person | None) -> None:
    """Note a wish to be reminded and send the address a link to confirm it.

    Once the call has opened, the wish is for the next one of its programme. What is
    shown must not depend on whether the address is known, so nothing comes back.
    Raises Refused for a call that is not public.
    """
    if call.state != CallState.PUBLISHED:
        raise Refused(_("“%(call)s” is not public.") % {"call": call})
    reminder, is_new = Reminder.objects.get_or_create(
        call=call,
        email=email.strip().lower(),
        defaults={"language": language, "wants_next": call.phase != Phase.BEFORE},
    )
    if reminder.confirmed_at:
        return
    mails.ask_to_confirm(reminder)
    if is_new:
        record("call.reminder_asked", call, by=by)


@transaction.atomic
def confirm_reminder(reminder: Reminder, *, by: Person | None) -> None:
    """The address itself said yes: keep the consent. Saying it twice changes nothing."""
    if reminder.confirmed_at:
        return
    person = enter(name="", email=reminder.email, language=reminder.language, by=by)
    reminder.person, reminder.confirmed_at = person, clock.now()
    reminder.save(update_fields=["person", "confirmed_at"])
    give(person, purpose=REMINDER_PURPOSE, subject=reminder.call, by=by)
    record("call.reminder_confirmed", reminder.call, by=by)


@transaction.atomic
def stop_reminder(reminder: Reminder, *, by: Person | None) -> None:
    """Forget the wish."""
    record("call.reminder_stopped", reminder.call, by=by)
    reminder.delete()


def send_reminders(reminders: list[Reminder], *, by: Person | None) -> int:
    """Write the mails that were wished for, each at most once, however many workers try."""
    sent = 0
    for reminder in reminders:
        with transaction.atomic():
            untold = Reminder.objects.filter(pk=reminder.pk, sent_at=None)
            if untold.update(sent_at=clock.now()):
                mails.say_it_is_open(reminder)
                record("call.reminders_sent", reminder.call, by=by)
                sent += 1
    return sent
