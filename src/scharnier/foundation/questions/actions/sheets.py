from collections.abc import Mapping

from django.db import transaction

from scharnier.foundation.files.actions import detach
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import GIVEN, PreparedInsert, PreparedUpdate
from scharnier.foundation.questions.actions.answers import Entry, answer_page
from scharnier.foundation.questions.clean import ValidationError
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.models import (
    Answer,
    FormDefinition,
    Question,
    QuestionType,
    Sheet,
)
from scharnier.foundation.trail.actions import record

_insert = PreparedInsert(Sheet)
_mark = PreparedUpdate(Sheet, "pk", sent_version=GIVEN)


@transaction.atomic(savepoint=False)
def open_sheet(form: FormDefinition, *, by: Person | None) -> Sheet:
    """An empty answer sheet. Its owner's row says whose it is."""
    sheet = _insert(Sheet(form=form))
    record("sheet.opened", sheet, by=by)
    return sheet


def take_in(sheet: Sheet, texts: Mapping[str, object], *, by: Person | None) -> dict[str, str]:
    """Write raw texts by question key, as an import brings them; returns what is wrong, by key.

    What cannot be read is kept as it was typed. Keys that the form does not have are
    left alone.
    """
    entries, errors = [], {}
    for question in Question.objects.filter(form=sheet.form_id, key__in=list(texts)):
        text = texts[question.key]
        try:
            reading = read(question, text)
        except ValidationError as error:
            errors[question.key] = error.messages[0]
            entries.append(Entry(question, raw=tidy(text)))
        else:
            entries.append(Entry(question, reading.value, reading.note))
    answer_page(sheet, entries, by=by)
    return errors


def fill_gaps(sheet: Sheet, *, out_of: Sheet, by: Person | None) -> list[str]:
    """Take over answers that ``sheet`` lacks from a duplicate of its form; returns their keys."""
    given = Answer.objects.filter(sheet=out_of).select_related("question")
    there = set(Answer.objects.filter(sheet=sheet).values_list("question", flat=True))
    entries = [
        Entry(found.question, found.value, found.note)
        for found in given
        if found.question_id not in there
        and not found.is_wrong
        and found.question.form_id == sheet.form_id
        if found.question.type != QuestionType.FILE
    ]
    answer_page(sheet, entries, by=by)
    return sorted(entry.question.key for entry in entries)


@transaction.atomic(savepoint=False)
def mark_sent(sheet: Sheet, *, by: Person | None) -> None:
    """Remember that the sheet was handed in as it is now."""
    sheet.refresh_from_db(fields=["version"])
    _mark(sheet.pk, sent_version=sheet.version)
    sheet.sent_version = sheet.version
    record("sheet.sent", sheet, by=by, version=sheet.version)


@transaction.atomic
def discard_sheet(sheet: Sheet, *, by: Person | None) -> None:
    """Delete a sheet with all its answers; its files go with the next sweep."""
    record("sheet.discarded", sheet, by=by)
    detach(sheet, keep=set())
    sheet.delete()
