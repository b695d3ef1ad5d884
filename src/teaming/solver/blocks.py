"""Improve an answer block by block: neighbours' good teams are listed, and the best choice among them is made.

What one company cannot improve and a few torn down together do not find, an integer programme over some eighty of them
often does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from teaming.solver.arrays import PINNED, Ints
from teaming.solver.board import Desk, Market, Tree, market_of
from teaming.solver.crew import Crew
from teaming.solver.goal import SCALE
from teaming.solver.improving import Teams
from teaming.solver.master import Column, choose
from teaming.solver.sweeps import list_company
from teaming.solver.watching import Step

BLOCK = 80
PER_COMPANY = 60
MOST_LISTED = 400
MOST_NODES = 100
BELOW = 1_000
"""Teams are listed that net up to so many points less than the present one."""


def settle_blocks(crew: Crew, teams: Teams, seed: int) -> None:
    """Improve every block of neighbours once."""
    arrays, rng = crew.arrays, np.random.default_rng(seed)
    angle = rng.random() * np.pi
    along = arrays.company_x * np.cos(angle) + arrays.company_y * np.sin(angle)
    blocks = np.array_split(np.argsort(along, kind="stable"), max(1, -(-arrays.companies // BLOCK)))
    for at, companies in enumerate(blocks):
        if crew.watch.over():
            return
        _settle(crew, teams, companies)
        crew.watch.tell(Step.IMPROVING, at + 1, len(blocks), int(teams.worth.sum()) // SCALE)


def _settle(crew: Crew, teams: Teams, companies: Ints) -> None:
    room = crew.room(teams)
    free = np.where(room > 0, 0, crew.prices)
    market = market_of(crew.board, free)
    mine = teams.team[companies]
    capacity = room + np.bincount(mine[mine >= 0], minlength=len(room))
    pinned = _pinned(crew, companies)
    listed = crew.at_desks(
        [_listing(crew, market, teams, int(c), capacity, pinned.get(int(c), [])) for c in companies]
    )
    columns = [
        Column(at, members, worth)
        for at, each in enumerate(listed)
        for members, worth in sorted(each.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    before = int(teams.worth[companies].sum()) // SCALE
    chosen = choose(columns, capacity, len(companies), most_nodes=MOST_NODES)
    if chosen is None or sum(column.worth for column in chosen[0]) <= before:
        return
    for column in chosen[0]:
        c = companies[column.company]
        teams.team[c] = -1
        teams.team[c, : len(column.members)] = column.members
        teams.worth[c] = SCALE * column.worth


def _pinned(crew: Crew, companies: Ints) -> dict[int, list[int]]:
    arrays, found = crew.arrays, {}
    for c in companies:
        pairs = slice(arrays.pair_from[c], arrays.pair_from[c + 1])
        found[int(c)] = arrays.pair_creative[pairs][
            (arrays.pair_flags[pairs] & PINNED) > 0
        ].tolist()
    return found


def _listing(
    crew: Crew, market: Market, teams: Teams, c: int, room: Ints, pinned: list[int]
) -> Callable[[Desk, Tree], dict[tuple[int, ...], int]]:
    """Return the work of listing the best teams of one company among those who have room."""
    prices = np.append(market.prices, 0)

    def work(desk: Desk, tree: Tree) -> dict[tuple[int, ...], int]:
        seats = teams.team.shape[1]
        found, net = np.full((MOST_LISTED, seats), -1, np.int64), np.zeros(MOST_LISTED, np.int64)
        now = int(teams.worth[c] - prices[teams.team[c]].sum())
        floor = now - SCALE * BELOW
        count = list_company(crew.board, market, desk, tree, c, room, floor, found, net)
        for attempt in range(12):
            if count <= MOST_LISTED:
                break
            floor += SCALE * BELOW // 2 << attempt
            count = list_company(crew.board, market, desk, tree, c, room, floor, found, net)
        count = min(max(count, 0), MOST_LISTED)
        best = np.argsort(-net[:count], kind="stable")[:PER_COMPANY]
        worth = (net[best] + prices[found[best]].sum(axis=1)) // SCALE
        columns = {_members(found[at]): int(w) for at, w in zip(best, worth, strict=True)}
        columns[_members(teams.team[c])] = int(teams.worth[c]) // SCALE
        if not pinned:
            columns[()] = int(crew.goal.empty[c])
        return columns

    return work


def _members(row: Ints) -> tuple[int, ...]:
    return tuple(sorted(int(i) for i in row if i >= 0))
