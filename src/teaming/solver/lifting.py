"""Lifts: up to the lift a need counts once and is free, and only what somebody covers beyond is theirs.

So a need that many candidates cover is not counted many times in a bound. Any lift gives a bound; these are the
multipliers of the linear relaxation of maximum coverage, see G. Cornuejols, M. L. Fisher and G. L. Nemhauser,
"Location of bank accounts to optimize float", Management Science 23(8), 1977, pp. 789-810.
"""

from __future__ import annotations

from teaming.solver.board import (
    ALONE,
    COUNT_NEEDS,
    COVER,
    MAIN,
    NEEDS,
    NEVER,
    POINTS,
    PRICE,
    SEATS,
    STEEP,
)  # fmt: skip
from teaming.solver.branching import SHARE
from teaming.solver.compiled import jit

LIFT_STEPS = 10
FINE = 8
"""Lifts that start from good ones move by so many times smaller steps."""


@jit
def lift_needs(board, desk, tree, c, base, count, start):
    """Choose the lifts for every number of seats by a few subgradient steps each; one seat needs none.

    ``start`` is a lift known to be good for all seats, and is replaced by the one found. Only the line that the
    team is likely to be on is worked at; the other takes the same lifts.
    """
    job = tree.job
    needs, seats = job[COUNT_NEEDS], job[SEATS] - base
    tree.lift[:, : seats + 1, :needs] = 0
    lift, best_lift = tree.trial[0], tree.trial[1]
    steep = job[STEEP] if job[MAIN] else 1
    lift[:needs] = start[:needs]
    known = start[:needs].max() > 0 if needs > 0 else False
    for left in range(seats, 1, -1):
        best = -NEVER
        for step in range(LIFT_STEPS if left == seats else LIFT_STEPS // 2):
            bound = take_top(desk, tree, base, count, left, steep)
            for need in range(needs):
                bound += steep * lift[need]
            if bound < best:
                best = bound
                best_lift[:needs] = lift[:needs]
            push_lifts(board, tree, c, left, FINE * (2 + step) if known else 2 + step)
        lift[:needs] = best_lift[:needs]
        tree.lift[:, left, :needs] = lift[:needs]
        if left == seats:
            start[:needs] = lift[:needs]


@jit
def take_top(desk, tree, base, count, left, steep):
    """Note the ``left`` candidates who add most beyond the lift tried; returns the sum of what is positive."""
    needs, lift, top, at_top = tree.job[COUNT_NEEDS], tree.trial[0], tree.gains[0, 2], tree.at[0]
    share = tree.stack[base, SHARE]
    for place in range(left):
        top[place] = 0
        at_top[place] = -1
    for position in range(base, count):
        at = desk.order[position]
        row = tree.row[at]
        gain = row[POINTS] + share
        if row[ALONE] > 0:
            for need in range(needs):
                gain += max(0, row[COVER + need] - lift[need])
        gain = steep * gain - row[PRICE]
        if gain > top[left - 1]:
            place = left - 1
            while place > 0 and top[place - 1] < gain:
                top[place] = top[place - 1]
                at_top[place] = at_top[place - 1]
                place -= 1
            top[place] = gain
            at_top[place] = at
    total = 0
    for place in range(left):
        total += top[place]
    return total


@jit
def push_lifts(board, tree, c, left, part):
    """Raise the lift of needs that several of the noted cover by one of so many parts, lower it where nobody does."""
    lift, first = tree.trial[0], board.company[c, NEEDS]
    for need in range(tree.job[COUNT_NEEDS]):
        several = 0
        for place in range(left):
            at = tree.at[0, place]
            if at >= 0 and tree.row[at, COVER + need] > lift[need]:
                several += 1
        whole = 100 * board.need[first + need, 2]
        if several > 1:
            lift[need] = min(whole, lift[need] + whole // part)
        elif several == 0:
            lift[need] = max(0, lift[need] - whole // (part + 1))
