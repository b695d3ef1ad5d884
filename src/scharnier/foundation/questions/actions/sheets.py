from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files.actions import attach, detach, store
from scharnier.foundation.files.queries import usable_by
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.clean import ValidationError
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.filled import is_nothing
from scharnier.foundation.questions.models import (
    Answer,
    FormDefinition,
    Question,
    QuestionType,
    Sheet,
)
from scharnier.foundation.questions.words import in_words
from scharnier.foundation.states import Refused, ScharnierError
from scharnier.foundation.trail.actions import record

ATTEMPTS = 3


@dataclass(frozen=True)
class Entry:
    """What one field of a page brings: a typed value, or ``raw`` if it cannot be read.

    ``version`` is the version of the answer that was shown when it was typed (0: there
    was none; None: whatever there is may be overwritten). ``uploads`` are new files
    that join those kept in ``value``.
    """

    question: Question
    value: object = None
    note: str = ""
    raw: object = None
    version: int | None = None
    uploads: tuple[UploadedFile, ...] = ()


class AnswerConflict(ScharnierError):
    """Somebody else answered in the meantime: ``theirs`` stands, ``yours`` is not lost."""

    def __init__(self, question: Question, theirs: str, yours: str, version: int) -> None:
        self.question, self.theirs, self.yours, self.version = question, theirs, yours, version
        super().__init__(
            _(
                "Somebody else has answered this in the meantime: “%(theirs)s”. "
                "Save again to replace it by yours."
            )
            % {"theirs": theirs}
        )


class _Overtaken(Exception):
    """Another process wrote between our reading and our writing; begin again."""


@transaction.atomic
def open_sheet(form: FormDefinition, *, by: Person | None) -> Sheet:
    """An empty answer sheet. Its owner's row says whose it is."""
    sheet = Sheet.objects.create(form=form)
    record("sheet.opened", sheet, by=by)
    return sheet


def answer(
    sheet: Sheet,
    question: Question,
    *,
    value: object,
    note: str = "",
    version: int | None,
    by: Person | None,
) -> Answer:
    """Write one typed answer if the sheet still has the ``version`` of it that was read.

    Raises AnswerConflict with both texts if somebody else wrote something different,
    and ValidationError if the value is not one for this question.
    """
    entry = Entry(question, read(question, value).value, note, None, version)
    conflicts = answer_page(sheet, [entry], by=by)
    if conflicts:
        raise conflicts[0]
    return Answer.objects.get(sheet=sheet, question=question)


def answer_page(
    sheet: Sheet, entries: Iterable[Entry], *, by: Person | None
) -> list[AnswerConflict]:
    """Write what a page brings, right or wrong; returns the answers that others changed meanwhile.

    Everything without a conflict is saved. The number of queries does not grow with the
    number of questions. Raises Refused if an upload cannot be stored; then nothing is
    written.
    """
    entries = [_with_uploads(entry, by) for entry in entries]
    for _attempt in range(ATTEMPTS):
        try:
            return _write(sheet, entries, by)
        except (_Overtaken, IntegrityError):
            continue
    raise Refused(_("Others are writing at the same moment. Save once more."))


def _with_uploads(entry: Entry, by: Person | None) -> Entry:
    if not entry.uploads:
        return entry
    stored = [store(upload, by=by).pk for upload in entry.uploads]
    kept = entry.value if isinstance(entry.value, list) else []
    return Entry(entry.question, [*kept, *stored], entry.note, None, entry.version)


@transaction.atomic
def _write(sheet: Sheet, entries: list[Entry], by: Person | None) -> list[AnswerConflict]:
    asked = [entry.question.pk for entry in entries]
    there = {
        found.question_id: found for found in Answer.objects.filter(sheet=sheet, question__in=asked)
    }
    new, changed, conflicts = [], [], []
    for entry in entries:
        found = there.get(entry.question.pk)
        if _says_the_same(found, entry):
            continue
        if found is None:
            new.append(Answer(sheet=sheet, question=entry.question, changed_by=by))
            _put(new[-1], entry)
        elif entry.version is None or entry.version == found.version:
            changed.append((found, found.version))
            _put(found, entry)
        else:
            conflicts.append(_conflict(found, entry))
    if new or changed:
        _save(sheet, new, changed, by)
    return conflicts


def _says_the_same(found: Answer | None, entry: Entry) -> bool:
    if found is None:
        return is_nothing(entry.value) and entry.raw is None and not entry.note
    if (found.value, found.raw) != (entry.value, entry.raw):
        return False
    return found.note == entry.note or (not entry.note and not is_nothing(entry.value))


def _put(row: Answer, entry: Entry) -> None:
    row.question, row.value, row.raw, row.note = (
        entry.question,
        entry.value,
        entry.raw,
        entry.note[:2000],
    )


def _conflict(found: Answer, entry: Entry) -> AnswerConflict:
    theirs = (
        in_words(entry.question, found.value, found.note) if found.raw is None else str(found.raw)
    )
    yours = (
        in_words(entry.question, entry.value, entry.note) if entry.raw is None else str(entry.raw)
    )
    return AnswerConflict(entry.question, theirs, yours, found.version)


def _save(
    sheet: Sheet, new: list[Answer], changed: list[tuple[Answer, int]], by: Person | None
) -> None:
    """One insert for what is new, one compare-and-set update for what changed."""
    now = clock.now()
    untouched = Q(pk__in=[])
    for row, version in changed:
        row.version, row.changed_at, row.changed_by = version + 1, now, by
        untouched |= Q(pk=row.pk, version=version)
    Answer.objects.bulk_create(new)
    if changed:
        rows = [row for row, _version in changed]
        fields = ["value", "raw", "note", "version", "changed_at", "changed_by"]
        if Answer.objects.filter(untouched).bulk_update(rows, fields) != len(rows):
            raise _Overtaken
    Sheet.objects.filter(pk=sheet.pk).update(version=F("version") + 1)
    sheet.version += 1
    written = [*new, *(row for row, _version in changed)]
    if any(row.question.type == QuestionType.FILE for row in written):
        _keep_files(sheet, by)
    record("sheet.answered", sheet, by=by, questions=sorted(row.question.key for row in written))


def _keep_files(sheet: Sheet, by: Person | None) -> None:
    """Let the sheet use exactly the files that its answers name, and nobody else's."""
    named = Answer.objects.filter(sheet=sheet, question__type=QuestionType.FILE).values_list(
        "value", flat=True
    )
    keys = {key for value in named for key in value or ()}
    if keys - usable_by(keys, sheet, by):
        raise Refused(_("One of these files belongs to somebody else. Upload your own."))
    detach(sheet, keep=keys)
    attach(keys, to=sheet)


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


@transaction.atomic
def mark_sent(sheet: Sheet, *, by: Person | None) -> None:
    """Remember that the sheet was handed in as it is now."""
    sheet.refresh_from_db(fields=["version"])
    Sheet.objects.filter(pk=sheet.pk).update(sent_version=sheet.version)
    sheet.sent_version = sheet.version
    record("sheet.sent", sheet, by=by, version=sheet.version)


@transaction.atomic
def discard_sheet(sheet: Sheet, *, by: Person | None) -> None:
    """Delete a sheet with all its answers; its files go with the next sweep."""
    record("sheet.discarded", sheet, by=by)
    detach(sheet, keep=set())
    sheet.delete()
