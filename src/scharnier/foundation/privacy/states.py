"""What may become of somebody's request about their own data."""

from django.db import models
from django.utils.translation import pgettext_lazy as _p


class RequestState(models.TextChoices):
    OPEN = "open", _p("data request", "Open")
    BLOCKED = "blocked", _p("data request", "Blocked until the retention period ends")
    DONE = "done", _p("data request", "Done")
    CANCELLED = "cancelled", _p("data request", "Cancelled")


S = RequestState

MOVES = {
    S.OPEN: {S.BLOCKED, S.DONE, S.CANCELLED},
    S.BLOCKED: {S.DONE},
    S.DONE: set(),
    S.CANCELLED: set(),
}

TONES = {S.OPEN: "warn", S.BLOCKED: ("brand", "lock"), S.DONE: "good", S.CANCELLED: "line"}
