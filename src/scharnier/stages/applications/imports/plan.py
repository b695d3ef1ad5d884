"""What would become of every row: the same judgement for the preview and for the import."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.questions.actions import Entry
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import Reading, label_of, tidy
from scharnier.foundation.questions.filled import Filled, Outline, is_nothing
from scharnier.foundation.questions.models import Answer, Question, QuestionType, Sheet
from scharnier.foundation.questions.queries import outline
from scharnier.foundation.web import formats
from scharnier.stages.applications import queries
from scharnier.stages.applications.facts import NAME, Facts, facts_of
from scharnier.stages.applications.imports import cells as reading
from scharnier.stages.applications.imports.columns import ADDRESS, TIMESTAMP
from scharnier.stages.applications.models import Application, Channel, ImportRow, ImportRun
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import Side, TargetGroup

CHUNK = 250
OTHER_CLOCKS = dt.timedelta(days=1)  # by as much a form elsewhere may be ahead of us
OUTCOME = ImportRow.Outcome
NAMING_KEYS = {key for keys in NAME.values() for key in keys}


@dataclass
class Planned:
    """One row, read and judged. ``entries`` are what would be written."""

    row: ImportRow
    facts: Facts = field(default_factory=Facts)
    email: str = ""
    handed_in_at: dt.datetime | None = None
    entries: list[Entry] = field(default_factory=list)
    application: Application | None = None
    twin: "Planned | None" = None
    missing: list[str] = field(default_factory=list)

    @property
    def name_key(self) -> str:
        return queries.key_of(self.facts.name)


class Planner:
    """Judges the rows of a run against what is there and against the rows before them.

    The number of queries depends on the number of rows, never on how many applications
    the call has.
    """

    def __init__(self, run: ImportRun) -> None:
        self.run, self.call = run, run.call
        self.group = TargetGroup.objects.select_related("form").get(call=run.call, side=run.side)
        self.form: Outline = outline(self.group.form)
        self.mapped = {key for key in run.mapping.values() if key}
        if ADDRESS in self.mapped:
            self.mapped |= {"street", "postal_code", "municipality"}
        self.seen: dict[tuple[str, str], Planned] = {}

    def plan(self, rows: Iterable[ImportRow]) -> Iterator[list[Planned]]:
        """Chunk after chunk, so that what was planned can be written before the next is read."""
        chunk: list[ImportRow] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield self._chunk(chunk)
                chunk = []
        if chunk:
            yield self._chunk(chunk)

    def not_asked(self) -> list[str]:
        """Needed questions for which the table has no column: nobody could answer them there."""
        return [
            question.called
            for key, question in self.form.by_key.items()
            if question.required and key not in self.mapped
        ]

    # Reading ------------------------------------------------------------------------------

    def _chunk(self, rows: list[ImportRow]) -> list[Planned]:
        planned = [self._read(row) for row in rows]
        known = Known(self, planned)
        for one in planned:
            if one.row.outcome != OUTCOME.REFUSED:
                self._judge(one, known)
        return planned

    def _read(self, row: ImportRow) -> Planned:
        """Cells to typed answers; a row without a name or with an impossible day is refused."""
        row.remarks, row.is_late, row.application, row.outcome = [], False, None, ""
        row.fingerprint = fingerprint(row.cells)
        one = Planned(row)
        texts = self._texts(row.cells)
        values: dict[str, object] = {}
        for key, raw in texts.items():
            question = self.form.by_key[key]
            try:
                found = read(question, raw)
            except ValidationError as error:
                one.entries.append(Entry(question, raw=tidy(raw)))
                remark = _("%(question)s: %(problem)s") % {
                    "question": question,
                    "problem": error.messages[0],
                }
                row.remarks.append(remark)
            else:
                if not is_nothing(found.value) or found.note:
                    one.entries.append(Entry(question, found.value, found.note))
                    values[key] = found.value
                row.remarks.extend(_taken_as_another(question, found))
        one.facts = facts_of(self.run.side, values)
        one.email = one.facts.email.lower()
        row.name = (one.facts.name or self._wrong_name(one))[:200]
        self._refuse_what_cannot_be(one)
        one.missing = self._missing(one)
        return one

    def _texts(self, cells: list[str]) -> dict[str, object]:
        """The raw answer to every question that a column (or several) brings."""
        found: dict[str, list[str]] = {}
        for header, cell in zip(self.run.headers, cells, strict=False):
            key = self.run.mapping.get(header, "")
            if key == ADDRESS:
                for part, text in reading.address(cell).items() if cell else ():
                    found.setdefault(part, []).append(text)
            elif key and key != TIMESTAMP:
                found.setdefault(key, []).append(cell)
        joined = {
            key: reading.joined(self.form.by_key[key], texts)
            for key, texts in found.items()
            if key in self.form.by_key
        }
        return {key: raw for key, raw in joined.items() if raw not in (None, "")}

    def _refuse_what_cannot_be(self, one: Planned) -> None:
        when = [
            cell
            for header, cell in zip(self.run.headers, one.row.cells, strict=False)
            if self.run.mapping.get(header) == TIMESTAMP
        ]
        try:
            one.handed_in_at = reading.moment(when[0]) if when else None
        except ValidationError as error:
            self._refuse(one, error.messages[0])
        if one.handed_in_at and one.handed_in_at > clock.now() + OTHER_CLOCKS:
            future = _("%(when)s is still to come. Correct it in the table.")
            self._refuse(one, future % {"when": formats.moment(one.handed_in_at)})
        if not one.facts.name and self._wrong_name(one):
            one.row.outcome = OUTCOME.REFUSED  # why stands there already
        elif not one.facts.name:
            self._refuse(
                one, _("There is no name in this row. Fill it in and import the table again.")
            )

    def _wrong_name(self, one: Planned) -> str:
        """A name that cannot stay as it is, so that people know which row it is about."""
        keys = NAME[Side(self.run.side)]
        return next((str(e.raw) for e in one.entries if e.raw and e.question.key in keys), "")

    def _refuse(self, one: Planned, why: str) -> None:
        one.row.outcome = OUTCOME.REFUSED
        one.row.remarks.append(why)

    def _missing(self, one: Planned) -> list[str]:
        """What the table asked for, the form needs, and the row leaves open or wrong."""
        answers = {
            e.question.pk: Answer(question=e.question, value=e.value, raw=e.raw, note=e.note)
            for e in one.entries
        }
        whole = Filled(Sheet(form=self.group.form), self.form, answers)
        return [q.called for q in whole.missing() if q.key in self.mapped]

    # Judging ------------------------------------------------------------------------------

    def _judge(self, one: Planned, known: "Known") -> None:
        one.application = known.application_of(one)
        one.twin = None if one.application else self._twin(one)
        deadline = self.call.accepts_until
        if one.handed_in_at and one.handed_in_at >= deadline:
            one.row.is_late = True
            one.row.remarks.insert(0, late_reason(one.handed_in_at))
        elif not one.handed_in_at and clock.now() >= deadline and not one.application:
            one.row.remarks.insert(0, _untimed_reason())
        if one.application is not None:
            self._compare(one, one.application, known)
        elif one.twin is not None:
            self._fold(one, one.twin)
        elif one.missing:
            one.row.outcome = OUTCOME.DRAFT
            one.row.remarks.append(
                _("Still missing: %(labels)s") % {"labels": "; ".join(one.missing)}
            )
        else:
            one.row.outcome = OUTCOME.TAKEN
        for key in self._keys(one):
            self.seen.setdefault(key, one)

    def _keys(self, one: Planned) -> list[tuple[str, str]]:
        keys = [(one.name_key, f"@{one.email}")] if one.email else []
        return [*keys, (one.name_key, queries.key_of(one.facts.municipality))]

    def _twin(self, one: Planned) -> Planned | None:
        """The row before it that says the same name with the same address or place."""
        return next((self.seen[key] for key in self._keys(one) if key in self.seen), None)

    def _fold(self, one: Planned, twin: Planned) -> None:
        """A second row of the same people: it fills gaps, and a later one corrects."""
        one.row.outcome = OUTCOME.DUPLICATE
        there = {entry.question.pk: entry for entry in twin.entries}
        is_later = bool(
            one.handed_in_at and twin.handed_in_at and one.handed_in_at > twin.handed_in_at
        )
        one.entries = [
            e for e in one.entries if adds(e, there.get(e.question.pk), is_later=is_later)
        ]
        one.row.remarks.append(
            _("The same name with the same address or place as in line %(line)d.")
            % {"line": twin.row.line}
        )
        self._say_what_is_new(one)

    def _compare(self, one: Planned, existing: Application, known: "Known") -> None:
        """Known by its cells or by its name: what is new in it, if anything."""
        answers = known.answers[existing.pk]
        is_same_row = one.row.fingerprint in known.fingerprints
        is_correction = not is_same_row and existing.submitted_at in (None, one.handed_in_at)
        if existing.channel != Channel.IMPORT or existing.state not in [S.DRAFT, S.SUBMITTED]:
            one.entries = []
            one.row.outcome = OUTCOME.UNCHANGED if is_same_row else OUTCOME.DUPLICATE
            if not is_same_row:
                one.row.remarks.append(
                    _("There is “%(known)s” already; nothing is taken over.")
                    % {"known": _known(existing)}
                )
            return
        overwrites = is_correction or (not is_same_row and _is_later(one, existing))
        one.entries = [
            e for e in one.entries if _is_new(e, answers.get(e.question.pk), overwrites=overwrites)
        ]
        if is_same_row or is_correction:
            one.row.outcome = OUTCOME.UPDATED if one.entries else OUTCOME.UNCHANGED
        else:
            one.row.outcome = OUTCOME.DUPLICATE
            one.row.remarks.append(_("There is “%(known)s” already.") % {"known": _known(existing)})
        self._say_what_is_new(one)

    def _say_what_is_new(self, one: Planned) -> None:
        labels = "; ".join(entry.question.called for entry in one.entries)
        if labels:
            one.row.remarks.append(_("Taken over: %(labels)s") % {"labels": labels})


class Known:
    """What is there already and could be meant by the rows of one chunk: four queries."""

    def __init__(self, planner: Planner, planned: list[Planned]) -> None:
        prints = {one.row.fingerprint for one in planned}
        names = {one.name_key for one in planned if one.facts.name}
        rows = ImportRow.objects.filter(
            fingerprint__in=prints,
            run__call=planner.call,
            run__side=planner.run.side,
            written_at__isnull=False,
            application__isnull=False,
        )
        self.fingerprints: Mapping[str, int] = dict(rows.values_list("fingerprint", "application"))
        found = Application.objects.filter(
            Q(name_key__in=names) | Q(pk__in=set(self.fingerprints.values())),
            call=planner.call,
            side=planner.run.side,
        ).select_related("sheet__form", "target_group", "call__round", "organisation")
        self.applications = {
            a.pk: a for a in found.prefetch_related("applicants__person").order_by("-pk")
        }
        self.by_name: dict[str, list[Application]] = {}
        for application in self.applications.values():
            if application.state != S.MERGED:
                self.by_name.setdefault(application.name_key, []).append(application)
        sheets = {a.sheet_id: a.pk for a in self.applications.values()}
        self.answers: dict[int, dict[int, Answer]] = {pk: {} for pk in self.applications}
        for answer in Answer.objects.filter(sheet__in=sheets):
            self.answers[sheets[answer.sheet_id]][answer.question_id] = answer

    def application_of(self, one: Planned) -> Application | None:
        """The application of this very row, else one of the same name and address or place."""
        by_print = self.applications.get(self.fingerprints.get(one.row.fingerprint, 0))
        if by_print is not None:
            return by_print
        for application in self.by_name.get(one.name_key, []):
            addresses = {a.person.email for a in application.applicants.all()}
            if one.email and one.email in addresses:
                return application
            if queries.key_of(application.municipality) == queries.key_of(one.facts.municipality):
                return application
        return None


def _is_later(one: Planned, existing: Application) -> bool:
    return bool(
        one.handed_in_at and existing.submitted_at and one.handed_in_at > existing.submitted_at
    )


def _is_new(entry: Entry, there: Answer | None, *, overwrites: bool) -> bool:
    """Whether the cell says something that the application does not, and may say it."""
    if there is None:
        return True
    same = (there.value, there.raw) == (entry.value, entry.raw)
    return overwrites and not same and entry.question.key not in NAMING_KEYS


def adds(entry: Entry, earlier: Entry | None, *, is_later: bool) -> bool:
    """Whether a duplicate row adds something to the row before it; a later one corrects it."""
    if earlier is None:
        return True
    same = (earlier.value, earlier.raw) == (entry.value, entry.raw)
    return is_later and not same and entry.question.key not in NAMING_KEYS


def _known(application: Application) -> str:
    return " ".join(filter(None, [application.number, str(application)]))


def late_reason(when: dt.datetime) -> str:
    return _("Handed in after the deadline, on %(when)s.") % {"when": formats.moment(when)}


def _untimed_reason() -> str:
    return _(
        "No column says when this was handed in. It counts as in time, with the day of the import."
    )


def _taken_as_another(question: Question, found: Reading) -> list[str]:
    """A word that is no answer offered, where the form lets it stay as a note beside another."""
    if question.type != QuestionType.CHOICE or not found.note:
        return []
    label = next((label_of(one) for one in question.options if one["value"] == found.value), "")
    remark = _("%(question)s: “%(typed)s” is taken as “%(answer)s”, with the word as a note.")
    return [remark % {"question": question, "typed": found.note[:60], "answer": label}]


def fingerprint(cells: list[str]) -> str:
    """The row as it was, whatever the marks and spaces around its cells."""
    text = "\x1f".join(" ".join(cell.split()) for cell in cells)
    return hashlib.sha256(text.encode()).hexdigest()
