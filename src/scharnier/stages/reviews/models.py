from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews.states import DecisionState, ReviewState


class Rubric(models.Model):
    """The scoring sheet of a side in a round: a form of weighted scale questions."""

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.CASCADE, related_name="+"
    )
    side = models.CharField(max_length=12, choices=Side)
    form = models.ForeignKey("questions.FormDefinition", on_delete=models.PROTECT, related_name="+")
    scale_max = models.PositiveSmallIntegerField(_("Highest score"), default=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "side"], name="a_side_has_one_rubric")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_side_display()}"


class EligibilityReason(models.Model):
    """A point of the formal check that can fail, with the sentence that applicants are told."""

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.CASCADE, related_name="+"
    )
    side = models.CharField(max_length=12, choices=Side, blank=True)
    code = models.SlugField()
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("Point of the check"), max_length=120)
    sentence = I18nTextField(_("Sentence to the applicant"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="a_reason_has_one_code")
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("reviews:change_reason", args=[self.pk])


class EligibilityCheck(models.Model):
    """The formal check of an application: eligible, or not and why (codes of reasons)."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="+")
    is_eligible = models.BooleanField()
    reasons = models.JSONField(default=list, blank=True)
    note = models.TextField(_("Internal note"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return str(self.application)


class Review(models.Model):
    """One reviewer's scores for one application. ``percent`` (0–100) is set when handed in."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sheet = models.OneToOneField("questions.Sheet", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=ReviewState, default=ReviewState.ASSIGNED, editable=False
    )
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    comment = models.TextField(_("Comment (internal)"), blank=True)
    assigned_at = models.DateTimeField(default=clock.now, editable=False)
    handed_in_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], name="a_reviewer_scores_an_application_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} → {self.application}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def round(self) -> ProgrammeRound:
        return self.application.round


class ConflictOfInterest(models.Model):
    """A person who must neither read nor judge an application, nor the team that comes of it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    declared_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="a_conflict_is_declared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ↮ {self.application}"


class Decision(models.Model):
    """What was decided about an application. Kept back until released with the others.

    ``rank`` orders the waiting list (1 is next). ``is_formal``: the formal check
    prepared it, and takes it back if the check changes. A later decision for somebody on the
    waiting list is a new outcome of the same row, in the trail.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _p("decision", "Accepted")
        WAITLISTED = "waitlisted", _p("decision", "On the waiting list")
        REJECTED = "rejected", _p("decision", "Rejected")

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome)
    rank = models.PositiveSmallIntegerField(_("Place on the waiting list"), null=True, blank=True)
    reason = models.TextField(_("Reason told to the applicant"), blank=True)
    is_formal = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        max_length=12, choices=DecisionState, default=DecisionState.PREPARED, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=clock.now, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"

    @property
    def round(self) -> ProgrammeRound:
        return self.application.call.round
