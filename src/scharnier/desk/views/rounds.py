import csv
import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from scharnier.desk.forms import StepForm
from scharnier.desk.money import money_of
from scharnier.desk.progress import figures_of
from scharnier.desk.steps import STEPS
from scharnier.desk.tasks import steps_in
from scharnier.foundation import clock
from scharnier.foundation.programmes import queries as programmes
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web.pages import go_to, page


def _find(request: HttpRequest, pk: int) -> ProgrammeRound:
    visible = programmes.rounds_for(request.user, Role.LEAD, Role.AGENT, Role.OBSERVER)
    round = get_object_or_404(visible, pk=pk)
    request.programme = round.programme
    return round


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The rounds of this person's programmes, the latest first."""
    visible = programmes.rounds_for(request.user, Role.LEAD, Role.AGENT, Role.OBSERVER)
    if not visible.exists() and not request.user.has_perm("programmes.view_round"):
        raise PermissionDenied
    context = {"area": _("Programme"), "rounds": visible.order_by("-starts_on", "-pk")}
    return page(request, "desk/rounds.html", context)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A round at a glance: the stages in their order, figures, and the next step between two."""
    round = _find(request, pk)
    may_step = request.user.has_perm("programmes.change_round", round)
    context = {
        "area": _("Programme"),
        "round": round,
        "stages": figures_of(round, request.user),
        "may_step": may_step,
        "tasks": steps_in(round, request.user),
        "money": money_of([round], person=request.user)[0],
        "entries": entries_for(round)[:10],
    }
    return page(request, "desk/round.html", context)


@require_GET
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """The money of a round by region, for the funder's own sheets."""
    round = _find(request, pk)
    found = money_of([round], person=request.user)[0]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="geld-{round.pk}.csv"'
    answer.write("\ufeff")
    sheet = csv.writer(answer, delimiter=";")
    sheet.writerow(
        [_("Region"), _("Awarded"), pgettext("money", "Planned"), pgettext("money", "Handed in"),
         pgettext("money", "Accepted"), _("Of which funder's share"), _("Currency")]
    )  # fmt: skip
    for row in [*found.regions, found.total]:
        sums = row.sums
        cents = (sums.awarded, sums.planned, sums.handed_in, sums.accepted, row.share)
        sheet.writerow(
            [row.name, *(f"{one // 100},{one % 100:02d}" for one in cents), round.currency]
        )
    return answer


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A step between two stages: says what it will do and whom it writes to, then does it."""
    round = _find(request, pk)
    if not request.user.has_perm("programmes.change_round", round):
        raise PermissionDenied
    if name not in STEPS:
        raise Http404
    chosen = STEPS[name]
    form = StepForm(
        request.POST if request.method == "POST" else None,
        asks_for_day=chosen.day_label,
        initial={"day": _in_two_weeks()},
    )
    if form.is_valid():
        try:
            result = chosen.run(round, form.cleaned_data.get("day"), request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, result)
            return go_to(request, reverse("desk:round", args=[round.pk]))
    context = {"area": str(round), "round": round, "step": chosen, "form": form}
    return page(request, "desk/step.html", context, fragment="form")


def _in_two_weeks() -> dt.date:
    return clock.today() + dt.timedelta(days=14)
