from collections import Counter
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.models import Sheet
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews import mails, queries
from scharnier.stages.reviews.models import Review, Rubric
from scharnier.stages.reviews.queries.reviewing import OPEN
from scharnier.stages.reviews.states import ReviewState


@transaction.atomic
def assign(application: Application, *, reviewer: Person, by: Person | None) -> Review:
    """Ask ``reviewer`` to score ``application``.

    Raises Refused if they have a conflict, review it already, have no role, or if the
    side has no rubric.
    """
    if not queries.candidates(application).filter(pk=reviewer.pk).exists():
        raise Refused(
            _(
                "%(reviewer)s cannot review %(application)s: assigned already, or a conflict of interest."
            )
            % {"reviewer": reviewer, "application": application}
        )
    rubric = _rubric(application.round, application.side)
    review = _create(application.pk, reviewer.pk, rubric)
    _publish(rubric, by=by)
    record("review.assigned", application, by=by, reviewer=reviewer.pk)
    return review


@transaction.atomic
def assign_pairs(
    round: ProgrammeRound, *, pairs: Iterable[tuple[int, int]], by: Person | None
) -> int:
    """Write down who reviews what: (application, reviewer) by key. Returns how many are new.

    ``pairs`` come from ``spreading.evenly`` or from a solver; what is forbidden or taken
    meanwhile is left out.
    """
    places = queries.open_places(round)
    wanted = [
        pair
        for pair in dict.fromkeys(pairs)
        if pair[0] in set(places.cases) and pair not in places.existing | places.forbidden
    ]
    sides = dict(
        Application.objects.filter(pk__in={case for case, _reviewer in wanted}).values_list(
            "pk", "side"
        )
    )
    rubrics = {side: _rubric(round, side) for side in set(sides.values())}
    for case, reviewer in wanted:
        _create(case, reviewer, rubrics[sides[case]])
    for rubric in rubrics.values():
        _publish(rubric, by=by)
    record("reviews.spread", round, by=by, number=len(wanted))
    return len(wanted)


def _rubric(round: ProgrammeRound, side: str) -> Rubric:
    rubric = queries.rubric_of(round, side)
    if rubric is None:
        raise Refused(_("There is no rubric yet. Prepare the round first."))
    return rubric


def _create(application: int, reviewer: int, rubric: Rubric) -> Review:
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(form=rubric.form)
            return Review.objects.create(
                application_id=application, reviewer_id=reviewer, sheet=sheet
            )
    except IntegrityError:
        raise Refused(_("Somebody else has just assigned this review.")) from None


def _publish(rubric: Rubric, *, by: Person | None) -> None:
    """From the first review on the criteria stay as they are."""
    if not rubric.form.is_published:
        questions.publish_form(rubric.form, by=by)


@transaction.atomic
def unassign(review: Review, *, by: Person | None) -> None:
    """Take back a review that nobody has begun. Raises Refused otherwise."""
    application, sheet = review.application, review.sheet
    gone, _rows = Review.objects.filter(pk=review.pk, state=ReviewState.ASSIGNED).delete()
    if not gone:
        raise Refused(
            _("%(reviewer)s has begun already; the review can no longer be taken back.")
            % {"reviewer": review.reviewer}
        )
    questions.discard_sheet(sheet, by=by)
    record("review.unassigned", application, by=by, reviewer=review.reviewer_id)


@transaction.atomic
def invite(round: ProgrammeRound, *, by: Person | None) -> int:
    """Tell every reviewer with open reviews how many wait; returns how many were told."""
    waiting = Review.objects.filter(application__call__round=round, state__in=OPEN)
    numbers = Counter(waiting.values_list("reviewer", flat=True))
    people = Person.objects.filter(pk__in=numbers).order_by("name", "pk")
    for reviewer in people:
        mails.ask_to_review(reviewer, round=round, number=numbers[reviewer.pk])
    record("reviews.reviewers_told", round, by=by, number=len(numbers))
    return len(numbers)
