from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class CallState(models.TextChoices):
    DRAFT = "draft", _p("call", "Draft")
    PUBLISHED = "published", _p("call", "Published")
    ARCHIVED = "archived", _p("call", "Archived")


S = CallState

MOVES = {
    S.DRAFT: {S.PUBLISHED},
    S.PUBLISHED: {S.DRAFT, S.ARCHIVED},
    S.ARCHIVED: set(),
}

TONES = {S.DRAFT: "line", S.PUBLISHED: "good", S.ARCHIVED: ""}


class Phase(models.TextChoices):
    """What the dates of a published call say today. Never stored."""

    BEFORE = "before", _("Opens soon")
    OPEN = "open", _p("call", "Open")
    EXTENDED = "extended", _("Open, deadline extended")
    CLOSED = "closed", _p("call", "Closed")


VERBS = {
    "call.created": _("set up the call"),
    "call.changed": _("changed the call"),
    "call.part_added": _("added something to the call page"),
    "call.part_changed": _("changed something on the call page"),
    "call.part_moved": _("moved something on the call page"),
    "call.part_removed": _("took something off the call page"),
    "call.published": _("published the call"),
    "call.unpublished": _("took the call back into a draft"),
    "call.extended": _("extended the deadline"),
    "call.archived": _("archived the call"),
    "call.reminder_asked": _("noted a wish to be reminded"),
    "call.reminder_confirmed": _("confirmed the wish to be reminded"),
    "call.reminder_stopped": _("ended a wish to be reminded"),
    "call.reminders_sent": _("sent word that the call is open"),
}
