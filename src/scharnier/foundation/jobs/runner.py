"""Running one job in the worker: claim it, call its function, write down what came of it."""

import datetime as dt
import logging
import os
import secrets
import threading
import time
from functools import cache

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.jobs import registry
from scharnier.foundation.jobs.attempt import Attempt
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import JobState
from scharnier.foundation.states import ScharnierError

log = logging.getLogger("scharnier.jobs")

LEASE = dt.timedelta(minutes=2)
FIRST_PAUSE = dt.timedelta(seconds=30)
LOOK_EVERY = 1.0  # seconds between two looks at the stop button, or two reports

#: Set when this process is asked to end: running jobs go back into the queue.
ending = threading.Event()


class Handle:
    """What a running job may ask and say: ``report`` and ``should_stop``."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.was_told_to_stop = False
        self.was_interrupted = False
        self._looked_at = self._reported_at = time.monotonic() - LOOK_EVERY

    def report(self, percent: int, message: str = "") -> None:
        """Show how far it is. Never goes back; written at most once a second."""
        self.job.progress = max(self.job.progress, min(int(percent), 100))
        self.job.message = str(message)[:300]
        if time.monotonic() - self._reported_at < LOOK_EVERY:
            return
        self._reported_at = time.monotonic()
        ours(self.job).update(
            progress=self.job.progress,
            message=self.job.message,
            lease_until=clock.machine_now() + LEASE,
        )

    def should_stop(self) -> bool:
        """Whether somebody pressed stop, or the worker ends. Looked up at most once a second."""
        if ending.is_set():
            self.was_interrupted = True
            return True
        if not self.was_told_to_stop and time.monotonic() - self._looked_at >= LOOK_EVERY:
            self._looked_at = time.monotonic()
            self.was_told_to_stop = not ours(self.job).filter(stop_asked_at=None).exists()
        return self.was_told_to_stop


def ours(job: Job):
    """The row, if it is still running under this claim."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, claim=job.claim)


def run(job_id: int) -> None:
    """Work on a queued job. Does nothing if another worker has it or it was stopped."""
    job = claim(job_id)
    if job is None:
        return
    handle = Handle(job)
    language = job.requested_by.language if job.requested_by else settings.LANGUAGE_CODE
    retries = 0
    with translation.override(language), Attempt() as attempt:
        registered = registry.find(job.kind)
        retries = registered.retries
        result = registered.function(job, handle.report, handle.should_stop, **job.arguments) or {}
    with translation.override(language):
        if attempt.error is not None:
            _fail(job, attempt, retries)
        elif handle.was_interrupted and not handle.was_told_to_stop:
            _give_back(job)
        else:
            _finish(job, result, was_stopped=handle.was_told_to_stop)


def claim(job_id: int) -> Job | None:
    """Take a queued job for this worker alone; None if there is nothing to take."""
    now = clock.machine_now()
    token = f"{worker_name()}:{secrets.token_hex(8)}"
    taken = (
        Job.objects.due()
        .filter(pk=job_id)
        .update(
            state=JobState.RUNNING,
            claim=token,
            lease_until=now + LEASE,
            started_at=now,
            attempts=F("attempts") + 1,
            error="",
            traceback="",
        )
    )
    return Job.objects.select_related("requested_by").get(pk=job_id) if taken else None


def _finish(job: Job, result: dict, *, was_stopped: bool) -> None:
    ours(job).update(
        state=JobState.STOPPED if was_stopped else JobState.DONE,
        progress=job.progress if was_stopped else 100,
        message=job.message,
        result=result,
        finished_at=clock.machine_now(),
        claim="",
        lease_until=None,
    )


def _give_back(job: Job) -> None:
    ours(job).update(
        state=JobState.QUEUED,
        progress=0,
        message="",
        attempts=F("attempts") - 1,
        claim="",
        lease_until=None,
        enqueued_at=clock.machine_now() - LEASE,  # so that the next sweep finds it at once
    )


def _fail(job: Job, attempt: Attempt, retries: int) -> None:
    log.error("Job %s (%s) failed:\n%s", job.pk, job.kind, attempt.traceback)
    noted = {"error": sentence_for(attempt.error), "traceback": attempt.traceback, "claim": "",
             "lease_until": None}  # fmt: skip
    if job.attempts > retries or isinstance(attempt.error, ScharnierError):
        ours(job).update(state=JobState.FAILED, finished_at=clock.machine_now(), **noted)
        return
    pause = FIRST_PAUSE * 2 ** min(job.attempts - 1, 8)
    ours(job).update(state=JobState.QUEUED, next_try_at=clock.machine_now() + pause, **noted)


def sentence_for(error: Exception | None) -> str:
    """What a person is told: our own refusals word for word, else that it was not their fault."""
    if isinstance(error, ScharnierError):
        return str(error)
    return _(
        "Something went wrong while this was being worked on. "
        "Try again; if it fails again, tell whoever runs this installation."
    )


def prolong() -> None:
    """Renew the leases of this process's running jobs; part of every beat."""
    Job.objects.filter(state=JobState.RUNNING, claim__startswith=f"{worker_name()}:").update(
        lease_until=clock.machine_now() + LEASE
    )


def worker_name() -> str:
    """This process among all workers."""
    return f"{os.getpid()}-{_token(os.getpid())}"


@cache
def _token(_pid: int) -> str:
    """Made once for each process; a forked child gets its own."""
    return secrets.token_hex(6)
