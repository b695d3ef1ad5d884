from collections.abc import Sequence

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.reviews import queries
from scharnier.stages.reviews.models import Decision, EligibilityCheck, EligibilityReason
from scharnier.stages.reviews.states import DecisionState


@transaction.atomic
def check(
    application: Application,
    *,
    is_eligible: bool,
    reasons: Sequence[str] = (),
    note: str = "",
    by: Person | None,
) -> EligibilityCheck:
    """Say whether ``application`` passes the formal check, and if not, by which points.

    Whoever does not pass gets a prepared rejection with the sentences of these points;
    nobody is told before the release. Checking again replaces the first check.

    Raises Refused without a point for a no, or once the decision is released.
    """
    _refuse_what_is_settled(application)
    points = [
        r for r in queries.reasons_for(application.round, application.side) if r.code in reasons
    ]
    if not is_eligible and not points:
        raise Refused(_("Choose at least one point that is not fulfilled."))
    facts = {
        "is_eligible": is_eligible,
        "reasons": [] if is_eligible else [point.code for point in points],
        "note": note,
        "checked_by": by,
        "checked_at": clock.now(),
    }
    found, is_new = EligibilityCheck.objects.get_or_create(application=application, defaults=facts)
    if not is_new:
        rewrite(found, **facts)
    _prepare_rejection(application, None if is_eligible else points, by=by)
    record(
        "application.checked", application, by=by, eligible=is_eligible, reasons=facts["reasons"]
    )
    return found


def _refuse_what_is_settled(application: Application) -> None:
    if application.state != ApplicationState.SUBMITTED:
        raise Refused(
            _("%(application)s is “%(state)s”; only what is handed in can be checked.")
            % {"application": application, "state": application.get_state_display()}
        )
    decision = queries.decision_of(application)
    if decision and decision.state == DecisionState.RELEASED:
        raise Refused(
            _("%(application)s was told the decision already; the check can no longer change.")
            % {"application": application}
        )


def _prepare_rejection(
    application: Application, points: list[EligibilityReason] | None, *, by: Person | None
) -> None:
    """A formal no is a prepared rejection; a later yes takes that rejection back."""
    decision = queries.decision_of(application)
    if points is None:
        if decision and decision.is_formal:
            decision.delete()
        return
    facts = {
        "outcome": Decision.Outcome.REJECTED,
        "rank": None,
        "reason": _sentences(application, points),
        "is_formal": True,
        "decided_by": by,
        "decided_at": clock.now(),
    }
    if decision:
        rewrite(decision, **facts)
    else:
        Decision.objects.create(application=application, **facts)


def _sentences(application: Application, points: list[EligibilityReason]) -> str:
    """The points in the language and the address in which the applicant will read them."""
    people = application.applicants.select_related("person").order_by("pk")
    language = next((a.person.language for a in people if a.part == "owner"), "de")
    with translation.override(_locale_for(application, language)):
        return "\n".join(str(point.sentence) for point in points)


def _locale_for(application: Application, language: str) -> str:
    if language.startswith("de"):
        return "de-informal" if application.target_group.address == "du" else "de"
    return language
