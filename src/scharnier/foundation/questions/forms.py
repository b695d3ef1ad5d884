"""A page of a form in the browser. What was typed is saved even when it is wrong."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from scharnier.foundation.files.content import look_at
from scharnier.foundation.questions import queries
from scharnier.foundation.questions.actions import AnswerConflict, Entry
from scharnier.foundation.questions.clean import Reading
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.clean.things import is_whole
from scharnier.foundation.questions.fields import UPLOAD_KINDS, field_for
from scharnier.foundation.questions.filled import Filled, is_nothing
from scharnier.foundation.questions.models import Answer, FormPage, Question, QuestionType, Sheet
from scharnier.foundation.questions.rendering import html_of
from scharnier.foundation.questions.words import as_typed
from scharnier.foundation.states import Refused


def page_form(
    page: FormPage,
    sheet: Sheet,
    data: Any = None,
    files: Any = None,
    **options: Any,
) -> "PageForm":
    """The Django form for one page of a sheet; ``whole=`` spares the queries if it is loaded."""
    whole = options.pop("whole", None) or queries.filled(sheet)
    return PageForm(page, whole, data, files, **options)


class PageForm(forms.Form):
    """The questions of one page. ``entries()`` goes to ``actions.answer_page`` – always,
    valid or not; ``is_valid()`` only says whether the next page may come.

    ``strict`` also wants the needed questions answered (“save and continue”); without
    it only wrong answers are errors (“continue later”). Questions that depend on
    another one of the same page are part of the form and carry ``data-shown-if``, so
    that a script may hide them; the server never demands them while they are hidden.
    ``only`` names the questions that came, if the rest of the page stayed at home.
    """

    use_required_attribute = False
    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        page: FormPage,
        whole: Filled,
        data: Any = None,
        files: Any = None,
        *,
        strict: bool = False,
        only: Collection[str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.page, self.whole, self.strict = page, whole, strict
        self.questions = [q for q in self._questions_here() if only is None or q.key in only]
        self.readings: dict[str, Reading] = {}
        self.typed: dict[str, Any] = {}
        for question in self.questions:
            self.fields[question.key] = field_for(question, whole, self._shown_if(question))
            self.initial[question.key] = _initial(question, whole.answers.get(question.pk))
        self.initial["versions"] = self._versions_now()
        if data is None:
            self._show_what_is_wrong()

    def tell(self, beside: Mapping[str, str]) -> None:
        """Say something more in the hints of some fields, by the key of the question."""
        for key, words in beside.items():
            if key in self.fields:
                shown = self[key]
                told = " ".join(filter(None, [str(shown.help_text), words]))
                shown.help_text = shown.field.help_text = told

    def fields_as_html(self) -> list[SafeString]:
        """One after the other, as the page shows them."""
        form = self.whole.sheet.form
        edition = form.edition if form.is_published else None
        return [html_of(field, edition) for field in self.visible_fields()]

    def _questions_here(self) -> list[Question]:
        """Shown questions and those that another question of this very page may show."""
        outline = self.whole.outline
        shown = {question.pk for _page, listed in self.whole.shown for question in listed}
        here = [
            q for q in outline.questions.get(self.page.pk, []) if not (self.whole.blind and q.blind)
        ]
        keys = {question.pk for question in here}
        return [
            question
            for question in here
            if question.pk in shown
            or all(c.on_id in keys for c in outline.on_question.get(question.pk, []))
        ]

    def _shown_if(self, question: Question) -> str:
        """The conditions on this page for a script: ``key=value|value``, joined by ``&``."""
        by_pk = {other.pk: other.key for other in self.questions}
        return "&".join(
            f"{by_pk[c.on_id]}:{c.operator}={'|'.join(map(_html_value, c.values))}"
            for c in self.whole.outline.on_question.get(question.pk, [])
            if c.on_id in by_pk
        )

    def _versions_now(self) -> str:
        answers = self.whole.answers
        return " ".join(
            f"{q.key}:{answers[q.pk].version if q.pk in answers else 0}" for q in self.questions
        )

    def _show_what_is_wrong(self) -> None:
        """On an unsent page, say again what is wrong with what was kept as it was typed."""
        wrong = {
            q.key: queries.error_in(q, a.raw)
            for q in self.questions
            if (a := self.whole.answers.get(q.pk)) is not None and a.is_wrong
        }
        if wrong:
            self._errors = ErrorDict(renderer=self.renderer)
            for key, message in wrong.items():
                self._errors[key] = self.error_class([message], renderer=self.renderer)

    def clean(self) -> dict[str, object]:
        """Judge every field by its question, and only what the posted answers show."""
        for question in self.questions:
            try:
                self.readings[question.key] = self._read(question)
            except ValidationError as error:
                self.add_error(question.key, error)
        hidden = self._hidden_now()
        for question in self.questions:
            if question.pk in hidden:
                self._errors.pop(question.key, None)
            elif self.strict and question.required and question.key not in self._errors:
                self._demand(question)
        return self.cleaned_data

    def _read(self, question: Question) -> Reading:
        widget = self.fields[question.key].widget
        raw = widget.value_from_datadict(self.data, self.files, self.add_prefix(question.key))
        if question.type == QuestionType.FILE:
            return self._read_files(question, *raw)
        self.typed[question.key] = tidy(raw)
        return read(question, raw)

    def _read_files(self, question: Question, kept: list[int], uploads: list) -> Reading:
        for upload in uploads:
            try:
                look_at(upload, kinds=UPLOAD_KINDS)
            except Refused as refusal:
                self.typed[question.key] = kept
                raise ValidationError(str(refusal)) from refusal
            upload.seek(0)
        most = question.max_value or 10
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

    def _demand(self, question: Question) -> None:
        reading = self.readings[question.key]
        is_refused = question.type == QuestionType.CONSENT and reading.value is not True
        is_part = question.type == QuestionType.ADDRESS and not is_whole(reading.value)
        if is_refused or is_part or (is_nothing(reading.value) and not reading.note):
            self.add_error(question.key, demand(question))

    def entries(self) -> list[Entry]:
        """What to save, right or wrong. Call it after ``is_valid``."""
        versions = self._versions_posted()
        return [
            self._entry(question, versions.get(question.key))
            for question in self.questions
            if question.key in self.readings or question.type != QuestionType.FILE
        ]

    def _entry(self, question: Question, version: int | None) -> Entry:
        reading = self.readings.get(question.key)
        if reading is None:
            return Entry(question, raw=self.typed.get(question.key), version=version)
        if question.type == QuestionType.FILE:
            kept, uploads = self.typed[question.key]
            return Entry(question, kept or None, version=version, uploads=tuple(uploads))
        return Entry(question, reading.value, reading.note, None, version)

    def _versions_posted(self) -> dict[str, int]:
        pairs = (
            part.rpartition(":")
            for part in str(self.data.get(self.add_prefix("versions"), "")).split()
        )
        return {
            key: int(number)
            for key, _colon, number in pairs
            if number.isdecimal() and len(number) < 10
        }

    def show_conflicts(self, conflicts: Iterable[AnswerConflict]) -> None:
        """Tell what others wrote meanwhile. What was typed stays; saving again replaces theirs."""
        newer = {conflict.question.key: conflict.version for conflict in conflicts}
        for conflict in conflicts:
            self.add_error(conflict.question.key, str(conflict))
        known = self._versions_posted() | newer
        self.data: Any = self.data.copy()
        self.data[self.add_prefix("versions")] = " ".join(
            f"{key}:{number}" for key, number in known.items()
        )


def demand(question: Question) -> str:
    """What to do where an answer is needed, as an instruction."""
    return str(DEMANDS.get(QuestionType(question.type), _("Fill in this field.")))


_ONE, _SOME = gettext_lazy("Choose an answer."), gettext_lazy("Choose at least one answer.")
DEMANDS = {
    QuestionType.CHOICE: _ONE,
    QuestionType.YES_NO: _ONE,
    QuestionType.SUBMARKET: _ONE,
    QuestionType.SCALE: _ONE,
    QuestionType.MULTIPLE_CHOICE: _SOME,
    QuestionType.SKILLS: _SOME,
    QuestionType.RANKING: gettext_lazy("Give at least one option a number."),
    QuestionType.ADDRESS: gettext_lazy("Fill in street, postcode and place."),
    QuestionType.CONSENT: gettext_lazy("Tick the box to be able to send."),
    QuestionType.FILE: gettext_lazy("Upload a file."),
}


def _initial(question: Question, answer: Answer | None) -> object:
    if answer is None:
        return None
    return answer.raw if answer.is_wrong else as_typed(question, answer.value, answer.note)


def _html_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
