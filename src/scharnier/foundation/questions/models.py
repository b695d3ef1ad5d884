import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from scharnier.foundation import clock


class Address(models.TextChoices):
    """How a form speaks to people in German. English knows only one way."""

    SIE = "sie", pgettext_lazy("address", "Sie (formal)")
    DU = "du", pgettext_lazy("address", "du (informal)")


class FormKind(models.TextChoices):
    APPLICATION = "application", pgettext_lazy("form kind", "Application form")
    CHECK = "check", pgettext_lazy("form kind", "Formal check")
    RUBRIC = "rubric", pgettext_lazy("form kind", "Rubric")
    SURVEY = "survey", pgettext_lazy("form kind", "Survey")


class QuestionType(models.TextChoices):
    SHORT_TEXT = "short_text", pgettext_lazy("question type", "Short text")
    LONG_TEXT = "long_text", pgettext_lazy("question type", "Long text")
    NUMBER = "number", pgettext_lazy("question type", "Number")
    MONEY = "money", pgettext_lazy("question type", "Amount of money")
    DATE = "date", pgettext_lazy("question type", "Date")
    CHOICE = "choice", pgettext_lazy("question type", "One of several")
    MULTIPLE_CHOICE = "multiple_choice", pgettext_lazy("question type", "Several of several")
    RANKING = "ranking", pgettext_lazy("question type", "Several in an order")
    YES_NO = "yes_no", pgettext_lazy("question type", "Yes or no")
    SCALE = "scale", pgettext_lazy("question type", "Scale")
    LINK = "link", pgettext_lazy("question type", "Web address")
    EMAIL = "email", pgettext_lazy("question type", "E-mail address")
    PHONE = "phone", pgettext_lazy("question type", "Telephone number")
    PLACE = "place", pgettext_lazy("question type", "Place")
    ADDRESS = "address", pgettext_lazy("question type", "Address")
    SKILLS = "skills", pgettext_lazy("question type", "Skills")
    SUBMARKET = "submarket", pgettext_lazy("question type", "Submarket")
    FILE = "file", pgettext_lazy("question type", "Files")
    ROWS = "rows", pgettext_lazy("question type", "Table with rows")
    CONSENT = "consent", pgettext_lazy("question type", "Consent")


class Operator(models.TextChoices):
    """How a condition compares the answer to another question with its ``values``."""

    IS = "is", pgettext_lazy("condition", "is one of")
    IS_NOT = "is_not", pgettext_lazy("condition", "is none of")
    ANSWERED = "answered", pgettext_lazy("condition", "is answered")
    AT_LEAST = "at_least", pgettext_lazy("condition", "is at least")
    AT_MOST = "at_most", pgettext_lazy("condition", "is at most")


class FormQuerySet(models.QuerySet):
    def published(self) -> "FormQuerySet":
        return self.filter(published_at__isnull=False)


class FormDefinition(models.Model):
    """A form made of pages and typed questions: an application form, a rubric or a survey.

    ``key`` names the template that it comes from; a copy has the next ``version``.
    Once published its questions stay as they are, because answers refer to them.
    ``edition`` is another one after every change of its wording: whoever keeps a
    published form in memory knows by it whether that is still the form.
    """

    name = I18nCharField(_("Name"), max_length=200)
    key = models.SlugField(_("Key"), max_length=64, blank=True)
    kind = models.CharField(max_length=16, choices=FormKind, default=FormKind.APPLICATION)
    address = models.CharField(
        pgettext_lazy("Sie or du", "Address"), max_length=3, choices=Address, default=Address.SIE
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    edition = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = FormQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def language(self) -> str:
        """The German locale in which this form speaks."""
        return "de-informal" if self.address == Address.DU else "de"


class FormPage(models.Model):
    """One topic of a form, on one page. ``name`` is its title for the team, as a question's."""

    form = models.ForeignKey(FormDefinition, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=64)
    title = I18nCharField(_("Title"), max_length=200)
    name = I18nCharField(_("Name for the team"), max_length=120, blank=True)
    intro = I18nTextField(_("Introduction"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "key"], name="a_page_has_its_own_key_in_a_form"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def called(self) -> str:
        """The topic as the team reads it."""
        return str(self.name) or str(self.title)


class Question(models.Model):
    """A question of a form and what counts as an answer to it.

    ``label`` asks who fills in the form; ``name`` says in a word or two what was asked, for
    the team, and may be empty.
    ``required`` is asked when the sheet is sent, never when it is saved. ``options``
    are ``{"value", "label": {"de", "de-informal", "en"}, "hint", "synonyms"}``, with
    ``open`` for the one that takes what fits no other and ``exclusive`` for one that
    stands alone (“don't know”); a short text offers them and takes any other words, too;
    for a table with rows they are its columns, with a ``type`` and ``required`` each.
    ``max_length`` counts characters. ``min_value`` and ``max_value`` bound numbers (in
    ``unit``), amounts (in cents), scales, and how many choices, rows or files there may
    be. ``weight`` (percent) and ``anchors`` (``{"value", "label"}``) make a scale a
    criterion of a rubric. ``blind`` hides the answer from blind reviewers;
    ``privacy_reason`` says why something personal is asked; ``retention`` names the
    rule by which it is forgotten.
    """

    form = models.ForeignKey(FormDefinition, on_delete=models.CASCADE, related_name="questions")
    page = models.ForeignKey(FormPage, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=64)
    type = models.CharField(_("Kind of answer"), max_length=16, choices=QuestionType)
    label = I18nCharField(_("Question"), max_length=500)
    name = I18nCharField(_("Name for the team"), max_length=120, blank=True)
    hint = I18nTextField(_("Hint"), blank=True)
    required = models.BooleanField(_("Needed for sending"), default=False)
    options = models.JSONField(_("Options"), default=list, blank=True)
    max_length = models.PositiveIntegerField(_("Characters, at most"), null=True, blank=True)
    min_value = models.BigIntegerField(_("At least"), null=True, blank=True)
    max_value = models.BigIntegerField(_("At most"), null=True, blank=True)
    unit = I18nCharField(_("Unit"), max_length=40, blank=True)
    privacy_reason = I18nTextField(_("Why we ask for this"), blank=True)
    blind = models.BooleanField(_("Hidden in a blind review"), default=False)
    retention = models.SlugField(_("Retention rule"), max_length=64, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("Weight, percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    anchors = models.JSONField(_("Anchors of the scale"), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "key"],
                name="a_question_has_its_own_key_in_a_form",
                violation_error_message=_("There is another question with this key in the form."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def called(self) -> str:
        """What the team calls it: the label speaks to who fills in the form."""
        return str(self.name) or str(self.label)

    @property
    def is_personal(self) -> bool:
        """Whether the answer says something about a person."""
        return bool(str(self.privacy_reason))


class Condition(models.Model):
    """A question or a page is shown only if the answer to ``on`` compares like this.

    Several conditions on the same thing must all hold.
    """

    question = models.ForeignKey(
        Question, null=True, on_delete=models.CASCADE, related_name="conditions"
    )
    page = models.ForeignKey(
        FormPage, null=True, on_delete=models.CASCADE, related_name="conditions"
    )
    on = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    operator = models.CharField(max_length=12, choices=Operator, default=Operator.IS)
    values = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=False, page__isnull=True)
                | models.Q(question__isnull=True, page__isnull=False),
                name="a_condition_is_on_a_question_or_on_a_page",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on.key} {self.operator} {self.values}"


class Sheet(models.Model):
    """One filled-in form. Whose it is, the row that points to it knows.

    ``version`` grows with every change of an answer; ``sent_version`` is the version
    that was last handed in.
    """

    form = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    sent_version = models.PositiveIntegerField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.form} #{self.pk}"

    @property
    def has_changed_since_sent(self) -> bool:
        return self.sent_version is not None and self.sent_version != self.version


class Answer(models.Model):
    """What a sheet says to a question.

    ``value`` is typed (see ``clean``); None is an answer that was taken back. ``raw`` is
    what was typed as long as it cannot be read: it is kept and shown again, and only
    blocks sending. ``note`` keeps words that a value cannot hold (“about” in “about 24”).
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(null=True)
    raw = models.JSONField(null=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question"], name="a_sheet_answers_a_question_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.question_id}"

    @property
    def is_wrong(self) -> bool:
        """Whether what was typed cannot be read as an answer."""
        return self.raw is not None
