"""The team asks a question back about single answers, and may take it back."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation import clock
from scharnier.foundation.states import Refused
from scharnier.foundation.web import formats
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.forms import AskBackForm
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.views.posted import posted

USUAL_DAYS = 7


def _application(request: HttpRequest, pk: int) -> Application:
    application = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.ask_back", application):
        raise PermissionDenied
    return application


@require_http_methods(["GET", "HEAD", "POST"])
@made_once
def ask_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose answers and a date. The mail to the applicants waits in the outbox."""
    application = _application(request, pk)
    form = AskBackForm(
        posted(request), choices=_choices(application), initial={"until": _usual_date()}
    )
    if form.is_valid():
        try:
            actions.ask_back(application, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The question is asked; the mail waits in the outbox."))
            return go_to(request, reverse("applications:detail", args=[pk]))
    context = {
        "application": application,
        "form": form,
        "recipients": [person for person in queries.people_of(application) if person.email],
        "area": _("Applications"),
    }
    return page(request, "applications/ask_back.html", context, fragment="form")


def _usual_date() -> dt.datetime:
    """The end of the day in a week."""
    day = formats.local(clock.now()) + dt.timedelta(days=USUAL_DAYS)
    return day.replace(hour=23, minute=59, second=0, microsecond=0)


def _choices(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """The questions that were shown when it was handed in, page by page."""
    whole = queries.shown_to_staff(application, queries.latest_version(application))
    return [
        (str(one.title), [(question.key, question.called) for question in listed])
        for one, listed in whole.shown
    ]


@require_POST
def take_back(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    application = _application(request, pk)
    question = get_object_or_404(application.questions_back, pk=asked)
    with refusals_told(request):
        actions.take_back_question(question, by=request.user)
        messages.success(request, _("The question is taken back."))
    return go_to(request, reverse("applications:detail", args=[pk]))
