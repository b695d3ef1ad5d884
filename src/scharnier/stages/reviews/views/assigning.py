from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.reviews import actions, mails, queries, spreading
from scharnier.stages.reviews.forms import AssignForm
from scharnier.stages.reviews.models import Review
from scharnier.stages.reviews.views.access import application_for, round_for


@require_http_methods(["GET", "POST"])
def spread(request: HttpRequest, pk: int) -> HttpResponse:
    """How the work is shared; the button fills what is missing, evenly and without conflicts."""
    round = round_for(request, pk, "reviews.assign_reviewer")
    places = queries.open_places(round)
    pairs = spreading.evenly(
        places.cases,
        places.reviewers,
        per_case=round.reviewers_per_application,
        existing=places.existing,
        forbidden=places.forbidden,
    )
    if request.method == "POST":
        return _spread(request, round, pairs)
    wanted = len(places.cases) * round.reviewers_per_application
    context = {
        "round": round,
        "workload": queries.workload(round),
        "cases": len(places.cases),
        "new": len(pairs),
        "short": max(0, wanted - len(places.existing) - len(pairs)),
        "open": len(places.existing),
        "told": mails.last_asked(round),
    }
    return page(request, "reviews/spread.html", context)


def _spread(request: HttpRequest, round: object, pairs: list) -> HttpResponse:
    with refusals_told(request):
        number = actions.assign_pairs(round, pairs=pairs, by=request.user)
        said = ngettext(
            "%(number)d review is assigned.", "%(number)d reviews are assigned.", number
        )
        messages.success(request, said % {"number": number})
    return go_to(request, reverse("reviews:spread", args=[round.pk]))


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    round = round_for(request, pk, "reviews.assign_reviewer")
    number = actions.invite(round, by=request.user)
    said = ngettext("%(number)d reviewer gets a mail.", "%(number)d reviewers get a mail.", number)
    messages.success(request, said % {"number": number})
    return go_to(request, reverse("reviews:spread", args=[round.pk]))


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_for(request, pk)
    round_for(request, application.round.pk, "reviews.assign_reviewer")
    form = AssignForm(request.POST, candidates=queries.candidates(application))
    if form.is_valid():
        with refusals_told(request):
            actions.assign(application, **form.cleaned_data, by=request.user)
            reviewer = form.cleaned_data["reviewer"]
            messages.success(request, _("%(reviewer)s reviews it.") % {"reviewer": reviewer})
    else:
        messages.error(request, _("Choose a reviewer from the list."))
    return go_to(request, reverse("reviews:application", args=[application.pk]))


@require_POST
def unassign(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(
        Review.objects.select_related("reviewer", "sheet", "application"), pk=pk
    )
    application = application_for(request, review.application_id)
    round_for(request, application.round.pk, "reviews.assign_reviewer")
    with refusals_told(request):
        actions.unassign(review, by=request.user)
        messages.success(
            request, _("%(reviewer)s no longer reviews it.") % {"reviewer": review.reviewer}
        )
    return go_to(request, reverse("reviews:application", args=[application.pk]))
