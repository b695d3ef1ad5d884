from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web import pieces
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Column, Filter, Table
from scharnier.foundation.web.twice import made_once
from scharnier.stages.jury import actions, mails, ordering, queries
from scharnier.stages.jury.forms import AddCasesForm, ChangeDayForm, ConveneForm, InviteForm
from scharnier.stages.jury.models import JuryDay, Seat
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.jury.views.access import case_for, day_for

TRAIL_LENGTH = 20

DAYS = Table(
    "days",
    caption=gettext_lazy("Jury days"),
    columns=[
        Column("held_on", gettext_lazy("Day"), sort="held_on", place="main", link=True),
        Column("round", gettext_lazy("Round"), sort="round__starts_on", place="sub"),
        Column(
            "region",
            gettext_lazy("Region"),
            sort="region__slug",
            value=lambda row: str(row.region or _("All regions")),
            priority=2,
        ),
        Column(
            "state",
            gettext_lazy("State"),
            sort="state",
            value=lambda row: row.get_state_display(),
            cell=pieces.state,
            place="status",
        ),
    ],
    filters=[Filter("state", gettext_lazy("State"), JuryDayState.choices)],
    order="-held_on",
    empty=(
        gettext_lazy("No jury day yet."),
        gettext_lazy("When the jury is called together, the day stands here."),
    ),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponseBase:
    may_convene = queries.rounds_to_convene(request.user).exists()
    rows = queries.visible_to(request.user)
    return DAYS.respond(request, rows, "jury/listing.html", {"may_convene": may_convene})


@require_http_methods(["GET", "POST"])
@made_once
def convene(request: HttpRequest) -> HttpResponse:
    rounds = queries.rounds_to_convene(request.user)
    if not rounds.exists():
        raise PermissionDenied
    form = ConveneForm(request.POST or None, rounds=rounds)
    if form.is_valid():
        made = actions.convene(**form.cleaned_data, by=request.user)
        messages.success(request, _("The jury day is planned. Add the teams and the jurors."))
        return go_to(request, made)
    return page(request, "jury/convene.html", {"form": form}, fragment="form")


@require_GET
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """The day for who runs it; a juror goes on to their seat."""
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not request.user.has_perm("jury.run_day", found):
        return redirect("jury:juror", found.pk)
    request.programme = found.round.programme
    return page(request, "jury/day.html", _context(request, found))


def _context(request: HttpRequest, found: JuryDay) -> dict:
    cases = list(queries.cases_of(found))
    hearable = queries.hearable(found)
    biases = queries.biases_by_case(found)
    return {
        "day": found,
        "rows": [{"case": case, "biases": biases.get(case.pk, [])} for case in cases],
        "seats": found.seats.select_related("person").order_by("pk"),
        "changes": ordering.changes([c.pk for c in cases], _biased(biases)),
        "invite_form": InviteForm(),
        "case_form": AddCasesForm(hearable=hearable) if hearable.exists() else None,
        "is_planned": found.state == JuryDayState.PLANNED,
        "may_lead": request.user.has_perm("jury.lead_day", found),
        "entries": entries_for(found)[:TRAIL_LENGTH],
    }


def _biased(biases: dict) -> dict[int, frozenset[int]]:
    return {case: frozenset(bias.seat_id for bias in found) for case, found in biases.items()}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = day_for(request, pk, "jury.lead_day")
    form = ChangeDayForm(request.POST or None, day=found, criteria=queries.criteria_of(found))
    if form.is_valid():
        try:
            actions.change_day(found, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The jury day is changed."))
            return go_to(request, found)
    return page(request, "jury/change.html", {"day": found, "form": form}, fragment="form")


@require_POST
@made_once
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    found = day_for(request, pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        made = actions.invite(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("%(juror)s has a seat.") % {"juror": made.person})
    else:
        messages.error(request, _("A seat needs a name and an e-mail address."))
    return go_to(request, found)


@require_POST
def unseat(request: HttpRequest, pk: int) -> HttpResponse:
    seat = get_object_or_404(Seat.objects.select_related("person", "jury_day__round"), pk=pk)
    found = day_for(request, seat.jury_day_id)
    return _done(
        request, found, lambda: actions.unseat(seat, by=request.user), _("The seat is free again.")
    )


def _done(
    request: HttpRequest, found: JuryDay, act: Callable[[], object], said: str
) -> HttpResponse:
    with refusals_told(request):
        act()
        messages.success(request, said)
    return go_to(request, found)


@require_http_methods(["GET", "POST"])
def tell_jurors(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows who will get which mail; then all at once."""
    found = day_for(request, pk)
    if request.method == "POST":
        number = actions.tell_jurors(found, by=request.user)
        said = ngettext("%(number)d juror gets a mail.", "%(number)d jurors get a mail.", number)
        messages.success(request, said % {"number": number})
        return go_to(request, found)
    seats = list(found.seats.select_related("person").order_by("pk"))
    context = {
        "day": found,
        "recipients": [f"{seat} – {seat.person.email or '–'}" for seat in seats],
        "mail": mails.preview_invitation(seats[0], day=found) if seats else None,
    }
    return page(request, "jury/tell_jurors.html", context)


@require_POST
def add_case(request: HttpRequest, pk: int) -> HttpResponse:
    found = day_for(request, pk)
    if "all" in request.POST:
        return _add_all(request, found)
    form = AddCasesForm(request.POST, hearable=queries.hearable(found))
    if not form.is_valid():
        messages.error(request, _("Choose a team from the list."))
        return go_to(request, found)
    challenge = form.cleaned_data["challenge"]
    return _done(
        request,
        found,
        lambda: actions.add_case(found, challenge=challenge, by=request.user),
        _("%(challenge)s is on the list.") % {"challenge": challenge},
    )


def _add_all(request: HttpRequest, found: JuryDay) -> HttpResponse:
    return _done(
        request,
        found,
        lambda: actions.add_cases(found, challenges=queries.hearable(found), by=request.user),
        _("All challenges that were handed in are on the list."),
    )


@require_POST
def drop_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_for(request, pk, "jury.view_case")
    found = day_for(request, case.jury_day_id)
    return _done(
        request,
        found,
        lambda: actions.drop_case(case, by=request.user),
        _("The team is off the list."),
    )


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """One case a place up or down, or all so that biased jurors move least."""
    found = day_for(request, pk)
    order = [case.pk for case in queries.cases_of(found)]
    if "best" in request.POST:
        order = ordering.fewest_changes(order, _biased(queries.biases_by_case(found)))
    else:
        order = _moved(order, request.POST.get("up", ""), request.POST.get("down", ""))
    return _done(
        request,
        found,
        lambda: actions.arrange(found, order=order, by=request.user),
        _("The order of pitches is changed."),
    )


def _moved(order: list[int], up: str, down: str) -> list[int]:
    key, step = (up, -1) if up else (down, 1)
    if not key.isdigit() or int(key) not in order:
        return order
    here = order.index(int(key))
    there = max(0, min(len(order) - 1, here + step))
    order[here], order[there] = order[there], order[here]
    return order
