"""A page of a form in the browser. What was typed is saved even when it is wrong."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from scharnier.foundation.questions import queries
from scharnier.foundation.questions.actions import AnswerConflict, Entry
from scharnier.foundation.questions.brought import Brought
from scharnier.foundation.questions.fields import field_for
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Answer, FormPage, Question, Sheet
from scharnier.foundation.questions.rendering import html_of
from scharnier.foundation.questions.words import as_typed


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
    ``only`` names the questions that came, if the rest of the page stayed at home;
    ``brought`` is what was read of the page already.
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
        brought: Brought | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.page, self.whole = page, whole
        self.brought = brought or Brought(
            page, whole, self.data, self.files, strict=strict, only=only, name=self.add_prefix
        )
        self.questions = self.brought.questions
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
                parts = filter(None, [shown.help_text, words])
                told = format_html_join(" ", "{}", ((part,) for part in parts))
                shown.help_text = shown.field.help_text = told

    def fields_as_html(self) -> list[SafeString]:
        """One after the other, as the page shows them."""
        form = self.whole.sheet.form
        edition = form.edition if form.is_published else None
        return [html_of(field, edition) for field in self.visible_fields()]

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
        for key, error in self.brought.errors.items():
            self.add_error(key, error)
        return self.cleaned_data

    def entries(self) -> list[Entry]:
        """What to save, right or wrong. Call it after ``is_valid``."""
        return self.brought.entries()

    def show_conflicts(self, conflicts: Iterable[AnswerConflict]) -> None:
        """Tell what others wrote meanwhile. What was typed stays; saving again replaces theirs."""
        newer = {conflict.question.key: conflict.version for conflict in conflicts}
        for conflict in conflicts:
            self.add_error(conflict.question.key, str(conflict))
        known = self.brought.versions | newer
        self.data: Any = self.data.copy()
        self.data[self.add_prefix("versions")] = " ".join(
            f"{key}:{number}" for key, number in known.items()
        )


def _initial(question: Question, answer: Answer | None) -> object:
    if answer is None:
        return None
    return answer.raw if answer.is_wrong else as_typed(question, answer.value, answer.note)


def _html_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
