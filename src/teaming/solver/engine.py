"""The ways of solving that need compiled code; imported only when a problem is neither small nor one of tandems."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from teaming.formation import Formation
from teaming.solver.arrays import Arrays, Ints
from teaming.solver.crew import Crew, Look
from teaming.solver.goal import SCALE, Goal
from teaming.solver.large import BestBound, find_prices, plan_for, start_from, teams_at
from teaming.solver.master import Column
from teaming.solver.outcome import Outcome, outcome_of
from teaming.solver.proving import columns_of, ideal_columns, prove
from teaming.solver.watching import Effort, Watch

PROVABLE = {Effort.FAST: 0, Effort.NORMAL: 300, Effort.PROOF: 600}
"""So many companies at most are worth a proof at each effort."""

BEFORE_PROOF = 6
"""Before a proof so much less is improved: the choice among all teams that matter finds what improving would."""


def solve_priced(
    arrays: Arrays,
    goal: Goal,
    effort: Effort,
    seed: int,
    watch: Watch,
    start: Formation | None = None,
) -> Outcome:
    """Solve a problem whose teams are too many to list."""
    with Crew(arrays, goal, watch) as crew:
        return _solve_with(crew, effort, seed, start)


def _solve_with(crew: Crew, effort: Effort, seed: int, start: Formation | None) -> Outcome:
    plan, best = plan_for(effort, crew.arrays.companies), BestBound(crew)
    provable = crew.arrays.companies <= PROVABLE[effort]
    if provable:
        plan = replace(
            plan, moves=max(2, plan.moves // BEFORE_PROOF), rounds=max(2, plan.rounds // 3)
        )
    pool: list[Column] = []
    if start is not None and len(start.prices) == crew.arrays.creatives:
        crew.set_prices(SCALE * np.asarray(start.prices, np.int64))
    else:
        steps = plan if start is None or provable else replace(plan, steps=plan.steps // 2)
        find_prices(
            crew, steps, best, (lambda: pool.extend(ideal_columns(crew))) if provable else None
        )
    if start is not None:
        teams, rounds = start_from(crew, plan, seed, start, best)
    else:
        teams, rounds = teams_at(crew, plan, seed, best)
    columns, proven = columns_of(teams), False
    if provable and best.prices is not None and not crew.watch.over():
        columns, proven = prove(crew, teams, pool, best)
    prices = (best.prices if best.prices is not None else crew.prices) // SCALE
    return outcome_of(
        crew.goal, columns, best.points, proven=proven, prices=_plain(prices), rounds=rounds
    )


def _plain(prices: Ints) -> list[int]:
    return [int(price) for price in prices]


def best_alone(arrays: Arrays, goal: Goal, watch: Watch) -> list[tuple[int, ...]]:
    """Return the team every company would have if it were alone; empty if it can have none."""
    with Crew(arrays, goal, watch) as crew:
        crew.sweep(Look())
        return [tuple(int(i) for i in row if i >= 0) for row in crew.ideals.team]
