"""Why is this person in this team, and why not in that one: reasons and numbers, for the caller to put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teaming.errors import InvalidOption, expect
from teaming.faults import PairRule
from teaming.formation import Formation
from teaming.moves import Move, try_move
from teaming.problem import Problem
from teaming.scoring import (
    Parts,
    covered,
    eligible,
    legal,
    parts,
    places,
    value,
    why_not_pair,
    with_floor,
)


@dataclass(frozen=True, slots=True)
class NeedCovered:
    """One need of a company and who covers it.

    ``percent`` 0..100 of the level asked; ``points`` it brings; ``creative`` is the best member for it, or
    None if nobody has the skill.
    """

    skill: int
    level: int
    weight: int
    percent: int
    points: int
    creative: int | None


@dataclass(frozen=True, slots=True)
class MemberWorth:
    """What one member brings.

    Attributes
    ----------
    creative : int
    lost : int
        Points the team loses without them (negative: it would gain).
    pinned : bool
    price : int or None
        How sought-after they are elsewhere, in points; None if the formation has no prices.
    alternative : int or None
        The best free creative for their seat; None if nobody free fits.
    alternative_gain : int or None
        Change of the team's value with the alternative in their place.
    """

    creative: int
    lost: int
    pinned: bool
    price: int | None
    alternative: int | None
    alternative_gain: int | None


@dataclass(frozen=True)
class Explanation:
    """A company's team: its value part by part, its needs and its members."""

    company: int
    value: int
    counted: int
    parts: Parts
    needs: tuple[NeedCovered, ...]
    members: tuple[MemberWorth, ...]


@dataclass(frozen=True)
class WhyNot:
    """Why a creative is not in a company's team.

    Attributes
    ----------
    member : bool
        They are in it.
    rule : PairRule or None
        The rule that forbids it; then there is nothing else to say.
    places : tuple of int
        The companies they are placed at.
    move : Move or None
        The cheapest legal way to bring them in; None if there is none.
    cost : int or None
        Points of the objective that ``move`` costs (negative: it would gain).
    """

    member: bool = False
    rule: PairRule | None = None
    places: tuple[int, ...] = ()
    move: Move | None = None
    cost: int | None = None


def explain(problem: Problem, formation: Formation, company: int) -> Explanation:
    """Explain the team of ``company``; looks at every free creative once per member.

    Raises InvalidOption if there is no such company.
    """
    expect(problem, Problem, "problem")
    expect(formation, Formation, "formation")
    _known(company, len(problem.companies), "company")
    team = formation.members.get(company, ())
    points = value(problem, company, team)
    return Explanation(
        company=company,
        value=points,
        counted=with_floor(problem, points),
        parts=parts(problem, company, team) if team else Parts(),
        needs=tuple(_needs(problem, company, team)),
        members=tuple(_members(problem, formation, company, team)),
    )


def _known(number: int, count: int, kind: str) -> None:
    if type(number) is not int or not 0 <= number < count:
        message = f"{kind} {number!r} is unknown: there are {count}, counted from 0"
        raise InvalidOption(message)


def _needs(problem: Problem, company: int, team: tuple[int, ...]) -> Iterator[NeedCovered]:
    for need in problem.companies[company].needs:
        percent, who = max(
            ((covered(problem.levels[i].get(need.skill, 0), need.level), -i) for i in team),
            default=(0, 0),
        )
        points = problem.rules.coverage_unit * need.weight * percent
        yield NeedCovered(
            need.skill, need.level, need.weight, percent, points, -who if percent else None
        )


def _members(
    problem: Problem, formation: Formation, company: int, team: tuple[int, ...]
) -> Iterator[MemberWorth]:
    now, at = value(problem, company, team), places(formation.members)
    free = [
        i
        for i, creative in enumerate(problem.creatives)
        if i not in team
        and len(at.get(i, ())) < creative.capacity
        and eligible(problem, company, i)
    ]
    for creative in team:
        rest = [i for i in team if i != creative]
        best = max(
            (
                (value(problem, company, [*rest, i]), -i)
                for i in free
                if legal(problem, company, [*rest, i])
            ),
            default=None,
        )
        yield MemberWorth(
            creative=creative,
            lost=now - value(problem, company, rest),
            pinned=(company, creative) in problem.pins,
            price=formation.prices[creative] if formation.prices else None,
            alternative=None if best is None else -best[1],
            alternative_gain=None if best is None else best[0] - now,
        )


def why_not(problem: Problem, formation: Formation, company: int, creative: int) -> WhyNot:
    """Say why ``creative`` is not in the team of ``company``: the rule, or what bringing them in costs.

    Tried are: joining a free seat, or taking the seat of a member who is not pinned; if they have no free
    place, leaving one of their teams, which shrinks, takes the replaced member in, or is dissolved.
    Raises InvalidOption if there is no such company or creative.
    """
    expect(problem, Problem, "problem")
    expect(formation, Formation, "formation")
    _known(company, len(problem.companies), "company")
    _known(creative, len(problem.creatives), "creative")
    here = tuple(places(formation.members).get(creative, ()))
    if company in here:
        return WhyNot(member=True, places=here)
    rule = why_not_pair(problem, company, creative)
    if rule is not None:
        return WhyNot(rule=rule, places=here)
    results = [
        (try_move(problem, formation, move), move)
        for move in _ways_in(problem, formation, company, creative)
    ]
    allowed = [
        (result.gain, -at, move) for at, (result, move) in enumerate(results) if not result.faults
    ]
    if not allowed:
        return WhyNot(places=here)
    gain, _, move = max(allowed)
    return WhyNot(places=here, move=move, cost=-gain)


def _ways_in(problem: Problem, formation: Formation, company: int, creative: int) -> Iterator[Move]:
    team = formation.members.get(company, ())
    sources: list[int | None] = list(places(formation.members).get(creative, ()))
    if len(sources) < problem.creatives[creative].capacity:
        sources.append(None)
    for source in sources:
        yield Move.shift(creative=creative, source=source, target=company)
        for leaves in team:
            yield Move.replace(company=company, leaves=leaves, joins=creative, source=source)
            if source is not None and leaves not in formation.members[source]:
                yield Move.swap((company, leaves), (source, creative))
        if source is not None:
            yield from _dissolving(formation, company, creative, source)


def _dissolving(formation: Formation, company: int, creative: int, source: int) -> Iterator[Move]:
    """Yield moves after which the team the creative comes from is no more."""
    gone = tuple((source, i) for i in formation.members[source])
    yield Move(gone, ((company, creative),))
    for leaves in formation.members.get(company, ()):
        yield Move((*gone, (company, leaves)), ((company, creative),))
