"""One function per mail."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from scharnier.foundation.outbox.actions import put
from scharnier.stages.calls import queries
from scharnier.stages.calls.models import Reminder

SALT = "calls.reminder"
CONFIRM_WITHIN_DAYS = 7


def ask_to_confirm(reminder: Reminder) -> None:
    """Somebody waits for it at a screen, so it is never held."""
    context = {
        "call": reminder.call,
        "wants_next": reminder.wants_next,
        "link": _link("calls:confirm_reminder", reminder),
        "days": CONFIRM_WITHIN_DAYS,
    }
    put(
        "calls/confirm_reminder",
        to=reminder.email,
        subject=reminder.call,
        context=context,
        round=reminder.call.round,
        urgent=True,
        language=reminder.language,
    )


def say_it_is_open(reminder: Reminder) -> None:
    """The mail that was asked for, by the person and at this moment; it is not held either."""
    call = queries.opened_for(reminder)
    context = {
        "call": call,
        "page": settings.BASE_URL + call.get_absolute_url(),
        "stop": _link("calls:stop_reminder", reminder),
    }
    put(
        "calls/call_is_open",
        to=reminder.person or reminder.email,
        subject=reminder.call,
        context=context,
        round=reminder.call.round,
        urgent=True,
        language=reminder.language,
    )


def _link(name: str, reminder: Reminder) -> str:
    token = signing.dumps({"reminder": reminder.pk}, salt=SALT)
    return settings.BASE_URL + reverse(name, args=[token])
