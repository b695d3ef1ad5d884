"""What may become of somebody's request about their own data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    OPEN = "open", pgettext_lazy("data request", "Open")
    BLOCKED = "blocked", pgettext_lazy("data request", "Blocked until the retention period ends")
    DONE = "done", pgettext_lazy("data request", "Done")
    CANCELLED = "cancelled", pgettext_lazy("data request", "Cancelled")


S = RequestState

MOVES = {
    S.OPEN: {S.BLOCKED, S.DONE, S.CANCELLED},
    S.BLOCKED: {S.DONE},
    S.DONE: set(),
    S.CANCELLED: set(),
}

TONES = {S.OPEN: "warn", S.BLOCKED: ("brand", "lock"), S.DONE: "good", S.CANCELLED: "line"}
