"""Editing what a call page is made of, one row at a time."""

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scharnier.foundation.states import Refused
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.calls import actions
from scharnier.stages.calls.forms import ContactForm
from scharnier.stages.calls.models import Call
from scharnier.stages.calls.parts import BY_KEY, Part
from scharnier.stages.calls.views.workspace import to_change


@require_safe
def listing(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    call, shown = to_change(request, pk), known(part)
    lists: dict[str, list[dict]] = {}
    for row in rows_of(call, shown):
        sub = shown.sub(row)
        title = str(sub) if shown.is_grouped else ""
        lists.setdefault(title, []).append({"row": row, "sub": "" if shown.is_grouped else sub})
    context = {"call": call, "part": shown, "lists": list(lists.items())}
    return page(request, "calls/parts.html", context)


@require_http_methods(["GET", "POST"])
@made_once
def add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    call, shown = to_change(request, pk), known(part)
    if shown.is_fixed:
        raise Http404
    form = form_for(request, call, shown)
    if form.is_valid():
        try:
            actions.add_part(call, part=shown.name, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added to the page."))
            return go_to(request, resolve_url("calls:parts", call.pk, shown.key))
    context = {"call": call, "part": shown, "form": form, "heading": shown.one}
    return page(request, "calls/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int, part: str, row: int) -> HttpResponse:
    call, shown = to_change(request, pk), known(part)
    found = get_object_or_404(rows_of(call, shown), pk=row)
    form = form_for(request, call, shown, found)
    if form.is_valid():
        try:
            actions.change_part(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return go_to(request, resolve_url("calls:parts", call.pk, shown.key))
    context = {"call": call, "part": shown, "form": form, "heading": shown.one, "row": found}
    return page(request, "calls/form.html", context, fragment="form")


@require_POST
def move(request: HttpRequest, pk: int, part: str, row: int) -> HttpResponse:
    call, shown = to_change(request, pk), known(part)
    if not shown.moves:
        raise Http404
    found = get_object_or_404(rows_of(call, shown), pk=row)
    actions.move_part(found, up=request.POST.get("to") == "up", by=request.user)
    return redirect("calls:parts", call.pk, shown.key)


@require_POST
def remove(request: HttpRequest, pk: int, part: str, row: int) -> HttpResponse:
    call, shown = to_change(request, pk), known(part)
    if shown.is_fixed:
        raise Http404
    found = get_object_or_404(rows_of(call, shown), pk=row)
    with refusals_told(request):
        actions.remove_part(found, by=request.user)
        messages.success(request, _("Taken off the page."))
    return redirect("calls:parts", call.pk, shown.key)


def known(part: str) -> Part:
    if part not in BY_KEY:
        raise Http404
    return BY_KEY[part]


def rows_of(call: Call, part: Part) -> object:
    model = Call._meta.get_field(part.name).related_model
    return model.objects.filter(call=call).select_related("call").order_by(*part.order)


def form_for(request: HttpRequest, call: Call, part: Part, row: Model | None = None) -> forms.Form:
    """The part's form, filled with the row's words."""
    more = {"programme": call.round.programme} if part.form is ContactForm else {}
    names = [name for name in part.form.base_fields if name != "upload"]
    initial = {name: getattr(row, name) for name in names} if row is not None else {}
    return part.form(request.POST or None, request.FILES or None, initial=initial, **more)
