from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.states import ApplicationState, QuestionBackState
from scharnier.stages.calls.models import Call, Side, TargetGroup


class Channel(models.TextChoices):
    WEB = "web", _p("channel", "Typed by the applicant")
    AGENT = "agent", _p("channel", "Entered on behalf")
    IMPORT = "import", _p("channel", "Imported")


class ApplicationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=ApplicationState.DRAFT)

    def submitted(self):
        return self.filter(state=ApplicationState.SUBMITTED)

    def of_side(self, side: Side):
        return self.filter(side=side)


class Application(models.Model):
    """One side's answer to a call. ``state`` is changed by ``actions`` only.

    The answers are the rows of ``sheet``. ``name``, ``municipality`` and ``district``
    (five-digit key, empty if unknown) are copied from them for lists and regions.
    ``name_key`` is the name as it is compared, for finding duplicates.
    ``number`` such as “B-014” is given at the first submission and kept for ever;
    ``number_key`` is the same as it is sorted, so that B-1000 comes after B-999.
    ``submitted_at`` is the first time it was handed in, ``reminded_at`` the last time
    that somebody was asked to finish it.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    sheet = models.OneToOneField("questions.Sheet", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    number = models.CharField(max_length=12, null=True, editable=False)
    number_key = models.CharField(max_length=24, null=True, editable=False)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, default="", editable=False)
    municipality = models.CharField(_("Place"), max_length=120, blank=True)
    district = models.CharField(_("District"), max_length=5, blank=True)
    state = models.CharField(
        max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT, editable=False
    )
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.WEB, editable=False)
    is_late = models.BooleanField(default=False, editable=False)
    late_reason = models.CharField(max_length=300, blank=True, editable=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="a_number_is_given_once_in_a_call"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="submitted") | models.Q(number__isnull=False),
                name="what_is_submitted_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "side"], name="applications_of_a_call"),
            models.Index(fields=["call", "-changed_at"], name="applications_by_change"),
            models.Index(fields=["call", "side", "name_key"], name="applications_by_name"),
            models.Index(fields=["call", "number_key"], name="applications_by_number"),
        ]

    def __str__(self) -> str:
        return self.name or self.number or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("applications:status", args=[self.pk])

    @property
    def was_erased(self) -> bool:
        """Its owner had everything erased: it was withdrawn and says nothing any more."""
        return self.state == ApplicationState.WITHDRAWN and not self.name

    @property
    def round(self) -> ProgrammeRound:
        """Needs ``call__round`` loaded where many are shown."""
        return self.call.round


class Applicant(models.Model):
    """A person who works on an application. Only the owner hands it in or withdraws it."""

    class Part(models.TextChoices):
        OWNER = "owner", _p("applicant", "Owner")
        EDITOR = "editor", _p("applicant", "May edit")
        VIEWER = "viewer", _p("applicant", "May view")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="applicants"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=Part, default=Part.OWNER)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="a_person_works_once_on_an_application"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.application}"


class SentVersion(models.Model):
    """What was handed in: the answers as they stood then, by key. Reviewers see the last one.

    ``notes`` are the words beside the values (“about” in “about 24”).
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="sent_versions"
    )
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    notes = models.JSONField(default=dict)
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="sent_versions_are_counted"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} ({self.number})"


class NumberSeries(models.Model):
    """The last number given to a side of a call; raised by one with each submission."""

    target_group = models.OneToOneField(TargetGroup, on_delete=models.CASCADE, related_name="+")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.target_group}: {self.last}"


class LateEntry(models.Model):
    """The right to hand in after the deadline, with a reason and an end of its own.

    It belongs to an address, or to one application (of somebody without an address).
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("E-mail"), blank=True)
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=300)
    until = models.DateTimeField(_("Until"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "email"],
                condition=~models.Q(email=""),
                name="one_late_entry_an_address",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(application__isnull=False),
                name="one_late_entry_an_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(email="") | models.Q(application__isnull=False),
                name="a_late_entry_is_for_an_address_or_an_application",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class QuestionBack(models.Model):
    """A question that the team asks back about single answers, with a date of its own.

    Until then these answers (``keys`` of questions), and only they, may be changed and
    handed in again after the deadline. ``reply`` is what the applicant says beside them.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="questions_back"
    )
    keys = models.JSONField(default=list)
    text = models.TextField(_("What we want to know"))
    until = models.DateTimeField(_("Answer by"))
    state = models.CharField(
        max_length=12, choices=QuestionBackState, default=QuestionBackState.OPEN, editable=False
    )
    reply = models.TextField(_("Reply"), blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state="open"),
                name="one_question_back_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.asked_at:%Y-%m-%d}"


class ColumnMapping(models.Model):
    """Which column of a spreadsheet answers which question, remembered for the next file."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    side = models.CharField(max_length=12, choices=Side)
    header = models.CharField(max_length=300)
    question_key = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "side", "header"], name="a_column_is_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.question_key}"


class ImportRun(models.Model):
    """One reading of one file, with what became of every row.

    A dry run is a preview: nothing but these rows is written. ``headers`` are the
    columns of the file, ``mapping`` says which question each of them answers.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    file_name = models.CharField(_("File"), max_length=200)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    is_dry = models.BooleanField(default=True)
    started_at = models.DateTimeField(default=clock.now, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("applications:import_run", args=[self.pk])

    @property
    def round(self) -> ProgrammeRound:
        return self.call.round


COMING = {
    "taken": _p("import", "Will be taken"),
    "draft": _p("import", "Will be taken as a draft"),
    "updated": _p("import", "Will be updated"),
    "duplicate": _p("import", "Will be merged as a duplicate"),
    "unchanged": _p("import", "Known, unchanged"),
    "refused": _p("import", "Will be refused"),
}


class ImportRow(models.Model):
    """What became of one row: taken, merged as a duplicate, unchanged, or refused and why.

    ``cells`` are the row as it was read, emptied some time after the run; ``written_at``
    is empty as long as it is only a preview.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", _p("import", "Taken")
        DRAFT = "draft", _p("import", "Taken as a draft")
        UPDATED = "updated", _p("import", "Updated")
        DUPLICATE = "duplicate", _p("import", "Merged as a duplicate")
        UNCHANGED = "unchanged", _p("import", "Known, unchanged")
        REFUSED = "refused", _p("import", "Refused")

        @property
        def coming(self) -> str:
            """What is going to happen, for the preview."""
            return str(COMING[self.value])

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    is_late = models.BooleanField(default=False)
    remarks = models.JSONField(default=list)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    written_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="a_row_is_read_once_in_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.line}"

    @property
    def in_words(self) -> str:
        """What became of it or, as long as nothing is written, what is going to."""
        return self.get_outcome_display() if self.written_at else self.Outcome(self.outcome).coming
