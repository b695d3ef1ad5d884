from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews.models import Review, Rubric
from scharnier.stages.reviews.queries.ranking import scores_of
from scharnier.stages.reviews.rules import conflicts_of
from scharnier.stages.reviews.states import ReviewState

MINUTES_A_REVIEW = 8  # an estimate for the reader, nothing is counted with it
HOURS_FROM = 100  # minutes; what is longer is told in hours
OPEN = [ReviewState.ASSIGNED, ReviewState.STARTED]


@dataclass(frozen=True)
class Progress:
    """“6 of 14, about 64 minutes left”."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def time_left(self) -> str:
        """How long the rest will take, in the words of somebody who plans a day."""
        minutes = self.left * MINUTES_A_REVIEW
        if minutes < HOURS_FROM:
            return ngettext("about %(n)d minute left", "about %(n)d minutes left", minutes) % {
                "n": minutes
            }
        hours = -(-minutes // 60)
        return ngettext("not quite %(n)d hour left", "not quite %(n)d hours left", hours) % {
            "n": hours
        }


@dataclass(frozen=True)
class Other:
    """What somebody else gave, without their name: points a criterion, in the rubric's order."""

    points: tuple[int | None, ...]
    percent: float


def rubric_of(round: ProgrammeRound, side: str) -> Rubric | None:
    return Rubric.objects.filter(round=round, side=side).select_related("form").first()


def criteria_of(rubric: Rubric) -> list[Question]:
    """The weighted scale questions of a rubric, in their order."""
    scales = Question.objects.filter(form=rubric.form_id, type=QuestionType.SCALE)
    return list(scales.order_by("page__position", "page_id", "position", "pk"))


def queue_of(person: Person) -> QuerySet:
    """The list twin of ``reviews.view_review``; ``title`` is the number where the review is blind.

    The rows carry no application, so a list made of them cannot tell a name.
    """
    applications = Review.objects.filter(reviewer=person).values("application")
    programmes = [g.programme_id for g in grants_of(person) if g.role == Role.REVIEWER]
    conflicted = Application.objects.filter(conflicts_of(person), pk__in=applications)
    return (
        Review.objects.filter(reviewer=person, application__call__round__programme__in=programmes)
        .exclude(state=ReviewState.CONFLICTED)
        .exclude(application__in=conflicted.values("pk"))
        .annotate(
            title=Case(
                When(
                    application__call__round__blind_review=True,
                    then=Coalesce(F("application__number"), F("application__side")),
                ),
                default=F("application__name"),
            ),
            number=F("application__number"),
            number_key=F("application__number_key"),
            side=F("application__side"),
            round_name=F("application__call__round__name"),
        )
    )


def progress_of(person: Person) -> Progress:
    states = list(queue_of(person).values_list("state", flat=True))
    return Progress(done=states.count(ReviewState.HANDED_IN), total=len(states))


def next_review(person: Person, *, after: Review | None = None) -> Review | None:
    """The next open review; begun ones first, then in the order of the numbers."""
    waiting = queue_of(person).filter(state__in=OPEN)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
    return waiting.order_by("-state", "number_key", "pk").first()


def others_of(review: Review, criteria: list[Question]) -> list[Other]:
    """What others gave; nothing until the own review is handed in."""
    if review.state != ReviewState.HANDED_IN:
        return []
    others = list(
        Review.objects.filter(application=review.application_id, state=ReviewState.HANDED_IN)
        .exclude(pk=review.pk)
        .order_by("handed_in_at", "pk")
    )
    points = scores_of([other.sheet_id for other in others])
    return [
        Other(
            points=tuple(points.get(other.sheet_id, {}).get(c.key) for c in criteria),
            percent=float(other.percent or 0),
        )
        for other in others
    ]
