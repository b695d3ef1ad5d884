"""Held letters to jurors that events have overtaken."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.web import formats
from scharnier.stages.jury.models import JuryDay, Seat
from scharnier.stages.jury.states import JuryDayState


def invitations(mails: Sequence[Mail]) -> dict[int, str]:
    """The seat is gone, the jury day is over or is held on another day."""
    subjects = {mail.subject_id for mail in mails}
    seated = set(Seat.objects.filter(jury_day__in=subjects).values_list("jury_day", "person"))
    found = {}
    for mail, day in overtaken.with_subjects(mails, JuryDay.objects.all()):
        if (day.pk, mail.to_person_id) not in seated:
            found[mail.pk] = _("This person has no seat on the jury any more.")
        elif day.state == JuryDayState.RELEASED:
            found[mail.pk] = _("The verdicts of this jury day are released.")
        elif overtaken.lacks(mail, partial(formats.day, day.held_on)):
            found[mail.pk] = _("The jury day is on %(day)s now.") % {
                "day": formats.day(day.held_on)
            }
    return found


overtaken.register(invitations, "jury/invited")
