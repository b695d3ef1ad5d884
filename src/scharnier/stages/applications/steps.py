"""Where somebody stands in the form: the list of steps beside a page, what comes next."""

from collections.abc import Collection
from functools import cache, partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.forms import PageForm
from scharnier.foundation.questions.models import FormPage
from scharnier.foundation.questions.queries import PageStatus, page_statuses
from scharnier.stages.applications import queries, questions_back
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.wordings import beside, links_to_texts, the_kickoff


def tasks_of(application: Application, steps: list[PageStatus], current: str = "") -> list[dict]:
    """For ``web/_task_list.html``: every page with what is true of it."""
    shown = []
    for step in steps:
        address = reverse("applications:page", args=[application.pk, step.page.key])
        state = "done" if step.is_done else "open"
        here = step.page.key == current
        shown.append(
            {
                "label": str(step.page.title),
                "url": address,
                "status": _status(step, here=here),
                "state": "now" if here and not step.is_done else state,
                "current": here,
            }
        )
    return shown


def _status(step: PageStatus, *, here: bool) -> str:
    if step.is_done:
        return _("Done")
    if here:
        return _("In progress")
    if step.answered:
        return ngettext("%(n)d answer missing", "%(n)d answers missing", step.missing) % {
            "n": step.missing
        }
    return _("Still open")


def next_step(
    application: Application, whole: Filled, topic: FormPage, only: Collection[str] | None = None
) -> str:
    """The address of the page after ``topic``; after the last one, of the check."""
    keys = _page_keys(whole, only)
    after = keys[keys.index(topic.key) + 1 :] if topic.key in keys else keys[:1]
    if after:
        return reverse("applications:page", args=[application.pk, after[0]])
    return reverse("applications:check", args=[application.pk])


def previous_step(
    application: Application, whole: Filled, topic: FormPage, only: Collection[str] | None = None
) -> str:
    keys = _page_keys(whole, only)
    before = keys[: keys.index(topic.key)] if topic.key in keys else []
    if before:
        return reverse("applications:page", args=[application.pk, before[-1]])
    return reverse("applications:status", args=[application.pk])


def _page_keys(whole: Filled, only: Collection[str] | None) -> list[str]:
    """The pages with something to answer; ``only`` are the questions that are open, None all."""
    return [
        one.key
        for one, listed in whole.shown
        if only is None or any(question.key in only for question in listed)
    ]


def _as_list(application: Application, steps: list[PageStatus], topic: FormPage) -> SafeString:
    return render_to_string(
        "web/_task_list.html", {"tasks": tasks_of(application, steps, topic.key)}
    )


def context_for(
    application: Application,
    form: PageForm,
    only: Collection[str] | None = None,
    whole: Filled | None = None,
) -> dict:
    """Everything that the page of one topic shows; ``whole`` is newer than the form's."""
    whole, topic, call = whole or form.whole, form.page, application.call
    form.tell(beside(form.questions, application.sheet.form))
    form.tell(links_to_texts(form.questions))
    form.tell(the_kickoff(form.questions, call))
    pages = _page_keys(whole, only)
    steps = [step for step in page_statuses(whole) if step.page.key in pages]
    return {
        "application": application,
        "call": call,
        "topic": topic,
        "form": form,
        # Shown twice, folded away on a phone and open beside the page: made once.
        "step_list": cache(partial(_as_list, application, steps, topic)),
        "number": pages.index(topic.key) + 1 if topic.key in pages else 1,
        "total": len(steps),
        "done": sum(step.is_done for step in steps),
        "back": previous_step(application, whole, topic, only),
        "saved_at": application.changed_at if application.sheet.version else None,
        "accepts": queries.accepts(application),
        "asked_back": questions_back.open_one(application) if only else None,
        "has_files": form.is_multipart(),
        "contacts": queries.contacts_of(call)[:1],
        "area": _("Application"),
    }
