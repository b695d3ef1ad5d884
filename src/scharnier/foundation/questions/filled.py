"""A form and a sheet in memory: which pages and questions are shown, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from scharnier.foundation.questions.clean.things import is_whole
from scharnier.foundation.questions.models import (
    Answer,
    Condition,
    FormPage,
    Operator,
    Question,
    QuestionType,
    Sheet,
)


def is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})


def holds(condition: Condition, value: Any) -> bool:
    """Whether an answer (None: there is none) compares as the condition wants it."""
    given = (
        value
        if isinstance(value, list)
        else [value.get("ags") if isinstance(value, dict) else value]
    )
    match condition.operator:
        case Operator.ANSWERED:
            return not is_nothing(value)
        case Operator.IS:
            return not is_nothing(value) and any(part in condition.values for part in given)
        case Operator.IS_NOT:
            return not is_nothing(value) and not any(part in condition.values for part in given)
        case _:
            return _is_beyond(condition, value)


def _is_beyond(condition: Condition, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not condition.values:
        return False
    limit = condition.values[0]
    return value >= limit if condition.operator == Operator.AT_LEAST else value <= limit


@dataclass(frozen=True)
class Outline:
    """A form's pages, questions and conditions, each in order."""

    pages: list[FormPage]
    questions: Mapping[int, list[Question]]  # by page
    on_question: Mapping[int, list[Condition]]
    on_page: Mapping[int, list[Condition]]

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for listed in self.questions.values() for question in listed}

    def shown(self, values: Mapping[int, Any]) -> list[tuple[FormPage, list[Question]]]:
        """Pages and questions of which all conditions hold for ``values`` (by question).

        A hidden question counts as not answered, so that what hangs on it hides, too.
        Pages without a shown question are left out.
        """
        seen: dict[int, Any] = {}
        pages = []
        for page, of_page, listed in self._in_order:
            if of_page and not self._all_hold(of_page, seen):
                continue
            visible = []
            for question, key, conditions in listed:
                if not conditions or self._all_hold(conditions, seen):
                    seen[key] = values.get(key)
                    visible.append(question)
            if visible:
                pages.append((page, visible))
        return pages

    @cached_property
    def _in_order(self) -> list[tuple[FormPage, list[Condition], list[tuple]]]:
        """Pages with their questions, each with its number and its conditions."""
        return [
            (
                page,
                self.on_page.get(page.pk, []),
                [
                    (question, question.pk, self.on_question.get(question.pk, []))
                    for question in self.questions.get(page.pk, [])
                ],
            )
            for page in self.pages
        ]

    def hanging_on(self, keys: Iterable[str]) -> set[str]:
        """These questions and all that they may show or hide, one after the other."""
        found = {self.by_key[key].pk for key in keys if key in self.by_key}
        while True:
            more = {
                pk
                for pk, listed in self.on_question.items()
                if any(c.on_id in found for c in listed)
            }
            for page, listed in self.on_page.items():
                if any(c.on_id in found for c in listed):
                    more |= {question.pk for question in self.questions.get(page, [])}
            if more <= found:
                return {key for key, question in self.by_key.items() if question.pk in found}
            found |= more

    @staticmethod
    def _all_hold(conditions: list[Condition], seen: Mapping[int, Any]) -> bool:
        return all(
            condition.on_id in seen and holds(condition, seen[condition.on_id])
            for condition in conditions
        )


@dataclass(frozen=True)
class Filled:
    """A sheet with everything that is needed to show, check and export it. No more queries."""

    sheet: Sheet
    outline: Outline
    answers: Mapping[int, Answer]  # by question
    blind: bool = False
    files: Mapping[int, Any] = field(default_factory=dict)

    def after(self, answers: Mapping[int, Answer]) -> "Filled":
        """The same sheet once these answers stand in it."""
        return replace(self, answers={**self.answers, **answers})

    @cached_property
    def typed(self) -> dict[int, Any]:
        """The readable values by question, hidden ones among them."""
        return {key: answer.value for key, answer in self.answers.items() if not answer.is_wrong}

    @cached_property
    def shown(self) -> list[tuple[FormPage, list[Question]]]:
        pages = self.outline.shown(self.typed)
        if not self.blind:
            return pages
        seen = [
            (page, [question for question in listed if not question.blind])
            for page, listed in pages
        ]
        return [(page, listed) for page, listed in seen if listed]

    @cached_property
    def questions(self) -> list[Question]:
        """The shown questions, in order."""
        return [question for _page, listed in self.shown for question in listed]

    def values(self) -> dict[str, Any]:
        """The readable answers to the shown questions, by key."""
        return {
            question.key: self.typed[question.pk]
            for question in self.questions
            if not is_nothing(self.typed.get(question.pk))
        }

    def notes(self) -> dict[str, str]:
        """The words beside the values, by key."""
        return {
            question.key: answer.note
            for question in self.questions
            if (answer := self.answers.get(question.pk)) is not None and answer.note
        }

    def missing(self) -> list[Question]:
        """What keeps the sheet from being sent: answers that are wrong or needed and open."""
        return [question for question in self.questions if self.is_missing(question)]

    def is_missing(self, question: Question) -> bool:
        answer = self.answers.get(question.pk)
        if answer is not None and answer.is_wrong:
            return True
        return question.required and not is_answered(question, answer)

    def page(self, key: str) -> tuple[FormPage, list[Question]] | None:
        return next(((page, listed) for page, listed in self.shown if page.key == key), None)


def is_answered(question: Question, answer: Answer | None) -> bool:
    """Whether there is something to read; a needed consent must be a yes, an address whole."""
    if answer is None or answer.is_wrong:
        return False
    if question.type == QuestionType.CONSENT and question.required:
        return answer.value is True
    if question.type == QuestionType.ADDRESS and question.required:
        return is_whole(answer.value)
    return not is_nothing(answer.value) or bool(answer.note)
