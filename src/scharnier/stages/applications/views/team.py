"""What lead and agents do: enter on behalf, grant late entries, merge, remind."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.twice import made_once
from scharnier.stages.applications import actions, entrances, queries
from scharnier.stages.applications.forms import (
    EnterOnBehalfForm,
    GrantLateEntryForm,
    MergeForm,
    WithdrawForm,
)
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.views.posted import posted
from scharnier.stages.calls.models import Call, TargetGroup


def _call(request: HttpRequest, slug: str, permission: str) -> Call:
    call = get_object_or_404(queries.calls_worked_on_by(request.user), slug=slug)
    if not request.user.has_perm(permission, call):
        raise PermissionDenied
    return call


def _file(application: Application) -> str:
    return reverse("applications:detail", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@made_once
def enter_on_behalf(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """For somebody on the telephone: name first, then the same pages that everybody fills in."""
    call = _call(request, slug, "applications.enter_on_behalf")
    group = get_object_or_404(
        TargetGroup.objects.select_related("call__round", "form"), call=call, side=side
    )
    form = EnterOnBehalfForm(posted(request))
    if form.is_valid():
        try:
            application = actions.enter_on_behalf(group, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, entrances.address_of(application))
    context = {"call": call, "group": group, "form": form, "area": _("Applications")}
    return page(request, "applications/enter_on_behalf.html", context, fragment="form")


@require_http_methods(["GET", "HEAD", "POST"])
def grant_late_entry(request: HttpRequest, slug: str) -> HttpResponse:
    call = _call(request, slug, "applications.grant_late_entry")
    form = GrantLateEntryForm(posted(request), initial={"email": request.GET.get("email", "")})
    if form.is_valid():
        try:
            entry = actions.grant_late_entry(call, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(
                request,
                _("%(email)s may hand in later; the mail waits in the outbox.")
                % {"email": entry.email},
            )
            return go_to(request, reverse("applications:listing"))
    context = {
        "call": call,
        "form": form,
        "granted": queries.late_entries_of(call),
        "area": _("Applications"),
    }
    return page(request, "applications/late_entry.html", context, fragment="form")


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Fold this one into another that looks alike."""
    duplicate = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.merge_application", duplicate):
        raise PermissionDenied
    candidates = queries.alike(duplicate)
    choices = [(one.pk, _named(one)) for one in candidates]
    form = MergeForm(posted(request), choices=choices)
    if form.is_valid():
        into = get_object_or_404(queries.visible_to(request.user), pk=form.cleaned_data["into"])
        try:
            taken = actions.merge(duplicate, into=into, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _merged(into, len(taken)))
            return go_to(request, _file(into))
    context = {
        "application": duplicate,
        "form": form,
        "candidates": candidates,
        "area": _("Applications"),
    }
    return page(request, "applications/merge.html", context, fragment="form")


def _named(application: Application) -> str:
    return " · ".join(
        filter(
            None,
            [
                application.number,
                str(application),
                application.municipality,
                application.get_state_display(),
            ],
        )
    )


def _merged(into: Application, taken: int) -> str:
    return ngettext(
        "Merged into %(into)s; %(number)d answer filled a gap there.",
        "Merged into %(into)s; %(number)d answers filled gaps there.",
        taken,
    ) % {"into": into, "number": taken}


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_on_behalf(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.withdraw_application", application):
        raise PermissionDenied
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            actions.withdraw(application, **form.cleaned_data, by=request.user)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is withdrawn.") % {"name": application})
            return go_to(request, _file(application))
    context = {"application": application, "form": form, "area": _("Applications")}
    return page(request, "applications/withdraw_on_behalf.html", context, fragment="form")


@require_http_methods(["GET", "HEAD", "POST"])
def remind_drafts(request: HttpRequest, slug: str) -> HttpResponse:
    """Says who would get a mail; the button writes the mails, the outbox holds them."""
    call = _call(request, slug, "applications.remind_drafts")
    drafts = queries.unfinished(call)
    if request.method == "POST":
        number = actions.remind_drafts(call, by=request.user)
        messages.success(
            request,
            ngettext(
                "%(n)d reminder waits in the outbox for release.",
                "%(n)d reminders wait in the outbox for release.",
                number,
            )
            % {"n": number},
        )
        return go_to(request, reverse("applications:listing"))
    context = {"call": call, "number": drafts.count(), "area": _("Applications")}
    return page(request, "applications/remind.html", context)


@require_POST
def remind_to_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("applications.grant_late_entry", application):
        raise PermissionDenied
    actions.remind_to_send_again(application, by=request.user)
    messages.success(request, _("The reminder waits in the outbox for release."))
    return go_to(request, _file(application))
