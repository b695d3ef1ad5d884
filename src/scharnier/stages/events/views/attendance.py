"""Who came: a list for the phone at the door, and one to print and hand in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told, wants_fragment
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.stages.events import actions, queries
from scharnier.stages.events.forms import WalkInForm
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import RegistrationState
from scharnier.stages.events.views.life import allowed


def _state_cell(row: Registration) -> str:
    """Whoever has come is no longer somebody who is only registered."""
    return (
        pieces.toned("good", pgettext("attendance", "came")) if row.is_there else pieces.state(row)
    )


LIST = Table(
    "attendance",
    caption=gettext_lazy("Attendance list"),
    columns=[
        Column(
            "person",
            gettext_lazy("Name"),
            value=lambda row: row.person.name or row.person.email,
            sort="person__name",
            place="main",
        ),
        Column(
            "email",
            gettext_lazy("E-mail"),
            value=lambda row: row.person.email,
            place="sub",
            paper=False,  # the sheet goes round
        ),
        Column("note", gettext_lazy("Note"), priority=1),
        Column(
            "registered_at",
            gettext_lazy("Registered"),
            sort="registered_at",
            priority=2,
            paper=False,
        ),
        Column("attended_at", gettext_lazy("Came at"), sort="attended_at", paper=False),
        Column(
            "state",
            gettext_lazy("State"),
            cell=_state_cell,
            place="status",
            sort="state",
        ),
        Column(
            "signature",
            gettext_lazy("Signature"),
            cell=lambda _row: "",
            paper=True,
            export=False,
        ),
    ],
    search=["person__name", "person__email"],
    filters=[Filter("state", gettext_lazy("State"), RegistrationState.choices)],
    order="person",
    whole=True,
    empty=(
        gettext_lazy("Nobody is on the list yet."),
        gettext_lazy("Registrations stand here as soon as they come."),
    ),
)


@require_safe
def check_in_list(request: HttpRequest, pk: int) -> HttpResponse:
    event = allowed(request, pk, "check_in")
    return page(request, "events/check_in.html", door(request, event), fragment="people")


def door(request: HttpRequest, event: Event) -> dict:
    """Everybody who may come, found by name if the visitor typed one; who is missing comes first."""
    words = (request.POST.get("q") or request.GET.get("q", "")).strip()
    rows = sorted(queries.expected(event, words), key=lambda row: row.is_there)
    context = {"event": event, "rows": rows, "numbers": queries.numbers(event), "words": words}
    return context | {"form": WalkInForm()}


@require_POST
def mark(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """Check in (``to=here``) or take it back; htmx swaps the list, a form comes back to it."""
    event = allowed(request, pk, "check_in")
    row = get_object_or_404(queries.registrations(event), pk=registration)
    row.event = event
    action = actions.check_in if request.POST.get("to") == "here" else actions.undo_check_in
    marked = None
    with refusals_told(request):
        action(row, by=request.user)
        marked = row
    if wants_fragment(request):
        context = door(request, event) | {"marked": marked}
        return page(request, "events/check_in.html", context, fragment="people")
    return go_to(request, f"{resolve_url('events:check_in_list', event.pk)}#p-{row.pk}")


@require_http_methods(["GET", "POST"])
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    event = allowed(request, pk, "check_in")
    form = WalkInForm(request.POST or None)
    if form.is_valid():
        try:
            row = actions.check_in_walk_in(event, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(person)s is here.") % {"person": row.person})
            return go_to(request, resolve_url("events:check_in_list", event.pk))
    return page(request, "events/check_in.html", door(request, event) | {"form": form})


@require_safe
def attendance_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    event = get_object_or_404(queries.organised_by(request.user), pk=pk)
    if not request.user.has_perm("events.organise_event", event):
        raise PermissionDenied
    request.programme = event.round.programme
    return LIST.respond(
        request, queries.registrations(event), "events/attendance.html", {"event": event}
    )
