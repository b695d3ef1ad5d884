"""What is to be maximised, per company: the objective, or the objective with everybody above a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teaming.problem import Problem
from teaming.solver.arrays import Ints

SCALE = 100
"""Prices are whole hundredths of a point, so that bounds are exact and still fine enough."""

UNBOUNDED = -(1 << 50)
"""A least value that every team reaches."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Per company, in points.

    ``least`` is the smallest value a team may have, ``empty`` what no team counts; a company that must have a
    team is punished for none with ``-penalty``, which no other points make up for. ``strict`` says that ``least``
    matters somewhere, so that a lower price never makes up for a smaller value.
    """

    least: Ints
    empty: Ints
    penalty: int
    strict: bool = False


def plain_goal(problem: Problem) -> Goal:
    """Return the goal of the objective itself; a pinned company must not stay without a team."""
    n, penalty = len(problem.companies), most_points(problem)
    empty = np.full(n, -problem.rules.floor_slope * problem.rules.floor, np.int64)
    empty[sorted(problem.pins_of)] = -penalty
    return Goal(np.full(n, UNBOUNDED, np.int64), empty, penalty)


def most_points(problem: Problem) -> int:
    """Return more points than two answers can differ by."""
    rules = problem.rules
    seat = (
        rules.seat_cost
        + rules.distance_max
        + rules.remote_flat
        + 4 * rules.pref_unit
        + rules.keep_unit
    )
    seat += rules.wait_unit * max(creative.waited for creative in problem.creatives)
    total = 0
    for company in problem.companies:
        total += 100 * rules.coverage_unit * sum(need.weight for need in company.needs)
        total += company.team_max * seat + 2 * max(map(abs, rules.diversity)) + rules.floor
    return (1 + rules.floor_slope) * total + 1
