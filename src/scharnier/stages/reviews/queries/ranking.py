from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Round

from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.questions.models import Answer
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import reviewable
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews.models import Decision, EligibilityCheck, Review
from scharnier.stages.reviews.states import ReviewState


def scores_of(sheets: Iterable[int]) -> dict[int, dict[str, int | None]]:
    """Points by sheet and criterion, in one query."""
    found: dict[int, dict[str, int | None]] = {}
    rows = Answer.objects.filter(sheet__in=list(sheets)).values_list(
        "sheet_id", "question__key", "value"
    )
    for sheet, key, value in rows:
        found.setdefault(sheet, {})[key] = value
    return found


def _of_reviews(aggregate: object) -> Subquery:
    handed_in = Review.objects.filter(application=OuterRef("pk"), state=ReviewState.HANDED_IN)
    return Subquery(handed_in.order_by().values("application").annotate(it=aggregate).values("it"))


def ranked(applications: QuerySet[Application]) -> QuerySet:
    """With ``mean`` and ``spread`` (percent), ``reviews``, ``asked``, check and decision."""
    asked = Review.objects.filter(application=OuterRef("pk")).exclude(state=ReviewState.CONFLICTED)
    decision = Decision.objects.filter(application=OuterRef("pk"))
    check = EligibilityCheck.objects.filter(application=OuterRef("pk"))
    return applications.annotate(
        mean=Round(_of_reviews(Avg("percent")), 1),
        spread=_of_reviews(Max("percent") - Min("percent")),
        reviews=_of_reviews(Count("pk")),
        asked=Subquery(
            asked.order_by().values("application").annotate(it=Count("pk")).values("it")
        ),
        eligible=Subquery(check.values("is_eligible")[:1]),
        outcome=Subquery(decision.values("outcome")[:1]),
        decision_state=Subquery(decision.values("state")[:1]),
        place_on_list=Subquery(decision.values("rank")[:1]),
    )


@dataclass(frozen=True)
class Standing:
    """How ready a ranking is: ``unread`` have no mean yet, ``unfinished`` lack a review."""

    total: int
    unread: int
    unfinished: int


def standing_of(round: ProgrammeRound, side: str) -> Standing:
    """Over what is still in the running on one side, in one query."""
    rows = (
        ranked(reviewable(round, Side(side)))
        .exclude(eligible=False)
        .values_list("reviews", "asked")
    )
    numbers = [(reviews or 0, asked or 0) for reviews, asked in rows]
    return Standing(
        total=len(numbers),
        unread=sum(reviews == 0 for reviews, _asked in numbers),
        unfinished=sum(reviews < asked for reviews, asked in numbers),
    )


def ranks(applications: QuerySet[Application]) -> dict[int, int]:
    """The rank of every eligible application that has been scored; equal means share a rank."""
    rows = (
        ranked(applications)
        .filter(mean__isnull=False)
        .exclude(eligible=False)
        .order_by(F("mean").desc(), "number_key", "pk")
        .values_list("pk", "mean")
    )
    found: dict[int, int] = {}
    previous, rank = None, 0
    for index, (pk, mean) in enumerate(rows, start=1):
        rank = rank if mean == previous else index
        found[pk], previous = rank, mean
    return found
