from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.privacy.registry import (
    Keep,
    register_erasure,
    register_export,
    register_withdrawal,
)
from scharnier.stages.calls.actions.reminders import REMINDER_PURPOSE
from scharnier.stages.calls.models import Contact, Reminder

_reminder = _("To tell you once that a call is open; deleted after that mail.")
_unconfirmed = _("An address that nobody confirmed is forgotten.")
_next = _("To tell you once that the next call is open; forgotten after two years at the latest.")
_contact = _("Contacts of a call are named on its page for as long as the call stands.")

RULES = [
    Keep("calls.Reminder.email", why=_reminder, months=0, after="sent_at", then="delete"),
    Keep(
        "calls.Reminder.email",
        why=_unconfirmed,
        months=1,
        after="asked_at",
        where=Q(confirmed_at=None),
        then="delete",
    ),
    Keep(
        "calls.Reminder.email",
        why=_next,
        months=24,
        after="asked_at",
        where=Q(wants_next=True),
        then="delete",
    ),
    *(
        Keep(f"calls.Contact.{name}", why=_contact)
        for name in ("name", "email", "phone", "postal_address")
    ),
]
NOT_PERSONAL = [
    "calls.Reminder.language",
    "calls.CallMedium.link",
    "calls.TargetGroup.number_prefix",
]


def export(person: Person) -> list[dict]:
    wishes = Reminder.objects.filter(person=person).select_related("call")
    named = Contact.objects.filter(email__iexact=person.email or "-").select_related("call")
    return [
        {"reminder_of": str(one.call), "asked": one.asked_at, "confirmed": one.confirmed_at}
        for one in wishes
    ] + [
        {"contact_of": str(one.call), "name": one.name, "email": one.email, "phone": one.phone}
        for one in named
    ]


def erase(person: Person, *, by: Person | None) -> None:
    """Forget wishes to be reminded, and take the person off the pages of calls."""
    Reminder.objects.filter(person=person).delete()
    if person.email:
        Reminder.objects.filter(email__iexact=person.email).delete()
        Contact.objects.filter(email__iexact=person.email).delete()


def forget_reminder(consent: Consent, *, by: Person | None) -> None:
    """A consent withdrawn on “My data” ends the wish."""
    Reminder.objects.filter(person=consent.person, call=consent.subject_id).delete()


register_export(_("Calls"), export)
register_erasure(erase)
register_withdrawal(REMINDER_PURPOSE, forget_reminder)
