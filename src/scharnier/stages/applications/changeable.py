"""What of an application may be changed now, and what handing in would send."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace

from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Question
from scharnier.foundation.questions.queries import filled, outline
from scharnier.stages.applications import queries, questions_back
from scharnier.stages.applications.facts import CONTACT
from scharnier.stages.applications.models import Application, Channel
from scharnier.stages.applications.states import ApplicationState as S


def open_keys(application: Application) -> set[str] | None:
    """The questions whose answers may be changed; None: all of them.

    After the deadline only those that were asked back, with what hangs on them. What
    was never handed in may be typed at any time: only handing in is over then.
    """
    if application.state != S.SUBMITTED or application.call.accepts_applications:
        return None
    if queries.has_late_entry(application):
        return None
    asked = questions_back.open_one(application)
    return outline(application.sheet.form).hanging_on(asked.keys) if asked else set()


def to_send(application: Application) -> Filled:
    """What handing in would send: the sheet, or after the deadline the last version with
    the answers that were asked back.

    Then nothing else is demanded: what was handed in without an answer (a row of a table
    that did not ask) cannot be answered now.
    """
    whole, keys = _asked(application), open_keys(application)
    before = queries.sent(application) if keys is not None else None
    if keys is None or before is None:
        return whole
    asked = {question.pk for key, question in whole.outline.by_key.items() if key in keys}
    kept = {pk: answer for pk, answer in before.answers.items() if pk not in asked}
    new = {pk: answer for pk, answer in whole.answers.items() if pk in asked}
    whole = _without_demanding(whole, {question.key for question in whole.questions} - keys)
    return replace(whole, answers=kept | new, files={**before.files, **whole.files})


def _asked(application: Application) -> Filled:
    """The sheet. Who was entered by an agent and has no e-mail address needs none."""
    whole = filled(application.sheet)
    if application.channel != Channel.AGENT or any(
        person.email for person in queries.people_of(application)
    ):
        return whole
    return _without_demanding(whole, CONTACT["email"])


def _without_demanding(whole: Filled, keys: Collection[str]) -> Filled:
    asked = {
        page: [_as_a_may(one) if one.key in keys else one for one in listed]
        for page, listed in whole.outline.questions.items()
    }
    return replace(whole, outline=replace(whole.outline, questions=asked))


def _as_a_may(question: Question) -> Question:
    """The same question, not needed; the one that all forms share stays as it is."""
    other = copy(question)
    other.required = False
    return other


def says_more_than_sent(application: Application, whole: Filled) -> bool:
    """Whether ``whole`` differs from the version that counts."""
    last = queries.latest_version(application)
    return last is None or (last.answers, last.notes) != (whole.values(), whole.notes())
