"""The order of pitches on a jury day in which conflicted jurors leave and enter least often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from ortools.sat.python import cp_model

from teaming.errors import InvalidOption

MOST_WORK = 20.0
"""Deterministic seconds of the solver, the same on every machine."""


@dataclass(frozen=True)
class PitchOrder:
    """``order``: pitches by position; ``moves``: how often a juror leaves or enters; ``bound``: never fewer."""

    order: tuple[int, ...]
    moves: int
    bound: int
    proven: bool


def order_pitches(conflicts: Sequence[Sequence[int]], *, seed: int = 1) -> PitchOrder:
    """Order pitches so that conflicted jurors leave and enter least often.

    All jurors are in the room before the first and after the last pitch. Between two pitches everybody moves who
    must be out for exactly one of them: a shortest path through all pitches, solved as a circuit by CP-SAT.

    Parameters
    ----------
    conflicts : sequence of p sequences of int
        Per pitch the jurors who must be out.
    seed : int
        Same input and seed: same order.

    Examples
    --------
    >>> order_pitches([[1], [], [1], []]).moves
    2
    """
    out = [frozenset(each) for each in conflicts]
    if any(type(juror) is not int or juror < 0 for each in out for juror in each):
        message = "jurors are numbered from 0"
        raise InvalidOption(message)
    if len(out) <= 1:
        moves = 2 * sum(map(len, out))
        return PitchOrder(tuple(range(len(out))), moves, moves, proven=True)
    places = [frozenset[int](), *out]
    model = cp_model.CpModel()
    arcs = [
        (here, there, model.new_bool_var("")) for here, there in permutations(range(len(places)), 2)
    ]
    model.add_circuit(arcs)
    model.minimize(sum(len(places[here] ^ places[there]) * arc for here, there, arc in arcs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = MOST_WORK
    status = solver.solve(model)
    after = {here: there for here, there, arc in arcs if solver.boolean_value(arc)}
    order, at = [], after[0]
    while at:
        order.append(at - 1)
        at = after[at]
    order = min(order, order[::-1])
    return PitchOrder(
        tuple(order),
        round(solver.objective_value),
        round(solver.best_objective_bound),
        status == cp_model.OPTIMAL,
    )
