"""Where somebody stands in the form: the list of steps beside a page, what comes next."""

from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import FormPage
from scharnier.foundation.questions.queries import PageStatus, page_statuses
from scharnier.stages.applications import queries
from scharnier.stages.applications.models import Application


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


def next_step(application: Application, whole: Filled, topic: FormPage) -> str:
    """The address of the page after ``topic``; after the last one, of the check."""
    keys = [one.key for one, _listed in whole.shown]
    after = keys[keys.index(topic.key) + 1 :] if topic.key in keys else keys[:1]
    if after:
        return reverse("applications:page", args=[application.pk, after[0]])
    return reverse("applications:check", args=[application.pk])


def previous_step(application: Application, whole: Filled, topic: FormPage) -> str:
    keys = [one.key for one, _listed in whole.shown]
    before = keys[: keys.index(topic.key)] if topic.key in keys else []
    if before:
        return reverse("applications:page", args=[application.pk, before[-1]])
    return reverse("applications:status", args=[application.pk])


def context_for(
    request: HttpRequest, application: Application, whole: Filled, topic: FormPage, form: BaseForm
) -> dict:
    """Everything that the page of one topic shows."""
    steps = page_statuses(whole)
    number = next((step.number for step in steps if step.page.pk == topic.pk), 1)
    call = application.call
    return {
        "application": application,
        "call": call,
        "topic": topic,
        "form": form,
        "steps": tasks_of(application, steps, topic.key),
        "number": number,
        "total": len(steps),
        "done": sum(step.is_done for step in steps),
        "back": previous_step(application, whole, topic),
        "saved_at": application.changed_at if application.sheet.version else None,
        "accepts": queries.accepts(application),
        "has_files": form.is_multipart(),
        "contacts": call.contacts.order_by("position", "pk")[:1],
        "area": _("Application"),
    }
