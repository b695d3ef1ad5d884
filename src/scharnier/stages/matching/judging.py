"""What a move on the board would do, and how a team stands: the library's answers, sorted."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from scharnier.foundation.states import Refused
from scharnier.stages.matching import numbers
from scharnier.stages.matching.models import Participant
from scharnier.stages.matching.numbers import Numbers
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.states import BoardChanged
from teaming import Fault, Formation, MemberWorth, Move, PairRule, Rule, WhyNot, explain, try_move
from teaming import why_not as library_why_not
from teaming.scoring import team_faults

ABSOLUTE_PAIR_RULES = (PairRule.CONFLICT, PairRule.VETO)
UNFINISHED = (Rule.TOO_SMALL, Rule.TOO_FEW_SECTORS)


@dataclass(frozen=True)
class Effect:
    """What moving one creative would do.

    ``gain`` in points (negative: it costs). ``broken`` rules forbid the move,
    ``overrulable`` ones unless an agent gives a reason, ``unfinished`` ones only warn.
    """

    gain: int
    broken: tuple[Fault, ...] = ()
    overrulable: tuple[Fault, ...] = ()
    unfinished: tuple[Fault, ...] = ()

    @property
    def kind(self) -> str:
        if self.broken or self.overrulable:
            return "bad"
        return "warn" if self.unfinished else "good"


def effect_of(
    known: Numbers, formation: Formation, *, creative: int, source: int | None, target: int | None
) -> Effect:
    """What shifting ``creative`` would do; all three are positions, None is the pool."""
    result = try_move(
        known.problem, formation, Move.shift(creative=creative, source=source, target=target)
    )
    broken, overrulable, unfinished = [], [], []
    for fault in result.faults:
        if fault.rule in UNFINISHED:
            unfinished.append(fault)
        elif fault.rule == Rule.PIN_MISSING and fault.creative != creative:
            continue  # somebody else's place is still kept for them
        elif fault.rule != Rule.NOT_ELIGIBLE:
            broken.append(fault)
        elif fault.creative == creative and fault.company == target:
            (broken if fault.pair_rule in ABSOLUTE_PAIR_RULES else overrulable).append(fault)
    shrunk = [fault for fault in unfinished if fault.company == target]
    return Effect(result.gain, tuple(broken), tuple(overrulable), tuple(shrunk))


def judge(
    facts: Facts, creative: Participant, source: Participant | None, target: Participant | None
) -> Effect:
    """What the move would do. Refused if the creative is not where it says, or stays there."""
    here = set(facts.places_of.get(creative.pk, ()))
    if (source is not None and source.pk not in here) or (target is not None and target.pk in here):
        raise BoardChanged(
            _("%(name)s is somewhere else by now. Look at the board again.") % {"name": creative}
        )
    known = numbers.of(facts)
    if known is None or creative.pk not in known.creative_of:
        raise Refused(_("%(name)s is not checked in. Check them in first.") % {"name": creative})
    if target is not None and target.pk not in known.company_of:
        raise Refused(_("%(name)s is not checked in. Check them in first.") % {"name": target})
    return effect_of(
        known,
        known.formation(facts.placed),
        creative=known.creative_of[creative.pk],
        source=None if source is None else known.company_of[source.pk],
        target=None if target is None else known.company_of[target.pk],
    )


def faults_of(known: Numbers, formation: Formation, company: int) -> list[Fault]:
    """The rules that a team breaks as it stands; none for a team without anybody."""
    members = formation.members.get(company, ())
    return team_faults(known.problem, company, members) if members else []


def why_not(
    known: Numbers, formation: Formation, organisation: Participant, creative: Participant
) -> WhyNot:
    """Why two are not in one team, and the cheapest way to bring them together."""
    return library_why_not(
        known.problem, formation, known.company_of[organisation.pk], known.creative_of[creative.pk]
    )


def reason_of(known: Numbers, formation: Formation, company: int, facts: Facts) -> dict:
    """Why a team is as it is, as JSON: names stay keys of participants and skills."""
    told = explain(known.problem, formation, company)
    organisation = known.organisations[company]
    return {
        "organisation": organisation.pk,
        "mode": str(known.problem.companies[company].mode),
        "value": told.value,
        "parts": told.parts._asdict(),
        "needs": [
            {
                "skill": known.skill_names[need.skill],
                "level": need.level,
                "weight": need.weight,
                "percent": need.percent,
                "points": need.points,
                "creative": None if need.creative is None else known.creatives[need.creative].pk,
            }
            for need in told.needs
        ],
        "members": [_member(known, facts, company, member) for member in told.members],
    }


def _member(known: Numbers, facts: Facts, company: int, worth: MemberWorth) -> dict:
    organisation, creative = known.organisations[company], known.creatives[worth.creative]
    placeless = {organisation.pk, creative.pk} & known.placeless
    best = worth.alternative
    return {
        "creative": creative.pk,
        "km": None if placeless else round(known.problem.distance(company, worth.creative) / 10),
        "wishes": [
            facts.wishes.get((organisation.pk, creative.pk), 0),
            facts.wishes.get((creative.pk, organisation.pk), 0),
        ],
        "waited": creative.waited,
        "brings": _brings(known, company, worth.creative),
        "pinned": worth.pinned,
        "lost": worth.lost,
        "alternative": None if best is None else known.creatives[best].pk,
        "alternative_gain": worth.alternative_gain,
    }


def _brings(known: Numbers, company: int, creative: int) -> list[str]:
    """The wanted skills that a creative has, whoever else in the team has them too."""
    levels = known.problem.levels[creative]
    wanted = known.problem.companies[company].needs
    return [known.skill_names[need.skill] for need in wanted if levels.get(need.skill, 0)]
