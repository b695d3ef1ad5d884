"""Work on one problem with compiled code on several threads; the result does not depend on how many.

Work is cut into parts by the problem alone. Numba lets go of the interpreter while it computes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from teaming.solver.arrays import PINNED, Arrays, Ints
from teaming.solver.board import FULL, Desk, Market, Tree, board_of, market_of, new_desk
from teaming.solver.gathering import SLACK
from teaming.solver.goal import Goal
from teaming.solver.improving import Shard, Teams, new_shard
from teaming.solver.sweeps import WIDTH, full_sweep, new_ideals, quick_sweep
from teaming.solver.watching import Watch

BLOCK = 128
"""Companies per piece of work at most: small enough to stop in between."""

PIECES = 6
"""So many pieces at least, so that two threads have something to do where companies are few."""


class Look(NamedTuple):
    """How companies look at everybody beside the remembered; ``extra``, ``margin``, ``slack``, ``most``: see ``full_sweep``.

    With a ``sample`` below 1 each block of companies looks at another share of the creatives. With ``every`` only one
    block of so many looks at everybody, another one for each ``seed``.
    """

    extra: int = -1
    margin: int = 0
    slack: int = SLACK
    most: int = FULL
    sample: float = 1.0
    every: int = 1
    seed: int = 0

    @property
    def bounds(self) -> bool:
        """Whether every company has a bound over everybody after it."""
        return self.sample >= 1 and self.every == 1


class Crew:
    """A problem, its tables, the ideal teams at the current prices, and threads with a desk each."""

    def __init__(
        self, arrays: Arrays, goal: Goal, watch: Watch, threads: int | None = None
    ) -> None:
        self.arrays, self.goal, self.watch = arrays, goal, watch
        self.board = board_of(arrays, goal)
        self.ideals = new_ideals(self.board)
        self.prices = np.zeros(arrays.creatives, np.int64)
        self.market = market_of(self.board, self.prices)
        self.block = min(BLOCK, max(8, arrays.companies // PIECES))
        count = threads or min(2, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(count)
        self._desks: SimpleQueue[tuple[Desk, Tree]] = SimpleQueue()
        for _ in range(count):
            self._desks.put(new_desk(self.board))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def work(
        self, kernel: Callable[..., Any], market: Market, *rest: Any
    ) -> Callable[[Desk, Tree], Any]:
        """Return a call of compiled code that still lacks a desk."""
        return lambda desk, tree: kernel(self.board, market, desk, tree, *rest)

    def at_desks(self, works: list[Callable[[Desk, Tree], Any]]) -> list[Any]:
        """Do every piece of work, each with a desk of its own; results in order."""
        return list(self._pool.map(self._at_desk, works))

    def _at_desk(self, work: Callable[[Desk, Tree], Any]) -> Any:
        desk = self._desks.get()
        try:
            return work(*desk)
        finally:
            self._desks.put(desk)

    def set_prices(self, prices: Ints) -> None:
        """Put ``prices`` (hundredths of a point) up."""
        self.prices = prices
        self.market = market_of(self.board, prices)

    def sweep(self, look: Look | None = None) -> bool:
        """Price all companies, over the remembered or as ``look`` says; False if stopped in between."""
        if look is None:
            return self.reprice(np.arange(self.arrays.companies), self.arrays.capacity)
        market, capacity, ok = self.market, self.arrays.capacity, []

        def block(first: int) -> Callable[[Desk, Tree], None]:
            last = min(first + self.block, self.arrays.companies)

            def work(desk: Desk, tree: Tree) -> None:
                if self.watch.over():
                    ok.append(False)
                    return
                if (first // self.block + look.seed) % look.every:
                    some = np.arange(first, last)
                    quick_sweep(self.board, market, desk, tree, self.ideals, capacity, some)
                    return
                seen = capacity.copy()
                if look.sample < 1:
                    seen *= _drawn(len(capacity), (first, look.seed), look.sample)
                full_sweep(
                    self.board, market, desk, tree, self.ideals, capacity, seen, first, last,
                    look.extra, look.margin, look.slack, look.most,
                )  # fmt: skip

            return work

        self.at_desks([block(first) for first in range(0, self.arrays.companies, self.block)])
        return not ok

    def reprice(self, companies: Ints, room: Ints) -> bool:
        """Price ``companies`` over the remembered who have ``room``; False if stopped in between."""
        market, ok = self.market, []

        def block(some: Ints) -> Callable[[Desk, Tree], None]:
            def work(desk: Desk, tree: Tree) -> None:
                if self.watch.over():
                    ok.append(False)
                else:
                    quick_sweep(self.board, market, desk, tree, self.ideals, room, some)

            return work

        cuts = range(self.block, len(companies), self.block)
        self.at_desks([block(some) for some in np.split(companies, cuts)])
        return not ok

    def demand(self) -> Ints:
        """Return how many ideal teams each creative is in."""
        teams = self.ideals.team
        return np.bincount(teams[teams >= 0], minlength=self.arrays.creatives).astype(np.int64)

    def bound(self) -> int:
        """Return what no answer can exceed, in hundredths: ideal teams after a full sweep, and all seats' prices."""
        return int(self.ideals.bound.sum()) + int(self.prices @ self.arrays.capacity)

    def with_pins(self) -> npt.NDArray[np.bool_]:
        """Return which companies have pins."""
        pins = (self.arrays.pair_flags & PINNED) > 0
        company = np.repeat(np.arange(self.arrays.companies), np.diff(self.arrays.pair_from))
        found = np.zeros(self.arrays.companies, np.bool_)
        found[company[pins]] = True
        return found

    def empty_teams(self) -> Teams:
        """Return an answer in which nobody has a team."""
        return Teams(np.full_like(self.ideals.team, -1), self.board.company[:, -1].copy())

    def room(self, teams: Teams) -> Ints:
        """Return how often each creative can still be placed, with a seat kept for each pin."""
        arrays = self.arrays
        pinned = arrays.pair_creative[(arrays.pair_flags & PINNED) > 0]
        room = arrays.capacity - np.bincount(pinned, minlength=arrays.creatives)
        placed = np.bincount(teams.team[teams.team >= 0], minlength=arrays.creatives)
        return room - placed + self._pins_seated(teams)

    def _pins_seated(self, teams: Teams) -> Ints:
        arrays = self.arrays
        company = np.repeat(np.arange(arrays.companies), np.diff(arrays.pair_from))
        pins = (arrays.pair_flags & PINNED) > 0
        seated = (teams.team[company[pins]] == arrays.pair_creative[pins][:, None]).any(axis=1)
        return np.bincount(arrays.pair_creative[pins][seated], minlength=arrays.creatives)

    def shards(
        self,
        teams: Teams,
        seed: int,
        parts: int,
        order: Ints | None = None,
        *,
        room: Ints | None = None,
        turn: int = 0,
    ) -> list[Shard]:
        """Cut the answer into parts that do not touch: neighbours together, free places dealt at random.

        With the same ``seed`` and another ``turn`` the places are dealt to other parts. ``room`` says which places may
        be taken; all that are free if it is not given.
        """
        arrays, rng = self.arrays, np.random.default_rng(seed)
        n, seats = arrays.companies, teams.team.shape[1]
        if parts == 1:
            cut = [order if order is not None else rng.permutation(n)]
        else:
            angle = rng.random() * np.pi
            along = arrays.company_x * np.cos(angle) + arrays.company_y * np.sin(angle)
            cut = np.array_split(np.argsort(along + rng.random(n), kind="stable"), parts)
            cut = [
                rng.permutation(each) if order is None else order[np.isin(order, each)]
                for each in cut
            ]
        room = self.room(teams) if room is None else room
        dealt = (rng.integers(parts, size=arrays.creatives) + turn) % parts
        shards = []
        for part, companies in enumerate(cut):
            holder = np.full(arrays.creatives, -1, np.int64)
            members = teams.team[companies]
            holder[members[members >= 0]] = np.repeat(companies, (members >= 0).sum(axis=1))
            mine = np.where(dealt == part, room, 0)
            shards.append(
                new_shard(companies, mine, holder, int(rng.integers(1 << 60)), seats, WIDTH)
            )
        return shards


def _drawn(count: int, seed: tuple[int, int], share: float) -> Ints:
    return (np.random.default_rng(seed).random(count) < share).astype(np.int64)
