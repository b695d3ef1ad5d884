from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.pages import go_to, page
from scharnier.stages.applications.queries import latest_answers
from scharnier.stages.reviews import actions, queries
from scharnier.stages.reviews.forms import CheckForm
from scharnier.stages.reviews.views.access import application_for, round_for


@require_GET
def next_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The first that nobody has checked, or the round if all are."""
    round = round_for(request, pk)
    waiting = queries.next_to_check(request.user, round)
    if waiting is None:
        messages.success(request, _("All applications are checked."))
        return redirect("reviews:round", round.pk)
    return redirect("reviews:check", waiting.pk)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_for(request, pk, "reviews.check_application")
    points = list(queries.reasons_for(application.round, application.side))
    found = queries.check_of(application)
    initial = {"reasons": found.reasons, "note": found.note} if found else {}
    form = CheckForm(request.POST or None, points=points, initial=initial)
    if form.is_valid():
        try:
            actions.check(application, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(application)s is checked.") % {"application": application}
            )
            return go_to(request, reverse("reviews:next_check", args=[application.round.pk]))
    context = {
        "application": application,
        "round": application.round,
        "reading": queries.reading_of(application, blind=False),
        "facts": queries.facts_of(application, latest_answers(application)),
        "check": found,
        "counts": queries.counts_of(application.round, queries.visible_to(request.user)),
        "form": form,
    }
    return page(request, "reviews/check.html", context, fragment="form")
