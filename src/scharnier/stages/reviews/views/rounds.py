from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import holds
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.twice import made_once
from scharnier.stages.reviews import actions, queries
from scharnier.stages.reviews.forms import ReasonForm
from scharnier.stages.reviews.models import EligibilityReason, Rubric
from scharnier.stages.reviews.views.access import round_for
from scharnier.stages.reviews.views.tables import APPLICATIONS, REASONS


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Reviewers go to their queue, organisers to their round, or choose one of several."""
    rounds = list(queries.rounds_for(request.user).order_by("-starts_on", "-pk"))
    if not rounds:
        if holds(request.user, Role.REVIEWER, None):
            return redirect("reviews:queue")
        if not holds(request.user, Role.LEAD, None):
            raise PermissionDenied
    if len(rounds) == 1:
        return redirect("reviews:round", rounds[0].pk)
    return page(request, "reviews/home.html", {"rounds": rounds})


@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    round = round_for(request, pk)
    visible = queries.visible_to(request.user)
    context = {
        "round": round,
        "counts": queries.counts_of(round, visible),
        "is_prepared": Rubric.objects.filter(round=round).exists(),
        "may_prepare": request.user.has_perm("reviews.prepare_round", round),
    }
    # A row needs nothing of its call: its round would be read again with every one.
    rows = queries.ranked(visible.filter(call__round=round).select_related(None))
    return APPLICATIONS.respond(request, rows, "reviews/round.html", context)


@require_POST
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    round = round_for(request, pk, "reviews.prepare_round")
    actions.prepare_round(round, by=request.user)
    messages.success(request, _("The points of the formal check and the rubrics are ready."))
    return go_to(request, reverse("reviews:round", args=[round.pk]))


@require_GET
def reasons(request: HttpRequest, pk: int) -> HttpResponseBase:
    round = round_for(request, pk)
    may_prepare = request.user.has_perm("reviews.prepare_round", round)
    rows = EligibilityReason.objects.filter(round=round).annotate(may_change=Value(may_prepare))
    context = {"round": round, "may_prepare": may_prepare}
    return REASONS.respond(request, rows, "reviews/reasons.html", context)


@require_http_methods(["GET", "POST"])
@made_once
def add_reason(request: HttpRequest, pk: int) -> HttpResponse:
    round = round_for(request, pk, "reviews.prepare_round")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_reason(round, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The point is part of the formal check now."))
            return go_to(request, reverse("reviews:reasons", args=[round.pk]))
    return page(request, "reviews/reason.html", {"round": round, "form": form}, fragment="form")


def _reason_for(request: HttpRequest, pk: int) -> EligibilityReason:
    reason = get_object_or_404(EligibilityReason.objects.select_related("round__programme"), pk=pk)
    round_for(request, reason.round_id, "reviews.prepare_round")
    return reason


@require_http_methods(["GET", "POST"])
def change_reason(request: HttpRequest, pk: int) -> HttpResponse:
    reason = _reason_for(request, pk)
    initial = {"side": reason.side, "title": reason.title, "sentence": reason.sentence}
    form = ReasonForm(request.POST or None, initial=initial, is_new=False)
    if form.is_valid():
        actions.change_reason(reason, **form.cleaned_data, by=request.user)
        messages.success(request, _("The point is changed."))
        return go_to(request, reverse("reviews:reasons", args=[reason.round_id]))
    context = {"round": reason.round, "reason": reason, "form": form}
    return page(request, "reviews/reason.html", context, fragment="form")


@require_POST
def drop_reason(request: HttpRequest, pk: int) -> HttpResponse:
    reason = _reason_for(request, pk)
    with refusals_told(request):
        actions.drop_reason(reason, by=request.user)
        messages.success(request, _("The point is gone."))
    return go_to(request, reverse("reviews:reasons", args=[reason.round_id]))
