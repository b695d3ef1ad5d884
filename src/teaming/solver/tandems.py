"""Rounds of tandems: teams of one are an assignment problem, which is solved exactly at any size.

After R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
problems", Computing 38, 1987, pp. 325-340, as it stands in SciPy.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from teaming.solver.arrays import Arrays
from teaming.solver.goal import Goal
from teaming.solver.listing import list_teams
from teaming.solver.master import Column

MOST_CELLS = 120_000_000


def are_tandems(arrays: Arrays) -> bool:
    """Say whether all teams have one member and the table of pairs fits into memory."""
    cells = arrays.companies * (
        int(np.minimum(arrays.capacity, arrays.companies).sum()) + arrays.companies
    )
    return bool((arrays.team_max == 1).all()) and cells <= MOST_CELLS


def solve_tandems(arrays: Arrays, goal: Goal) -> list[Column] | None:
    """Return the best choice, one column per company; None if a company that must have somebody cannot."""
    copies = np.repeat(np.arange(arrays.creatives), np.minimum(arrays.capacity, arrays.companies))
    impossible = -4.0 * goal.penalty
    table = np.full((arrays.companies, len(copies) + arrays.companies), impossible)
    for c in range(arrays.companies):
        listed = list_teams(arrays, goal, c)
        worth = np.full(arrays.creatives, impossible)
        worth[listed.members[:, 0]] = listed.worth
        table[c, : len(copies)] = worth[copies]
        table[c, len(copies) + c] = goal.empty[c]
    rows, columns = linear_sum_assignment(table, maximize=True)
    chosen = []
    for c, at in zip(rows, columns, strict=True):
        points = int(table[c, at])
        if points <= -goal.penalty:
            return None
        chosen.append(Column(int(c), (int(copies[at]),) if at < len(copies) else (), points))
    return chosen
