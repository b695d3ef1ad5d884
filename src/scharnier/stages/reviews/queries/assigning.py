from dataclasses import dataclass

from django.db.models import Avg, Count, Q, QuerySet

from scharnier.foundation.organisations.models import Membership
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import queries as programmes
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.reviews.models import ConflictOfInterest, Review
from scharnier.stages.reviews.queries.checking import checked_applications
from scharnier.stages.reviews.states import ReviewState


@dataclass(frozen=True)
class Workload:
    """What one reviewer has to do in a round, and how strictly they judge (mean, percent)."""

    reviewer: Person
    assigned: int
    handed_in: int
    conflicts: int
    mean: float | None


@dataclass(frozen=True)
class OpenPlaces:
    """Facts for spreading: which cases want how many reviewers, who may, who already does."""

    cases: list[int]
    reviewers: list[int]
    existing: set[tuple[int, int]]
    forbidden: set[tuple[int, int]]


def candidates(application: Application) -> QuerySet[Person]:
    """Reviewers of the programme who have no conflict here and do not review it yet."""
    taken = Review.objects.filter(application=application)
    declared = ConflictOfInterest.objects.filter(application=application)
    applicants = Applicant.objects.filter(application=application)
    speakers = Membership.objects.filter(organisation=application.organisation_id or 0)
    return (
        programmes.people_with(Role.REVIEWER, application.round.programme)
        .exclude(pk__in=taken.values("reviewer"))
        .exclude(pk__in=declared.values("person"))
        .exclude(pk__in=applicants.values("person"))
        .exclude(pk__in=speakers.values("person"))
    )


def open_places(round: ProgrammeRound) -> OpenPlaces:
    """Everything that ``spreading.evenly`` needs, in six queries whatever the size."""
    eligible = checked_applications(round, eligible=True)
    reviewers = list(
        programmes.people_with(Role.REVIEWER, round.programme).values_list("pk", flat=True)
    )
    reviews = Review.objects.filter(application__call__round=round)
    existing = set(
        reviews.exclude(state=ReviewState.CONFLICTED).values_list("application", "reviewer")
    )
    gone = set(reviews.filter(state=ReviewState.CONFLICTED).values_list("application", "reviewer"))
    cases = list(eligible.order_by("number_key", "pk").values_list("pk", flat=True))
    return OpenPlaces(cases, reviewers, existing, gone | _forbidden(round, reviewers))


def _forbidden(round: ProgrammeRound, reviewers: list[int]) -> set[tuple[int, int]]:
    declared = ConflictOfInterest.objects.filter(application__call__round=round)
    applicants = Applicant.objects.filter(application__call__round=round, person__in=reviewers)
    organisations = dict.fromkeys(
        Membership.objects.filter(person__in=reviewers).values_list("organisation", "person")
    )
    of_organisation: dict[int, list[int]] = {}
    for organisation, person in organisations:
        of_organisation.setdefault(organisation, []).append(person)
    theirs = Application.objects.filter(call__round=round, organisation__in=of_organisation)
    return {
        *declared.values_list("application", "person"),
        *applicants.values_list("application", "person"),
        *(
            (pk, person)
            for pk, organisation in theirs.values_list("pk", "organisation")
            for person in of_organisation[organisation]
        ),
    }


def workload(round: ProgrammeRound) -> list[Workload]:
    """One line a reviewer, whether they have something to do or not."""
    done = Q(state=ReviewState.HANDED_IN)
    conflicted = Q(state=ReviewState.CONFLICTED)
    rows = (
        Review.objects.filter(application__call__round=round)
        .order_by()
        .values("reviewer")
        .annotate(
            assigned=Count("pk", filter=~conflicted),
            handed_in=Count("pk", filter=done),
            conflicts=Count("pk", filter=conflicted),
            mean=Avg("percent", filter=done),
        )
    )
    by_person = {
        row["reviewer"]: {key: value for key, value in row.items() if key != "reviewer"}
        for row in rows
    }
    nothing = {"assigned": 0, "handed_in": 0, "conflicts": 0, "mean": None}
    return [
        Workload(reviewer=person, **by_person.get(person.pk, nothing))
        for person in programmes.people_with(Role.REVIEWER, round.programme)
    ]
