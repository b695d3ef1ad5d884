"""What the board shows, decided for the template: leaves, cards, rules in words, a suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.stages.calls.models import Side
from scharnier.stages.matching import judging, numbers, obstacles, sentences
from scharnier.stages.matching.models import BoardMove, PairRule, Participant, Proposal, Team
from scharnier.stages.matching.numbers import Numbers
from scharnier.stages.matching.proposed import Change, changes_of
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.queries.wishes import one_line, skill_words
from scharnier.stages.matching.sentences import About
from scharnier.stages.matching.states import TeamState
from teaming import Formation

SHORT, FEW = 70, 3  # characters of a problem on a leaf, skills on a card


@dataclass(frozen=True)
class Card:
    """A creative as the board shows them, in the pool or in one team."""

    participant: Participant
    sub: str
    is_pinned: bool = False
    home: Participant | None = None
    state: str = ""
    decided: str = ""


@dataclass(frozen=True)
class Leaf:
    """An organisation with its places. ``kind`` (good, warn, bad) and ``rule`` say how it stands."""

    organisation: Participant
    team: Team | None
    sub: str
    cards: tuple[Card, ...]
    free: range
    kind: str
    rule: str
    reasons: tuple[About, ...] = ()
    points: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed here."""
        return self.team is None or self.team.state == TeamState.PROPOSED

    @property
    def is_complete(self) -> bool:
        """Whether it has as many people as the round asks for; it may then be offered."""
        return bool(self.cards) and not self.free


@dataclass(frozen=True)
class Board:
    leaves: tuple[Leaf, ...]
    pool: tuple[Card, ...]
    changes: tuple[Change, ...] = ()
    absent: int = 0
    placeless: tuple[Participant, ...] = field(default=())

    @property
    def summary(self) -> str:
        complete = sum(leaf.is_complete for leaf in self.leaves)
        return _("%(complete)s of %(all)s teams complete, %(free)s creatives without a team") % {
            "complete": complete,
            "all": len(self.leaves),
            "free": len(self.pool),
        }

    @property
    def has_creatives(self) -> bool:
        return bool(self.pool) or any(leaf.cards for leaf in self.leaves)

    @property
    def offerable(self) -> list[Team]:
        """Teams that are full enough to be offered."""
        return [
            leaf.team for leaf in self.leaves if leaf.team and leaf.is_open and leaf.is_complete
        ]


# (application of the organisation, creative) → who moved them there, with the reason
Decisions = Mapping[tuple[int, int], BoardMove]


def board_of(
    facts: Facts, proposal: Proposal | None = None, decisions: Decisions = MappingProxyType({})
) -> Board:
    """The board as it stands, with what ``proposal`` would change and why somebody was moved."""
    known = numbers.of(facts)
    formation = known.formation(facts.placed) if known else None
    leaves = [
        _leaf(facts, known, formation, p, decisions) for p in facts.of_side(Side.ORGANISATION)
    ]
    most = facts.matching.round.teams_per_creative
    pool = [
        card_of(facts, p)
        for p in facts.of_side(Side.CREATIVE)
        if len(facts.places_of.get(p.pk, ())) < most and p.is_present
    ]
    return Board(
        tuple(leaves),
        tuple(pool),
        tuple(changes_of(facts, proposal)) if proposal else (),
        sum(not p.is_present for p in facts.participants),
        tuple(facts.by_pk[pk] for pk in sorted(known.placeless)) if known else (),
    )


def card_of(
    facts: Facts,
    creative: Participant,
    home: Participant | None = None,
    decisions: Decisions = MappingProxyType({}),
) -> Card:
    rule = facts.pair_rules.get((home.pk, creative.pk)) if home else None
    answers = facts.answers_of(creative)
    words = [", ".join(skill_words(answers)[:FEW]), creative.application.municipality]
    return Card(
        creative,
        " · ".join(filter(None, words)),
        rule is not None and rule.kind == PairRule.Kind.PIN,
        home,
        decided=_decided(decisions.get((home.application_id, creative.pk))) if home else "",
    )


def _decided(made: BoardMove | None) -> str:
    """Who moved them here and why; empty if nobody gave a reason."""
    if made is None:
        return ""
    facts = {"name": made.moved_by or _("Somebody"), "reason": made.reason}
    return _("%(name)s: “%(reason)s”") % facts


def leaf_sub(facts: Facts, organisation: Participant) -> str:
    problem = one_line(organisation, facts.answers_of(organisation))
    if len(problem) > SHORT:
        problem = f"{problem[: SHORT - 1].rstrip()}…"
    return " · ".join(filter(None, [problem, organisation.application.municipality]))


def _leaf(
    facts: Facts,
    known: Numbers | None,
    formation: Formation | None,
    organisation: Participant,
    decisions: Decisions,
) -> Leaf:
    team = facts.team_of.get(organisation.pk)
    members = facts.placed.get(organisation.pk, ())
    round = facts.matching.round
    cards = tuple(card_of(facts, facts.by_pk[pk], organisation, decisions) for pk in members)
    free = range(max(0, round.team_min - len(members)))
    sub = leaf_sub(facts, organisation)
    if not members or known is None or formation is None or organisation.pk not in known.company_of:
        return Leaf(organisation, team, sub, cards, free, "warn", _("Nobody in the team yet."))
    company = known.company_of[organisation.pk]
    reason = judging.reason_of(known, formation, company, facts)
    kind, rule = _standing(known, formation, company, reason, facts.names)
    said = tuple(sentences.for_agents(reason, facts.names))
    return Leaf(
        organisation, team, sub, cards, free, kind, rule, said, sentences.points(reason["value"])
    )


def _standing(
    known: Numbers, formation: Formation, company: int, reason: dict, names: Mapping[int, str]
) -> tuple[str, str]:
    """How a team stands: the first broken rule, else how much of what is wanted is there."""
    faults = judging.faults_of(known, formation, company)
    if faults:
        first = faults[0]
        name = "" if first.creative is None else str(known.creatives[first.creative])
        kind = "warn" if first.rule in judging.UNFINISHED else "bad"
        return kind, obstacles.fault(first, name)
    wanted, there = len(reason["needs"]), sum(need["percent"] > 0 for need in reason["needs"])
    if not wanted:
        return "good", _("All rules are kept.")
    if not there:
        return "warn", _("All rules are kept, but none of the wanted skills is there.")
    return "good", ngettext(
        "All rules are kept; %(there)d of one wanted skill is there.",
        "All rules are kept; %(there)d of %(wanted)d wanted skills are there.",
        wanted,
    ) % {"there": there, "wanted": wanted}


@dataclass(frozen=True)
class Target:
    """A team somebody could be moved to, and what that would do."""

    organisation: Participant | None
    sub: str
    kind: str
    text: str
    is_possible: bool
    may_insist: bool


def targets_of(facts: Facts, creative: Participant, source: Participant | None) -> list[Target]:
    """Every team, and the pool if they come from a team, with the effect of moving there."""
    known = numbers.of(facts)
    if known is None or creative.pk not in known.creative_of:
        return []
    formation = known.formation(facts.placed)
    here = set(facts.places_of.get(creative.pk, ()))
    homes = [p for p in known.organisations if p.pk not in here]
    options: list[Participant | None] = [None, *homes] if source is not None else list(homes)
    return [
        _target(facts, known, formation, creative=creative, source=source, target=target)
        for target in options
    ]


def _target(
    facts: Facts,
    known: Numbers,
    formation: Formation,
    *,
    creative: Participant,
    source: Participant | None,
    target: Participant | None,
) -> Target:
    sub = "" if target is None else leaf_sub(facts, target)
    locked = next(
        (
            facts.team_of[p.pk]
            for p in (source, target)
            if p is not None
            and p.pk in facts.team_of
            and facts.team_of[p.pk].state != TeamState.PROPOSED
        ),
        None,
    )
    if locked is not None:
        text = obstacles.not_movable(locked)
        return Target(target, sub, "bad", text, is_possible=False, may_insist=False)
    effect = judging.effect_of(
        known,
        formation,
        creative=known.creative_of[creative.pk],
        source=None if source is None else known.company_of[source.pk],
        target=None if target is None else known.company_of[target.pk],
    )
    faults = (*effect.broken, *effect.overrulable)
    said = [obstacles.fault(fault, str(creative)) for fault in faults or effect.unfinished]
    if target is not None and not facts.placed.get(target.pk) and not effect.broken:
        said.append(_("The organisation gets a team."))
    said += [] if effect.broken else [sentences.effect(effect.gain)]
    return Target(
        target,
        sub,
        effect.kind,
        " ".join(said),
        is_possible=not faults,
        may_insist=bool(effect.overrulable) and not effect.broken,
    )


def why_not(facts: Facts, organisation: Participant, creative: Participant) -> list[str]:
    """Why these two are not in one team, or what it would cost: sentences."""
    known = numbers.of(facts)
    if (
        known is None
        or creative.pk not in known.creative_of
        or organisation.pk not in known.company_of
    ):
        return [_("One of the two is not checked in.")]
    told = judging.why_not(known, known.formation(facts.placed), organisation, creative)
    name = str(creative)
    said = []
    if told.member:
        return [_("%(name)s is in this team.") % {"name": name}]
    if told.rule is not None:
        return [obstacles.pair_rule(told.rule, name)]
    said += [
        _("%(name)s is in the team of %(organisation)s now.")
        % {"name": name, "organisation": known.organisations[company]}
        for company in told.places
    ]
    if told.move is None:
        said.append(_("No rule forbids the pair, but there is no way to make room for it."))
        return said
    out = [
        _("%(name)s would leave the team of %(organisation)s.")
        % {"name": known.creatives[i], "organisation": known.organisations[company]}
        for company, i in told.move.take
        if known.creatives[i] != creative
    ]
    said += out or [_("No rule forbids the pair.")]
    cost = told.cost or 0
    said.append(_("All teams together: %(effect)s") % {"effect": sentences.effect(-cost)})
    return said
