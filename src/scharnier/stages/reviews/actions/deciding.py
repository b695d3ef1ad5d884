from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import reviewable
from scharnier.stages.applications.states import ApplicationState
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews import mails, queries
from scharnier.stages.reviews.models import Decision
from scharnier.stages.reviews.states import DECISION_MOVES, DecisionState

Outcome = Decision.Outcome


@transaction.atomic
def decide(
    application: Application,
    *,
    outcome: str,
    rank: int | None = None,
    reason: str = "",
    by: Person | None,
) -> Decision:
    """Prepare what the applicant will be told. Nobody is told before the release.

    Raises Refused for a no without a reason, for a yes against the formal check, for
    what is withdrawn, and once the decision is released.
    """
    _refuse_nonsense(application, outcome, reason)
    if outcome != Outcome.WAITLISTED:
        rank = None
    elif rank is None:
        rank = _last_place(application) + 1
    facts = {
        "outcome": outcome,
        "rank": rank,
        "reason": reason,
        "is_formal": False,
        "decided_by": by,
        "decided_at": clock.now(),
    }
    decision, is_new = Decision.objects.get_or_create(application=application, defaults=facts)
    if decision.state == DecisionState.RELEASED:
        raise Refused(
            _("%(application)s was told already. Only the waiting list can still move up.")
            % {"application": application}
        )
    if not is_new:
        rewrite(decision, **facts)
    record("application.decided", application, by=by, outcome=outcome)
    return decision


def _refuse_nonsense(application: Application, outcome: str, reason: str) -> None:
    if application.state != ApplicationState.SUBMITTED:
        raise Refused(
            _("%(application)s is “%(state)s”; there is nothing to decide.")
            % {"application": application, "state": application.get_state_display()}
        )
    if outcome == Outcome.REJECTED and not reason.strip():
        raise Refused(_("Write the reason that the applicant is told."))
    check = queries.check_of(application)
    if outcome != Outcome.REJECTED and check and not check.is_eligible:
        raise Refused(
            _("%(application)s did not pass the formal check. Change the check first.")
            % {"application": application}
        )


def _last_place(application: Application) -> int:
    waiting = Decision.objects.filter(
        application__call=application.call_id,
        application__side=application.side,
        outcome=Outcome.WAITLISTED,
    ).exclude(application=application)
    return waiting.aggregate(last=Max("rank"))["last"] or 0


@transaction.atomic
def decide_ranking(
    round: ProgrammeRound,
    *,
    side: str,
    accepted: int,
    waitlisted: int,
    reason: str = "",
    by: Person | None,
) -> int:
    """Prepare decisions from the ranking: the first ``accepted`` in, the next wait, the rest out.

    Without a ``reason`` the rest stays undecided. Released decisions and formal
    rejections stay as they are. Returns how many decisions were prepared.
    """
    in_order = _to_decide(round, side)
    places = [Outcome.ACCEPTED] * accepted + [Outcome.WAITLISTED] * waitlisted
    if reason.strip():
        places += [Outcome.REJECTED] * max(0, len(in_order) - len(places))
    decided = 0
    for application, outcome in zip(in_order, places, strict=False):
        rank = decided + 1 - accepted if outcome == Outcome.WAITLISTED else None
        words = reason if outcome == Outcome.REJECTED else ""
        decide(application, outcome=outcome, rank=rank, reason=words, by=by)
        decided += 1
    record("decisions.prepared", round, by=by, side=side, number=decided)
    return decided


@transaction.atomic
def decide_many(
    applications: Iterable[Application], *, outcome: str, reason: str = "", by: Person | None
) -> int:
    """``decide`` for several at once: all of them or, if one is refused, none."""
    decided = [decide(one, outcome=outcome, reason=reason, by=by) for one in applications]
    if decided:
        record("decisions.prepared", decided[0].round, by=by, outcome=outcome, number=len(decided))
    return len(decided)


def _to_decide(round: ProgrammeRound, side: str) -> list[Application]:
    """What is ranked and not told yet, the best first."""
    here = reviewable(round, Side(side))
    ranks = queries.ranks(here)
    told = Decision.objects.filter(application__in=ranks, state=DecisionState.RELEASED)
    known = set(told.values_list("application", flat=True))
    rows = here.filter(pk__in=ranks.keys() - known)
    return sorted(rows, key=lambda row: (ranks[row.pk], row.number_key, row.pk))


@transaction.atomic
def release(round: ProgrammeRound, *, by: Person | None) -> int:
    """Tell everybody for whom a decision is prepared, all together; returns how many decisions.

    A second click finds nothing left to tell.
    """
    decisions = list(queries.prepared(round))
    for decision in decisions:
        move(
            decision,
            DecisionState.RELEASED,
            moves=DECISION_MOVES,
            released_at=clock.now(),
            version=decision.version + 1,
        )
        mails.tell_decision(decision)
        record("decision.released", decision.application, by=by, outcome=decision.outcome)
    if not decisions:
        raise Refused(_("No decision waits for its release."))
    record("decisions.released", round, by=by, number=len(decisions))
    return len(decisions)


@transaction.atomic
def promote(application: Application, *, by: Person | None) -> Decision:
    """Let somebody on the waiting list take part after all; they get a mail of their own.

    Everybody behind them moves up one place. Raises Refused if they do not wait (any more).
    """
    decision = _take_off_the_list(application, by=by)
    if decision is None:
        raise Refused(
            _("%(application)s is not on the waiting list.") % {"application": application}
        )
    mails.tell_promotion(decision)
    record("application.promoted", application, by=by)
    return decision


@transaction.atomic
def take_in(application: Application, *, by: Person | None) -> None:
    """Note that somebody on the waiting list takes part, because their team is confirmed.

    The team's letter tells them. Changes nothing for whoever does not wait.
    """
    if _take_off_the_list(application, by=by) is not None:
        record("application.taken_in", application, by=by)


def _take_off_the_list(application: Application, *, by: Person | None) -> Decision | None:
    """Accept who waits, and let everybody behind move up; None if they do not wait."""
    decision = queries.decision_of(application)
    waits = Decision.objects.filter(
        application=application, outcome=Outcome.WAITLISTED, state=DecisionState.RELEASED
    )
    place = decision.rank if decision else None
    facts = {"outcome": Outcome.ACCEPTED, "rank": None, "decided_by": by, "decided_at": clock.now()}
    if decision is None or not waits.update(**facts, version=F("version") + 1):
        return None
    Decision.objects.filter(
        application__call=application.call_id,
        application__side=application.side,
        outcome=Outcome.WAITLISTED,
        rank__gt=place or 0,
    ).update(rank=F("rank") - 1)
    decision.refresh_from_db()
    return decision
