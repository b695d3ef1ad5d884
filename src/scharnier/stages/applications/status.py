"""What is true of an application now, in words: the state, the next act and its date."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from scharnier.foundation.web import formats
from scharnier.stages.applications import entrances, queries, questions_back, standing
from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.applications.standing import Standing
from scharnier.stages.applications.states import ApplicationState as S
from scharnier.stages.calls.models import CallDate

SHOWN_DATES = 3


def status_of(application: Application) -> dict:
    """``headline``, ``notice`` (kind, title, text, url, action), ``course`` and ``next_dates``."""
    told = standing.of(application) if application.state == S.SUBMITTED else None
    asked = questions_back.open_one(application)
    accepts = (told is None or asked is not None) and queries.accepts(application)
    sent = application.state == S.SUBMITTED
    changed = sent and accepts and application.sheet.has_changed_since_sent
    ahead = _dates_ahead(application, told)
    dates = ahead[:SHOWN_DATES]
    return {
        "headline": told.headline
        if told and not asked
        else headline_of(application, accepts=accepts, asked=asked),
        "notice": _notice_of(application, told, asked, accepts=accepts, changed=changed)
        | ({"by_when": _by_when(ahead)} if sent and told is None and not asked else {}),
        "goes_on": told is None or told.goes_on,
        "asked_back": asked,
        "course": _course(application, told, dates),
        "next_dates": dates,
        "deadline": queries.deadline_of(application),
        "accepts": accepts,
        "changed": changed,
    }


def _dates_ahead(application: Application, told: Standing | None) -> list:
    """The next dates of the call, for those who still go on with it."""
    if application.state in (S.WITHDRAWN, S.MERGED) or (told and not told.goes_on):
        return []
    return queries.dates_ahead(application.call)


def _by_when(ahead: list[CallDate]) -> str:
    kickoff = queries.answer_before(ahead)
    if kickoff is None:
        return ""
    return _("You hear from us before the kickoff on %(day)s.") % {"day": formats.day(kickoff.on)}


def _notice_of(
    application: Application,
    told: Standing | None,
    asked: QuestionBack | None,
    *,
    accepts: bool,
    changed: bool,
) -> dict:
    if asked:
        return _asked_back(application, asked, changed=changed)
    if told is None:
        return _notice(application, accepts=accepts, changed=changed)
    return {
        "kind": told.kind,
        "title": told.title,
        "text": told.text,
        "url": told.url,
        "action": told.action,
        "is_told": True,
    }


def headline_of(
    application: Application, *, accepts: bool, asked: QuestionBack | None = None
) -> str:
    """The state of an application of which nothing later is known."""
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
    return {
        "kind": "info",
        "title": _("Nobody reviews it"),
        "text": _closed_text(application),
        "is_told": True,
    } | _way_to_begin_anew(application)


def _way_to_begin_anew(application: Application) -> dict:
    """The button of somebody who withdrew, as long as the call takes applications."""
    if application.state != S.WITHDRAWN or not application.call.accepts_applications:
        return {}
    address = reverse(
        "applications:begin", args=[application.call.slug, application.target_group.side]
    )
    return {"url": address, "action": _("Begin a new application")}


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
    if application.call.accepts_applications:
        return _("As long as the call is open you can apply anew.")
    return _("The call is closed. Write to us if that was a mistake.")


def _course(application: Application, told: Standing | None, dates: list) -> list[dict]:
    """The way so far and what lies ahead, for ``web/_task_list.html``.

    What was taken from a file was handed in before it was typed in here; then nobody
    began it with us.
    """
    sent, begun = application.submitted_at, application.started_at
    steps = [_step(_("Handed in"), sent, done=application.number is not None)]
    if sent is None or begun <= sent:
        steps.insert(0, _step(_("Begun"), begun, done=True))
    if application.state in (S.WITHDRAWN, S.MERGED):
        return [*steps, _step(application.get_state_display(), application.changed_at, done=True)]
    if told is not None:
        steps += [_step(label, at, done=True) for label, at in told.course]
    return [*steps, *(_step(str(one.title), one.on, done=False) for one in dates)]


def _step(label: str, when: dt.date | dt.datetime | None, *, done: bool) -> dict:
    return {"label": label, "status": formats.day(when), "state": "done" if done else "open"}
