"""Text from the browser → what the actions of this stage take."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation import clock
from scharnier.foundation.files.forms import FileField
from scharnier.foundation.programmes.models import Programme, ProgrammeRound
from scharnier.foundation.slugs import slug_of
from scharnier.foundation.web import formats
from scharnier.foundation.web.forms import (
    CheckList,
    DateField,
    LanguagesField,
    LineField,
    MomentField,
    MoneyField,
)
from scharnier.stages.calls import shipped
from scharnier.stages.calls.models import (
    MEDIA_KINDS,
    Address,
    Call,
    CallDate,
    CallFact,
    CallMedium,
    EligibilityQuestion,
    Side,
)
from scharnier.stages.calls.words import OPENING_AFTER_DEADLINE

SATURDAY = 5  # of date.weekday()
RESERVED_SLUGS = {"verwaltung", "erinnerung"}


class CreateRoundForm(forms.Form):
    """The wizard: what a round must say of itself; the template knows the rest."""

    template = forms.ChoiceField(label=_("Template"), choices=shipped.choices)
    name = LineField(
        label=_("Name of the round"), help_text=_("For example: Round 2026/27"), max_length=200
    )
    slug = forms.SlugField(
        label=_("Address of the call page"),
        help_text=_("Small letters, digits and hyphens; empty: made from the name."),
        required=False,
        max_length=50,
    )
    opens_at = MomentField(label=_("Applications open"))
    deadline_at = MomentField(label=_("Deadline"))
    kickoff_on = DateField(label=_("Kickoff"))
    jury_on = DateField(label=_("Jury day"))
    starts_on = DateField(label=_("First day of the round"))
    ends_on = DateField(label=_("Final event and last day of the round"))
    award_cents = MoneyField(label=_("Budget per team"))
    team_min = forms.IntegerField(
        label=_("Creatives per team, at least"), min_value=1, max_value=20
    )
    team_max = forms.IntegerField(label=_("Creatives per team, at most"), min_value=1, max_value=20)
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        help_text=_("None chosen: everywhere in the programme's area."),
        queryset=None,
        required=False,
        widget=CheckList,
    )

    def __init__(self, programme: Programme, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = programme.regions.order_by("pk")
        if len(shipped.TEMPLATES) == 1:
            self.fields["template"].widget = forms.HiddenInput()

    def clean_slug(self) -> str:
        if not self.cleaned_data["slug"] and not self.cleaned_data.get("name"):
            return ""  # the name is asked for already
        slug = self.cleaned_data["slug"] or slug_of(
            self.data.get("name", "").replace("/", "-"), longest=50
        )
        if not slug:
            raise ValidationError(_("Write an address of small letters, digits and hyphens."))
        taken = Call.objects.filter(slug=slug).exists()
        taken = taken or ProgrammeRound.objects.filter(slug=slug).exists()
        if taken or slug in RESERVED_SLUGS:
            raise ValidationError(
                _("The address “%(slug)s” is taken. Choose another."), params={"slug": slug}
            )
        return slug

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        self._in_order("opens_at", "deadline_at", OPENING_AFTER_DEADLINE)
        self._in_order("starts_on", "ends_on", _("The last day must not be before the first day."))
        self._in_order("kickoff_on", "jury_on", _("The jury day must not be before the kickoff."))
        self._in_order("jury_on", "ends_on", _("The last day must not be before the jury day."))
        closes, kickoff = cleaned.get("deadline_at"), cleaned.get("kickoff_on")
        if closes and kickoff and kickoff <= timezone.localtime(closes).date():
            late = _("The kickoff must lie after the deadline: until then everything is reviewed.")
            self.add_error("kickoff_on", late)
        low, high = cleaned.get("team_min"), cleaned.get("team_max")
        if low and high and low > high:
            self.add_error("team_max", _("The largest team must not be smaller than the smallest."))
        return cleaned

    def _in_order(self, first: str, second: str, complaint: str) -> None:
        before, after = self.cleaned_data.get(first), self.cleaned_data.get(second)
        is_moment = isinstance(before, dt.datetime)
        if before and after and (before >= after if is_moment else before > after):
            self.add_error(second, complaint)


def _weekday(day: dt.date) -> dt.date:
    """The day itself or, at a weekend, the Tuesday after it: Mondays are often holidays."""
    return day if day.weekday() < SATURDAY else day + dt.timedelta(days=8 - day.weekday())


def suggested_round() -> dict:
    """Dates of a typical round, counted from today; all of them can be changed."""
    today = clock.today()
    opens = dt.datetime.combine(today + dt.timedelta(days=14), dt.time(9))
    deadline = dt.datetime.combine(today + dt.timedelta(days=60), dt.time(23, 59))
    first = shipped.load(next(iter(shipped.TEMPLATES)))["round"]
    return {
        "opens_at": opens,
        "deadline_at": deadline,
        "kickoff_on": _weekday(today + dt.timedelta(days=98)),
        "jury_on": _weekday(today + dt.timedelta(days=126)),
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=98 + 304),
        "award_cents": first["award_cents"],
        "team_min": first["team_min"],
        "team_max": first["team_max"],
        "template": next(iter(shipped.TEMPLATES)),
    }


class ChangeTextsForm(forms.Form):
    title = LanguagesField(label=_("Headline"), max_length=200)
    theme = LanguagesField(label=_("Theme"), max_length=200)
    introduction = LanguagesField(label=_("Introduction"), long=True)
    about = LanguagesField(
        label=_("Who stands behind the call"),
        help_text=_("Markdown: an empty line begins a paragraph, - begins a list."),
        long=True,
        required=False,
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"), queryset=None, required=False, widget=CheckList
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, programme: Programme, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = programme.regions.order_by("pk")

    def clean_regions(self) -> list:
        return list(self.cleaned_data["regions"])


class ChangeMomentsForm(forms.Form):
    opens_at = MomentField(label=_("Applications open"))
    deadline_at = MomentField(label=_("Deadline"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("deadline_at")
        if opens and closes and opens >= closes:
            self.add_error("deadline_at", OPENING_AFTER_DEADLINE)
        return cleaned


class ExtendForm(forms.Form):
    until = MomentField(label=_("New deadline"))
    reason = LanguagesField(
        label=_("Reason"), help_text=_("Stands on the call page for everybody to read."), long=True
    )

    def __init__(self, call: Call, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call

    def clean_until(self) -> dt.datetime:
        until = self.cleaned_data["until"]
        if until <= max(self.call.deadline_at, clock.now()):
            raise ValidationError(
                _("Choose a moment after the present deadline, %(deadline)s, and in the future."),
                params={"deadline": formats.moment(self.call.deadline_at)},
            )
        return until


class RemindForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )
    website = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # only machines fill this in

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field empty."))
        return ""


class EligibilityForm(forms.Form):
    """The check before the form: one answer to each question of the lead."""

    UNSURE = "unsure"

    def __init__(self, *args, asked: list[EligibilityQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        answers = [*EligibilityQuestion.Fitting.choices, (self.UNSURE, _p("answer", "Not sure"))]
        for question in asked:
            self.fields[self.name_of(question)] = forms.ChoiceField(
                label=str(question.question),
                help_text=str(question.hint),
                choices=answers,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def name_of(question: EligibilityQuestion) -> str:
        return f"q{question.pk}"


# The parts of the page, one form each ------------------------------------------------


class FactForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CallFact.Kind.choices)
    figure = LanguagesField(label=_("Figure or heading"), max_length=60)
    text = LanguagesField(label=_("Text"), long=True)


class DateForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CallDate.Kind.choices)
    on = DateField(label=_("Day"))
    title = LanguagesField(label=_("Heading"), max_length=120)
    text = LanguagesField(label=_("Text"), long=True, required=False)


class QuestionForm(forms.Form):
    question = LanguagesField(label=_("Question"), max_length=200)
    answer = LanguagesField(label=_("Answer"), long=True)


class EligibilityQuestionForm(forms.Form):
    side = forms.ChoiceField(label=_("Which side is asked"), choices=Side.choices)
    question = LanguagesField(label=_("Question"), max_length=300)
    hint = LanguagesField(label=_("Hint"), long=True, required=False)
    fitting = forms.ChoiceField(
        label=_("Answer that fits"),
        choices=EligibilityQuestion.Fitting.choices,
        widget=forms.RadioSelect,
        initial=EligibilityQuestion.Fitting.YES,
    )
    reason = LanguagesField(
        label=_("Reason, if it does not fit"),
        help_text=_("Say why, in a sentence that helps. It is read at once, not by mail."),
        long=True,
    )


class ContactForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    function = LanguagesField(label=_("Function"), max_length=120, required=False)
    region = forms.ModelChoiceField(label=_("Region"), queryset=None, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = LineField(label=_("Telephone"), max_length=40, required=False)
    postal_address = forms.CharField(
        label=_("Postal address"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = programme.regions.order_by("pk")


class MediumForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CallMedium.Kind.choices)
    title = LanguagesField(label=_("Title"), max_length=160)
    text = LanguagesField(label=_("Text"), long=True, required=False)
    note = LanguagesField(
        label=_("Type, size, accessibility"),
        help_text=_("For example: PDF, accessible, 24 pages. The size is added by itself."),
        max_length=120,
        required=False,
    )
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    upload = FileField(
        label=_("File"),
        help_text=_("A new file takes the place of the present one."),
        kinds=MEDIA_KINDS,
        required=False,
    )


class TargetGroupForm(forms.Form):
    title = LanguagesField(label=_("Heading"), max_length=120)
    introduction = LanguagesField(label=_("Introduction"), long=True, required=False)
    points = LanguagesField(label=_("Facts, one a line"), long=True, required=False)
    button = LanguagesField(label=_("Button"), max_length=60)
    alternatives = LanguagesField(
        label=_("What else there is for those who do not fit"),
        help_text=_(
            "Directory, newsletter, other offers; links as [words](https://…). Next call, blueprints "
            "and contacts are added by themselves."
        ),
        long=True,
        required=False,
    )
    address = forms.ChoiceField(label=_("Form of address"), choices=Address.choices)
    number_prefix = forms.RegexField(
        r"^[A-Z]{1,3}$",
        label=_("Letter before the number"),
        error_messages={"invalid": _("Write one to three capital letters.")},
    )
    most_each = forms.IntegerField(
        label=_("Applications of one person or organisation, at most"),
        help_text=_(
            "Empty: as many as they like. What was withdrawn does not count. With a limit "
            "everybody opens the link from our mail before handing in."
        ),
        min_value=1,
        max_value=100,
        required=False,
    )
