"""The steps of an event's life, each shown with its mails before it is taken."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from scharnier.foundation.people.actions import enter
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.events import actions, mails, queries
from scharnier.stages.events.forms import CancelForm, InviteForm
from scharnier.stages.events.models import Event


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    event = allowed(request, pk, "publish")
    if request.method == "POST":
        with refusals_told(request):
            actions.publish(event, by=request.user)
            messages.success(request, _("The event is published."))
        return go_to(request, resolve_url("events:detail", event.pk))
    return page(request, "events/publish.html", {"event": event})


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event = allowed(request, pk, "cancel")
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            told = actions.cancel(event, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = ngettext(
                "The event is cancelled. One mail is in the outbox.",
                "The event is cancelled. %(n)d mails are in the outbox.",
                told,
            )
            messages.success(request, sentence % {"n": told})
            return go_to(request, resolve_url("events:detail", event.pk))
    listed = queries.to_be_told(event)
    mail = mails.first_of_cancellation(event, listed[0]) if listed else None
    context = {"event": event, "form": form, "told": [row.person for row in listed], "mail": mail}
    return page(request, "events/cancel.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    event = allowed(request, pk, "invite_to")
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            people = [
                enter(name=name, email=email, by=request.user)
                for name, email in form.cleaned_data["addresses"]
            ]
            new = actions.invite(event, people=people, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = ngettext(
                "One invitation is in the outbox.",
                "%(n)d invitations are in the outbox.",
                len(new),
            )
            messages.success(request, sentence % {"n": len(new)})
            return go_to(request, resolve_url("events:detail", event.pk))
    context = {"event": event, "form": form, "mail": mails.first_of_invitation(event)}
    return page(request, "events/invite.html", context, fragment="form")


def allowed(request: HttpRequest, pk: int, verb: str) -> Event:
    event = get_object_or_404(queries.organised_by(request.user), pk=pk)
    if not request.user.has_perm(f"events.{verb}_event", event):
        raise PermissionDenied
    request.programme = event.round.programme
    return event
