from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock


class Role(models.TextChoices):
    LEAD = "lead", pgettext_lazy("role", "Programme lead")
    AGENT = "agent", pgettext_lazy("role", "Network agent")
    REVIEWER = "reviewer", pgettext_lazy("role", "Reviewer")
    JUROR = "juror", pgettext_lazy("role", "Juror")
    TREASURER = "treasurer", pgettext_lazy("role", "Treasurer")
    OBSERVER = "observer", pgettext_lazy("role", "Observer of the funder")


class OwnershipKind(models.TextChoices):
    LEAD = "lead", pgettext_lazy("ownership", "Lead association")
    PARTNER = "partner", pgettext_lazy("ownership", "Regional partner")


class Programme(models.Model):
    """What lasts over rounds. Owned by several associations as joint controllers (Art. 26 GDPR)."""

    name = I18nCharField(_("Name"), max_length=200)
    slug = models.SlugField(unique=True)
    brand_colour = models.CharField(_("Brand colour"), max_length=7, default="#1d3fc0")
    spark_colour = models.CharField(_("Highlight colour"), max_length=7, default="#ffbf2e")
    funding_notice = I18nTextField(_("Funding notice"), blank=True)
    is_fictional = models.BooleanField(_("Fictional data"), default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return str(self.name)


class Region(models.Model):
    """A part of a programme's area: a set of districts, given by their official keys."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="regions")
    name = I18nCharField(_("Name"), max_length=120)
    slug = models.SlugField()
    districts = models.JSONField(_("Districts"), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="a_region_has_its_own_address"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Ownership(models.Model):
    """An association that owns a programme: one leads, partners answer for their regions."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="ownerships")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=OwnershipKind)
    regions = models.ManyToManyField(Region, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(kind="lead"),
                name="a_programme_has_one_lead_association",
            ),
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="an_association_owns_a_programme_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.get_kind_display()}"


class ProgrammeRound(models.Model):
    """One passage through the stages, with all its numbers.

    Amounts are in cents of ``currency``; rates are percent; distances are km. Labels
    let a programme call a team “Match” or “Tandem”. Nothing of this stands in the code.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    name = I18nCharField(_("Name"), max_length=200)
    slug = models.SlugField(unique=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")

    # wording
    team_label = I18nCharField(_("Word for a team"), max_length=40)
    teams_label = I18nCharField(_("Word for several teams"), max_length=40)

    # applications
    grace_minutes = models.PositiveSmallIntegerField(
        _("Grace after the deadline, minutes"), default=10
    )
    resume_link_days = models.PositiveSmallIntegerField(_("Resume links last, days"), default=30)

    # selection
    reviewers_per_application = models.PositiveSmallIntegerField(
        _("Reviews per application"), default=2
    )
    blind_review = models.BooleanField(_("Blind review"), default=False)

    # teams
    team_min = models.PositiveSmallIntegerField(_("Creatives per team, at least"), default=1)
    team_max = models.PositiveSmallIntegerField(_("Creatives per team, at most"), default=1)
    min_sectors = models.PositiveSmallIntegerField(_("Submarkets per team, at least"), default=1)
    teams_per_creative = models.PositiveSmallIntegerField(
        _("Teams per creative, at most"), default=1
    )
    hours_default = models.PositiveSmallIntegerField(
        _("Hours a month that a team takes of a creative"), default=8
    )
    wish_no_is_veto = models.BooleanField(_("“No” forbids the pair"), default=False)

    # jury
    jury_scale_max = models.PositiveSmallIntegerField(_("Highest score"), default=5)
    jury_threshold = models.PositiveSmallIntegerField(
        _("Points needed, of 100"), default=60, validators=[MaxValueValidator(100)]
    )
    jury_min_scores = models.PositiveSmallIntegerField(_("Scores per case, at least"), default=3)
    jury_spread_flagged = models.PositiveSmallIntegerField(_("Spread that is flagged"), default=2)

    # money
    award_cents = models.PositiveIntegerField(_("Budget per team"), default=250_000)
    funding_rate = models.DecimalField(
        _("Funding rate, percent"),
        max_digits=5,
        decimal_places=2,
        default=90,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    levy_rate = models.DecimalField(
        _("Artists' social levy, percent"), max_digits=4, decimal_places=2, default=0
    )
    eligible_from = models.DateField(_("Eligible from"), null=True, blank=True)
    eligible_until = models.DateField(_("Eligible until"), null=True, blank=True)

    # accompaniment
    silent_after_days = models.PositiveSmallIntegerField(
        _("A project counts as silent after, days"), default=21
    )

    # mails
    holds_mails = models.BooleanField(_("Hold all mails for release"), default=True)

    # data protection, months after the decision
    keep_rejected_months = models.PositiveSmallIntegerField(
        _("Keep rejected applications, months"), default=6
    )
    keep_waitlist_months = models.PositiveSmallIntegerField(
        _("Keep the waiting list, months"), default=24
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="a_round_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=models.Q(team_min__lte=models.F("team_max")),
                name="the_largest_team_is_not_smaller_than_the_smallest",
                violation_error_message=_(
                    "The largest team must not be smaller than the smallest."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class RoleGrant(models.Model):
    """``person`` holds ``role`` in ``programme``; with a region, only there."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants"
    )
    role = models.CharField(max_length=12, choices=Role)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="role_grants")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    granted_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "programme", "region"],
                condition=models.Q(region__isnull=False),
                name="a_role_is_granted_once_in_a_region",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "programme"],
                condition=models.Q(region=None),
                name="a_role_is_granted_once_in_a_programme",
            ),
        ]

    def __str__(self) -> str:
        where = f" ({self.region})" if self.region_id else ""
        return f"{self.person} – {self.get_role_display()}{where}"
