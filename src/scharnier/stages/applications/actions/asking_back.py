"""Asking a question back, and its end: an answer, its date, or a change of mind."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.models import Question
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import mails, questions_back
from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.applications.states import QUESTION_BACK_MOVES, QuestionBackState
from scharnier.stages.applications.states import ApplicationState as S

A_DAY, PAUSE = dt.timedelta(days=1), dt.timedelta(days=3)


@transaction.atomic
def ask_back(
    application: Application,
    *,
    questions: Collection[str],
    text: str,
    until: dt.datetime,
    by: Person | None,
) -> QuestionBack:
    """Let these answers be changed until ``until``, whatever the deadline; the people are written to.

    Reviewers keep seeing the last version until the answers are handed in again. Raises
    Refused for a date that has passed, for questions that the form does not have, and
    as long as another question waits.
    """
    if application.state != S.SUBMITTED:
        raise Refused(_("Only what was handed in can be asked about."))
    if until <= clock.now():
        raise Refused(_("Choose a moment that still lies ahead."))
    known = Question.objects.filter(form=application.sheet.form_id, key__in=list(questions))
    keys = list(known.order_by("page__position", "position", "pk").values_list("key", flat=True))
    if not keys:
        raise Refused(_("Choose at least one question."))
    lapse(application.questions_back.filter(until__lte=clock.now()), by=by)
    if questions_back.open_one(application) is not None:
        raise Refused(_("Another question waits for its answer. Take that one back first."))
    asked = QuestionBack.objects.create(
        application=application, keys=keys, text=text, until=until, asked_by=by
    )
    mails.question_back(asked)
    record("application.asked_back", application, by=by, questions=keys, until=until.isoformat())
    return asked


@transaction.atomic
def answer_back(asked: QuestionBack, *, reply: str, by: Person | None) -> None:
    """The answers were handed in again, or a reply says why they stand."""
    move(
        asked,
        QuestionBackState.ANSWERED,
        moves=QUESTION_BACK_MOVES,
        reply=reply,
        ended_at=clock.now(),
    )
    record("application.answered_back", asked.application, by=by)


@transaction.atomic
def take_back_question(asked: QuestionBack, *, by: Person | None) -> None:
    """Ask no longer; what was handed in stays as it is."""
    move(asked, QuestionBackState.TAKEN_BACK, moves=QUESTION_BACK_MOVES, ended_at=clock.now())
    record("application.question_back_ended", asked.application, by=by)


def lapse(questions, *, by: Person | None) -> None:
    """Note of open questions that their date has passed."""
    for asked in questions.filter(state=QuestionBackState.OPEN):
        move(asked, QuestionBackState.LAPSED, moves=QUESTION_BACK_MOVES, ended_at=asked.until)
        record("application.question_back_ended", asked.application, by=by)


@transaction.atomic
def remind_of_questions_back(*, by: Person | None) -> int:
    """Every night: remind of what is asked every third day and on the last one.

    What nobody answered in time lapses. Returns how many were reminded.
    """
    now, reminded = clock.now(), 0
    waiting = questions_back.waiting()
    lapse(waiting.filter(until__lte=now), by=by)
    for asked in waiting.filter(until__gt=now):
        since = now - (asked.reminded_at or asked.asked_at)
        if since < (A_DAY if asked.until - now <= A_DAY else PAUSE):
            continue
        mails.question_back_reminder(asked)
        QuestionBack.objects.filter(pk=asked.pk).update(reminded_at=now)
        record("application.reminded", asked.application, by=by, asked_back=True)
        reminded += 1
    return reminded
