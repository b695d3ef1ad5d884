from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.matching.models import Team


class Challenge(models.Model):
    """A team's question on the way to the jury. ``current`` is the version in force.

    A new version takes all signatures away: everybody signs the words they read.
    """

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("Due"), null=True, blank=True)
    current = models.OneToOneField(
        "ChallengeVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=ChallengeState, default=ChallengeState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    handed_in_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return str(self.team)

    def get_absolute_url(self) -> str:
        return reverse("challenges:detail", args=[self.pk])

    @property
    def round(self) -> ProgrammeRound:
        return self.team.round

    @property
    def district(self) -> str:
        return self.team.district


class ChallengeVersion(models.Model):
    """The canvas as it stood: the raw problem and the team's own question about it."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(_("How can we …?"), max_length=300)
    problem = models.TextField(_("What is the problem, in the organisation's words?"))
    affected = models.TextField(_("Whom does it concern, and how often?"), blank=True)
    success = models.TextField(_("How will we notice that it is better?"), blank=True)
    approach = models.TextField(_("What do we want to try?"), blank=True)
    digital = models.TextField(_("What is digital about it?"), blank=True)
    transfer = models.TextField(_("Who else could use it?"), blank=True)
    first_step = models.TextField(_("What is the first step, and by when?"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="versions_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.challenge} ({self.number})"


class SignOff(models.Model):
    """A member of the team, or the agent, agrees to one version."""

    version = models.ForeignKey(
        ChallengeVersion, on_delete=models.CASCADE, related_name="sign_offs"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="a_version_is_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} ✓ {self.version}"
