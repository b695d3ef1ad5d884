"""Problems of any size: prices by a subgradient method, teams by placing and improving, a bound by a full sweep.

The bound is the Lagrangian one of M. Held, P. Wolfe and H. P. Crowder, "Validation of subgradient optimization",
Mathematical Programming 6, 1974, pp. 62-88, with the capacity of the creatives relaxed; it holds because the last
sweep prices every company exactly over everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from teaming.formation import Formation
from teaming.solver.arrays import FLAT, FLOOR, NEAR, SEAT, SLOPE, Ints
from teaming.solver.board import (
    EMPTY,
    KINDS_FROM,
    NEEDS,
    NEEDS_END,
    PAIRS,
    PAIRS_END,
    TEAM_MAX,
    WAITED,
    Market,
    market_of,
)  # fmt: skip
from teaming.solver.crew import Crew, Look
from teaming.solver.diving import SHARE, dive
from teaming.solver.filling import FEW, fill_up
from teaming.solver.goal import SCALE
from teaming.solver.improving import Teams, improve, place, reseat
from teaming.solver.sweeps import MARGIN
from teaming.solver.watching import Effort, Step

EXTRA = 3
"""Candidates are remembered until this many more than a team has seats dominate them."""

CLOSE, MOST_NEW = 30_000, 250
"""In a look at a share of all, by how much creatives may miss the best team, and how many of them are told apart."""

SAMPLED = 3
"""So many steps after the first one look at a share of the creatives only."""

LOOSE = 150_000
"""Where much was not seen before, the others may bring so much more than was guessed; see ``gathering.SLACK``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much work: price steps, a full sweep every so many, attempts at improving per company, in how many rounds.

    With ``by_turns`` one company of so many takes part in a full sweep at every step, instead of all at once, so that
    not everyone runs to the same newly seen creatives. With ``sample`` only that share of the creatives, drawn anew
    every time, is looked at beside the remembered in the first steps. Then the last sweep, which makes the bound, only
    looks for teams that are better by more than ``blur`` hundredths of a point, and the bound is as much weaker for
    each company. ``share`` of those who wait are seated at a time, see ``dive``.
    """

    steps: int
    full_every: int
    moves: int
    rounds: int
    sample: float | None = None
    by_turns: bool = False
    blur: int = 0
    share: float = SHARE

    def look(self, at: int) -> Look | None:
        """Return how companies look around at step ``at``; None if they do not."""
        first, last = at == 0, at == self.steps - 1
        if not (first or last or self.by_turns or at % self.full_every == 0):
            return None
        every = self.full_every if self.by_turns and not first and not last else 1
        if self.sample is None:
            return Look(EXTRA, MARGIN, every=every, seed=at)
        if last:
            return Look(margin=-self.blur, slack=LOOSE)
        sample = self.sample if at <= SAMPLED else 1.0
        return Look(1, CLOSE, most=MOST_NEW, sample=sample, every=every, seed=at)


def plan_for(effort: Effort, companies: int) -> Plan:
    """Return the work that an effort means for a number of companies."""
    if companies <= 400:
        plan = Plan(60, 15, 60, 12)
    elif companies <= 2_500:
        plan = Plan(60, 15, 12, 6)
    elif companies <= 10_000:
        plan = Plan(40, 10, 4, 2, by_turns=True)
    else:
        plan = Plan(22, 10, 12, 3, sample=0.05, by_turns=True, blur=10_000, share=0.2)
    if effort is Effort.FAST:
        return replace(
            plan,
            steps=plan.steps // 2,
            moves=max(2, plan.moves // 6),
            rounds=max(2, plan.rounds // 3),
        )
    if effort is Effort.PROOF:
        return replace(plan, steps=2 * plan.steps, moves=4 * plan.moves, rounds=2 * plan.rounds)
    return plan


class BestBound:
    """The smallest bound seen and the prices that gave it; at first what nobody needs a search to see."""

    def __init__(self, crew: Crew) -> None:
        self.bound = bound_at_sight(crew)
        self.prices: Ints | None = None

    def see(self, crew: Crew) -> None:
        """Take the bound of a full sweep into account."""
        bound = crew.bound()
        if self.prices is None or bound < self.bound:
            self.bound, self.prices = min(bound, self.bound), crew.prices

    @property
    def points(self) -> int:
        """The bound in whole points."""
        return self.bound // SCALE


def bound_at_sight(crew: Crew) -> int:
    """Return the sum of what companies would reach with everything covered by neighbours, in hundredths."""
    board, rules = crew.board, crew.board.rules
    company, pair, need = board.company, board.pair, board.need
    covered = np.concatenate(([0], np.cumsum(100 * need[:, 2])))
    liked = np.concatenate(([0], np.cumsum(np.maximum(0, pair[:, 1]))))
    kept = np.concatenate(([0], np.cumsum(pair[:, 2])))
    seat = max(rules[NEAR], rules[FLAT]) - rules[SEAT] + board.line[:, WAITED].max()
    value = max(0, rules[KINDS_FROM:].max()) + company[:, TEAM_MAX] * max(0, seat)
    value += covered[company[:, NEEDS_END]] - covered[company[:, NEEDS]]
    value += liked[company[:, PAIRS_END]] - liked[company[:, PAIRS]]
    worth = np.minimum(value, (1 + rules[SLOPE]) * value - rules[SLOPE] * rules[FLOOR])
    worth += kept[company[:, PAIRS_END]] - kept[company[:, PAIRS]]
    return int(np.maximum(company[:, EMPTY], worth).sum())


def find_prices(
    crew: Crew, plan: Plan, best: BestBound, each: Callable[[], object] | None = None
) -> None:
    """Look for prices at which each creative is wanted as often as they can be placed; ``each`` is called late on."""
    capacity = crew.arrays.capacity
    price, push = crew.prices.astype(float), np.zeros(crew.arrays.creatives)
    step = 0.0
    shrink = 0.02 ** (1 / max(1, plan.steps - 1))
    for at in range(plan.steps):
        last, look = at == plan.steps - 1, plan.look(at)
        if not crew.sweep(look):
            return
        if look is not None and look.bounds:
            best.see(crew)
        if each is not None and 2 * at > plan.steps:
            each()
        if at == 0:
            step = max(1.0, float(np.abs(crew.ideals.net).mean()) / 40)
        crew.watch.tell(Step.PRICING, at + 1, plan.steps, bound=best.points)
        if last:
            return
        surplus = np.clip(crew.demand() - capacity, -2, 2).astype(float)
        surplus[(price <= 0) & (surplus < 0)] = 0
        push = 0.5 * push + 0.5 * surplus
        price = np.maximum(0, price + step * push)
        step *= shrink
        crew.set_prices(price.astype(np.int64))


def first_teams(crew: Crew, plan: Plan, seed: int) -> Teams:
    """Place every company at the prices: pinned ones, then who is in nobody's way, then those with most to lose."""
    teams, prices = crew.empty_teams(), crew.prices
    pinned = crew.with_pins()
    place_in_order(crew, teams, seed, np.flatnonzero(pinned), at_any_cost=True)
    dive(crew, teams, np.flatnonzero(~pinned), plan.share)
    rest = np.flatnonzero(~pinned & (teams.team[:, 0] < 0))
    place_in_order(crew, teams, seed, rest[np.argsort(crew.ideals.net[rest], kind="stable")])
    crew.set_prices(prices)
    crew.sweep()
    return teams


def place_in_order(
    crew: Crew, teams: Teams, seed: int, order: Ints, *, at_any_cost: bool = False
) -> None:
    """Place the companies one after the other.

    Who finds no team among the remembered candidates looks at everybody, unless the caller said stop and it is not
    ``at_any_cost``.
    """
    (shard,) = crew.shards(teams, seed, 1, order)
    for first in range(0, len(order), 256):
        last, widely = min(first + 256, len(order)), at_any_cost or not crew.watch.over()
        crew.at_desks(
            [crew.work(place, crew.market, shard, teams, crew.ideals, first, last, widely)]
        )
        crew.watch.tell(Step.PLACING, last, len(order))


def improve_teams(
    crew: Crew, teams: Teams, plan: Plan, seed: int, bound: int | None, around: Ints | None = None
) -> int:
    """Improve ``teams`` in rounds, two parts at a time; returns how many rounds were made.

    With ``around`` only these companies and those in their way are torn down.
    """
    n = crew.arrays.companies if around is None else 4 * len(around)
    parts = 1 if n < FEW or around is not None else 2
    moves = max(1, plan.moves * n // plan.rounds // parts)
    for at in range(plan.rounds):
        shards = crew.shards(teams, seed + at, parts)
        market = easier_market(crew, teams, at)
        if around is not None:
            shards = [shards[0]._replace(companies=around.astype(np.int64))]
        left = moves
        while left > 0:
            if crew.watch.over():
                return at
            now = min(left, 200)
            left -= now
            crew.at_desks(
                [crew.work(improve, market, shard, teams, crew.ideals, now) for shard in shards]
            )
        crew.watch.tell(Step.IMPROVING, at + 1, plan.rounds, int(teams.worth.sum()) // SCALE, bound)
    return plan.rounds


def easier_market(crew: Crew, teams: Teams, at: int) -> Market:
    """Return the market of round ``at``: by turns, who has no team is cheaper or free."""
    share = (2, 1, 0)[at % 3]
    return market_of(
        crew.board, np.where(crew.room(teams) > 0, crew.prices * share // 2, crew.prices)
    )


def teams_at(crew: Crew, plan: Plan, seed: int, best: BestBound) -> tuple[Teams, int]:
    """Return teams made from nothing, and how many rounds of improvement were made."""
    teams = first_teams(crew, plan, seed)
    rounds = improve_teams(crew, teams, plan, seed, best.points)
    fill_up(crew, teams, seed)
    return teams, rounds


def start_from(
    crew: Crew, plan: Plan, seed: int, start: Formation, best: BestBound
) -> tuple[Teams, int]:
    """Return teams made from what still holds of ``start``, and how many rounds of improvement were made.

    Only companies that lost somebody, and those in their way, are torn down.
    """
    crew.sweep(Look(EXTRA, MARGIN))
    best.see(crew)
    teams, old = crew.empty_teams(), np.full_like(crew.ideals.team, -1)
    for c, members in start.teams:
        known = (
            [i for i in members if i < crew.arrays.creatives][: old.shape[1]]
            if c < len(old)
            else []
        )
        old[c, : len(known)] = known
    seat_again(crew, teams, seed, old)
    lost = np.flatnonzero(
        ((old >= 0).sum(axis=1) != (teams.team >= 0).sum(axis=1)) | (old[:, 0] < 0)
    )
    rounds = 0
    if len(lost):
        rounds = improve_teams(crew, teams, Plan(0, 0, plan.moves, 1), seed, best.points, lost)
    fill_up(crew, teams, seed)
    return teams, rounds


def seat_again(crew: Crew, teams: Teams, seed: int, old: Ints) -> None:
    """Give every company what still holds of its ``old`` team."""
    free = market_of(crew.board, np.zeros_like(crew.prices))
    (shard,) = crew.shards(teams, seed, 1)
    crew.at_desks([crew.work(reseat, free, shard, teams, crew.ideals, old)])
