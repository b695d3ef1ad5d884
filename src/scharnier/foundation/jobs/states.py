"""What may become of a job."""

from django.db import models
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "In the queue")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    STOPPED = "stopped", pgettext_lazy("job", "Stopped")


S = JobState

MOVES = {
    S.QUEUED: {S.RUNNING, S.STOPPED},
    S.RUNNING: {S.DONE, S.FAILED, S.STOPPED, S.QUEUED},
    S.DONE: set(),
    S.FAILED: {S.QUEUED},
    S.STOPPED: {S.QUEUED},
}

TONES = {
    S.QUEUED: ("line", "clock"),
    S.RUNNING: "brand",
    S.DONE: "good",
    S.FAILED: "bad",
    S.STOPPED: "neutral",
}

OPEN = (S.QUEUED, S.RUNNING)
