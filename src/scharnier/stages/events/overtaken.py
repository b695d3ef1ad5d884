"""Held letters about an event that events have overtaken."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.web import formats
from scharnier.stages.events.models import Event
from scharnier.stages.events.states import EventState


def dates(mails: Sequence[Mail]) -> dict[int, str]:
    """The event is cancelled, over, or begins at another time than the letter says."""
    found = {}
    for mail, event in overtaken.with_subjects(mails, Event.objects.all()):
        if event.state == EventState.CANCELLED:
            found[mail.pk] = _("The event is cancelled.")
        elif event.is_over:
            found[mail.pk] = _("The event is over.")
        elif overtaken.lacks(mail, partial(formats.moment, event.starts_at)):
            found[mail.pk] = _("The event begins on %(when)s now.") % {
                "when": formats.moment(event.starts_at)
            }
    return found


overtaken.register(
    dates, "events/invitation", "events/place_is_free", "events/changed", "events/reminder"
)
