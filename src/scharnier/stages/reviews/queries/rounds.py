from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import queries as programmes
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews.models import Decision, EligibilityCheck, Review
from scharnier.stages.reviews.rules import conflicts_of
from scharnier.stages.reviews.states import DecisionState, ReviewState


def rounds_for(person: Person) -> QuerySet[ProgrammeRound]:
    """The rounds in which this person may look at checks, reviews and decisions."""
    return programmes.rounds_for(person, Role.LEAD, Role.AGENT)


def visible_to(person: Person) -> QuerySet[Application]:
    """The list twin of ``reviews.view_application``: what was handed in, within reach, no conflict."""
    reach = programmes.within_reach(
        person, Role.LEAD, Role.AGENT, round="call__round", district="district"
    )
    return (
        Application.objects.submitted()
        .filter(reach)
        .exclude(conflicts_of(person))
        .select_related("call__round__programme", "target_group")
    )


def waiting_by_round(person: Person) -> dict[int, tuple[int, int]]:
    """For each round, how many applications nobody has checked and how many decisions wait
    for release, in one query whatever the number of rounds."""
    checks = EligibilityCheck.objects.filter(application=OuterRef("pk"))
    decisions = Decision.objects.filter(application=OuterRef("pk"), state=DecisionState.PREPARED)
    rows = (
        visible_to(person)
        .order_by()
        .annotate(is_checked=Exists(checks), is_prepared=Exists(decisions))
        .values("call__round")
        .annotate(
            unchecked=Count("pk", filter=Q(is_checked=False)),
            prepared=Count("pk", filter=Q(is_prepared=True)),
        )
    )
    return {row["call__round"]: (row["unchecked"], row["prepared"]) for row in rows}


def counts_of(round: ProgrammeRound, applications: QuerySet[Application]) -> dict[str, int]:
    """How far the selection of a round is, in two queries: one number a step, over ``applications``."""
    here = applications.filter(call__round=round).order_by()
    checks = EligibilityCheck.objects.filter(application=OuterRef("pk"))
    decisions = Decision.objects.filter(application=OuterRef("pk"))
    marked = here.annotate(
        is_checked=Exists(checks),
        is_eligible=Exists(checks.filter(is_eligible=True)),
        is_decided=Exists(decisions),
        is_prepared=Exists(decisions.filter(state=DecisionState.PREPARED)),
    )
    of_applications = marked.aggregate(
        submitted=Count("pk"),
        checked=Count("pk", filter=Q(is_checked=True)),
        eligible=Count("pk", filter=Q(is_eligible=True)),
        decided=Count("pk", filter=Q(is_decided=True)),
        prepared=Count("pk", filter=Q(is_prepared=True)),
    )
    reviews = Review.objects.filter(application__in=here.values("pk")).exclude(
        state=ReviewState.CONFLICTED
    )
    of_reviews = reviews.aggregate(
        reviews=Count("pk"), handed_in=Count("pk", filter=Q(state=ReviewState.HANDED_IN))
    )
    return of_applications | of_reviews


def in_round(round: ProgrammeRound, side: str = "") -> Q:
    """Narrows applications to a round and, if given, to one side."""
    return Q(call__round=round, side=side) if side else Q(call__round=round)
