from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from scharnier.foundation.files.models import File
from scharnier.foundation.prepared import Prepared
from scharnier.foundation.questions.clean import ValidationError
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.filled import Filled, Outline, is_answered
from scharnier.foundation.questions.models import (
    Answer,
    Condition,
    FormDefinition,
    FormPage,
    Question,
    QuestionType,
    Sheet,
)
from scharnier.foundation.questions.words import in_words

KEPT_FORMS = 64  # published ones, in each process


@dataclass(frozen=True)
class PageStatus:
    """A page in the list of steps: how many of its questions are still missing or wrong."""

    page: FormPage
    questions: list[Question]
    number: int
    answered: int
    missing: int

    @property
    def is_done(self) -> bool:
        """Nothing is missing, and somebody has been here."""
        return not self.missing and (self.answered > 0 or any(q.required for q in self.questions))


@dataclass(frozen=True)
class SummaryRow:
    question: Question
    words: str
    is_missing: bool
    error: str  # the instruction, if what was typed cannot be read
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class SummaryPage:
    page: FormPage
    rows: list[SummaryRow]


def outline(form: FormDefinition) -> Outline:
    """The form with everything in it: three queries, or none if it is published and known."""
    return outlines([form])[form.pk]


def outlines(forms: Iterable[FormDefinition]) -> dict[int, Outline]:
    """Several forms at once. What is published does not change, so it is read once."""
    wanted = {form.pk: form for form in forms}
    published = {pk: form for pk, form in wanted.items() if form.is_published}
    return {
        **{pk: _kept(pk, form.edition) for pk, form in published.items()},
        **_read(wanted.keys() - published.keys()),
    }


@lru_cache(maxsize=KEPT_FORMS)
def _kept(form: int, edition: UUID) -> Outline:
    """A published form as it is in this edition; shared by all requests, changed by none."""
    return _read({form})[form]


def _read(forms: set[int]) -> dict[int, Outline]:
    """Three queries, however many forms and questions there are."""
    if not forms:
        return {}
    pages, questions, on_question, on_page = (defaultdict(list) for _ in range(4))
    for page in FormPage.objects.filter(form__in=forms).order_by("position", "pk"):
        pages[page.form_id].append(page)
    for question in Question.objects.filter(form__in=forms).order_by("position", "pk"):
        questions[question.page_id].append(question)
    for condition in Condition.objects.filter(on__form__in=forms).order_by("pk"):
        target = (
            on_question[condition.question_id]
            if condition.question_id
            else on_page[condition.page_id]
        )
        target.append(condition)
    return {
        form: Outline(
            pages[form],
            {page.pk: questions.get(page.pk, []) for page in pages[form]},
            on_question,
            on_page,
        )
        for form in forms
    }


_answers_of = Prepared(
    lambda sheet: Answer.objects.filter(sheet=sheet).defer("changed_at", "changed_by")
)


def filled(sheet: Sheet, *, blind: bool = False) -> Filled:
    """The sheet in memory; ``blind`` leaves out what blind reviewers must not see."""
    built = outlines(_forms_of([sheet]))
    answers = {answer.question_id: answer for answer in _answers_of(sheet.pk)}
    return Filled(sheet, built[sheet.form_id], answers, blind, _files_in(built, [answers]))


def filled_all(sheets: Iterable[Sheet], *, blind: bool = False) -> dict[int, Filled]:
    """Several sheets at once: six queries at most, however many sheets and questions."""
    wanted = {sheet.pk: sheet for sheet in sheets}
    built = outlines(_forms_of(wanted.values()))
    answers: dict[int, dict[int, Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(sheet__in=wanted):
        answers[answer.sheet_id][answer.question_id] = answer
    files = _files_in(built, answers.values())
    return {
        pk: Filled(sheet, built[sheet.form_id], answers[pk], blind, files)
        for pk, sheet in wanted.items()
    }


def _forms_of(sheets: Iterable[Sheet]) -> Iterable[FormDefinition]:
    """Their forms, without a query if they came with the sheets."""
    if all(Sheet._meta.get_field("form").is_cached(sheet) for sheet in sheets):
        return [sheet.form for sheet in sheets]
    return FormDefinition.objects.filter(pk__in={sheet.form_id for sheet in sheets})


def _files_in(built: dict[int, Outline], answers: Iterable[dict[int, Answer]]) -> dict[int, File]:
    asking = {
        q.pk for form in built.values() for q in form.by_key.values() if q.type == QuestionType.FILE
    }
    keys = {
        key for sheet in answers for pk in asking & sheet.keys() for key in sheet[pk].value or ()
    }
    return File.objects.in_bulk(keys) if keys else {}


def values(sheet: Sheet, *, blind: bool = False) -> dict[str, Any]:
    """The readable answers to the shown questions by key; hidden ones are left out."""
    return filled(sheet, blind=blind).values()


def values_of(sheets: Iterable[Sheet], *, blind: bool = False) -> dict[int, dict[str, Any]]:
    """``values`` of many sheets, by the key of the sheet, in the same few queries."""
    return {pk: one.values() for pk, one in filled_all(sheets, blind=blind).items()}


def pages_for(sheet: Sheet) -> list[PageStatus]:
    """The pages that this sheet shows now, with what is done and what is missing on each."""
    return page_statuses(filled(sheet))


def page_statuses(whole: Filled) -> list[PageStatus]:
    """As ``pages_for``, for a sheet that is in memory already."""
    return [
        PageStatus(
            page,
            listed,
            number,
            sum(is_answered(question, whole.answers.get(question.pk)) for question in listed),
            sum(whole.is_missing(question) for question in listed),
        )
        for number, (page, listed) in enumerate(whole.shown, start=1)
    ]


def missing(sheet: Sheet) -> list[Question]:
    """The shown questions that keep the sheet from being sent: needed and open, or wrong."""
    return filled(sheet).missing()


def summary(sheet: Sheet, *, blind: bool = False) -> list[SummaryPage]:
    """Every shown question with its answer in words, for checking before sending."""
    return summarise(filled(sheet, blind=blind))


def summarise(whole: Filled) -> list[SummaryPage]:
    """As ``summary``, for a sheet that is in memory already."""
    return [
        SummaryPage(page, [_summary_row(whole, question) for question in listed])
        for page, listed in whole.shown
    ]


def _summary_row(whole: Filled, question: Question) -> SummaryRow:
    answer = whole.answers.get(question.pk)
    if answer is None:
        return SummaryRow(question, "", question.required, "")
    if answer.is_wrong:
        return SummaryRow(question, raw_in_words(answer.raw), True, error_in(question, answer.raw))
    words = in_words(question, answer.value, answer.note, files=whole.files)
    files = _files_of(question, answer, whole) if question.type == QuestionType.FILE else ()
    return SummaryRow(question, words, whole.is_missing(question), "", files)


def _files_of(question: Question, answer: Answer, whole: Filled) -> tuple[File, ...]:
    return tuple(whole.files[key] for key in answer.value or () if key in whole.files)


def error_in(question: Question, raw: object) -> str:
    """The instruction for something that cannot be read, in the language of the page."""
    try:
        read(question, raw)
    except ValidationError as error:
        return error.messages[0]
    return ""


def raw_in_words(raw: object) -> str:
    """What was typed, as one text."""
    if isinstance(raw, list):
        return ", ".join(filter(None, map(raw_in_words, raw)))
    if isinstance(raw, dict):
        return ", ".join(filter(None, map(raw_in_words, raw.values())))
    return "" if raw is None else str(raw)


def weighted_score(sheet: Sheet, scale_max: int) -> int | None:
    """The criteria of a rubric as points of 100, by weight; None while one of them is open."""
    return score_of(filled(sheet), scale_max)


def weighted_scores(sheets: Iterable[Sheet], scale_max: int) -> dict[int, int | None]:
    """``weighted_score`` of many sheets, by the key of the sheet, in the same few queries."""
    return {pk: score_of(one, scale_max) for pk, one in filled_all(sheets).items()}


def score_of(whole: Filled, scale_max: int) -> int | None:
    """Points of 100, rounded half up in whole numbers."""
    criteria = [q for q in whole.questions if q.type == QuestionType.SCALE and q.weight]
    points = [whole.typed.get(question.pk) for question in criteria]
    if not criteria or None in points:
        return None
    weights = [question.weight or 0 for question in criteria]
    reached = sum(w * int(point or 0) for w, point in zip(weights, points, strict=True))
    possible = sum(weights) * scale_max
    return (200 * reached + possible) // (2 * possible)
