from collections import Counter

from django.db.models import Count, Q, QuerySet

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.programmes.queries import rounds_for
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.matching.models import Matching, Participant
from scharnier.stages.matching.rules import FORM_TEAMS
from scharnier.stages.matching.states import MatchingState
from scharnier.stages.reviews.models import Decision
from scharnier.stages.reviews.states import DecisionState


def matching_of(round: ProgrammeRound) -> Matching | None:
    return (
        Matching.objects.filter(round=round).select_related("round__programme", "kickoff").first()
    )


def matchings_for(person: Person) -> QuerySet[Matching]:
    """The matchings that this person may run, the latest round first."""
    return (
        Matching.objects.filter(round__in=rounds_for(person, *FORM_TEAMS))
        .select_related("round__programme", "kickoff")
        .order_by("-round__starts_on", "-pk")
    )


def expects(*, more_than: int) -> bool:
    """Whether so many take part in a matching that is not closed."""
    known = Participant.objects.exclude(matching__state=MatchingState.CLOSED)
    sizes = known.values("matching").annotate(number=Count("pk"))
    return sizes.filter(number__gt=more_than).exists()


def participants_of(matching: Matching) -> QuerySet[Participant]:
    """Everybody who takes part, with the number of their wishes, by side and number."""
    return (
        Participant.objects.filter(matching=matching)
        .select_related("application")
        .annotate(wish_count=Count("wishes_said"))
        .order_by("-side", "application__number_key", "pk")
    )


def attended(kickoff: Event | None, applications: list[Application]) -> set[int]:
    """The applications of which at least one person was at the kickoff."""
    if kickoff is None:
        return set()
    people = Registration.objects.filter(event=kickoff, attended_at__isnull=False).values("person")
    return set(
        Applicant.objects.filter(application__in=applications, person__in=people).values_list(
            "application", flat=True
        )
    )


def candidates(matching: Matching) -> QuerySet[Application]:
    """Applications that could join: accepted or waiting ones that do not take part yet."""
    decided = Decision.objects.filter(
        application__call__round=matching.round_id,
        outcome__in=[Decision.Outcome.ACCEPTED, Decision.Outcome.WAITLISTED],
    ).values("application")
    taking_part = Participant.objects.filter(matching=matching).values("application")
    return (
        Application.objects.submitted()
        .filter(call__round=matching.round_id, pk__in=decided)
        .exclude(pk__in=taking_part)
        .order_by("-side", "number_key")
    )


def earlier_waits(round: ProgrammeRound, applications: list[Application]) -> Counter[int]:
    """Application → rounds before this one in which one of its people stayed on a waiting list."""
    people = list(Applicant.objects.filter(application__in=applications))
    waited = Decision.objects.filter(
        Q(application__call__round__starts_on__lt=round.starts_on),
        application__call__round__programme=round.programme_id,
        outcome=Decision.Outcome.WAITLISTED,
        state=DecisionState.RELEASED,
        application__applicants__person__in={row.person_id for row in people},
    )
    rows = waited.values_list(
        "application__call__round", "application__applicants__person"
    ).distinct()
    rounds_of: dict[int, set[int]] = {}
    for earlier, person in rows:
        rounds_of.setdefault(person, set()).add(earlier)
    found: dict[int, set[int]] = {}
    for row in people:
        found.setdefault(row.application_id, set()).update(rounds_of.get(row.person_id, set()))
    return Counter({application: len(rounds) for application, rounds in found.items()})
