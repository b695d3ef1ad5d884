"""What may become of a job."""

from django.db import models
from django.utils.translation import pgettext_lazy as _p


class JobState(models.TextChoices):
    QUEUED = "queued", _p("job", "In the queue")
    RUNNING = "running", _p("job", "Running")
    DONE = "done", _p("job", "Done")
    FAILED = "failed", _p("job", "Failed")
    STOPPED = "stopped", _p("job", "Stopped")


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
