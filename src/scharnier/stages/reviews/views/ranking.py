from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.tables import Bulk, Column, Table
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import reviewable
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews import actions, queries
from scharnier.stages.reviews.forms import DecideManyForm, DecideRankingForm
from scharnier.stages.reviews.views import tables
from scharnier.stages.reviews.views.access import round_for

Outcome = tables.Outcome


def _table(round: object, side: str, *, may_decide: bool) -> Table:
    """Ranks are those of the whole list, whatever is filtered."""
    ranks = queries.ranks(reviewable(round, side))
    limit = 100 * round.jury_spread_flagged / round.jury_scale_max

    def flagged(row: Application) -> str:
        if row.spread is None or not row.reviews or row.reviews < 2:
            return ""
        words = f"{row.spread:.0f}"
        return _("%(spread)s, please discuss") % {"spread": words} if row.spread >= limit else words

    columns = [
        Column(
            "rank",
            gettext_lazy("Rank"),
            sort=["-mean", "number_key"],
            value=lambda row: ranks.get(row.pk),
            numeric=True,
        ),
        tables.NUMBER,
        tables.NAME,
        tables.DISTRICT,
        tables.MEAN,
        Column("spread", gettext_lazy("Spread"), sort="spread", value=flagged),
        tables.DONE,
        tables.DECISION,
    ]
    return Table(
        "ranking",
        caption=gettext_lazy("Ranking"),
        columns=columns,
        search=["number", "name", "municipality"],
        filters=[tables.DISTRICTS, tables.BY_DECISION],
        bulk=_buttons(round) if may_decide else (),
        order="rank",
        empty=(
            gettext_lazy("No ranking yet."),
            gettext_lazy("As soon as the first review is handed in, the ranking stands here."),
        ),
    )


def _buttons(round: object) -> list[Bulk]:
    words = {
        Outcome.ACCEPTED: (gettext_lazy("Accept"), "circle-check"),
        Outcome.WAITLISTED: (gettext_lazy("Put on the waiting list"), "clock"),
        Outcome.REJECTED: (gettext_lazy("Reject"), "circle-x"),
    }
    return [
        Bulk(label, reverse("reviews:decide_many", args=[round.pk, outcome]), icon)
        for outcome, (label, icon) in words.items()
    ]


@require_GET
def ranking(request: HttpRequest, pk: int, side: str) -> HttpResponseBase:
    round = round_for(request, pk)
    if side not in Side:
        raise Http404
    may_decide = request.user.has_perm("reviews.release_decisions", round)
    visible = queries.visible_to(request.user).filter(call__round=round, side=side)
    rows = queries.ranked(visible).exclude(eligible=False)
    standing = queries.standing_of(round, side)
    context = {
        "round": round,
        "standing": standing,
        "side": Side(side),
        "sides": [(one.value, one.label) for one in Side],
        "form": DecideRankingForm(),
        "may_decide": may_decide,
    }
    return _table(round, side, may_decide=may_decide).respond(
        request, rows, "reviews/ranking.html", context
    )


@require_POST
def decide_ranking(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    round = round_for(request, pk, "reviews.release_decisions")
    if side not in Side:
        raise Http404
    form = DecideRankingForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            number = actions.decide_ranking(round, side=side, **form.cleaned_data, by=request.user)
            left = queries.standing_of(round, side).unread
            messages.success(request, f"{_prepared(number)} {_left_open(left)}".strip())
    else:
        messages.error(request, _("Write two numbers: how many take part, and how many wait."))
    return go_to(request, reverse("reviews:ranking", args=[round.pk, side]))


def _prepared(number: int) -> str:
    said = ngettext(
        "%(number)d decision is prepared. Nobody is told before you release it.",
        "%(number)d decisions are prepared. Nobody is told before you release them.",
        number,
    )
    return said % {"number": number}


def _left_open(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(number)d without a mean stays open.", "%(number)d without a mean stay open.", number
    )
    return said % {"number": number}


@require_POST
def decide_many(request: HttpRequest, pk: int, outcome: str) -> HttpResponse:
    """The selected rows: asked once more, with the reason if it is a rejection."""
    round = round_for(request, pk, "reviews.release_decisions")
    if outcome not in Outcome:
        raise Http404
    keys = [key for key in request.POST.getlist("selected") if key.isdigit()]
    chosen = list(queries.visible_to(request.user).filter(call__round=round, pk__in=keys))
    is_confirmed = "confirmed" in request.POST
    form = DecideManyForm(request.POST if is_confirmed else None, initial={"outcome": outcome})
    if chosen and form.is_valid():
        try:
            number = actions.decide_many(chosen, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _prepared(number))
            return go_to(request, reverse("reviews:ranking", args=[round.pk, chosen[0].side]))
    context = {"round": round, "chosen": chosen, "outcome": Outcome(outcome), "form": form}
    return page(request, "reviews/decide_many.html", context, fragment="form")
