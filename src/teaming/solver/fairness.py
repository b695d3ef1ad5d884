"""The fairest answer: the smallest value as large as possible first, then the objective.

A line that every company must reach is raised by bisection; at each line the best answer above it is looked for.
After R. M. Karp's use of thresholds for bottleneck problems, see R. Burkard, M. Dell'Amico and S. Martello,
"Assignment Problems", SIAM 2009, section 6.2.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from teaming.formation import Formation, measured
from teaming.problem import Problem
from teaming.scoring import value
from teaming.solver.arrays import Arrays
from teaming.solver.goal import Goal, plain_goal
from teaming.solver.listing import list_teams, listing_size
from teaming.solver.outcome import Outcome
from teaming.solver.watching import Watch

LISTED = 600_000
MOST_LINES = 20


def way(name: str) -> Any:
    """Return a way of solving that needs Numba or SciPy, whose start others must not pay."""
    return importlib.import_module(f"teaming.solver.{name}")


def highest_values(problem: Problem, arrays: Arrays, watch: Watch) -> dict[int, int]:
    """Return the value each company would reach alone (0 if it is better off without); only who can be served."""
    goal = replace(
        plain_goal(problem), empty=np.full(arrays.companies, -plain_goal(problem).penalty, np.int64)
    )
    if listing_size(arrays, LISTED) <= LISTED:
        listed = ((c, list_teams(arrays, goal, c).value) for c in range(arrays.companies))
        return {c: max(0, int(values.max())) for c, values in listed if len(values)}
    teams = way("engine").best_alone(arrays, goal, watch)
    return {c: max(0, value(problem, c, team)) for c, team in enumerate(teams) if team}


def line_goal(problem: Problem, served: list[int], line: int) -> Goal:
    """Return the objective under the rule that all of ``served`` reach ``line``."""
    goal = plain_goal(problem)
    least, empty = goal.least.copy(), goal.empty.copy()
    least[served] = line
    empty[served] = -goal.penalty
    return Goal(least, empty, goal.penalty, strict=True)


def make_fairest(
    problem: Problem,
    arrays: Arrays,
    plain: Formation,
    solve: Callable[[Goal], Outcome],
    watch: Watch,
) -> Formation:
    """Return the fairest answer, starting from the best one without regard to fairness."""
    highest = highest_values(problem, arrays, watch)
    served = sorted(highest)
    if not served:
        return replace(plain, fairness_price=0)
    best, low, high = plain, _smallest(problem, plain, served), min(highest.values())
    proven_high, line = high, high
    for _ in range(MOST_LINES):
        if low >= high or watch.over():
            break
        outcome = solve(line_goal(problem, served, line))
        found = measured(problem, outcome.teams)
        if outcome.possible and _smallest(problem, found, served) >= line:
            low = _smallest(problem, found, served)
            bound = found.objective if outcome.proven else outcome.bound
            best = replace(found, bound=bound, proven=outcome.proven, prices=outcome.prices)
        else:
            high = line - 1
            proven_high = high if outcome.proven and not outcome.possible else proven_high
        line = (low + high + 1) // 2
    return replace(
        best,
        smallest=low,
        smallest_bound=max(low, proven_high),
        fairness_price=plain.objective - best.objective,
        proven=best.proven and low >= proven_high,
        stopped=watch.stopped,
    )


def _smallest(problem: Problem, formation: Formation, served: list[int]) -> int:
    return min(value(problem, c, formation.members.get(c, ())) for c in served)
