import hashlib
import json
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.jobs import queue
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import MOVES, JobState
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.actions import record


def request(
    kind: str,
    *,
    subject: Model,
    by: Person | None,
    round: ProgrammeRound | None = None,
    **arguments: object,
) -> Job:
    """Ask for long work on ``subject``; it begins once the caller's transaction is committed.

    ``arguments`` must be JSON. If exactly this is queued or running already, that job is
    returned and nothing new begins: two clicks are one job. ``round`` says who else may
    see it; without it the subject's own round, if it has one.
    """
    fingerprint = _fingerprint(kind, subject, arguments)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                subject_type=subject._meta.label_lower,
                subject_id=subject.pk,
                subject_name=str(subject)[:200],
                subject_url=_url_of(subject),
                round=round or _round_of(subject),
                arguments=arguments,
                fingerprint=fingerprint,
                requested_by=by,
            )
            record("job.requested", subject, by=by, kind=kind)
    except IntegrityError:
        known = Job.objects.open().filter(fingerprint=fingerprint).first()
        if known is None:
            raise
        return known
    _enqueue_on_commit(job)
    return job


@transaction.atomic
def stop(job: Job, *, by: Person | None) -> None:
    """Take a job out of the queue, or ask it to stop where it runs.

    A running one stops at its next pause for breath and keeps what it has found.
    Raises Refused if it has ended already.
    """
    if job.state == JobState.QUEUED:
        try:
            move(job, JobState.STOPPED, moves=MOVES, finished_at=clock.machine_now())
        except MoveRefused:
            job.refresh_from_db()
    if job.state == JobState.RUNNING:
        running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
        if running.update(stop_asked_at=clock.machine_now()):
            job.stop_asked_at = clock.machine_now()
        else:
            job.refresh_from_db()
    if job.state in (JobState.DONE, JobState.FAILED):
        raise Refused(_("“%(job)s” has ended already.") % {"job": job})
    record("job.stopped", job, by=by)


@transaction.atomic
def retry(job: Job, *, by: Person | None) -> None:
    """Put a failed or stopped job into the queue again.

    Raises MoveRefused from any other state, Refused if the same work was asked for anew.
    """
    try:
        with transaction.atomic():
            move(
                job,
                JobState.QUEUED,
                moves=MOVES,
                attempts=0,
                deaths=0,
                progress=0,
                message="",
                error="",
                traceback="",
                next_try_at=None,
                stop_asked_at=None,
                finished_at=None,
                enqueued_at=clock.machine_now(),
            )
    except IntegrityError:
        job.refresh_from_db()
        raise Refused(_("“%(job)s” was started anew already.") % {"job": job}) from None
    record("job.tried_again", job, by=by)
    _enqueue_on_commit(job)


def _enqueue_on_commit(job: Job) -> None:
    """After the commit; if the queue is out of reach then, the sweep finds the row."""
    transaction.on_commit(partial(queue.push, job.pk), robust=True)


def _fingerprint(kind: str, subject: Model, arguments: dict) -> str:
    exactly = [kind, subject._meta.label_lower, subject.pk, arguments]
    return hashlib.sha256(json.dumps(exactly, sort_keys=True).encode()).hexdigest()


def _url_of(subject: Model) -> str:
    return subject.get_absolute_url()[:300] if hasattr(subject, "get_absolute_url") else ""


def _round_of(subject: Model) -> ProgrammeRound | None:
    if isinstance(subject, ProgrammeRound):
        return subject
    found = getattr(subject, "round", None)
    return found if isinstance(found, ProgrammeRound) else None
