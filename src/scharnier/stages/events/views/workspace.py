"""Events as those see them who make them: list, page, form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import Region
from scharnier.foundation.programmes.queries import programmes_for, rounds_for
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.tables import Column, Filter, Table, View
from scharnier.foundation.web.twice import made_once
from scharnier.stages.events import actions, queries
from scharnier.stages.events.forms import EventForm
from scharnier.stages.events.models import Event, EventKind
from scharnier.stages.events.rules import TEAM
from scharnier.stages.events.states import EventState

TRAIL_SHOWN = 20
FIELDS = [name for name in EventForm.base_fields if name != "version"]


def regions_of(request: HttpRequest) -> list[tuple[int, str]]:
    programmes = programmes_for(request.user)
    return [(one.pk, str(one)) for one in Region.objects.filter(programme__in=programmes)]


EVENTS = Table(
    "events",
    caption=gettext_lazy("Events"),
    columns=[
        Column(
            "title",
            gettext_lazy("Event"),
            place="main",
            link=lambda event: resolve_url("events:detail", event.pk),
        ),
        Column("starts_at", gettext_lazy("Begin"), sort="starts_at", place="sub"),
        Column("kind", gettext_lazy("Kind"), value=lambda event: event.get_kind_display()),
        Column("municipality", gettext_lazy("Place"), sort="municipality", priority=2),
        Column(
            "region",
            gettext_lazy("Region"),
            value=lambda event: event.region.name if event.region else None,
            priority=2,
        ),
        Column("n_registered", gettext_lazy("Registered"), sort="n_registered", numeric=True),
        Column("n_waiting", gettext_lazy("Waiting"), numeric=True, priority=1),
        Column("n_attended", gettext_lazy("Came"), numeric=True, priority=1),
        Column(
            "state",
            gettext_lazy("State"),
            cell=pieces.state,
            place="status",
            sort="state",
        ),
    ],
    search=["title", "municipality", "venue"],
    filters=[
        Filter("region", gettext_lazy("Region"), regions_of),
        Filter("kind", gettext_lazy("Kind"), EventKind.choices),
        Filter("state", gettext_lazy("State"), EventState.choices),
    ],
    views=[
        View("upcoming", gettext_lazy("Upcoming"), lambda _request: Q(ends_at__gt=clock.now())),
        View("past", gettext_lazy("Past"), lambda _request: Q(ends_at__lte=clock.now())),
    ],
    order="starts_at",
    empty=(
        gettext_lazy("There is no event yet."),
        gettext_lazy("Kickoff, workshops and evenings will stand here."),
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("events.organise_event"):
        raise PermissionDenied
    rounds = rounds_for(request.user, *TEAM).order_by("-starts_on")
    events = queries.counted(queries.organised_by(request.user))
    return EVENTS.respond(request, events, "events/listing.html", {"rounds": rounds})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(queries.organised_by(request.user), pk=pk)
    request.programme = event.round.programme
    verbs = ("change", "publish", "cancel", "check_in", "invite_to")
    context = {
        "event": event,
        "numbers": queries.numbers(event),
        "may": {verb: request.user.has_perm(f"events.{verb}_event", event) for verb in verbs},
        "entries": entries_for(event)[:TRAIL_SHOWN],
    }
    return page(request, "events/detail.html", context)


@require_http_methods(["GET", "POST"])
@made_once
def create(request: HttpRequest, round: int) -> HttpResponse:
    found = get_object_or_404(rounds_for(request.user, *TEAM), pk=round)
    request.programme = found.programme
    form = EventForm(found, request.POST or None, initial={"remind_days_before": 3})
    if form.is_valid():
        try:
            fields = {name: form.cleaned_data[name] for name in FIELDS}
            _stay_near(request, Event(round=found, region=fields["region"]))
            event = actions.create(found, **fields, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The event is set up. Publish it when it is ready."))
            return go_to(request, resolve_url("events:detail", event.pk))
    context = {"round": found, "form": form, "event": None}
    return page(request, "events/form.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(queries.organised_by(request.user), pk=pk)
    if not request.user.has_perm("events.change_event", event):
        raise PermissionDenied
    request.programme = event.round.programme
    initial = {name: getattr(event, name) for name in [*FIELDS, "version"]}
    form = EventForm(event.round, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            changes = {name: form.cleaned_data[name] for name in FIELDS}
            _stay_near(request, Event(round=event.round, region=changes["region"]))
            event.version = form.cleaned_data["version"] or event.version
            actions.change(event, **changes, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return go_to(request, resolve_url("events:detail", event.pk))
    told = len(queries.to_be_told(event)) if event.state == EventState.PUBLISHED else 0
    context = {"round": event.round, "form": form, "event": event, "told": told}
    return page(request, "events/form.html", context, fragment="form")


def _stay_near(request: HttpRequest, event: Event) -> None:
    """An agent of one region sets up events there or for all, not in another one."""
    if not request.user.has_perm("events.create_event", event):
        raise Refused(_("Choose a region that you work in."))
