"""Which control a question gets."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from scharnier.foundation import places
from scharnier.foundation import skills as taxonomy
from scharnier.foundation.files.content import accept
from scharnier.foundation.money import SYMBOLS
from scharnier.foundation.people.models import Submarket
from scharnier.foundation.questions.clean import texts
from scharnier.foundation.questions.clean.reading import label_of
from scharnier.foundation.questions.clean.things import MOST_ROWS
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.foundation.questions.widgets import (
    AddressInput,
    FigureInput,
    FilesInput,
    OneOf,
    RankingInput,
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
    "org_name": "organization", "name": "name", "contact_name": "name",
    "contact_position": "organization-title",
    "email": "email", "phone": "tel", "street": "address-line1", "postal_code": "postal-code",
}  # fmt: skip
DIGITS = {"postal_code"}


class AnswerField(forms.Field):
    """Judged by its question in the form's ``clean``; the field itself only shows it."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        self.privacy_reason = str(question.privacy_reason)
        if question.type == QuestionType.LONG_TEXT:
            self.max_length = question.max_length or texts.LONG

    def clean(self, value: object) -> object:
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        return True


def field_for(question: Question, whole: Filled, shown_if: str = "") -> AnswerField:
    """The field of a question; ``shown_if`` becomes ``data-shown-if`` of its control."""
    widget = widget_of(question, whole)
    widget.is_required = question.required
    if shown_if:
        widget.attrs["data-shown-if"] = shown_if
    return AnswerField(
        question,
        widget=widget,
        required=question.required,
        label=str(question.label),
        help_text=_hint(question),
    )


def _hint(question: Question) -> str:
    return " ".join(filter(None, [str(question.hint), str(question.privacy_reason)]))


def widget_of(question: Question, whole: Filled) -> forms.Widget:
    """The control of a question, and how what it sends is read."""
    kind = QuestionType(question.type)
    if kind in _NEEDS_THE_SHEET:
        return _NEEDS_THE_SHEET[kind](question, whole)
    return _PLAIN[kind](question) if kind in _PLAIN else _choosing(question)


def _line(question: Question, **attrs: Any) -> forms.Widget:
    """One line of text; browsers fill in what they know, telephones show the right keys."""
    known = AUTOCOMPLETE.get(question.key)
    digits = {"inputmode": "numeric", "data-narrow": True} if question.key in DIGITS else {}
    return forms.TextInput({**digits, **({"autocomplete": known} if known else {}), **attrs})


def _short(question: Question) -> forms.Widget:
    """One line; with options these are what one can pick, and anything else may be written."""
    if question.options:
        return SuggestInput(options=[label_of(option) for option in question.options])
    return _line(question)


def _figure(question: Question) -> forms.Widget:
    is_amount = question.type == QuestionType.MONEY
    return FigureInput(unit=str(question.unit) or (SYMBOLS["EUR"] if is_amount else ""))


def _area(question: Question) -> forms.Widget:
    return forms.Textarea({"rows": 8 if (question.max_length or texts.LONG) > 600 else 4})


def _files(question: Question, whole: Filled) -> forms.Widget:
    there = whole.typed.get(question.pk) or []
    stored = [whole.files[key] for key in there if key in whole.files]
    takes_several = question.max_value != 1
    kinds = upload_kinds(question)
    attrs = {"accept": accept(kinds), "multiple": takes_several}
    return FilesInput(attrs, there=stored, kinds=kinds)


def upload_kinds(question: Question) -> tuple[str, ...]:
    """What a file may be: the options of its question, else a picture or a PDF."""
    return tuple(str(option["value"]) for option in question.options) or UPLOAD_KINDS


def _skills(question: Question, whole: Filled) -> SkillsInput:
    """The question's own skills to tick, else all: those of the submarkets that were named first."""
    if question.options:
        return SkillsInput(at_hand=_choices(question))
    home = _at_home(whole)
    at_hand = [(skill.key, str(skill)) for skill in taxonomy.SKILLS if skill.key in home]
    rest = [(skill.key, str(skill)) for skill in taxonomy.SKILLS if skill.key not in home]
    return SkillsInput(at_hand=sorted(at_hand, key=_by_name), rest=sorted(rest, key=_by_name))


def _by_name(skill: tuple[str, str]) -> str:
    return places.fold(skill[1])


def _at_home(whole: Filled) -> set[str]:
    """The skills of the submarkets that were named."""
    named = []
    for key in ("submarket", "further_submarkets"):
        other = whole.outline.by_key.get(key)
        given = whole.typed.get(other.pk) if other else None
        named += given if isinstance(given, list) else [given] if given else []
    return {skill.key for submarket in named for skill in taxonomy.in_submarket(submarket)}


_PLAIN: dict[str, Callable[[Question], forms.Widget]] = {
    QuestionType.SHORT_TEXT: _short,
    QuestionType.LONG_TEXT: _area,
    QuestionType.NUMBER: _figure,
    QuestionType.MONEY: _figure,
    QuestionType.DATE: lambda _question: forms.DateInput({"autocomplete": "off"}),
    QuestionType.LINK: lambda question: _line(question, inputmode="url"),
    QuestionType.EMAIL: lambda question: _line(question, type="email"),
    QuestionType.PHONE: lambda question: _line(question, type="tel"),
    QuestionType.CONSENT: lambda _question: forms.CheckboxInput(),
    QuestionType.PLACE: lambda _question: SuggestInput(options=places.all_names()),
    QuestionType.ADDRESS: lambda _question: AddressInput(places=places.all_names()),
    QuestionType.RANKING: lambda question: RankingInput(
        choices=_choices(question), most=question.max_value
    ),
    QuestionType.ROWS: lambda question: RowsInput(
        columns=question.options, most=question.max_value or MOST_ROWS
    ),
}
_NEEDS_THE_SHEET: dict[str, Callable[[Question, Filled], forms.Widget]] = {
    QuestionType.SKILLS: _skills,
    QuestionType.FILE: _files,
}


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(str(option["value"]), label_of(option)) for option in question.options]


def _choosing(question: Question) -> forms.Widget:
    choices = _choices(question)
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
            return forms.Select(choices=[("", _("Choose an answer.")), *Submarket.choices])
        case QuestionType.MULTIPLE_CHOICE:
            alone = [str(o["value"]) for o in question.options if o.get("exclusive")]
            return SomeOf(choices=choices, hints=hints, alone=alone)
        case QuestionType.SCALE:
            return _scale(question)
        case _ if len(choices) > MOST_RADIOS:
            return forms.Select(choices=[("", _("Choose an answer.")), *choices])
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
