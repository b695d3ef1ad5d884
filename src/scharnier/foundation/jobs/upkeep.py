"""What keeps the queue honest: beats, lost rows, dead workers, functions that take turns."""

import datetime as dt
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.jobs import queue, registry
from scharnier.foundation.jobs.attempt import Attempt
from scharnier.foundation.jobs.models import Job, Turn, WorkerBeat
from scharnier.foundation.jobs.runner import prolong, worker_name
from scharnier.foundation.jobs.states import JobState

log = logging.getLogger("scharnier.jobs")

LOST_AFTER = dt.timedelta(minutes=1)
MOST_DEATHS = 3
NIGHT = dt.time(3, 0)
LATE = dt.time(4, 0)
AGAIN_AFTER = dt.timedelta(hours=1)
FORGET_BEATS_AFTER = dt.timedelta(days=1)


def beat() -> None:
    """Say that this worker lives, and keep what it is working on."""
    WorkerBeat.objects.update_or_create(
        worker=worker_name(), defaults={"beat_at": clock.machine_now()}
    )
    prolong()


def leave() -> None:
    """Take this worker's name off the list; the last thing it does."""
    WorkerBeat.objects.filter(worker=worker_name()).delete()


def sweep() -> int:
    """Put into the queue again what was lost. Returns how many rows that were.

    Lost are queued rows whose entry vanished (a crash between commit and queue, an
    emptied queue), rows whose next attempt is due, and jobs of dead workers.
    """
    for job in Job.objects.abandoned():
        _take_from_the_dead(job)
    found = 0
    before = clock.machine_now() - LOST_AFTER
    for job in Job.objects.due().filter(enqueued_at__lt=before).order_by("enqueued_at", "pk"):
        untouched = Job.objects.due().filter(pk=job.pk, enqueued_at=job.enqueued_at)
        if untouched.update(enqueued_at=clock.machine_now()):
            queue.push(job.pk)
            found += 1
    return found


def _take_from_the_dead(job: Job) -> None:
    still_dead = Job.objects.abandoned().filter(pk=job.pk, claim=job.claim)
    free = {"deaths": F("deaths") + 1, "claim": "", "lease_until": None}
    if job.deaths + 1 < MOST_DEATHS:
        long_ago = clock.machine_now() - LOST_AFTER * 2
        still_dead.update(state=JobState.QUEUED, enqueued_at=long_ago, **free)
        return
    language = job.requested_by.language if job.requested_by else settings.LANGUAGE_CODE
    with translation.override(language):
        sentence = _(
            "The worker ended several times while working on this. "
            "Tell whoever runs this installation."
        )
    still_dead.update(
        state=JobState.FAILED, error=sentence, finished_at=clock.machine_now(), **free
    )


def take_turns() -> None:
    """Run what is due every minute and every night, each by one worker only."""
    now = clock.machine_now()
    for name, function in registry.minute_functions().items():
        _take_turn(name, function, not_after=now - dt.timedelta(minutes=1))
    for name, function in registry.nightly_functions().items():
        _take_turn(name, function, not_after=last_night(now))


def take_late_turns() -> None:
    """Run what takes minutes and is due an hour after the other nightly work; nothing waits for it."""
    begun = last_night(clock.machine_now(), LATE)
    for name, function in registry.late_functions().items():
        _take_turn(name, function, not_after=begun)


def last_night(now: dt.datetime, hour: dt.time = NIGHT) -> dt.datetime:
    """The latest three o'clock in the morning, or another hour, where the installation is."""
    zone = ZoneInfo(settings.TIME_ZONE)
    local = now.astimezone(zone)
    tonight = dt.datetime.combine(local.date(), hour, tzinfo=zone)
    return tonight if tonight <= local else tonight - dt.timedelta(days=1)


def _take_turn(name: str, function: Callable[[], None], *, not_after: dt.datetime) -> None:
    """Call ``function`` if its last turn was before ``not_after``, or failed an hour ago."""
    turn, _is_new = Turn.objects.get_or_create(name=name)
    now = clock.machine_now()
    failed_long_ago = turn.traceback and turn.taken_at and turn.taken_at < now - AGAIN_AFTER
    if turn.taken_at is not None and turn.taken_at >= not_after and not failed_long_ago:
        return
    if not Turn.objects.filter(pk=turn.pk, taken_at=turn.taken_at).update(taken_at=now):
        return
    with Attempt() as attempt:
        function()
    if attempt.error is not None:
        log.error("%s failed:\n%s", name, attempt.traceback)
    Turn.objects.filter(pk=turn.pk, taken_at=now).update(
        finished_at=clock.machine_now(), traceback=attempt.traceback
    )


def forget_old_beats() -> None:
    """Names of workers that ended without saying so."""
    WorkerBeat.objects.filter(beat_at__lt=clock.machine_now() - FORGET_BEATS_AFTER).delete()
