"""The order of pitches on a jury day in which conflicted jurors leave and enter least often."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import permutations

from ortools.sat.python import cp_model

from teaming.errors import InvalidOption, expect

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
    must be out for exactly one of them: a shortest path through all pitches, solved as a circuit by CP-SAT. Pitches
    for which the same jurors are out follow one another, which never costs a move.

    Parameters
    ----------
    conflicts : sequence of p sequences of int
        Per pitch the jurors who must be out.
    seed : int
        0 to 2**31 - 1. Same input and seed: same order.

    Raises
    ------
    InvalidOption
        A juror is no number from 0, or the seed lies outside its range.

    Examples
    --------
    >>> order_pitches([[1], [], [1], []]).order
    (1, 3, 0, 2)
    """
    expect(conflicts, Sequence, "conflicts")
    for each in conflicts:
        expect(each, Collection, "a pitch")
    out = [frozenset(each) for each in conflicts]
    if any(type(juror) is not int or juror < 0 for each in out for juror in each):
        message = "jurors are numbered from 0"
        raise InvalidOption(message)
    if type(seed) is not int or not 0 <= seed < 2**31:
        message = f"seed {seed!r} is not a whole number from 0 to {2**31 - 1}"
        raise InvalidOption(message)
    alike: dict[frozenset[int], list[int]] = {frozenset(): []}
    for pitch, jurors in enumerate(out):
        alike.setdefault(jurors, []).append(pitch)
    found = _shortest(list(alike), seed)
    groups = list(alike.values())
    order = [pitch for group in (0, *found.order) for pitch in groups[group]]
    return PitchOrder(tuple(order), found.moves, found.bound, found.proven)


def _shortest(places: list[frozenset[int]], seed: int) -> PitchOrder:
    """Return the best order of all places but the first, where the way begins and ends."""
    if len(places) <= 2:
        moves = 2 * sum(map(len, places))
        return PitchOrder(tuple(range(1, len(places))), moves, moves, proven=True)
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
        order.append(at)
        at = after[at]
    order = min(order, order[::-1])
    return PitchOrder(
        tuple(order),
        round(solver.objective_value),
        round(solver.best_objective_bound),
        status == cp_model.OPTIMAL,
    )
