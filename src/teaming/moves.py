"""A move by hand: what it costs or gains and which rules it breaks, fast enough to ask while dragging."""

from __future__ import annotations

from dataclasses import dataclass

from teaming.errors import InvalidMove, expect
from teaming.faults import Fault, Rule
from teaming.formation import Formation
from teaming.problem import Pair, Problem
from teaming.scoring import team_faults, value, with_floor


@dataclass(frozen=True, slots=True)
class Move:
    """Pairs (company, creative) that are taken apart and pairs that are put together.

    Examples
    --------
    >>> Move.shift(creative=7, source=0, target=3)
    Move(take=((0, 7),), put=((3, 7),))
    """

    take: tuple[Pair, ...] = ()
    put: tuple[Pair, ...] = ()

    @classmethod
    def shift(cls, *, creative: int, source: int | None, target: int | None) -> Move:
        """Move one creative from ``source`` to ``target``; None is the pool of those without a team."""
        take = () if source is None else ((source, creative),)
        put = () if target is None else ((target, creative),)
        return cls(take, put)

    @classmethod
    def swap(cls, first: Pair, second: Pair) -> Move:
        """Let two creatives change places."""
        return cls((first, second), ((first[0], second[1]), (second[0], first[1])))

    @classmethod
    def replace(cls, *, company: int, leaves: int, joins: int, source: int | None = None) -> Move:
        """Let ``joins`` take the place of ``leaves``; ``source`` is the team they come from, if any."""
        taken: tuple[Pair, ...] = ((company, leaves),)
        return cls(taken if source is None else (*taken, (source, joins)), ((company, joins),))


@dataclass(frozen=True)
class MoveResult:
    """What a move would do.

    Attributes
    ----------
    gain : int
        Change of the objective in points; negative: it costs.
    values : tuple of (company, before, after)
        Values of the teams that change.
    faults : tuple of Fault
        Rules that the changed teams and people would break afterwards.
    teams : dict
        The changed teams, company → members.
    """

    gain: int
    values: tuple[tuple[int, int, int], ...]
    faults: tuple[Fault, ...]
    teams: dict[int, tuple[int, ...]]


def try_move(problem: Problem, formation: Formation, move: Move) -> MoveResult:
    """Return what ``move`` would do; nothing is changed.

    Raises InvalidMove if it takes somebody from a team they are not in or puts them where they are, InvalidOption if
    an argument is of another kind.
    """
    expect(problem, Problem, "problem")
    expect(formation, Formation, "formation")
    expect(move, Move, "move")
    changed = _after(problem, formation, move)
    values = tuple(
        (c, value(problem, c, formation.members.get(c, ())), value(problem, c, members))
        for c, members in sorted(changed.items())
    )
    gain = sum(
        with_floor(problem, after) - with_floor(problem, before) for _, before, after in values
    )
    faults = [
        fault
        for c, members in sorted(changed.items())
        if members
        for fault in team_faults(problem, c, members)
    ]
    faults += [
        Fault(Rule.PIN_MISSING, c, i)
        for c, members in sorted(changed.items())
        for i in sorted(problem.pins_of.get(c, ()))
        if i not in members
    ]
    faults += _over_capacity(problem, formation, move)
    return MoveResult(gain, values, tuple(faults), changed)


def _after(problem: Problem, formation: Formation, move: Move) -> dict[int, tuple[int, ...]]:
    changed: dict[int, list[int]] = {}
    for pair in (*move.take, *move.put):
        company = _known(pair, problem)
        changed.setdefault(company, list(formation.members.get(company, ())))
    for company, creative in move.take:
        if creative not in changed[company]:
            message = f"creative {creative} is not in the team of company {company}"
            raise InvalidMove(message)
        changed[company].remove(creative)
    for company, creative in move.put:
        if creative in changed[company]:
            message = f"creative {creative} is already in the team of company {company}"
            raise InvalidMove(message)
        changed[company].append(creative)
    return {company: tuple(sorted(members)) for company, members in changed.items()}


def _known(pair: Pair, problem: Problem) -> int:
    """Return the company of a pair whose company and creative exist."""
    sizes = (len(problem.companies), len(problem.creatives))
    if (
        not isinstance(pair, tuple)
        or len(pair) != 2
        or not all(
            type(one) is int and 0 <= one < most for one, most in zip(pair, sizes, strict=True)
        )
    ):
        message = f"company and creative {pair!r:.60} are unknown"
        raise InvalidMove(message)
    return pair[0]


def _over_capacity(problem: Problem, formation: Formation, move: Move) -> list[Fault]:
    balance: dict[int, int] = {}
    for sign, pairs in ((-1, move.take), (1, move.put)):
        for _, creative in pairs:
            balance[creative] = balance.get(creative, 0) + sign
    more = {creative for creative, change in balance.items() if change > 0}
    if not more:
        return []
    found = dict.fromkeys(sorted(more), 0)
    for _, members in formation.teams:
        for creative in more.intersection(members):
            found[creative] += 1
    return [
        Fault(
            Rule.OVER_CAPACITY,
            creative=i,
            asked=problem.creatives[i].capacity,
            found=count + balance[i],
        )
        for i, count in found.items()
        if count + balance[i] > problem.creatives[i].capacity
    ]
