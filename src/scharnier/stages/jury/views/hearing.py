"""The moderator: calls the teams in, opens and closes the scoring, sees what has arrived."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.jury.views.access import case_for, day_for


@require_GET
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    day = day_for(request, pk)
    cases = list(queries.cases_of(day))
    current = max(
        (case for case in cases if case.called_at),
        key=lambda case: (case.called_at, case.pk),
        default=None,
    )
    is_open = day.state == JuryDayState.OPEN
    context = {
        "day": day,
        "cases": cases,
        "current": current,
        "lights": queries.lights_of(current) if current else None,
        "gap": next(iter(queries.gaps_of(day, [current])), None) if is_open and current else None,
        "following": next((case for case in cases if case.called_at is None), None),
        "is_open": is_open,
        "may_open": day.state in {JuryDayState.PLANNED, JuryDayState.DELIBERATING},
        "shows_results": day.state in {JuryDayState.DELIBERATING, JuryDayState.RELEASED},
    }
    return page(request, "jury/moderate.html", context, fragment="now")


def _act(request: HttpRequest, day: JuryDay, act: Callable[[], object], said: str) -> HttpResponse:
    with refusals_told(request):
        act()
        messages.success(request, said)
    return go_to(request, reverse("jury:moderate", args=[day.pk]))


@require_POST
def open_scoring(request: HttpRequest, pk: int) -> HttpResponse:
    day = day_for(request, pk)
    return _act(
        request,
        day,
        lambda: actions.open_scoring(day, by=request.user),
        _("The jurors can give points now."),
    )


@require_POST
def deliberate(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the scoring; if points are missing, says first whose."""
    day = day_for(request, pk)
    gaps = queries.gaps_of(day, queries.cases_of(day)) if day.state == JuryDayState.OPEN else []
    if gaps and "seen" not in request.POST:
        return page(request, "jury/close.html", {"day": day, "gaps": gaps})
    return _act(
        request,
        day,
        lambda: actions.deliberate(day, by=request.user),
        _("The scoring is closed. The jury deliberates."),
    )


@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_for(request, pk, "jury.view_case")
    day = day_for(request, case.jury_day_id)
    return _act(
        request,
        day,
        lambda: actions.call(case, by=request.user),
        _("%(case)s is called in.") % {"case": case.name},
    )
