import datetime as dt
import random
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.jury import mails, queries
from scharnier.stages.jury.models import Award, Case, Condition, JuryDay, JuryVerdict
from scharnier.stages.jury.queries.results import Result
from scharnier.stages.jury.states import (
    JURY_DAY_MOVES,
    VERDICT_MOVES,
    JuryDayState,
    VerdictState,
)

Outcome = JuryVerdict.Outcome
YES = {Outcome.APPROVED, Outcome.CONDITIONS}


@transaction.atomic
def deliberate(day: JuryDay, *, by: Person | None) -> None:
    """Close the scoring. Lots are drawn once, in case that nothing else breaks a tie."""
    move(day, JuryDayState.DELIBERATING, moves=JURY_DAY_MOVES)
    undrawn = list(Case.objects.filter(jury_day=day, lot=None).order_by("pk"))
    lots = random.SystemRandom().sample(range(1, 1_000_000), len(undrawn))
    for case, lot in zip(undrawn, lots, strict=True):
        case.lot = lot
    Case.objects.bulk_update(undrawn, ["lot"])
    record("jury.deliberation_begun", day, by=by, lots={str(c.pk): c.lot for c in undrawn})


@transaction.atomic
def give_verdict(
    case: Case,
    *,
    outcome: str,
    comment: str = "",
    conditions: Sequence[tuple[str, dt.date | None]] = (),
    resubmit_by: dt.date | None = None,
    by: Person | None,
) -> JuryVerdict:
    """Write down what the jury says of a case. Nobody is told before the release.

    Doing it again replaces it. Raises Refused outside the deliberation, with too few
    scores, and for a verdict that lacks what it needs: conditions, a day, or words.
    """
    _refuse_incomplete(outcome, comment, conditions, resubmit_by)
    result = next(row for row in queries.results_of(case.jury_day) if row.case.pk == case.pk)
    _refuse_too_early(case, result)
    facts = {
        "outcome": outcome,
        "comment": comment,
        "resubmit_by": resubmit_by if outcome == Outcome.REVISE else None,
        "points": result.points,
    }
    verdict, is_new = JuryVerdict.objects.get_or_create(case=case, defaults=facts)
    if not is_new:
        rewrite(verdict, **facts)
    verdict.conditions.all().delete()
    if outcome == Outcome.CONDITIONS:
        Condition.objects.bulk_create(
            Condition(verdict=verdict, text=text, due_on=due_on) for text, due_on in conditions
        )
    record("jury.verdict_given", case.jury_day, by=by, case=str(case), outcome=outcome)
    return verdict


def _refuse_incomplete(
    outcome: str, comment: str, conditions: Sequence, resubmit_by: dt.date | None
) -> None:
    if outcome == Outcome.CONDITIONS and not conditions:
        raise Refused(_("Write down at least one condition."))
    if outcome == Outcome.REVISE and resubmit_by is None:
        raise Refused(_("Say by when the team hands in again."))
    if outcome in {Outcome.REVISE, Outcome.REJECTED} and not comment.strip():
        raise Refused(_("Write the words that the team is told."))


def _refuse_too_early(case: Case, result: Result) -> None:
    if case.jury_day.state != JuryDayState.DELIBERATING:
        raise Refused(_("Close the scoring first; then the jury deliberates."))
    if not result.is_enough:
        raise Refused(
            _("%(case)s has %(number)s scores and needs %(needed)s.")
            % {
                "case": case,
                "number": len(result.scores),
                "needed": case.round.jury_min_scores,
            }
        )


@transaction.atomic
def reveal(day: JuryDay, *, number: int, by: Person | None) -> None:
    """Let the projector show ``number`` results, from the last place up; 0 hides them."""
    total = Case.objects.filter(jury_day=day).count()
    if day.state not in {JuryDayState.DELIBERATING, JuryDayState.RELEASED}:
        raise Refused(_("Results are shown after the scoring is closed."))
    JuryDay.objects.filter(pk=day.pk).update(revealed=max(0, min(number, total)))
    day.refresh_from_db(fields=["revealed"])
    record("jury.result_shown", day, by=by, number=day.revealed)


@transaction.atomic
def release(day: JuryDay, *, by: Person | None) -> int:
    """Tell all teams their verdicts; a yes grants the budget, a “revise” opens the challenge again.

    Returns how many verdicts were released. Raises Refused while a case has no verdict,
    MoveRefused at the second click.
    """
    left = [str(case) for case in queries.without_verdict(day)]
    if left:
        raise Refused(_("Without a verdict: %(cases)s.") % {"cases": ", ".join(left)})
    verdicts = list(queries.prepared(day))
    move(day, JuryDayState.RELEASED, moves=JURY_DAY_MOVES)
    for verdict in verdicts:
        _release_one(verdict, by=by)
    record("jury.released", day, by=by, number=len(verdicts))
    return len(verdicts)


def _release_one(verdict: JuryVerdict, *, by: Person | None) -> None:
    move(
        verdict,
        VerdictState.RELEASED,
        moves=VERDICT_MOVES,
        released_at=clock.now(),
        version=verdict.version + 1,
    )
    challenge = verdict.case.challenge
    if verdict.outcome in YES:
        award = Award.objects.create(
            team=challenge.team, verdict=verdict, amount_cents=challenge.team.round.award_cents
        )
        record("award.granted", challenge.team, by=by, cents=award.amount_cents)
    if verdict.outcome == Outcome.REVISE:
        challenges.reopen(challenge, reason=verdict.comment, due_on=verdict.resubmit_by, by=by)
    mails.tell_verdict(verdict)


@transaction.atomic
def meet_condition(condition: Condition, *, by: Person | None) -> None:
    """Note that the team has done what the jury asked for. Raises Refused if it was noted already."""
    if not Condition.objects.filter(pk=condition.pk, met_at=None).update(met_at=clock.now()):
        raise Refused(_("This condition is noted as met already."))
    condition.refresh_from_db()
    record("condition.met", condition.verdict.case.challenge.team, by=by, condition=condition.text)


@transaction.atomic
def reopen_condition(condition: Condition, *, by: Person | None) -> None:
    """Take the note back. Raises Refused if the condition is open anyway."""
    if not Condition.objects.filter(pk=condition.pk, met_at__isnull=False).update(met_at=None):
        raise Refused(_("This condition is open already."))
    condition.refresh_from_db()
    record(
        "condition.reopened", condition.verdict.case.challenge.team, by=by, condition=condition.text
    )
