from django.db import models
from django.utils.translation import pgettext_lazy as _p


class EventState(models.TextChoices):
    DRAFT = "draft", _p("event", "Draft")
    PUBLISHED = "published", _p("event", "Published")
    CANCELLED = "cancelled", _p("event", "Cancelled")


class RegistrationState(models.TextChoices):
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
    R.REGISTERED: {R.CANCELLED},
    R.WAITING: {R.REGISTERED, R.CANCELLED},
    R.CANCELLED: {R.REGISTERED, R.WAITING},
}
TONES = {
    E.DRAFT: "line", E.PUBLISHED: "good", E.CANCELLED: "bad",
    R.REGISTERED: "good", R.WAITING: "warn", R.CANCELLED: "",
}
