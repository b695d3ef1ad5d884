from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.reviews.models import Decision, Review
from scharnier.stages.reviews.states import DecisionState, ReviewState

Outcome = Decision.Outcome


def decision_of(application: Application) -> Decision | None:
    """The decision, released or not. For participants ask ``decision_panel``."""
    return Decision.objects.filter(application=application).first()


def accepted(round: ProgrammeRound, side: str | None = None) -> QuerySet[Application]:
    """Who was told that they take part, by number."""
    return _told(round, side, Outcome.ACCEPTED).order_by("number_key", "pk")


def waitlisted(round: ProgrammeRound, side: str | None = None) -> QuerySet[Application]:
    """Who was told that they are on the waiting list, the next one first."""
    place = Decision.objects.filter(application=OuterRef("pk")).values("rank")[:1]
    waiting = _told(round, side, Outcome.WAITLISTED).annotate(place_on_list=Subquery(place))
    return waiting.order_by("place_on_list", "number_key", "pk")


def rejected(round: ProgrammeRound, side: str | None = None) -> QuerySet[Application]:
    return _told(round, side, Outcome.REJECTED).order_by("number_key", "pk")


def prepared(round: ProgrammeRound) -> QuerySet[Decision]:
    """Decisions that nobody has been told yet and that can be: what is withdrawn stays silent."""
    return (
        Decision.objects.filter(
            application__call__round=round,
            application__state=ApplicationState.SUBMITTED,
            state=DecisionState.PREPARED,
        )
        .select_related("application__call__round__programme", "application__target_group")
        .order_by("outcome", "rank", "application__number_key", "pk")
    )


def undecided(round: ProgrammeRound) -> int:
    """How many applications have no decision yet, not even a prepared one."""
    decided = Decision.objects.filter(application__call__round=round).values("application")
    return Application.objects.submitted().filter(call__round=round).exclude(pk__in=decided).count()


def unread(round: ProgrammeRound) -> int:
    """How many reviews of applications with a prepared decision are not handed in."""
    prepared_ones = prepared(round).order_by().values("application")
    open_states = [ReviewState.ASSIGNED, ReviewState.STARTED]
    return Review.objects.filter(application__in=prepared_ones, state__in=open_states).count()


def told(round: ProgrammeRound) -> dict[str, int]:
    """How many decisions of each outcome are released, by the outcome's words."""
    released = Decision.objects.filter(
        application__call__round=round, state=DecisionState.RELEASED
    ).values_list("outcome", flat=True)
    numbers = Counter(released)
    return {str(one.label): numbers[one] for one in Outcome if numbers[one]}


def held_letters(round: ProgrammeRound) -> int:
    """How many mails about decisions of the round still wait in the outbox."""
    letters = Mail.objects.held().filter(round=round, template__startswith="reviews_")
    return letters.filter(subject_type=Application._meta.label_lower).count()


def _decisions(round: ProgrammeRound, side: str | None, outcome: str) -> QuerySet[Decision]:
    found = Decision.objects.filter(
        application__call__round=round, outcome=outcome, state=DecisionState.RELEASED
    )
    return found.filter(application__side=side) if side else found


def _told(round: ProgrammeRound, side: str | None, outcome: str) -> QuerySet[Application]:
    return (
        Application.objects.submitted()
        .filter(pk__in=_decisions(round, side, outcome).values("application"))
        .select_related("call__round", "target_group", "organisation")
    )


def known_to(people: Collection[int], applications: Sequence[Application]) -> list[Decision]:
    """Released decisions about these whose letter has left, to one at least of ``people``.

    Who moved up and was not written to yet is still on the waiting list, without a place.
    """
    is_held = outbox.is_held_back(Application, "application", "reviews_", to=people)
    released = Decision.objects.filter(application__in=applications, state=DecisionState.RELEASED)
    found = list(released.annotate(is_held=is_held))
    waiting = [one.application_id for one in found if one.is_held]
    held = outbox.held_letters(Application, waiting, to=people)
    known: list[Decision] = []
    for one in found:
        letter = f"reviews_{one.outcome}"
        promoted = held[one.application_id, "reviews_promoted"]
        if one.outcome == Outcome.ACCEPTED and people and promoted == len(people):
            one.outcome, one.rank, letter = Outcome.WAITLISTED, None, "reviews_waitlisted"
        if not people or held[one.application_id, letter] < len(people):
            known.append(one)
    return known


def decision_panel(person: Person, application: Application) -> dict | None:
    """For the applicant's page: the decision once the letter about it has left, else nothing."""
    found = known_to([person.pk], [application])
    return {"decision": found[0]} if found else None
