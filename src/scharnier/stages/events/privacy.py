from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import EventState

RULES = [
    Keep(
        "events.Registration.note",
        why=_("To prepare for you (food, access); forgotten half a year after the event."),
        months=6,
        after="event__ends_at",
    ),
]
NOT_PERSONAL = ["events.Event.*"]


def export(person: Person) -> list[dict]:
    lists = Registration.objects.filter(person=person).select_related("event").order_by("pk")
    return [
        {
            "event": str(one.event),
            "begins": one.event.starts_at,
            "state": one.get_state_display(),
            "registered": one.registered_at,
            "attended": one.attended_at,
            "note": one.note,
        }
        for one in lists
    ]


def erase(person: Person, *, by: Person | None) -> None:
    """Leave the lists of what is still to come; that somebody came stays, without a name."""
    mine = Registration.objects.filter(person=person)
    mine.filter(event__in=Event.objects.upcoming().exclude(state=EventState.CANCELLED)).delete()
    mine.update(note="")


register_export(_("Events"), export)
register_erasure(erase)
