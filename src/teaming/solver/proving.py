"""Problems of middling size: column generation, then a proof by listing every team that could still matter.

The linear programme over teams is solved exactly: priced over everybody, no team is missing. Its prices bound the
optimum; a team whose reduced cost exceeds the gap is in no better answer, so the best choice among the others is
the best of all. After C. Barnhart et al., "Branch-and-price: column generation for solving huge integer programs",
Operations Research 46(3), 1998, pp. 316-329.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from teaming.solver.board import Desk, Tree
from teaming.solver.crew import Crew, Look
from teaming.solver.goal import SCALE
from teaming.solver.improving import Teams
from teaming.solver.large import BestBound
from teaming.solver.master import Column, MasterProgramme, choose
from teaming.solver.sweeps import list_company
from teaming.solver.watching import Step

MOST_COLUMNS = 150_000
FEW_COLUMNS = 6_000
"""So few teams that could still matter are chosen among at once, before a part of them."""

MOST_ROUNDS = 80


def columns_of(teams: Teams) -> list[Column]:
    """Return an answer as columns; teams that are empty too."""
    return [
        Column(c, tuple(sorted(int(i) for i in row if i >= 0)), int(worth) // SCALE)
        for c, (row, worth) in enumerate(zip(teams.team, teams.worth, strict=True))
    ]


def ideal_columns(crew: Crew) -> list[Column]:
    """Return the ideal teams of the last sweep as columns."""
    padded = np.append(crew.prices, 0)
    worth = (crew.ideals.net + padded[crew.ideals.team].sum(axis=1)) // SCALE
    return [
        Column(c, tuple(sorted(int(i) for i in row if i >= 0)), int(w))
        for c, (row, w) in enumerate(zip(crew.ideals.team, worth, strict=True))
        if row[0] >= 0
    ]


def generate_columns(crew: Crew, columns: list[Column], best: BestBound) -> MasterProgramme | None:
    """Solve the linear programme over all teams; None if stopped."""
    master = MasterProgramme(crew.goal.empty, crew.arrays.capacity)
    master.add(columns)
    for at in range(MOST_ROUNDS):
        prices = np.zeros(crew.arrays.creatives, np.int64)
        for creative, price in master.prices().items():
            prices[creative] = round(SCALE * price)
        crew.set_prices(prices)
        if not crew.sweep(Look()):
            return None
        best.see(crew)
        crew.watch.tell(Step.PROVING, at + 1, MOST_ROUNDS, bound=best.points)
        if not master.add(ideal_columns(crew)):
            break
    return master


def list_near(crew: Crew, gap: int, most_columns: int = MOST_COLUMNS) -> list[Column] | None:
    """Return every team within ``gap`` (hundredths) of its company's best; None if there are too many."""
    arrays = crew.arrays
    most = most_columns // 4
    padded = np.append(crew.prices, 0)

    def block(first: int) -> Callable[[Desk, Tree], list[Column] | None]:
        def work(desk: Desk, tree: Tree) -> list[Column] | None:
            columns: list[Column] = []
            found = np.full((most, int(arrays.team_max.max())), -1, np.int64)
            net = np.zeros(most, np.int64)
            for c in range(first, min(first + crew.block, arrays.companies)):
                if crew.watch.over():
                    return None
                floor = crew.ideals.bound[c] - gap - 1
                count = list_company(
                    crew.board,
                    crew.market,
                    desk,
                    tree,
                    crew.ideals,
                    c,
                    arrays.capacity,
                    floor,
                    found,
                    net,
                )
                if count < 0 or count > most:
                    return None
                worth = (net[:count] + padded[found[:count]].sum(axis=1)) // SCALE
                columns += [
                    Column(c, tuple(sorted(int(i) for i in row if i >= 0)), int(w))
                    for row, w in zip(found[:count], worth, strict=True)
                ]
            return columns

        return work

    blocks = crew.at_desks([block(first) for first in range(0, arrays.companies, crew.block)])
    if any(each is None for each in blocks):
        return None
    columns = [column for each in blocks for column in each]
    columns += [Column(c, (), int(worth)) for c, worth in enumerate(crew.goal.empty)]
    return columns if len(columns) <= most_columns else None


def prove(
    crew: Crew, teams: Teams, pool: list[Column], best: BestBound
) -> tuple[list[Column], bool]:
    """Return the best columns known, starting from ``teams``, and whether nothing better exists."""
    known = columns_of(teams)
    master = generate_columns(crew, [*pool, *known], best)
    if master is None:
        return known, False
    columns = _cheap(crew, master.columns)
    for share, most in (
        (0, 0), (1, FEW_COLUMNS), (8, MOST_COLUMNS), (2, MOST_COLUMNS), (1, MOST_COLUMNS),
    ):  # fmt: skip
        gap = best.bound - SCALE * sum(column.worth for column in known)
        if gap < SCALE or crew.watch.over():
            break
        near = list_near(crew, gap // share, most) if share else columns
        if near is None:
            continue
        chosen = choose([*near, *known], crew.arrays.capacity, crew.arrays.companies)
        if chosen and sum(column.worth for column in chosen[0]) > sum(
            column.worth for column in known
        ):
            known = chosen[0]
        if chosen and chosen[1] and share == 1:
            return known, True
    return known, SCALE * sum(column.worth for column in known) > best.bound - SCALE


def _cheap(crew: Crew, columns: list[Column]) -> list[Column]:
    """Return the columns whose reduced cost is small: enough for a good first choice."""
    reduced = [
        int(crew.ideals.bound[column.company])
        - SCALE * column.worth
        + int(crew.prices[list(column.members)].sum() if column.members else 0)
        for column in columns
    ]
    limit = SCALE * max(1, int(crew.bound()) // SCALE + crew.arrays.companies * 40_000) // 500
    return [column for column, each in zip(columns, reduced, strict=True) if each <= limit]
