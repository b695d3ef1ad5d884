"""Rounds of tandems: teams of one are an assignment problem, which is solved exactly; imported only for these.

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
from teaming.solver.outcome import Outcome, outcome_of


def solve_tandems(arrays: Arrays, goal: Goal) -> Outcome:
    """Return the best choice of teams of one, proven."""
    columns = choose_partners(arrays, goal)
    if columns is None:
        return Outcome((), -goal.penalty, proven=True, possible=False)
    return outcome_of(goal, columns, None, proven=True)


def choose_partners(arrays: Arrays, goal: Goal) -> list[Column] | None:
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
