from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.matching import judging, obstacles, queries
from scharnier.stages.matching.actions import placing
from scharnier.stages.matching.models import BoardMove, Matching, PairRule, Participant
from scharnier.stages.matching.states import RuleBroken


@transaction.atomic
def move(
    matching: Matching,
    *,
    creative: Participant,
    source: Participant | None = None,
    target: Participant | None,
    version: int,
    reason: str = "",
    by: Person | None,
) -> BoardMove:
    """Move a creative from the team of ``source`` (None: the pool) to that of ``target``.

    ``version`` is that of the board the person saw. Raises BoardChanged if somebody else
    moved meanwhile, RuleBroken if a rule forbids it (a ``reason`` sets aside hours,
    language and distance, never a conflict or an excluded pair), Refused if one of the
    teams waits for confirmation already.
    """
    placing.turn(matching, version=version)
    facts = queries.facts_of(matching)
    effect = judging.judge(facts, creative, source, target)
    if effect.broken or (effect.overrulable and not reason.strip()):
        fault = (*effect.broken, *effect.overrulable)[0]
        words = obstacles.fault(fault, str(creative))
        raise RuleBroken(words, may_insist=not effect.broken)
    made = placing.shift(
        facts, creative, source, target, cost=-effect.gain, reason=reason.strip(), by=by
    )
    facts_told = {"name": str(creative), "to": str(target or "")}
    if effect.overrulable:
        facts_told["reason"] = reason.strip()
    verb = "matching.moved_all_the_same" if effect.overrulable else "matching.moved"
    record(verb, matching, by=by, **facts_told)
    return made


@transaction.atomic
def undo_move(matching: Matching, *, version: int, by: Person | None) -> list[BoardMove]:
    """Take back the last move, or all moves of an adopted proposal; returns them.

    Raises BoardChanged if somebody else moved meanwhile, Refused if there is nothing to
    undo or one of the teams was offered since.
    """
    placing.turn(matching, version=version)
    last = matching.moves.filter(undone_at=None).order_by("-pk").first()
    if last is None:
        raise Refused(_("There is nothing to undo."))
    together = list(
        matching.moves.filter(undone_at=None, version=last.version)
        .select_related("creative__application", "from_team__organisation", "to_team__organisation")
        .order_by("-pk")
    )
    for made in together:
        placing.put_back(made, by=by)
    matching.moves.filter(pk__in=[m.pk for m in together]).update(undone_at=clock.now())
    record("matching.move_undone", matching, by=by, name=str(last.creative), number=len(together))
    return together


@transaction.atomic
def pin(
    matching: Matching,
    *,
    organisation: Participant,
    creative: Participant,
    reason: str = "",
    by: Person | None,
) -> PairRule:
    """Say that these two stay together whenever teams are proposed."""
    return _rule(matching, organisation, creative, kind=PairRule.Kind.PIN, reason=reason, by=by)


@transaction.atomic
def veto(
    matching: Matching,
    *,
    organisation: Participant,
    creative: Participant,
    reason: str = "",
    by: Person | None,
) -> PairRule:
    """Say that these two are never put together. Refused while they are in one team."""
    facts = queries.facts_of(matching)
    if creative.pk in facts.placed.get(organisation.pk, ()):
        raise Refused(
            _("%(name)s is in this team now. Move them out of it first.") % {"name": creative}
        )
    return _rule(matching, organisation, creative, kind=PairRule.Kind.VETO, reason=reason, by=by)


@transaction.atomic
def free(
    matching: Matching, *, organisation: Participant, creative: Participant, by: Person | None
) -> None:
    """Forget a pin or an exclusion."""
    rules = PairRule.objects.filter(matching=matching, organisation=organisation, creative=creative)
    if rules.delete()[0]:
        placing.raise_version(matching)
        record("matching.pair_freed", matching, by=by, pair=f"{organisation} – {creative}")


def _rule(
    matching: Matching,
    organisation: Participant,
    creative: Participant,
    *,
    kind: str,
    reason: str,
    by: Person | None,
) -> PairRule:
    rule, _is_new = PairRule.objects.update_or_create(
        matching=matching,
        organisation=organisation,
        creative=creative,
        defaults={"kind": kind, "reason": reason.strip(), "made_by": by},
    )
    placing.raise_version(matching)
    verb = "matching.pair_pinned" if kind == PairRule.Kind.PIN else "matching.pair_vetoed"
    record(verb, matching, by=by, pair=f"{organisation} – {creative}", reason=reason.strip())
    return rule
