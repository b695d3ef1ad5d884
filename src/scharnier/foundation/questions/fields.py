"""Which control a question gets."""

from django import forms
from django.utils.translation import pgettext

from scharnier.foundation import places
from scharnier.foundation import skills as taxonomy
from scharnier.foundation.files.content import accept
from scharnier.foundation.people.models import Submarket
from scharnier.foundation.questions.clean import texts
from scharnier.foundation.questions.clean.reading import label_of
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.foundation.questions.widgets import (
    FilesInput,
    OneOf,
    RowsInput,
    ScaleInput,
    SkillsInput,
    SomeOf,
    SuggestInput,
)

UPLOAD_KINDS = ("image", "pdf")
MOST_RADIOS = 8
# What browsers may fill in for people, by the key of the question (WCAG 1.3.5).
AUTOCOMPLETE = {
    "org_name": "organization", "name": "name", "contact_name": "name", "contact_position": "organization-title",
    "email": "email", "phone": "tel", "street": "street-address", "postal_code": "postal-code",
}  # fmt: skip
DIGITS = {"postal_code"}


class AnswerField(forms.Field):
    """Judged by its question in the form's ``clean``; the field itself only shows it."""

    def __init__(self, question: Question, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.question = question
        if question.type == QuestionType.LONG_TEXT:
            self.max_length = question.max_length or texts.LONG

    def clean(self, value: object) -> object:
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        return True


def field_for(question: Question, whole: Filled, shown_if: str = "") -> AnswerField:
    """The field of a question; ``shown_if`` becomes ``data-shown-if`` of its control."""
    widget = _widget(question, whole)
    widget.is_required = question.required
    if shown_if:
        widget.attrs["data-shown-if"] = shown_if
    field = AnswerField(
        question,
        widget=widget,
        required=question.required,
        label=str(question.label),
        help_text=_hint(question),
    )
    field.privacy_reason = str(question.privacy_reason)
    field.unit = str(question.unit)
    return field


def _hint(question: Question) -> str:
    return " ".join(filter(None, [str(question.hint), str(question.privacy_reason)]))


def _widget(question: Question, whole: Filled) -> forms.Widget:
    attrs = {"autocomplete": AUTOCOMPLETE[question.key]} if question.key in AUTOCOMPLETE else {}
    match QuestionType(question.type):
        case QuestionType.LONG_TEXT:
            return forms.Textarea({"rows": 8 if (question.max_length or texts.LONG) > 600 else 4})
        case QuestionType.NUMBER | QuestionType.MONEY:
            return forms.TextInput(
                {"inputmode": "decimal", "autocomplete": "off", "data-narrow": True}
            )
        case QuestionType.DATE:
            return forms.DateInput({"autocomplete": "off"})
        case QuestionType.LINK:
            return forms.TextInput({"inputmode": "url", "autocomplete": "off", **attrs})
        case QuestionType.EMAIL:
            return forms.EmailInput(attrs)
        case QuestionType.PHONE:
            return forms.TextInput({"type": "tel", **attrs})
        case QuestionType.CONSENT:
            return forms.CheckboxInput()
        case QuestionType.PLACE:
            return SuggestInput(options=places.all_names())
        case QuestionType.SKILLS:
            return SkillsInput(at_hand=_skills_at_hand(question, whole))
        case QuestionType.ROWS:
            return RowsInput(columns=question.options, most=question.max_value or 20)
        case QuestionType.FILE:
            there = whole.typed.get(question.pk) or []
            files = [whole.files[key] for key in there if key in whole.files]
            return FilesInput({"accept": accept(UPLOAD_KINDS)}, there=files)
        case QuestionType.SHORT_TEXT:
            digits = {"inputmode": "numeric", "data-narrow": True} if question.key in DIGITS else {}
            return forms.TextInput({**attrs, **digits})
        case _:
            return _choosing(question)


def _choosing(question: Question) -> forms.Widget:
    choices = [(str(option["value"]), label_of(option)) for option in question.options]
    hints = {
        str(o["value"]): label_of({"value": "", "label": o["hint"]})
        for o in question.options
        if o.get("hint")
    }
    match QuestionType(question.type):
        case QuestionType.YES_NO:
            return OneOf(
                choices=[("yes", pgettext("answer", "Yes")), ("no", pgettext("answer", "No"))]
            )
        case QuestionType.SUBMARKET:
            return forms.Select(choices=[("", ""), *Submarket.choices])
        case QuestionType.MULTIPLE_CHOICE:
            return SomeOf(choices=choices, hints=hints)
        case QuestionType.SCALE:
            return _scale(question)
        case _ if len(choices) > MOST_RADIOS:
            return forms.Select(choices=[("", ""), *choices])
        case _:
            return OneOf(choices=choices, hints=hints)


def _scale(question: Question) -> forms.Widget:
    highest = 5 if question.max_value is None else question.max_value
    steps = [(step, str(step)) for step in range(question.min_value or 0, highest + 1)]
    anchors = {anchor["value"]: label_of(anchor) for anchor in question.anchors}
    ends = (anchors.get(steps[0][0], ""), anchors.get(steps[-1][0], ""))
    if len(anchors) > 2:
        return OneOf(choices=steps, hints={str(step): words for step, words in anchors.items()})
    return ScaleInput(choices=steps, ends=ends)


def _skills_at_hand(question: Question, whole: Filled) -> list[tuple[str, str]]:
    """The skills to tick: the question's own, else those of the submarkets that were named."""
    if question.options:
        return [(str(option["value"]), label_of(option)) for option in question.options]
    named = []
    for key in ("submarket", "further_submarkets"):
        other = whole.outline.by_key.get(key)
        given = whole.typed.get(other.pk) if other else None
        named += given if isinstance(given, list) else [given] if given else []
    found = dict.fromkeys(
        skill for submarket in named for skill in taxonomy.in_submarket(submarket)
    )
    return sorted(
        ((skill.key, str(skill)) for skill in found), key=lambda pair: places.fold(pair[1])
    )
