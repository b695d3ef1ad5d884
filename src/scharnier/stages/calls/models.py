import datetime as dt

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.calls.states import CallState, Phase


class Side(models.TextChoices):
    ORGANISATION = "organisation", _p("side", "Organisation")
    CREATIVE = "creative", _p("side", "Creative")


class Address(models.TextChoices):
    SIE = "sie", _("formal (Sie)")
    DU = "du", _("informal (du)")


class CallQuerySet(models.QuerySet):
    def public(self):
        """What everybody may read; an archived call keeps its address."""
        return self.exclude(state=CallState.DRAFT)

    def published(self):
        return self.filter(state=CallState.PUBLISHED)

    def taking_applications(self):
        """Published calls whose dates say that the door is open (without grace)."""
        now = clock.now()
        return self.filter(state=CallState.PUBLISHED, opens_at__lte=now, deadline_at__gt=now)


class Call(models.Model):
    """The public invitation to one round. ``state`` is changed by ``actions`` only.

    Whether it is open follows from its dates and the clock; no job flips a switch.
    ``deadline_at`` is the one in force, ``first_deadline_at`` the one first announced.
    ``changed_at`` (the machine's time) also moves when a part of the page changes: it
    names what may be kept of the page.
    """

    round = models.OneToOneField(ProgrammeRound, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True)
    title = I18nCharField(_("Headline"), max_length=200)
    theme = I18nCharField(_("Theme"), max_length=200)
    introduction = I18nTextField(_("Introduction"))
    about = I18nTextField(_("Who stands behind the call"), blank=True)
    regions = models.ManyToManyField("programmes.Region", blank=True, related_name="+")
    opens_at = models.DateTimeField(_("Opening"))
    deadline_at = models.DateTimeField(_("Deadline"))
    first_deadline_at = models.DateTimeField(editable=False)
    state = models.CharField(
        max_length=12, choices=CallState, default=CallState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=clock.machine_now, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("deadline_at")),
                name="a_call_opens_before_its_deadline",
                violation_error_message=_("The opening must lie before the deadline."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("calls:page", args=[self.slug])

    @property
    def phase(self) -> Phase:
        now = clock.now()
        if now < self.opens_at:
            return Phase.BEFORE
        if now >= self.deadline_at:
            return Phase.CLOSED
        return Phase.EXTENDED if self.deadline_at > self.first_deadline_at else Phase.OPEN

    @property
    def is_open(self) -> bool:
        return self.state == CallState.PUBLISHED and self.phase in {Phase.OPEN, Phase.EXTENDED}

    @property
    def accepts_until(self) -> dt.datetime:
        """The deadline with the grace that the round allows; needs ``round`` loaded."""
        return self.deadline_at + dt.timedelta(minutes=self.round.grace_minutes)

    @property
    def accepts_applications(self) -> bool:
        """Whether something handed in this moment is in time, grace included."""
        return (
            self.state == CallState.PUBLISHED and self.opens_at <= clock.now() < self.accepts_until
        )


class TargetGroup(models.Model):
    """One of the two sides of a call, with its form and the way it is addressed.

    ``most_each`` is how many applications one person or organisation may hand in; None:
    as many as they like.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="target_groups")
    side = models.CharField(max_length=12, choices=Side)
    form = models.ForeignKey("questions.FormDefinition", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("Form of address"), max_length=4, choices=Address)
    title = I18nCharField(_("Heading"), max_length=120)
    introduction = I18nTextField(_("Introduction"), blank=True)
    points = I18nTextField(_("Facts, one a line"), blank=True)
    button = I18nCharField(_("Button"), max_length=60)
    alternatives = I18nTextField(_("What else there is for those who do not fit"), blank=True)
    number_prefix = models.CharField(_("Letter before the number"), max_length=3)
    most_each = models.PositiveSmallIntegerField(
        _("Applications of one person or organisation, at most"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "side"], name="a_call_has_one_group_a_side")
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def locale(self) -> str:
        """The German locale that speaks to this side."""
        return "de-informal" if self.address == Address.DU else "de"


class Extension(models.Model):
    """A deadline moved back, with the reason that everybody is told."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    old_deadline_at = models.DateTimeField()
    new_deadline_at = models.DateTimeField()
    reason = I18nTextField(_("Reason"))
    made_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.call}: {self.new_deadline_at:%Y-%m-%d}"


class CallDate(models.Model):
    """A stop on the timeline of the call page: kickoff, jury, final, or another."""

    class Kind(models.TextChoices):
        OPENING = "opening", _p("date", "Opening")
        DEADLINE = "deadline", _p("date", "Deadline")
        KICKOFF = "kickoff", _p("date", "Kickoff")
        JURY = "jury", _p("date", "Jury day")
        FINAL = "final", _p("date", "Final event")
        OTHER = "other", _p("date", "Other")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    on = models.DateField(_("Day"))
    title = I18nCharField(_("Heading"), max_length=120)
    text = I18nTextField(_("Text"), blank=True)

    def __str__(self) -> str:
        return str(self.title)


class CallFact(models.Model):
    """A benefit or figure of the call: “10 months”, “2,500 €”."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _p("fact", "Figure")
        BENEFIT = "benefit", _p("fact", "Benefit")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind, default=Kind.FIGURE)
    position = models.PositiveSmallIntegerField(default=0)
    figure = I18nCharField(_("Figure or heading"), max_length=60)
    text = I18nTextField(_("Text"))

    def __str__(self) -> str:
        return str(self.figure)


class FrequentQuestion(models.Model):
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="frequent_questions")
    position = models.PositiveSmallIntegerField(default=0)
    question = I18nCharField(_("Question"), max_length=200)
    answer = I18nTextField(_("Answer"))

    def __str__(self) -> str:
        return str(self.question)


class EligibilityQuestion(models.Model):
    """Asked before any essay: whoever answers otherwise than ``fitting`` reads the reason.

    The answers are weighed at once and never stored.
    """

    class Fitting(models.TextChoices):
        YES = "yes", _p("fitting answer", "Yes")
        NO = "no", _p("fitting answer", "No")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="eligibility_questions")
    position = models.PositiveSmallIntegerField(default=0)
    side = models.CharField(_("Which side is asked"), max_length=12, choices=Side)
    question = I18nCharField(_("Question"), max_length=300)
    hint = I18nTextField(_("Hint"), blank=True)
    fitting = models.CharField(
        _("Answer that fits"), max_length=3, choices=Fitting, default=Fitting.YES
    )
    reason = I18nTextField(_("Reason, if it does not fit"))

    def __str__(self) -> str:
        return str(self.question)


class Contact(models.Model):
    """Whom to ask: by name and role, for a region or for all."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(default=0)
    region = models.ForeignKey(
        "programmes.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=120)
    function = I18nCharField(_("Function"), max_length=120, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    postal_address = models.TextField(_("Postal address"), blank=True)

    def __str__(self) -> str:
        return self.name


MEDIA_KINDS = ("image", "pdf", "office", "text", "video")


class CallMedium(models.Model):
    """A film, workbook, press text or website that belongs to the call."""

    class Kind(models.TextChoices):
        FILM = "film", _p("medium", "Film")
        WORKBOOK = "workbook", _p("medium", "Workbook")
        PRESS = "press", _p("medium", "Press")
        WEBSITE = "website", _p("medium", "Website")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="media")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    title = I18nCharField(_("Title"), max_length=160)
    text = I18nTextField(_("Text"), blank=True)
    note = I18nCharField(_("Type, size, accessibility"), max_length=120, blank=True)
    link = models.URLField(_("Link"), blank=True)
    file = models.ForeignKey(
        "files.File", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_film_file(self) -> bool:
        return self.file is not None and self.file.kind == "video"

    @property
    def address(self) -> str:
        """Where it is to be had; empty as long as it has neither file nor link."""
        if self.file_id:
            return reverse("calls:medium", args=[self.call.slug, self.pk])
        return self.link


OrderedPart = CallFact | FrequentQuestion | EligibilityQuestion | Contact | CallMedium
ORDERED_PARTS: dict[str, type[OrderedPart]] = {
    "facts": CallFact,
    "frequent_questions": FrequentQuestion,
    "eligibility_questions": EligibilityQuestion,
    "contacts": Contact,
    "media": CallMedium,
}
IN_LISTS_OF = {CallFact: "kind", EligibilityQuestion: "side"}  # what each row is in line with
PagePart = TargetGroup | CallDate | OrderedPart
PAGE_PARTS: dict[str, type[PagePart]] = {
    "target_groups": TargetGroup,
    "dates": CallDate,
    **ORDERED_PARTS,
}


class Reminder(models.Model):
    """Somebody wants a mail when a call opens, or with ``wants_next`` the one after it.

    ``person`` is known from the confirmation on, which also holds the consent; an
    address that nobody confirms is forgotten after ``calls.privacy``'s days.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reminders")
    email = models.EmailField(_("E-mail"))
    language = models.CharField(max_length=16, default="de")
    wants_next = models.BooleanField(default=False, editable=False)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "email"], name="an_address_is_reminded_once_of_a_call"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.asked_at:%Y-%m-%d}"
