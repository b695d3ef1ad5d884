"""Events as everybody sees them, and the way onto their lists and off again."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.people import passes
from scharnier.foundation.people.actions import enter
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.errors import too_many
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.rate import is_too_often
from scharnier.stages.events import actions, calendar, mails, queries
from scharnier.stages.events.forms import RegisterAsGuestForm, RegisterForm
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import RegistrationState

GUESTS_AN_HOUR = 20
EVENTS_SHOWN = 100


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    seen = queries.visible_to(request.user)
    context = {
        "upcoming": list(seen.upcoming().order_by("starts_at", "pk")[:EVENTS_SHOWN]),
        "past": list(seen.past().order_by("-starts_at", "-pk")[:EVENTS_SHOWN]),
    }
    return page(request, "events/index.html", context)


def for_who_may_see(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the event for a visitor: public, by a pass from a mail, or signed in.

    The view gets the event. Who is nobody and sees nothing may ask for a new link.
    """

    @login_not_required
    @wraps(view)
    def enter_by(request: HttpRequest, pk: int) -> HttpResponse:
        held = passes.held_pass(request, mails.PURPOSE, Event, pk)
        if held is not None:
            passes.enter_with(request, held)
        event = queries.visible_to(request.user).filter(pk=pk).first()
        if event is None and not request.user.is_authenticated:
            return redirect(f"{reverse('people:pass_needed')}?next={request.path}&purpose=event")
        if event is None:
            raise Http404
        request.programme = event.round.programme
        return view(request, event)

    return enter_by


@for_who_may_see
@require_safe
def show(request: HttpRequest, event: Event) -> HttpResponse:
    return page(request, "events/page.html", shown(request, event))


def shown(request: HttpRequest, event: Event) -> dict:
    """The context of the page: the event, its places, and what this visitor has to do with it."""
    mine = queries.registration_of(event, request.user)
    is_on_list = mine is not None and mine.state in {
        RegistrationState.REGISTERED,
        RegistrationState.WAITING,
    }
    return {
        "event": event,
        "numbers": queries.numbers(event),
        "mine": mine,
        "is_on_list": is_on_list,
        "may_register": event.takes_registrations and not is_on_list,
        "may_cancel": mine is not None
        and mine.state != RegistrationState.CANCELLED
        and mine.attended_at is None
        and not event.is_over,
        "sees_link": is_on_list or request.user.has_perm("events.organise_event", event),
        "organises": request.user.has_perm("events.organise_event", event),
        "form": RegisterForm() if request.user.is_authenticated else RegisterAsGuestForm(),
    }


@for_who_may_see
@require_safe
def calendar_file(request: HttpRequest, event: Event) -> HttpResponse:
    response = HttpResponse(calendar.file_of(event), content_type=calendar.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
    return response


@for_who_may_see
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, event: Event) -> HttpResponse:
    is_guest = not request.user.is_authenticated
    if not is_guest and not request.user.has_perm("events.register_event", event):
        raise PermissionDenied
    form = (RegisterAsGuestForm if is_guest else RegisterForm)(request.POST or None)
    if form.is_valid():
        if is_guest and is_too_often(request, "event-registration", GUESTS_AN_HOUR):
            return too_many(request)
        try:
            person = who(request, form.cleaned_data)
            note = form.cleaned_data["note"]
            made = actions.register(event, person=person, note=note, by=person)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, answer(made, is_guest=is_guest))
            return go_to(request, event)
    context = shown(request, event) | {"form": form}
    return page(request, "events/page.html", context, fragment="form")


def who(request: HttpRequest, given: dict) -> Person:
    if request.user.is_authenticated:
        return request.user
    language = (translation.get_language() or "de")[:2]
    return enter(name=given["name"], email=given["email"], language=language, by=None)


def answer(registration: Registration, *, is_guest: bool) -> str:
    """The same for a guest whether the address was on the list before or not."""
    if is_guest:
        return _("Look into your mailbox: the mail says whether there was a place left.")
    if registration.state == RegistrationState.WAITING:
        return _("All places are taken. You are on the waiting list and move up by itself.")
    return _("You are registered. The receipt comes by mail.")


@for_who_may_see
@require_http_methods(["POST"])
def cancel_registration(request: HttpRequest, event: Event) -> HttpResponse:
    mine = queries.registration_of(event, request.user)
    if mine is None:
        raise Http404
    mine.event = event
    with refusals_told(request):
        actions.cancel_registration(mine, by=request.user)
        messages.success(request, _("Your registration is cancelled."))
    return go_to(request, event)
