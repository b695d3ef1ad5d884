"""The call as those see it who make it: list, page, texts, moments, and a new round."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.queries import programmes_for
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.foundation.web.twice import made_once
from scharnier.stages.calls import actions, queries
from scharnier.stages.calls.forms import (
    ChangeMomentsForm,
    ChangeTextsForm,
    CreateRoundForm,
    suggested_round,
)
from scharnier.stages.calls.models import Call
from scharnier.stages.calls.parts import PARTS
from scharnier.stages.calls.states import CallState

TRAIL_SHOWN = 20

CALLS = Table(
    "calls",
    caption=gettext_lazy("Calls"),
    columns=[
        Column(
            "round",
            gettext_lazy("Round"),
            value=lambda call: call.round.name,
            place="main",
            link=lambda call: resolve_url("calls:detail", call.pk),
        ),
        Column("title", gettext_lazy("Call"), place="sub"),
        Column("opens_at", gettext_lazy("Opening"), sort="opens_at", priority=1),
        Column("deadline_at", gettext_lazy("Deadline"), sort="deadline_at"),
        Column(
            "phase",
            gettext_lazy("Today"),
            value=lambda call: call.phase.label if call.state == CallState.PUBLISHED else None,
        ),
        Column(
            "state",
            gettext_lazy("State"),
            cell=pieces.state,
            place="status",
            sort="state",
        ),
    ],
    search=["title", "round__name"],
    filters=[Filter("state", gettext_lazy("State"), CallState.choices)],
    order="-opens_at",
    empty=(
        gettext_lazy("There is no call yet."),
        gettext_lazy("Set up a round from the template: its call comes with it."),
    ),
)


def workspace_url(call: Call) -> str:
    return resolve_url("calls:detail", call.pk)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("calls.view_call"):
        raise PermissionDenied
    programmes = programmes_for(request.user, Role.LEAD).order_by("pk")
    calls = queries.visible_to(request.user)
    return CALLS.respond(request, calls, "calls/listing.html", {"programmes": programmes})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = call.round.programme
    may = {
        verb: request.user.has_perm(f"calls.{verb}_call", call)
        for verb in ("change", "publish", "unpublish", "extend", "archive")
    }
    context = {
        "call": call,
        "may": may,
        "counted": queries.parts_counted(call),
        "extensions": call.extensions.order_by("pk"),
        "reminders": call.reminders.filter(confirmed_at__isnull=False, sent_at=None).count(),
        "entries": entries_for(call, call.round)[:TRAIL_SHOWN],
        "parts": PARTS,
    }
    return page(request, "calls/detail.html", context)


@require_http_methods(["GET", "POST"])
@made_once
def create(request: HttpRequest, programme: int) -> HttpResponse:
    found = get_object_or_404(programmes_for(request.user), pk=programme)
    if not request.user.has_perm("programmes.create_round", found):
        raise PermissionDenied
    request.programme = found
    form = CreateRoundForm(found, request.POST or None, initial=suggested_round())
    if form.is_valid():
        try:
            call = actions.create_from_template(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The round is set up. Look through the call page, then publish it.")
            )
            return go_to(request, workspace_url(call))
    return page(request, "calls/create.html", {"programme": found, "form": form}, fragment="form")


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    call = to_change(request, pk)
    names = ("title", "theme", "introduction", "about", "version")
    initial = {name: getattr(call, name) for name in names} | {"regions": call.regions.all()}
    form = ChangeTextsForm(call.round.programme, request.POST or None, initial=initial)
    context = {"call": call, "form": form, "heading": _("Texts of the call")}
    return changed(request, call, form) or page(
        request, "calls/form.html", context, fragment="form"
    )


@require_http_methods(["GET", "POST"])
def moments(request: HttpRequest, pk: int) -> HttpResponse:
    call = to_change(request, pk)
    initial = {name: getattr(call, name) for name in ("opens_at", "deadline_at", "version")}
    form = ChangeMomentsForm(request.POST or None, initial=initial)
    context = {"call": call, "form": form, "heading": _("Opening and deadline")}
    return changed(request, call, form) or page(
        request, "calls/form.html", context, fragment="form"
    )


def to_change(request: HttpRequest, pk: int) -> Call:
    """The call to be changed, if this person may."""
    call = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("calls.change_call", call):
        raise PermissionDenied
    request.programme = call.round.programme
    return call


def changed(
    request: HttpRequest, call: Call, form: ChangeTextsForm | ChangeMomentsForm
) -> HttpResponse | None:
    """The answer to a change that was taken; None if there is something to show again."""
    if not form.is_valid():
        return None
    changes = dict(form.cleaned_data)
    call.version = changes.pop("version")
    try:
        actions.change(call, **changes, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Saved."))
    return go_to(request, workspace_url(call))
