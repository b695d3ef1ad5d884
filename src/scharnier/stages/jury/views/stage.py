"""The projector: a name, the time, one light a score; results step by step."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from scharnier.foundation import clock
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.jury.views.access import day_for

SECONDS_A_MINUTE = 60


@require_GET
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    day = day_for(request, pk)
    if day.state in {JuryDayState.DELIBERATING, JuryDayState.RELEASED}:
        return page(request, "jury/projector_results.html", _results(day), fragment="shown")
    cases = list(queries.cases_of(day))
    current = queries.current_case(day)
    following = next((case for case in cases if case.called_at is None), None)
    context = {
        "day": day,
        "case": current,
        "place": next((n for n, c in enumerate(cases, 1) if current and c.pk == current.pk), 0),
        "number": len(cases),
        "lights": queries.lights_of(current) if current else None,
        "time_left": _time_left(day, current.called_at) if current and current.called_at else "",
        "following": following,
    }
    return page(request, "jury/projector.html", context, fragment="shown")


def _time_left(day: JuryDay, called_at: dt.datetime) -> str:
    """“4:12”, and then that it is over: the whole room reads it, and a day may be looked at again."""
    gone = int((clock.now() - called_at).total_seconds())
    left = day.minutes_per_case * SECONDS_A_MINUTE - gone
    minutes, seconds = divmod(left, SECONDS_A_MINUTE)
    return f"{minutes}:{seconds:02d}" if left > 0 else _("Time is up")


def _results(day: JuryDay) -> dict:
    rows = [row for row in queries.results_of(day) if row.rank is not None]
    shown = rows[max(0, len(rows) - day.revealed) :] if day.revealed else []
    return {
        "day": day,
        "rows": shown,
        "hidden": len(rows) - len(shown),
        "jurors": day.seats.count(),
        "criteria": len(queries.criteria_of(day)),
    }


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The moderator's key: one more result, or none."""
    day = day_for(request, pk)
    number = 0 if "hide" in request.POST else day.revealed + 1
    with refusals_told(request):
        actions.reveal(day, number=number, by=request.user)
    return go_to(request, reverse("jury:moderate", args=[day.pk]))
