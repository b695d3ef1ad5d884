from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from i18nfield.fields import I18nCharField

from scharnier.foundation import clock
from scharnier.foundation.money import share
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.jury.models import Award
from scharnier.stages.matching.models import Team
from scharnier.stages.projects.states import ProjectState, VoucherState


class HealthStatus(models.TextChoices):
    GREEN = "green", _p("status light", "On track")
    AMBER = "amber", _p("status light", "Needs attention")
    RED = "red", _p("status light", "In trouble")


class Licence(models.TextChoices):
    """SPDX identifiers under which a team may publish its blueprint."""

    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    EUPL = "EUPL-1.2", "EUPL 1.2"
    MIT = "MIT", "MIT"


class CostCategory(models.Model):
    """A kind of cost that a round allows, and whether fees in it bear the artists' social levy."""

    round = models.ForeignKey(
        "programmes.ProgrammeRound", on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nCharField(_("Cost category"), max_length=120)
    bears_levy = models.BooleanField(_("Bears the artists' social levy"), default=False)

    def __str__(self) -> str:
        return str(self.name)


class Project(models.Model):
    """A team at work with its award. ``health_status`` is that of the latest check-in."""

    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="+")
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=200)
    state = models.CharField(
        max_length=12, choices=ProjectState, default=ProjectState.AGREEING, editable=False
    )
    health_status = models.CharField(max_length=8, choices=HealthStatus, default=HealthStatus.GREEN)
    last_sign_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.pk])

    @property
    def round(self) -> ProgrammeRound:
        return self.team.round

    @property
    def district(self) -> str:
        return self.team.district


class TeamAgreement(models.Model):
    """What the partners agree: who does what, the licence of the blueprint, who owes the levy."""

    class LevyDebtor(models.TextChoices):
        ASSOCIATION = "association", _("The lead association")
        ORGANISATION = "organisation", _("The organisation")
        NOBODY = "nobody", _("Nobody (no fee to self-employed artists)")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="agreement")
    text = models.TextField(_("Agreement"))
    licence = models.CharField(
        _("Licence of the blueprint"), max_length=16, choices=Licence, default=Licence.CC_BY_SA
    )
    levy_debtor = models.CharField(
        _("Who owes the artists' social levy"),
        max_length=12,
        choices=LevyDebtor,
        default=LevyDebtor.ASSOCIATION,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return str(self.project)


class AgreementSignature(models.Model):
    """A partner's signature under one version of the agreement."""

    agreement = models.ForeignKey(
        TeamAgreement, on_delete=models.CASCADE, related_name="signatures"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreement_version = models.PositiveIntegerField()
    signed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person", "agreement_version"],
                name="a_partner_signs_a_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ✓ {self.agreement}"


class BudgetLine(models.Model):
    """A planned cost within the award: for what, for whom, how much (cents)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    category = models.ForeignKey(CostCategory, on_delete=models.PROTECT, related_name="+")
    description = models.CharField(_("What for"), max_length=200)
    payee = models.CharField(_("Paid to"), max_length=200, blank=True)
    planned_cents = models.PositiveIntegerField(_("Planned"))
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.description


class Voucher(models.Model):
    """A receipt with proof of payment, in the columns of the voucher list. Amounts in cents.

    ``file`` is the first of its files, the others are ``more_files``. ``query`` is the
    last question about it, ``answer`` what the team said to that.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="vouchers")
    budget_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    running_number = models.PositiveIntegerField(editable=False)
    voucher_number = models.CharField(_("Number on the voucher"), max_length=60)
    invoice_on = models.DateField(_("Date of invoice"))
    ordered_on = models.DateField(_("Date of order"), null=True, blank=True)
    paid_on = models.DateField(_("Date of payment"), null=True, blank=True)
    payee = models.CharField(_("Paid to"), max_length=200)
    purpose = models.CharField(_("Reason of payment"), max_length=300)
    gross_cents = models.PositiveIntegerField(_("Gross"))
    vat_cents = models.PositiveIntegerField(_("VAT"), default=0)
    eligible_cents = models.PositiveIntegerField(_("Of which eligible"), default=0)
    award_note = models.CharField(_("Award note"), max_length=300, blank=True)
    bears_levy = models.BooleanField(_("Bears the artists' social levy"), default=False)
    file = models.ForeignKey("files.File", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=VoucherState, default=VoucherState.DRAFT, editable=False
    )
    query = models.TextField(_("Query"), blank=True)
    answer = models.TextField(_("Answer"), blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    handed_in_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["voucher_number", "gross_cents"], name="vouchers_by_their_number")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vat_cents__lte=models.F("gross_cents")),
                name="the_vat_is_part_of_the_gross",
                violation_error_message=_("The VAT cannot be more than the gross amount."),
            ),
            models.CheckConstraint(
                condition=models.Q(eligible_cents__lte=models.F("gross_cents")),
                name="what_is_eligible_is_part_of_the_gross",
                violation_error_message=_(
                    "The eligible amount cannot be more than the gross amount."
                ),
            ),
            models.UniqueConstraint(
                fields=["project", "running_number"], name="vouchers_of_a_project_are_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"V-{self.running_number:03d} {self.payee}"

    def get_absolute_url(self) -> str:
        return reverse("projects:voucher", args=[self.project_id, self.pk])

    @property
    def net_cents(self) -> int:
        return self.gross_cents - self.vat_cents

    @property
    def funded_cents(self) -> int:
        """The funder's share of what is eligible, by the rate of the round."""
        return share(self.eligible_cents, self.round.funding_rate)

    @property
    def list_number(self) -> str:
        """The running number in the voucher list, which many projects share: “M03-007”."""
        return f"{self.project.team.number}-{self.running_number:03d}"

    @property
    def round(self) -> ProgrammeRound:
        return self.project.team.round

    @property
    def district(self) -> str:
        return self.project.team.district


class VoucherFile(models.Model):
    """One more file of a voucher: the receipt beside the invoice, the bank statement."""

    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="more_files")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voucher", "file"], name="a_file_lies_once_with_a_voucher"
            )
        ]

    def __str__(self) -> str:
        return str(self.file)


class Milestone(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("Milestone"), max_length=160)
    due_on = models.DateField(_("Due"))
    reached_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        return self.reached_at is None and self.due_on < clock.today()


class CheckIn(models.Model):
    """An agent's talk with a team: light, note, next step. Sixty seconds."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="check_ins")
    held_on = models.DateField(_("Day"))
    health_status = models.CharField(_("Status light"), max_length=8, choices=HealthStatus)
    note = models.TextField(_("What is true now?"))
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    next_on = models.DateField(_("By"), null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.project}: {self.held_on}"

    @property
    def was_noted_later(self) -> bool:
        """Whether it was written down on another day than it was held: no reception, say."""
        return timezone.localtime(self.written_at).date() != self.held_on


class Prototype(models.Model):
    """What the team built: something that can be tried."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="prototype")
    name = models.CharField(_("Name"), max_length=160)
    description = models.TextField(_("What is it, and what can it do?"))
    link = models.URLField(_("Link"), blank=True)
    file = models.ForeignKey(
        "files.File", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shown_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return self.name


class PrototypeTest(models.Model):
    """A trial of the prototype with people, and what was found."""

    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="tests")
    tested_on = models.DateField(_("Day"))
    testers = models.PositiveSmallIntegerField(_("How many people tried it?"))
    finding = models.TextField(_("What did you find?"))
    change = models.TextField(_("What do you change?"), blank=True)

    def __str__(self) -> str:
        return f"{self.prototype}: {self.tested_on}"
