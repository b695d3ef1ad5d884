"""Answers as people read them, in the language of the page."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import ngettext, pgettext

from scharnier.foundation import money, places
from scharnier.foundation import skills as taxonomy
from scharnier.foundation.people.models import Submarket
from scharnier.foundation.questions.clean.reading import Asked, label_of
from scharnier.foundation.questions.clean.things import column_as_question
from scharnier.foundation.questions.models import QuestionType
from scharnier.foundation.questions.shipped import industries

PROTECTED_SPACE = "\u00a0"


def in_words(
    question: Asked, value: Any, note: str = "", *, files: Mapping[int, Any] | None = None
) -> str:
    """The answer in words; a note that says more than the value stands in brackets behind it.

    ``files`` are the stored files by key, so that their names can be said.
    """
    if value is None or value == "":
        return note
    words = _WORDS.get(QuestionType(question.type), _plain)(question, value, files or {})
    if not words:
        return note
    return f"{words} ({note})" if note else words


def _plain(_question: Asked, value: Any, _files: Mapping) -> str:
    return str(value)


def _short_text(question: Asked, value: Any, _files: Mapping) -> str:
    text = str(value)
    return industries.in_words(text) if getattr(question, "key", "") == industries.KEY else text


def _number(question: Asked, value: Any, _files: Mapping) -> str:
    unit = str(getattr(question, "unit", "") or "")
    return (
        f"{formats.localize(value)}{PROTECTED_SPACE}{unit}"
        if unit
        else str(formats.localize(value))
    )


def _money(_question: Asked, value: int, _files: Mapping) -> str:
    return money.in_words(value)


def _date(_question: Asked, value: str, _files: Mapping) -> str:
    return formats.date_format(dt.date.fromisoformat(value), "DATE_FORMAT")


def _choice(question: Asked, value: Any, _files: Mapping) -> str:
    chosen = value if isinstance(value, list) else [value]
    labels = {option["value"]: label_of(option) for option in question.options}
    return ", ".join(labels.get(part, str(part)) for part in chosen)


def _ranking(question: Asked, value: list, _files: Mapping) -> str:
    """“1. Web, 2. Shop”: the numbers say that the order is meant."""
    labels = {option["value"]: label_of(option) for option in question.options}
    return ", ".join(
        f"{number}.{PROTECTED_SPACE}{labels.get(part, str(part))}"
        for number, part in enumerate(value, start=1)
    )


def _yes_no(_question: Asked, value: bool, _files: Mapping) -> str:
    return pgettext("answer", "Yes") if value else pgettext("answer", "No")


def _consent(_question: Asked, value: bool, _files: Mapping) -> str:
    return pgettext("consent", "Agreed") if value else pgettext("consent", "Not agreed")


def _scale(question: Asked, value: int, _files: Mapping) -> str:
    anchors = {anchor["value"]: label_of(anchor) for anchor in getattr(question, "anchors", [])}
    return f"{value} – {anchors[value]}" if value in anchors else str(value)


def _place(_question: Asked, value: dict, _files: Mapping) -> str:
    district = places.district(value.get("district", ""))
    if district is None or district.name == value["name"]:
        return value["name"]
    return f"{value['name']} ({district.name})"


def _address(question: Asked, value: dict, files: Mapping) -> str:
    where = _place(question, value, files) if value["name"] else ""
    town = " ".join(filter(None, [value["postal_code"], where]))
    return ", ".join(filter(None, [value["street"], town]))


def _skills(_question: Asked, value: list, _files: Mapping) -> str:
    return ", ".join(map(skill_in_words, value))


def skill_in_words(entry: dict) -> str:
    """The name of a skill, with its level where it is not the usual one."""
    known = taxonomy.get(entry["skill"])
    name = str(known) if known else entry["label"]
    levels = {1: pgettext("level", "basics"), 3: pgettext("level", "expert")}
    return f"{name} ({levels[entry['level']]})" if entry["level"] in levels else name


def _submarket(_question: Asked, value: str, _files: Mapping) -> str:
    return str(Submarket(value).label) if value in Submarket.values else value


def _files(_question: Asked, value: list, files: Mapping) -> str:
    names = [str(files[key]) for key in value if key in files]
    unnamed = len(value) - len(names)
    if unnamed:
        names.append(ngettext("%(number)d file", "%(number)d files", unnamed) % {"number": unnamed})
    return ", ".join(names)


def _rows(question: Asked, value: list, files: Mapping) -> str:
    return "\n".join(
        ", ".join(
            in_words(column_as_question(column), row.get(column["value"]), files=files)
            for column in question.options
            if row.get(column["value"]) not in (None, "")
        )
        for row in value
    )


_WORDS: dict[str, Callable[[Any, Any, Mapping], str]] = {
    QuestionType.SHORT_TEXT: _short_text,
    QuestionType.NUMBER: _number,
    QuestionType.MONEY: _money,
    QuestionType.DATE: _date,
    QuestionType.CHOICE: _choice,
    QuestionType.MULTIPLE_CHOICE: _choice,
    QuestionType.RANKING: _ranking,
    QuestionType.YES_NO: _yes_no,
    QuestionType.CONSENT: _consent,
    QuestionType.SCALE: _scale,
    QuestionType.PLACE: _place,
    QuestionType.ADDRESS: _address,
    QuestionType.SKILLS: _skills,
    QuestionType.SUBMARKET: _submarket,
    QuestionType.FILE: _files,
    QuestionType.ROWS: _rows,
}


def as_typed(question: Asked, value: Any, note: str = "") -> object:
    """The answer as its own field shows it for changing: text, a list of ticks, or rows."""
    if value is None:
        return note or None
    if question.type == QuestionType.ROWS:
        return [_typed_row(question, row) for row in value]
    typed = _TYPED.get(QuestionType(question.type))
    return typed(value, note) if typed else value


def _typed_row(question: Asked, row: Mapping) -> dict[str, object]:
    """Every cell is a line of text, so it holds words that are read again as what they were."""
    return {
        column["value"]: _typed_cell(column_as_question(column), row.get(column["value"]))
        for column in question.options
    }


def _typed_cell(column: Asked, value: Any) -> object:
    if value is not None and QuestionType(column.type) in _IN_WORDS_IN_A_ROW:
        return in_words(column, value)
    return as_typed(column, value)


def _typed_number(value: float, note: str) -> str:
    return note or str(value).replace(".", formats.get_format("DECIMAL_SEPARATOR"))


def _typed_place(value: dict, _note: str) -> str:
    """An unknown place keeps its district in brackets, so that reading it again finds it."""
    only_district = value["district"] and not value["ags"]
    return f"{value['name']} ({value['district']})" if only_district else value["name"]


_TYPED: dict[str, Callable[[Any, str], object]] = {
    QuestionType.NUMBER: _typed_number,
    QuestionType.MONEY: lambda value, note: note or _amount(value),
    QuestionType.DATE: lambda value, _note: dt.date.fromisoformat(value).strftime("%d.%m.%Y"),
    QuestionType.PLACE: _typed_place,
    QuestionType.ADDRESS: lambda value, note: {**value, "place": _typed_place(value, note)},
    QuestionType.YES_NO: lambda value, _note: "yes" if value else "no",
    QuestionType.SKILLS: lambda value, note: value or note,
}


_IN_WORDS_IN_A_ROW = {QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.SKILLS}


def _amount(cents: int) -> str:
    return money.in_words(cents).replace(PROTECTED_SPACE, " ")
