from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation import clock
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.forms.words import first_said
from scharnier.foundation.web.pages import UNPROCESSABLE, go_to, page, refusals_told
from scharnier.stages.reviews import actions, queries
from scharnier.stages.reviews.forms import ConflictForm, ScoreForm
from scharnier.stages.reviews.models import Review
from scharnier.stages.reviews.states import ReviewState
from scharnier.stages.reviews.views.access import review_for
from scharnier.stages.reviews.views.criteria import criteria_with, spread_of
from scharnier.stages.reviews.views.tables import QUEUE


@require_GET
def queue(request: HttpRequest) -> HttpResponseBase:
    rows = queries.queue_of(request.user)
    return QUEUE.respond(
        request, rows, "reviews/queue.html", {"progress": queries.progress_of(request.user)}
    )


@require_GET
def next_one(request: HttpRequest) -> HttpResponse:
    waiting = queries.next_review(request.user)
    if waiting is None:
        messages.success(request, _("You have reviewed everything. Thank you."))
        return redirect("reviews:queue")
    return redirect("reviews:review", waiting.pk)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """First the question of interest, then the application beside the criteria."""
    found = review_for(request, pk)
    if found.state == ReviewState.ASSIGNED:
        return page(request, "reviews/interest.html", _opening(request, found))
    return page(request, "reviews/review.html", _context(request, found), fragment="scores")


def _title(review: Review) -> str:
    """The name, or the number where nobody is to know whom it is about."""
    application = review.application
    return (application.number or "") if review.round.blind_review else application.name


def _opening(request: HttpRequest, review: Review) -> dict:
    """Enough to recognise whom it is about, nothing to judge."""
    blind = review.round.blind_review
    application = review.application
    return {
        "key": review.pk,
        "title": _title(review),
        "place": "" if blind else application.municipality,
        "side": application.get_side_display(),
        "progress": queries.progress_of(request.user),
        "blind": blind,
        "form": ConflictForm(),
    }


def _context(request: HttpRequest, review: Review, typed: ScoreForm | None = None) -> dict:
    """The page of a review, with what was just typed in place of what is saved."""
    rubric = queries.rubric_of(review.round, review.application.side)
    criteria = queries.criteria_of(rubric)
    others = queries.others_of(review, criteria)
    own = queries.scores_of([review.sheet_id]).get(review.sheet_id, {})
    if typed:
        own |= typed.cleaned_data["points"]
    rows = criteria_with(criteria, own, rubric.scale_max, others)
    form = typed or ScoreForm(
        initial={"comment": review.comment}, criteria=criteria, highest=rubric.scale_max
    )
    if review.state == ReviewState.HANDED_IN:
        form.fields["comment"].widget.attrs["readonly"] = True
    return {
        "key": review.pk,
        "reading": queries.reading_of(
            review.application, blind=review.round.blind_review, judging=True
        ),
        "criteria": rows,
        "open": sum(row.points is None for row in rows),
        "form": form,
        "percent": review.percent,
        "state": review.state,
        "others": others,
        "spread": spread_of(rows, flagged=review.round.jury_spread_flagged),
        "progress": queries.progress_of(request.user),
    }


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    found = review_for(request, pk)
    with refusals_told(request):
        actions.begin(found, by=request.user)
    return go_to(request, found)


@require_POST
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was just tapped; htmx gets the time, a browser without it the page."""
    found = review_for(request, pk)
    if not request.user.has_perm("reviews.score_review", found):
        raise PermissionDenied
    form = _sent(request, found)
    refusal = first_said(form) if not form.is_valid() else _save(request, found, form)
    if request.htmx:
        context = _context(request, found) | {"saved_at": clock.now(), "refusal": refusal}
        status = UNPROCESSABLE if refusal else None
        return page(request, "reviews/review.html", context, fragment="saved", status=status)
    if form.errors:
        return _typed_again(request, found, form)
    if refusal:
        messages.error(request, refusal)
    return go_to(request, found)


def _sent(request: HttpRequest, review: Review) -> ScoreForm:
    rubric = queries.rubric_of(review.round, review.application.side)
    return ScoreForm(request.POST, criteria=queries.criteria_of(rubric), highest=rubric.scale_max)


def _save(request: HttpRequest, review: Review, form: ScoreForm) -> str:
    """Writes the points of a valid form; returns why not, if something stood in the way."""
    try:
        actions.score(review, **form.cleaned_data, by=request.user)
    except ScharnierError as refusal:
        return str(refusal)
    return ""


def _typed_again(request: HttpRequest, review: Review, form: ScoreForm) -> HttpResponse:
    """The same page with every point and word that was sent, and what to do about it."""
    return page(request, "reviews/review.html", _context(request, review, form))


@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    found = review_for(request, pk)
    if not request.user.has_perm("reviews.score_review", found):
        raise PermissionDenied
    form = _sent(request, found)
    if not form.is_valid():
        return _typed_again(request, found, form)
    refusal = _save(request, found, form)
    if not refusal:
        try:
            actions.hand_in(found, by=request.user)
        except ScharnierError as error:
            refusal = str(error)
    if refusal:
        messages.error(request, refusal)
        return go_to(request, found)
    following = queries.next_review(request.user, after=found)
    if following and "next" in request.POST:
        messages.success(request, _("%(title)s is handed in.") % {"title": _title(found)})
        return go_to(request, following)
    messages.success(request, _("Your review is handed in. Below you see what others gave."))
    return go_to(request, found)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = review_for(request, pk)
    with refusals_told(request):
        actions.take_back(found, by=request.user)
    return go_to(request, found)


@require_http_methods(["GET", "POST"])
def declare_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    found = review_for(request, pk)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.declare_conflict(
            found.application, person=request.user, **form.cleaned_data, by=request.user
        )
        messages.success(request, _("Thank you. You neither read nor judge this application."))
        return go_to(request, reverse("reviews:next"))
    return page(
        request, "reviews/conflict.html", _opening(request, found) | {"form": form}, fragment="form"
    )
