"""What is true of an application now, in words: the state, the next act and its date."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.web import formats
from scharnier.stages.applications import entrances, queries, questions_back
from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.applications.states import ApplicationState as S


def status_of(application: Application) -> dict:
    """``headline``, ``notice`` (kind, title, text, url, action), ``course`` and ``next_dates``."""
    changed = application.state == S.SUBMITTED and application.sheet.has_changed_since_sent
    asked = questions_back.open_one(application)
    dates = [d for d in application.call.dates.order_by("on", "pk") if d.on >= clock.today()]
    accepts = queries.accepts(application)
    return {
        "headline": _headline(application, accepts=accepts, asked=asked),
        "notice": _asked_back(application, asked, changed=changed)
        if asked
        else _notice(application, accepts=accepts, changed=changed),
        "asked_back": asked,
        "course": _course(application, dates),
        "next_dates": dates[:3],
        "deadline": queries.deadline_of(application),
        "accepts": accepts,
        "changed": changed,
    }


def _headline(application: Application, *, accepts: bool, asked: QuestionBack | None = None) -> str:
    match application.state:
        case S.SUBMITTED if asked:
            return _("We have a question about your application")
        case S.SUBMITTED:
            return _("Your application has arrived")
        case S.WITHDRAWN:
            return _("Your application is withdrawn")
        case S.MERGED:
            return _("Your application was joined with another one")
    if accepts:
        return _("Your application is not handed in yet")
    return _("Your application was not handed in")


def _notice(application: Application, *, accepts: bool, changed: bool) -> dict:
    address = entrances.address_of(application)
    deadline = formats.moment(queries.deadline_of(application))
    if changed and accepts:
        return {
            "kind": "warn",
            "title": _("You have changed something and not handed it in again"),
            "text": _(
                "Until you do, the version you handed in before counts. You have time until %(deadline)s."
            )
            % {"deadline": deadline},
            "url": reverse("applications:check", args=[application.pk]),
            "action": _("Check and hand in again"),
        }
    if application.state == S.SUBMITTED:
        return _arrived(application, accepts=accepts, deadline=deadline)
    if application.state == S.DRAFT and accepts:
        return {
            "kind": "info",
            "title": _("Hand in by %(deadline)s") % {"deadline": deadline},
            "text": _("Everything you have written is kept. Go on whenever it suits you."),
            "url": address,
            "action": _("Continue the application"),
        }
    if application.state == S.DRAFT:
        return {
            "kind": "bad",
            "title": _("The call has been closed since %(deadline)s") % {"deadline": deadline},
            "text": _("Your text is kept. Write to us if something got in your way."),
            "url": reverse("applications:check", args=[application.pk]),
            "action": _("Read your answers"),
        }
    return {"kind": "info", "title": _("Nobody reviews it"), "text": _closed_text(application)}


def _asked_back(application: Application, asked: QuestionBack, *, changed: bool) -> dict:
    """The question, and the one act that answers it. It stays until it is handed in again."""
    questions = questions_back.questions_of(asked)
    first = reverse("applications:check", args=[application.pk])
    if questions and not changed:
        page = reverse("applications:page", args=[application.pk, questions[0].page.key])
        first = f"{page}#id_{questions[0].key}"
    return {
        "kind": "warn",
        "title": _("You have changed something and not handed it in again")
        if changed
        else _("Please answer by %(until)s") % {"until": formats.moment(asked.until)},
        "text": _("Until you hand in again by %(until)s, the version you handed in before counts.")
        % {"until": formats.moment(asked.until)},
        "asked": asked.text,
        "about": [str(question.label) for question in questions],
        "url": first,
        "action": _("Check and hand in again") if changed else _("Answer the question"),
    }


def _arrived(application: Application, *, accepts: bool, deadline: str) -> dict:
    number = {"number": application.number, "deadline": deadline}
    if application.is_late:
        text = _(
            "It came after the deadline. The programme lead decides whether it can be considered and writes to you."
        )
    elif accepts:
        text = (
            _(
                "You may still change answers until %(deadline)s. After that we look through all applications and write to you."
            )
            % number
        )
    else:
        text = _(
            "We are looking through all applications. There is nothing for you to do; we will write to you."
        )
    return {"kind": "good", "title": _("Number %(number)s") % number, "text": text}


def _closed_text(application: Application) -> str:
    if application.state == S.MERGED:
        other = application.merged_into or application
        return _("It is looked at together with number %(number)s.") % {
            "number": other.number or other
        }
    return _("As long as a call is open you can apply anew.")


def _course(application: Application, dates: list) -> list[dict]:
    """The way so far and what lies ahead, for ``web/_task_list.html``."""
    steps = [
        _step(_("Begun"), application.started_at, done=True),
        _step(_("Handed in"), application.submitted_at, done=application.number is not None),
    ]
    if application.state in (S.WITHDRAWN, S.MERGED):
        return [*steps, _step(application.get_state_display(), application.changed_at, done=True)]
    return [*steps, *(_step(str(one.title), one.on, done=False) for one in dates[:3])]


def _step(label: str, when: dt.date | dt.datetime | None, *, done: bool) -> dict:
    return {"label": label, "status": formats.day(when), "state": "done" if done else "open"}
