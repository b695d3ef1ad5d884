from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.queries import weighted_score
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews import queries
from scharnier.stages.reviews.models import ConflictOfInterest, Review, Rubric
from scharnier.stages.reviews.queries.reviewing import OPEN
from scharnier.stages.reviews.states import REVIEW_MOVES, DecisionState, ReviewState


@transaction.atomic
def begin(review: Review, *, by: Person | None) -> None:
    """The reviewer declares to have no interest of their own and opens the application."""
    move(review, ReviewState.STARTED, moves=REVIEW_MOVES)
    record("review.begun", review.application, by=by)


@transaction.atomic
def declare_conflict(
    application: Application, *, person: Person, reason: str = "", by: Person | None
) -> ConflictOfInterest:
    """``person`` no longer sees ``application``, nor counts their review of it."""
    conflict, is_new = ConflictOfInterest.objects.get_or_create(
        application=application, person=person, defaults={"reason": reason}
    )
    review = Review.objects.filter(application=application, reviewer=person).first()
    if review and review.state != ReviewState.CONFLICTED:
        move(review, ReviewState.CONFLICTED, moves=REVIEW_MOVES, percent=None)
    if is_new:
        record("review.conflict_declared", application, by=by, person=person.pk)
    return conflict


@transaction.atomic
def score(
    review: Review,
    *,
    points: Mapping[str, int | None],
    comment: str | None = None,
    by: Person | None,
) -> None:
    """Keep points (criterion → 0 to the highest score) and the comment of an open review.

    Criteria that are not named stay as they are. Raises Refused for unknown criteria or
    points, and once the review is handed in.
    """
    if review.state == ReviewState.ASSIGNED:
        begin(review, by=by)
    if not Review.objects.filter(pk=review.pk, state=ReviewState.STARTED).exists():
        raise Refused(_("This review is handed in or closed; it can no longer be changed."))
    rubric = _rubric_of(review)
    criteria = {criterion.key: criterion for criterion in queries.criteria_of(rubric)}
    _refuse_unknown(points, set(criteria), rubric.scale_max)
    entries = [questions.Entry(criteria[key], value) for key, value in points.items()]
    questions.answer_page(review.sheet, entries, by=by)
    if comment is not None:
        Review.objects.filter(pk=review.pk).update(comment=comment)
        review.comment = comment
    if review.sheet.version <= 1:  # the first points; the sheet has a trail of its own
        record("review.scored", review.application, by=by)


def _rubric_of(review: Review) -> Rubric:
    rubric = queries.rubric_of(review.round, review.application.side)
    if rubric is None:
        raise Refused(_("There is no rubric yet. Prepare the round first."))
    return rubric


def _refuse_unknown(points: Mapping[str, int | None], known: set[str], highest: int) -> None:
    for key, value in points.items():
        if key not in known or not (value is None or 0 <= value <= highest):
            raise Refused(
                _("Give 0 to %(highest)s points for each criterion.") % {"highest": highest}
            )


@transaction.atomic
def hand_in(review: Review, *, by: Person | None) -> None:
    """Close the review: it counts, and the reviewer sees what others gave.

    Raises Refused with the criteria that are still open.
    """
    rubric = _rubric_of(review)
    percent = weighted_score(review.sheet, rubric.scale_max)
    if percent is None:
        raise Refused(
            _("Give points for: %(open)s.") % {"open": ", ".join(_open_criteria(review, rubric))}
        )
    move(
        review,
        ReviewState.HANDED_IN,
        moves=REVIEW_MOVES,
        percent=percent,
        handed_in_at=clock.now(),
    )
    record("review.handed_in", review.application, by=by)


def _open_criteria(review: Review, rubric: Rubric) -> list[str]:
    given = queries.scores_of([review.sheet_id]).get(review.sheet_id, {})
    return [str(c.label) for c in queries.criteria_of(rubric) if given.get(c.key) is None]


@transaction.atomic
def take_back(review: Review, *, by: Person | None) -> None:
    """Open a review again. Raises Refused once the applicant knows the decision."""
    decision = queries.decision_of(review.application)
    if decision and decision.state == DecisionState.RELEASED:
        raise Refused(_("The decision is released; the review stays as it is."))
    if review.state in OPEN:
        raise Refused(_("This review is open already."))
    move(review, ReviewState.STARTED, moves=REVIEW_MOVES, percent=None, handed_in_at=None)
    record("review.taken_back", review.application, by=by)
