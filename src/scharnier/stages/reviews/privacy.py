from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.applications.models import Applicant
from scharnier.stages.reviews.models import (
    ConflictOfInterest,
    Decision,
    EligibilityCheck,
    Review,
)
from scharnier.stages.reviews.states import DecisionState

_decided = _("To show how a decision came about; forgotten with the rejected application.")
_proof = _("To show that nobody judged a friend's or client's application.")


def months_rejected(row: Review | EligibilityCheck) -> int:
    return row.application.call.round.keep_rejected_months


RULES = [
    Keep("reviews.EligibilityCheck.note", why=_decided, months=months_rejected, after="checked_at"),
    Keep("reviews.EligibilityCheck.reasons", why=_decided),
    Keep("reviews.Review.comment", why=_decided, months=months_rejected, after="handed_in_at"),
    Keep("reviews.ConflictOfInterest.reason", why=_proof, months=36, after="declared_at"),
    Keep("reviews.Decision.reason", why=_decided),
]
NOT_PERSONAL = ["reviews.EligibilityReason.*", "reviews.Rubric.*"]


def export_decisions(person: Person) -> list[dict]:
    """What was decided about the person's applications, once they were told."""
    own = Applicant.objects.filter(person=person).values("application")
    released = Decision.objects.filter(application__in=own, state=DecisionState.RELEASED)
    return [
        {
            "application": one.application.number,
            "decision": str(one.get_outcome_display()),
            "place_on_the_waiting_list": one.rank,
            "reason": one.reason,
            "told": one.released_at,
        }
        for one in released.select_related("application").order_by("pk")
    ]


def export_reviews(person: Person) -> list[dict]:
    """What the person judged, and where they declared a conflict of interest."""
    reviews = Review.objects.filter(reviewer=person).select_related("application")
    conflicts = ConflictOfInterest.objects.filter(person=person).select_related("application")
    return [
        {
            "review_of": one.application.number,
            "state": str(one.get_state_display()),
            "points": one.percent,
            "comment": one.comment,
        }
        for one in reviews.order_by("pk")
    ] + [
        {"conflict_with": one.application.number, "reason": one.reason, "declared": one.declared_at}
        for one in conflicts.order_by("pk")
    ]


def erase(person: Person, *, by: Person | None) -> None:
    """Forget the person's words: comments of reviews and reasons of conflicts.

    Points stay, without the words, because a decision rests on them.
    """
    Review.objects.filter(reviewer=person).update(comment="")
    ConflictOfInterest.objects.filter(person=person).update(reason="")


register_export(_("Decisions about your applications"), export_decisions)
register_export(_("Reviews that you wrote"), export_reviews)
register_erasure(erase)
