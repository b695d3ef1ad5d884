from django.conf import settings
from django.db import models
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.jobs import titles
from scharnier.foundation.jobs.states import OPEN, JobState


class JobQuerySet(models.QuerySet):
    def about(self, subject: Model) -> "JobQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def open(self) -> "JobQuerySet":
        return self.filter(state__in=OPEN)

    def due(self) -> "JobQuerySet":
        """Queued, and not waiting for a later attempt."""
        now = clock.machine_now()
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state=JobState.QUEUED)

    def abandoned(self) -> "JobQuerySet":
        """Marked as running by a worker that has not been heard of since."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=clock.machine_now())


class Job(models.Model):
    """Long work on one object, asked for by one person.

    ``kind`` names the function (``"matching.propose"``), ``arguments`` are its JSON
    keyword arguments. The same work is never open twice (``fingerprint``). A worker
    holds it by ``claim`` until ``lease_until`` and prolongs that with every beat; times
    of the queue are the machine's, whatever day the demo plays. ``error`` is a
    sentence for people, ``traceback`` for whoever mends it.
    """

    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=200, blank=True)
    subject_url = models.CharField(max_length=300, blank=True)
    round = models.ForeignKey(
        "programmes.ProgrammeRound",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    arguments = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(default=clock.now, editable=False)

    state = models.CharField(
        _("State"), max_length=8, choices=JobState, default=JobState.QUEUED, editable=False
    )
    progress = models.PositiveSmallIntegerField(default=0, editable=False)
    message = models.CharField(max_length=300, blank=True, editable=False)
    result = models.JSONField(default=dict, editable=False)
    error = models.TextField(blank=True, editable=False)
    traceback = models.TextField(blank=True, editable=False)

    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    deaths = models.PositiveSmallIntegerField(default=0, editable=False)
    enqueued_at = models.DateTimeField(default=clock.machine_now, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)
    claim = models.CharField(max_length=80, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    stop_asked_at = models.DateTimeField(null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(state__in=["queued", "running"]),
                name="the_same_job_is_open_only_once",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="progress_ends_at_a_hundred"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="jobs_that_are_due"),
            models.Index(fields=["subject_type", "subject_id"], name="jobs_about_a_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def title(self) -> str:
        """What is done, in the language of whoever reads."""
        return titles.in_words(self.kind, self.subject_name)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class WorkerBeat(models.Model):
    """A worker process and when it was last heard of."""

    worker = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField(default=clock.machine_now)
    beat_at = models.DateTimeField(default=clock.machine_now, db_index=True)

    def __str__(self) -> str:
        return self.worker


class Turn(models.Model):
    """A function that returns every minute or every night, and when its last turn was.

    Of several workers exactly one takes a turn: whoever moves ``taken_at`` first.
    """

    name = models.CharField(max_length=150, unique=True)
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    traceback = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
