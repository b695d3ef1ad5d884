from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class EventState(models.TextChoices):
    DRAFT = "draft", _p("event", "Draft")
    PUBLISHED = "published", _p("event", "Published")
    CANCELLED = "cancelled", _p("event", "Cancelled")


class RegistrationState(models.TextChoices):
    INVITED = "invited", _p("registration", "Invited")
    REGISTERED = "registered", _p("registration", "Registered")
    WAITING = "waiting", _p("registration", "On the waiting list")
    CANCELLED = "cancelled", _p("registration", "Cancelled")


E, R = EventState, RegistrationState

EVENT_MOVES = {
    E.DRAFT: {E.PUBLISHED},
    E.PUBLISHED: {E.CANCELLED},
    E.CANCELLED: set(),
}
REGISTRATION_MOVES = {
    R.INVITED: {R.REGISTERED, R.WAITING, R.CANCELLED},
    R.REGISTERED: {R.CANCELLED},
    R.WAITING: {R.REGISTERED, R.CANCELLED},
    R.CANCELLED: {R.REGISTERED, R.WAITING},
}
TONES = {
    E.DRAFT: "line",
    E.PUBLISHED: "good",
    E.CANCELLED: "bad",
    R.INVITED: ("brand", "mail"),
    R.REGISTERED: "good",
    R.WAITING: "warn",
    R.CANCELLED: "",
}

VERBS = {
    "event.created": _("set up the event"),
    "event.changed": _("changed the event"),
    "event.published": _("published the event"),
    "event.cancelled": _("cancelled the event"),
    "event.invited": _("invited people"),
    "event.registered": _("registered"),
    "event.put_on_waiting_list": _("joined the waiting list"),
    "event.moved_up": _("moved up from the waiting list"),
    "event.registration_cancelled": _("cancelled a registration"),
    "event.checked_in": _("checked somebody in"),
    "event.check_in_undone": _("took a check-in back"),
    "event.reminded": _("sent reminders"),
}
