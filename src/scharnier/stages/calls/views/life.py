"""The steps of a call's life, each asked before it is taken."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web import formats
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.queries import unfinished_legal_pages
from scharnier.stages.calls import actions, hearers, queries
from scharnier.stages.calls.forms import ExtendForm
from scharnier.stages.calls.models import Call


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    call = allowed(request, pk, "publish")
    waiting = call.reminders.filter(confirmed_at__isnull=False, sent_at=None).count()
    asked = {
        "title": _("Publish this call?"),
        "text": _(
            "Everybody can read the page from now on; applications open on %(opening)s. "
            "The questions of both forms can then only be reworded. No mail leaves now."
        )
        % {"opening": formats.moment(call.opens_at)},
        "action": _("Publish the call"),
        "waiting": waiting,
        "unfinished": unfinished_legal_pages(),
    }
    return step(request, call, actions.publish, asked, done=_("The call is published."))


@require_http_methods(["GET", "POST"])
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    call = allowed(request, pk, "unpublish")
    asked = {
        "title": _("Take this call back?"),
        "text": _("Its page disappears until you publish it again. No mail leaves."),
        "action": _("Take the call back"),
        "danger": True,
    }
    return step(request, call, actions.unpublish, asked, done=_("The call is a draft again."))


@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    call = allowed(request, pk, "archive")
    asked = {
        "title": _("Archive this call?"),
        "text": _(
            "It leaves the list of calls and can no longer be changed. Its page stays at its "
            "address. No mail leaves."
        ),
        "action": _("Archive the call"),
    }
    return step(request, call, actions.archive, asked, done=_("The call is archived."))


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    call = allowed(request, pk, "extend")
    form = ExtendForm(call, request.POST or None)
    if form.is_valid():
        try:
            actions.extend(call, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("The deadline is now %(deadline)s.")
                % {"deadline": formats.moment(call.deadline_at)},
            )
            return go_to(request, resolve_url("calls:detail", call.pk))
    return page(
        request,
        "calls/extend.html",
        {"call": call, "form": form, "told": hearers.who(call)},
        fragment="form",
    )


def allowed(request: HttpRequest, pk: int, verb: str) -> Call:
    call = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm(f"calls.{verb}_call", call):
        raise PermissionDenied
    request.programme = call.round.programme
    return call


def step(
    request: HttpRequest, call: Call, action: Callable, asked: dict, *, done: str
) -> HttpResponse:
    """Ask on GET, act on POST, and say on the call's own page what came of it."""
    if request.method == "POST":
        with refusals_told(request):
            action(call, by=request.user)
            messages.success(request, done)
        return go_to(request, resolve_url("calls:detail", call.pk))
    return page(request, "calls/confirm.html", {"call": call, "asked": asked})
