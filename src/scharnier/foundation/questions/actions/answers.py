"""Writing answers: what a page brings is compared with what stands there, each answer by itself."""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files.actions import attach, detach, store
from scharnier.foundation.files.queries import usable_by
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import GIVEN, PreparedInsert, PreparedUpdate
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.filled import Filled, is_nothing
from scharnier.foundation.questions.models import Answer, Question, QuestionType, Sheet
from scharnier.foundation.questions.words import in_words
from scharnier.foundation.states import Refused, ScharnierError
from scharnier.foundation.trail.actions import record

ATTEMPTS = 3
CHANGING = ["value", "raw", "note", "version", "changed_at", "changed_by"]

_insert_one = PreparedInsert(Answer)
_replace_one = PreparedUpdate(Answer, "pk", "version", **dict.fromkeys(CHANGING, GIVEN))
_count_up = PreparedUpdate(Sheet, "pk", version=F("version") + 1)


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

    def repeats(self, found: Answer | None) -> bool:
        """Whether it says what stands there already."""
        if found is None:
            return is_nothing(self.value) and self.raw is None and not self.note
        if (found.value, found.raw) != (self.value, self.raw):
            return False
        return found.note == self.note or (not self.note and not is_nothing(self.value))


class AnswerConflict(ScharnierError):
    """Somebody else answered in the meantime: ``theirs`` stands, ``yours`` is not lost."""

    def __init__(self, question: Question, theirs: str, yours: str, version: int) -> None:
        self.question, self.theirs, self.yours, self.version = question, theirs, yours, version
        super().__init__(
            _(
                "In the meantime another answer was saved here: “%(theirs)s”. "
                "Save again to replace it by yours."
            )
            % {"theirs": theirs}
        )


@dataclass
class Written:
    """What became of a page: ``answers`` (by question) as they stand now, of those it asks for."""

    answers: dict[int, Answer]
    changed: set[str] = field(default_factory=set)
    conflicts: list[AnswerConflict] = field(default_factory=list)

    @property
    def versions(self) -> dict[str, int]:
        """The number of every answer that is there, by the key of its question."""
        return {row.question.key: row.version for row in self.answers.values()}


class _Overtaken(Exception):
    """Another process wrote between our reading and our writing; begin again."""


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
    """``write_page`` for whoever only wants to know what others changed meanwhile."""
    return write_page(sheet, entries, by=by).conflicts


def write_page(
    sheet: Sheet,
    entries: Iterable[Entry],
    *,
    whole: Filled | None = None,
    then: Callable[[Written], None] | None = None,
    by: Person | None,
) -> Written:
    """Write what a page brings, right or wrong; what others changed meanwhile is a conflict.

    Everything without a conflict is saved. The number of queries does not grow with the
    number of questions. ``whole``, the sheet as it was read a moment ago, spares reading
    it again; ``then`` is called in the same transaction if anything was written. Raises
    Refused if an upload cannot be stored; then nothing is written.
    """
    entries = [_with_uploads(entry, by) for entry in entries]
    known = whole.answers if whole is not None else None
    for _attempt in range(ATTEMPTS):
        written = _compare(_answers_to(sheet, entries) if known is None else known, sheet, entries)
        try:
            if written.changed:
                _save(sheet, written, then, by)
        except (_Overtaken, IntegrityError):
            known = None
            continue
        return written
    raise Refused(_("Others are writing at the same moment. Save once more."))


def _with_uploads(entry: Entry, by: Person | None) -> Entry:
    if not entry.uploads:
        return entry
    stored = [store(upload, by=by).pk for upload in entry.uploads]
    kept = entry.value if isinstance(entry.value, list) else []
    return Entry(entry.question, [*kept, *stored], entry.note, None, entry.version)


def _answers_to(sheet: Sheet, entries: list[Entry]) -> dict[int, Answer]:
    asked = [entry.question.pk for entry in entries]
    found = Answer.objects.filter(sheet=sheet, question__in=asked)
    return {answer.question_id: answer for answer in found}


def _compare(there: Mapping[int, Answer], sheet: Sheet, entries: list[Entry]) -> Written:
    """What would stand there; rows that change are copies, so that nothing is written yet."""
    written = Written({})
    for entry in entries:
        found = there.get(entry.question.pk)
        row = found
        if entry.repeats(found):
            pass
        elif found is None:
            row = Answer(sheet=sheet)
        elif entry.version is None or entry.version == found.version:
            row = copy.copy(found)
        else:
            written.conflicts.append(_conflict(found, entry))
        if row is not None and row is not found:
            _put(row, entry)
            written.changed.add(entry.question.key)
        if row is not None:
            row.question = entry.question
            written.answers[entry.question.pk] = row
    return written


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


@transaction.atomic
def _save(
    sheet: Sheet, written: Written, then: Callable[[Written], None] | None, by: Person | None
) -> None:
    """Insert what is new, update what changed where it is still what was read."""
    rows = [row for row in written.answers.values() if row.question.key in written.changed]
    now = clock.now()
    for row in rows:
        row.changed_at, row.changed_by = now, by
    new, changed = [row for row in rows if row.pk is None], [row for row in rows if row.pk]
    _insert(new)
    _replace(changed)
    _count_up(sheet.pk)
    if any(row.question.type == QuestionType.FILE for row in rows):
        _keep_files(sheet, by)
    record("sheet.answered", sheet, by=by, questions=sorted(written.changed))
    if then is not None:
        then(written)
    sheet.version += 1


def _insert(rows: list[Answer]) -> None:
    if len(rows) == 1:
        _insert_one(rows[0])
    else:
        Answer.objects.bulk_create(rows)


def _replace(rows: list[Answer]) -> None:
    """By compare-and-set: one statement, and the number of rows says whether all were ours."""
    untouched, read = Q(pk__in=[]), [row.version for row in rows]
    for row in rows:
        untouched |= Q(pk=row.pk, version=row.version)
        row.version += 1
    if len(rows) == 1:
        row = rows[0]
        changes = {name: getattr(row, name) for name in CHANGING} | {
            "changed_by": row.changed_by_id
        }
        done = _replace_one(row.pk, *read, **changes)
    else:
        done = Answer.objects.filter(untouched).bulk_update(rows, CHANGING) if rows else 0
    if done != len(rows):
        raise _Overtaken


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
