"""Small problems: all teams are listed, priced by a linear programme, and the best choice is proven."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from teaming.solver.arrays import Arrays, Ints
from teaming.solver.goal import SCALE, Goal
from teaming.solver.listing import list_teams
from teaming.solver.master import Column, MasterProgramme, choose
from teaming.solver.outcome import Outcome, outcome_of
from teaming.solver.watching import Step, Watch

BATCH = 8
MOST_ROUNDS = 200


class Table(NamedTuple):
    """All teams of all companies below one another, no team included; members -1 fill up."""

    company: Ints
    members: Ints
    worth: Ints


def list_all(arrays: Arrays, goal: Goal) -> Table:
    """Return every team that every company may have."""
    listed = [list_teams(arrays, goal, company) for company in range(arrays.companies)]
    width = int(arrays.team_max.max())
    company, members, worth = [], [], []
    for c, each in enumerate(listed):
        rows = np.full((len(each.worth) + 1, width), -1, np.int64)
        rows[1:, : each.members.shape[1]] = each.members
        company.append(np.full(len(rows), c, np.int64))
        members.append(rows)
        worth.append(np.concatenate(([goal.empty[c]], each.worth)))
    return Table(np.concatenate(company), np.concatenate(members), np.concatenate(worth))


def solve_small(arrays: Arrays, goal: Goal, watch: Watch) -> Outcome:
    """Return the best choice of teams, proven.

    Column generation over the full list, then the integer programme over the columns whose reduced
    cost does not exceed the gap. After P. C. Gilmore and R. E. Gomory, "A linear programming approach to the
    cutting-stock problem", Operations Research 9(6), 1961, pp. 849-859.
    """
    table = list_all(arrays, goal)
    master = MasterProgramme(goal.empty, arrays.capacity)
    prices = np.zeros(arrays.creatives, np.int64)
    bound, best_prices, at = 1 << 62, prices, 0
    reduced, best = _reduced(table, prices, arrays.companies)
    for at in range(MOST_ROUNDS):
        now = int(best.sum()) + int(prices @ arrays.capacity)
        if now <= bound:
            bound, best_prices = now, prices
        if watch.over() or not master.add(_promising(table, reduced, best)):
            break
        watch.tell(Step.PROVING, at, MOST_ROUNDS, bound=bound // SCALE)
        prices = np.zeros(arrays.creatives, np.int64)
        for creative, price in master.prices().items():
            prices[creative] = round(SCALE * price)
        reduced, best = _reduced(table, prices, arrays.companies)
    if watch.stopped:
        master.add(_promising(table, reduced, best))
    first = choose(master.columns, arrays.capacity, arrays.companies)
    columns = (
        first[0] if first else [Column(c, (), int(worth)) for c, worth in enumerate(goal.empty)]
    )
    reduced, best = _reduced(table, best_prices, arrays.companies)
    close = best[table.company] - reduced <= bound - SCALE * sum(column.worth for column in columns)
    chosen = None
    if not watch.stopped:
        chosen = choose(_columns(table, close), arrays.capacity, arrays.companies)
    if chosen and sum(column.worth for column in chosen[0]) >= sum(
        column.worth for column in columns
    ):
        columns = chosen[0]
    proven = bool(chosen and chosen[1])
    return outcome_of(
        goal,
        columns,
        bound // SCALE,
        proven=proven,
        prices=(best_prices // SCALE).tolist(),
        rounds=at,
    )


def _reduced(table: Table, prices: Ints, companies: int) -> tuple[Ints, Ints]:
    """Return what each team is worth after paying its members, and the best of each company."""
    paid = np.append(prices, 0)[table.members].sum(axis=1)
    reduced = SCALE * table.worth - paid
    best = np.full(companies, np.iinfo(np.int64).min)
    np.maximum.at(best, table.company, reduced)
    return reduced, best


def _promising(table: Table, reduced: Ints, best: Ints) -> list[Column]:
    """Return each company's best teams at these prices."""
    order = np.lexsort((-reduced, table.company))
    first = np.concatenate(([0], np.cumsum(np.bincount(table.company, minlength=len(best)))[:-1]))
    rank = np.arange(len(order)) - first[table.company[order]]
    keep = np.zeros(len(order), bool)
    keep[order[rank < BATCH]] = True
    return _columns(table, keep)


def _columns(table: Table, which: npt.NDArray[np.bool_]) -> list[Column]:
    return [
        Column(int(company), tuple(int(i) for i in members if i >= 0), int(worth))
        for company, members, worth in zip(
            table.company[which], table.members[which], table.worth[which], strict=True
        )
    ]
