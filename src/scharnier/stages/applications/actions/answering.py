from collections.abc import Iterable

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.prepared import GIVEN, PreparedUpdate
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.actions import AnswerConflict, Entry, Written
from scharnier.foundation.questions.clean import ValidationError
from scharnier.foundation.questions.clean import answer as read
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Question
from scharnier.foundation.questions.queries import filled
from scharnier.stages.applications import queries
from scharnier.stages.applications.facts import NAMING, facts_of
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S

_touch = PreparedUpdate(Application, "pk", changed_at=GIVEN)


def answer(
    application: Application,
    key: str,
    raw: object,
    *,
    version: int | None = None,
    by: Person | None,
) -> None:
    """Write one answer as it was typed; what cannot be read is kept and only blocks sending.

    Raises AnswerConflict if somebody else answered since ``version``.
    """
    question = Question.objects.get(form=application.sheet.form_id, key=key)
    conflicts = answer_page(application, [entry_of(question, raw, version)], by=by)
    if conflicts:
        raise conflicts[0]


def entry_of(question: Question, raw: object, version: int | None = None) -> Entry:
    """What a raw text becomes: a typed value, or the text itself if it cannot be read."""
    try:
        reading = read(question, raw)
    except ValidationError:
        return Entry(question, raw=tidy(raw), version=version)
    return Entry(question, reading.value, reading.note, None, version)


def answer_page(
    application: Application, entries: Iterable[Entry], *, by: Person | None
) -> list[AnswerConflict]:
    """``save_page`` for whoever only wants to know what others changed meanwhile."""
    return save_page(application, entries, by=by).conflicts


def save_page(
    application: Application,
    entries: Iterable[Entry],
    *,
    whole: Filled | None = None,
    by: Person | None,
) -> Written:
    """Save what a page brings, also after the deadline: nothing typed is ever lost.

    What was handed in stays as it is until it is handed in again. What others changed in
    the meantime is a conflict; all the rest is saved. ``whole`` is the sheet as it was
    read a moment ago.
    """

    def remember(written: Written) -> None:
        _remember_change(application, written.changed)

    return questions.write_page(application.sheet, entries, whole=whole, then=remember, by=by)


def _remember_change(application: Application, keys: set[str]) -> None:
    """When it was changed, and its name and place as long as it is a draft."""
    changes: dict[str, object] = {"changed_at": clock.now()}
    if application.state == S.DRAFT and NAMING & keys:
        changes |= naming(application)
        Application.objects.filter(pk=application.pk).update(**changes)
    else:
        _touch(application.pk, **changes)
    for name, value in changes.items():
        setattr(application, name, value)


def naming(application: Application, whole: Filled | None = None) -> dict[str, str]:
    """Name, place and district as the answers give them, for lists and regions."""
    facts = facts_of(application.side, (whole or filled(application.sheet)).values())
    name = facts.name[:200]
    return {
        "name": name,
        "name_key": queries.key_of(name),
        "municipality": facts.municipality[:120],
        "district": facts.district,
    }
