from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from scharnier.foundation.states import ScharnierError
from scharnier.foundation.trail.queries import entries_for
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Call
from scharnier.stages.reviews import actions, mails, queries
from scharnier.stages.reviews.forms import AssignForm, ConflictForm, DecideForm
from scharnier.stages.reviews.models import ConflictOfInterest, Decision, Review
from scharnier.stages.reviews.views.access import application_for, round_for

TRAIL_LENGTH = 20


@require_GET
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one application in the selection: check, reviews, decision, trail."""
    found = application_for(request, pk)
    decision = queries.decision_of(found)
    form = DecideForm(initial=_initial(decision))
    return page(request, "reviews/application.html", _context(request, found, decision, form))


def _initial(decision: Decision | None) -> dict:
    return {"outcome": decision.outcome, "reason": decision.reason} if decision else {}


def _context(
    request: HttpRequest, found: Application, decision: Decision | None, form: DecideForm
) -> dict:
    rubric = queries.rubric_of(found.round, found.side)
    criteria = queries.criteria_of(rubric) if rubric else []
    reviews = list(
        Review.objects.filter(application=found).select_related("reviewer").order_by("pk")
    )
    points = queries.scores_of([review.sheet_id for review in reviews])
    may_decide = request.user.has_perm("reviews.release_decisions", found.round)
    return {
        "application": found,
        "round": found.round,
        "reading": queries.reading_of(found, blind=False),
        "check": queries.check_of(found),
        "decision": decision,
        "lines": [
            {
                "review": review,
                "points": [
                    (str(c.label), points.get(review.sheet_id, {}).get(c.key)) for c in criteria
                ],
            }
            for review in reviews
        ],
        "conflicts": ConflictOfInterest.objects.filter(application=found).select_related("person"),
        "form": form,
        "assign_form": AssignForm(candidates=queries.candidates(found)) if may_decide else None,
        "may_decide": may_decide,
        "entries": entries_for(found)[:TRAIL_LENGTH],
    }


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = application_for(request, pk, "reviews.decide_application")
    decision = queries.decision_of(found)
    form = DecideForm(request.POST or None, initial=_initial(decision))
    if form.is_valid():
        try:
            actions.decide(found, **form.cleaned_data, by=request.user)
        except ScharnierError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The decision is prepared. Nobody is told before the release.")
            )
            return go_to(request, reverse("reviews:application", args=[found.pk]))
    context = _context(request, found, decision, form)
    return page(request, "reviews/application.html", context, fragment="decide")


@require_http_methods(["GET", "POST"])
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, with the mail that will be sent."""
    found = application_for(request, pk, "reviews.decide_application")
    if request.method == "POST":
        with refusals_told(request):
            actions.promote(found, by=request.user)
            messages.success(request, _("%(application)s takes part now.") % {"application": found})
        return go_to(request, reverse("reviews:application", args=[found.pk]))
    decision = queries.decision_of(found)
    context = {
        "application": found,
        "round": found.round,
        "recipients": [str(person) for person in mails.recipients_of(found)],
        "mail": mails.preview(decision, template="reviews_promoted") if decision else None,
    }
    return page(request, "reviews/promote.html", context)


@require_http_methods(["GET", "POST"])
def declare_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """A lead or an agent who must not see this application says so, and no longer does."""
    found = application_for(request, pk)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.declare_conflict(found, person=request.user, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. Others decide about this application."))
        return go_to(request, reverse("reviews:round", args=[found.round.pk]))
    context = {"application": found, "round": found.round, "form": form}
    return page(request, "reviews/organiser_conflict.html", context, fragment="form")


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows who will be told what, with the first mail of each kind; then all at once."""
    round = round_for(request, pk, "reviews.release_decisions")
    if request.method == "POST":
        with refusals_told(request):
            number = actions.release(round, by=request.user)
            said = ngettext(
                "%(number)d decision is released.", "%(number)d decisions are released.", number
            )
            messages.success(request, said % {"number": number})
        return go_to(request, reverse("reviews:release", args=[round.pk]))
    held = queries.held_letters(round)
    call = Call.objects.filter(round=round).first()
    context = {
        "held": held,
        "tone": "warn" if held else "good",
        "is_open": call is not None and call.is_open,
    }
    return page(request, "reviews/release.html", _release_context(round) | context)


def _release_context(round: object) -> dict:
    waiting = list(queries.prepared(round))
    groups = []
    for outcome in Decision.Outcome:
        decisions = [decision for decision in waiting if decision.outcome == outcome]
        if decisions:
            groups.append(
                {
                    "label": outcome.label,
                    "number": len(decisions),
                    "recipients": mails.recipients(decisions),
                    "mail": mails.preview(decisions[0]),
                }
            )
    return {
        "round": round,
        "groups": groups,
        "number": len(waiting),
        "undecided": queries.undecided(round),
        "unread": queries.unread(round) if waiting else 0,
        "told": queries.told(round),
    }
