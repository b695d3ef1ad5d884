from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury.states import (
    JuryDayState,
    ScoreState,
    VerdictState,
    usual_tie_breaks,
)
from scharnier.stages.matching.models import Team


class JuryDay(models.Model):
    """The day on which the jury hears the teams of a round, or of one of its regions.

    ``form`` is the rubric. ``tie_breaks`` says what decides between equal points, first
    to last: keys of criteria, or one of ``states.TieBreak``. ``revealed`` counts the
    results that the projector shows, from the last place up.
    """

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "programmes.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    event = models.ForeignKey(
        "events.Event", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_on = models.DateField(_("Day"))
    form = models.ForeignKey("questions.FormDefinition", on_delete=models.PROTECT, related_name="+")
    minutes_per_case = models.PositiveSmallIntegerField(_("Minutes per team"), default=8)
    state = models.CharField(
        max_length=12, choices=JuryDayState, default=JuryDayState.PLANNED, editable=False
    )
    tie_breaks = models.JSONField(_("How ties are broken"), default=usual_tie_breaks)
    revealed = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.round}: {date_format(self.held_on, 'DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        return reverse("jury:day", args=[self.pk])


class Seat(models.Model):
    """A juror's seat and the institution that they speak for."""

    jury_day = models.ForeignKey(JuryDay, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(_("Institution"), max_length=160, blank=True)
    confidentiality_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jury_day", "person"], name="a_juror_has_one_seat")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.institution})" if self.institution else str(self.person)


class Case(models.Model):
    """A team's challenge before the jury, in its place in the order of pitches.

    ``heard`` are the words that the jury reads, whatever the team writes later.
    ``lot`` is drawn when the deliberation begins; the last means against a tie.
    """

    jury_day = models.ForeignKey(JuryDay, on_delete=models.CASCADE, related_name="cases")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="+")
    heard = models.ForeignKey(
        "challenges.ChallengeVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    lot = models.PositiveIntegerField(null=True, editable=False)
    called_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jury_day", "challenge"], name="a_challenge_is_heard_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.challenge)

    @property
    def round(self) -> ProgrammeRound:
        return self.jury_day.round

    @property
    def district(self) -> str:
        return self.challenge.team.district

    @property
    def name(self) -> str:
        """The organisation; needs ``challenge__team__organisation`` loaded where many are shown."""
        return str(self.challenge.team.organisation)


class Bias(models.Model):
    """A juror is biased in a case: no reading, no score, no vote."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="biases")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    declared_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seat"], name="a_bias_is_declared_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat} ↮ {self.case}"


class Score(models.Model):
    """One juror's scores for one case. ``percent`` (0–100) is set when handed in."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="scores")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField("questions.Sheet", on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    note = models.TextField(_("Note for the deliberation"), blank=True)
    state = models.CharField(
        max_length=12, choices=ScoreState, default=ScoreState.DRAFT, editable=False
    )
    handed_in_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seat"], name="a_juror_scores_a_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat} → {self.case}"


class JuryVerdict(models.Model):
    """What the jury says of a case, with the mean of its points (0–100)."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _p("verdict", "Approved")
        CONDITIONS = "conditions", _p("verdict", "Approved with conditions")
        REVISE = "revise", _p("verdict", "To be revised")
        REJECTED = "rejected", _p("verdict", "Rejected")

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="verdict")
    outcome = models.CharField(max_length=12, choices=Outcome)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    comment = models.TextField(_("Words to the team"), blank=True)
    resubmit_by = models.DateField(_("Hand in again by"), null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=VerdictState, default=VerdictState.PREPARED, editable=False
    )
    released_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.case}: {self.get_outcome_display()}"


class Condition(models.Model):
    """Something the jury asks for before or during the work, by a day."""

    verdict = models.ForeignKey(JuryVerdict, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField(_("Condition"), max_length=300)
    due_on = models.DateField(_("Due"), null=True, blank=True)
    met_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.text


class Award(models.Model):
    """The sum granted to a team after the jury's yes, in cents of the round's currency."""

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="+")
    verdict = models.OneToOneField(JuryVerdict, on_delete=models.PROTECT, related_name="+")
    amount_cents = models.PositiveIntegerField(_("Amount"))
    granted_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return str(self.team)

    @property
    def round(self) -> ProgrammeRound:
        return self.team.round

    @property
    def district(self) -> str:
        return self.team.district
