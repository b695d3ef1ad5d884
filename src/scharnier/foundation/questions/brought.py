"""What a page brings, read by its questions, without a form around it.

An answer that saves itself is never shown again by the server, so it needs no form.
"""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from scharnier.foundation.files.content import look_at
from scharnier.foundation.questions.actions import Entry
from scharnier.foundation.questions.clean import Reading
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.clean.things import is_whole
from scharnier.foundation.questions.fields import upload_kinds, widget_of
from scharnier.foundation.questions.filled import Filled, holds, is_nothing
from scharnier.foundation.questions.models import Condition, FormPage, Question, QuestionType
from scharnier.foundation.states import Refused

T = QuestionType
ONE_WORD = {
    T.SHORT_TEXT, T.LONG_TEXT, T.NUMBER, T.MONEY, T.DATE, T.LINK, T.EMAIL, T.PHONE, T.PLACE,
    T.CHOICE, T.YES_NO, T.SUBMARKET, T.SCALE,
}  # fmt: skip


class Brought:
    """The answers to one page as they came. ``entries()`` goes to ``actions.write_page``.

    ``strict``, ``only`` and what is hidden as ``PageForm`` says. ``name`` makes the key of
    a question the name in ``data``.
    """

    def __init__(
        self,
        page: FormPage,
        whole: Filled,
        data: Any,
        files: Any = None,
        *,
        strict: bool = False,
        only: Collection[str] | None = None,
        name: Callable[[str], str] = str,
    ) -> None:
        self.page, self.whole, self._data = page, whole, data
        self._files: Any = files or {}
        self._strict, self._name = strict, name
        self.questions = [q for q in self._questions_here() if only is None or q.key in only]
        self.readings: dict[str, Reading] = {}
        self.typed: dict[str, Any] = {}

    def _questions_here(self) -> list[Question]:
        """Shown questions and those that another question of this very page may show.

        A question hangs on what stands on the page itself, or on what is true already: what
        hangs on a question that is not here stays away with it.
        """
        outline, here = self.whole.outline, []
        shown = {question.pk for _page, listed in self.whole.shown for question in listed}
        may_be: set[int] = set()
        for question in outline.questions.get(self.page.pk, []):
            if self.whole.blind and question.blind:
                continue
            conditions = outline.on_question.get(question.pk, [])
            if question.pk in shown or all(
                c.on_id in may_be or self._holds_already(c, shown) for c in conditions
            ):
                here.append(question)
                may_be.add(question.pk)
        return here

    def _holds_already(self, condition: Condition, shown: Collection[int]) -> bool:
        return condition.on_id in shown and holds(condition, self.whole.typed.get(condition.on_id))

    @cached_property
    def errors(self) -> dict[str, ValidationError]:
        """What is wrong, by the key of the question; reads every answer by its question."""
        errors: dict[str, ValidationError] = {}
        for question in self.questions:
            try:
                self.readings[question.key] = self._read(question)
            except ValidationError as error:
                errors[question.key] = error
        if errors or self._strict:
            self._forgive_and_demand(errors)
        return errors

    def _forgive_and_demand(self, errors: dict[str, ValidationError]) -> None:
        """What the posted answers hide is neither wrong nor needed."""
        hidden = self._hidden_now()
        for question in self.questions:
            if question.pk in hidden:
                errors.pop(question.key, None)
            elif self._strict and question.key not in errors and self._lacks(question):
                errors[question.key] = ValidationError(demand(question))

    def _read(self, question: Question) -> Reading:
        raw = self._raw(question)
        if question.type == QuestionType.FILE:
            return self._read_files(question, *raw)
        self.typed[question.key] = tidy(raw)
        return read(question, raw)

    def _raw(self, question: Question) -> Any:
        """What its control sent; those of one word need no control to be read."""
        name = self._name(question.key)
        if question.type in ONE_WORD:
            return self._data.get(name)
        return widget_of(question, self.whole).value_from_datadict(self._data, self._files, name)

    def _read_files(self, question: Question, kept: list[int], uploads: list) -> Reading:
        """What stays and what is new; where one file is asked for, a new one replaces it."""
        for upload in uploads:
            try:
                look_at(upload, kinds=upload_kinds(question))
            except Refused as refusal:
                self.typed[question.key] = kept
                raise ValidationError(str(refusal)) from refusal
            upload.seek(0)
        most = question.max_value or 10
        if most == 1 and uploads:
            kept = []
        if len(kept) + len(uploads) > most:
            self.typed[question.key] = kept
            raise ValidationError(
                ngettext("Keep %(limit)d file at most.", "Keep %(limit)d files at most.", most)
                % {"limit": most}
            )
        self.typed[question.key] = (kept, uploads)
        return Reading([*kept, *uploads])

    def _hidden_now(self) -> set[int]:
        """The questions of this page that the posted answers do not show."""
        values = dict(self.whole.typed)
        for question in self.questions:
            values[question.pk] = (
                self.readings[question.key].value if question.key in self.readings else None
            )
        shown = {
            question.pk for _page, listed in self.whole.outline.shown(values) for question in listed
        }
        return {question.pk for question in self.questions} - shown

    def _lacks(self, question: Question) -> bool:
        """Whether it wants an answer and has none that would do."""
        if not question.required:
            return False
        reading = self.readings[question.key]
        if question.type == QuestionType.CONSENT:
            return reading.value is not True
        if question.type == QuestionType.ADDRESS and not is_whole(reading.value):
            return True
        return is_nothing(reading.value) and not reading.note

    def entries(self) -> list[Entry]:
        """What to save, right or wrong. Ask for ``errors`` first."""
        return [
            self._entry(question, self.versions.get(question.key))
            for question in self.questions
            if question.key in self.readings or question.type != QuestionType.FILE
        ]

    def changes(self) -> list[Entry]:
        """Of the entries, those that say something else than what stands there."""
        _read = self.errors
        there = self.whole.answers
        return [one for one in self.entries() if not one.repeats(there.get(one.question.pk))]

    def _entry(self, question: Question, version: int | None) -> Entry:
        reading = self.readings.get(question.key)
        if reading is None:
            return Entry(question, raw=self.typed.get(question.key), version=version)
        if question.type == QuestionType.FILE:
            kept, uploads = self.typed[question.key]
            return Entry(question, kept or None, version=version, uploads=tuple(uploads))
        return Entry(question, reading.value, reading.note, None, version)

    @cached_property
    def versions(self) -> dict[str, int]:
        """By the key of the question, the version that was shown when it was typed."""
        pairs = (
            part.rpartition(":") for part in str(self._data.get(self._name("versions"), "")).split()
        )
        return {
            key: int(number)
            for key, _colon, number in pairs
            if number.isdecimal() and len(number) < 10
        }


def demand(question: Question) -> str:
    """What to do where an answer is needed: an instruction that names its question."""
    words = DEMANDS.get(QuestionType(question.type), _("Fill this in: %(label)s"))
    return str(words) % {"label": question.label}


_ONE = gettext_lazy("Choose an answer: %(label)s")
_SOME = gettext_lazy("Choose at least one answer: %(label)s")
DEMANDS = {
    QuestionType.CHOICE: _ONE,
    QuestionType.YES_NO: _ONE,
    QuestionType.SUBMARKET: _ONE,
    QuestionType.SCALE: _ONE,
    QuestionType.MULTIPLE_CHOICE: _SOME,
    QuestionType.SKILLS: _SOME,
    QuestionType.RANKING: gettext_lazy("Give at least one option a number: %(label)s"),
    QuestionType.ADDRESS: gettext_lazy("Fill in street, postcode and place: %(label)s"),
    QuestionType.CONSENT: gettext_lazy("Tick the box to be able to send: %(label)s"),
    QuestionType.FILE: gettext_lazy("Upload a file: %(label)s"),
}
