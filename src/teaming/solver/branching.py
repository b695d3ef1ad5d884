"""A branch of the search for one team: who sits, what that is worth, and who can still matter.

The bound of a branch is the smaller of two sums, one for each slope of the floor: what the team has so far, plus
the most that further sectors can bring, plus what the best remaining candidates add beyond the lifts.
"""

from __future__ import annotations

from teaming.solver.board import (
    ALONE,
    BELOW,
    COUNT_NEEDS,
    COVER,
    FEWEST,
    KIND,
    KINDS_ASKED,
    LINES,
    NEVER,
    POINTS,
    PRICE,
    SEATS,
    STEEP,
    VALUE_ASKED,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.tangents import diversity_ahead, share_of_kind, top_sums

# columns of Tree.stack; from LEVEL on one per need
VALUE, PAID, KINDS, CURSOR, COUNT, FLAT_LINE, STEEP_LINE, VALUE_LINE, SHARE, LEVEL = range(10)


@jit
def has_kind(tree, depth, kind):
    """Say whether one of the first ``depth`` members has the sector ``kind``."""
    for member in range(depth):  # noqa: SIM110 - compiled code knows no any()
        if tree.row[tree.team[member], KIND] == kind:
            return True
    return False


@jit
def seat(tree, depth, at):
    """Add row ``at`` as member number ``depth`` (from 0), writing the sums one level deeper."""
    job, here, there, row = tree.job, tree.stack[depth], tree.stack[depth + 1], tree.row[at]
    value = here[VALUE] + row[POINTS]
    for need in range(job[COUNT_NEEDS]):
        better = max(here[LEVEL + need], row[COVER + need])
        value += better - here[LEVEL + need]
        there[LEVEL + need] = better
    kinds = here[KINDS] + (0 if has_kind(tree, depth, row[KIND]) else 1)
    last = len(tree.diversity) - 1
    there[VALUE] = value + tree.diversity[min(kinds, last)] - tree.diversity[min(here[KINDS], last)]
    there[PAID] = here[PAID] + row[PRICE]
    there[KINDS] = kinds
    tree.team[depth] = at


@jit
def worthy(tree, depth):
    """Return what the team on the stack nets, NEVER if its size, sectors or value are not as they must be."""
    job, here = tree.job, tree.stack[depth]
    if depth < job[FEWEST] or here[KINDS] < job[KINDS_ASKED] or here[VALUE] < job[VALUE_ASKED]:
        return NEVER
    return min(here[VALUE], job[STEEP] * here[VALUE] - job[BELOW]) - here[PAID]


@jit
def lines(tree, depth, seats, share):
    """Write what the team so far counts on each line beyond what the rest add, with the lifts for ``seats``."""
    job, here, lift = tree.job, tree.stack[depth], tree.lift
    ahead = diversity_ahead(tree.diversity, here[KINDS], job[SEATS] - depth, share)
    flat = below = here[VALUE] + ahead
    for need in range(job[COUNT_NEEDS]):
        flat += max(0, lift[0, seats, need] - here[LEVEL + need])
        below += max(0, lift[1, seats, need] - here[LEVEL + need])
    here[FLAT_LINE] = flat - here[PAID]
    here[STEEP_LINE] = job[STEEP] * below - job[BELOW] - here[PAID]
    here[VALUE_LINE] = flat


@jit
def weigh(tree, depth, at, place):
    """Write what the candidate in row ``at`` adds beyond the lifts: at slope 1, steep, and without price."""
    job, row, here, lift = tree.job, tree.row[at], tree.stack[depth], tree.lift
    seats = job[SEATS] - depth
    flat = row[POINTS]
    if not has_kind(tree, depth, row[KIND]):
        flat += here[SHARE]
    below = flat
    if row[ALONE] > 0:
        for need in range(job[COUNT_NEEDS]):
            level, covers = here[LEVEL + need], row[COVER + need]
            flat += max(0, covers - max(level, lift[0, seats, need]))
            below += max(0, covers - max(level, lift[1, seats, need]))
    gains = tree.gains[depth]
    gains[0, place] = flat - row[PRICE]
    gains[1, place] = job[STEEP] * below - row[PRICE]
    gains[2, place] = flat
    tree.at[depth, place] = at


@jit
def close_lines(tree, depth):
    """Add to the lines of a branch what all members but one can add; returns a bound on the net of any team."""
    here, gains, seats = tree.stack[depth], tree.gains[depth], tree.job[SEATS] - depth
    lines(tree, depth, seats, here[SHARE])
    here[CURSOR] = 0
    flat, flat_all = top_sums(gains[0], 0, here[COUNT], seats)
    below, below_all = top_sums(gains[1], 0, here[COUNT], seats)
    bound = min(here[FLAT_LINE] + flat_all, here[STEEP_LINE] + below_all)
    here[FLAT_LINE] += flat
    here[STEEP_LINE] += below
    if tree.job[LINES]:
        value, _ = top_sums(gains[2], 0, here[COUNT], seats)
        here[VALUE_LINE] += value
    return bound


@jit
def open_branch(tree, depth, first, limit):
    """List and weigh the candidates of a branch that can still matter, from the rest of its parent's list."""
    parent, seats = depth - 1, tree.job[SEATS] - depth
    here, old, total = tree.stack[depth], tree.gains[parent], tree.stack[parent, COUNT]
    lines(tree, depth, seats + 1, tree.stack[parent, SHARE])
    here[SHARE] = share_of_kind(tree.diversity, here[KINDS], seats)
    flat, _ = top_sums(old[0], first, total, seats)
    below, _ = top_sums(old[1], first, total, seats)
    flat += here[FLAT_LINE]
    below += here[STEEP_LINE]
    count = 0
    for row in range(first, total):
        if old[0, row] + flat > limit and old[1, row] + below > limit:
            weigh(tree, depth, tree.at[parent, row], count)
            count += 1
    here[COUNT] = count
    if count > 0:
        close_lines(tree, depth)
    here[CURSOR] = 0


@jit
def next_child(tree, depth, limit):
    """Return the position of the next candidate worth a look in the branch at ``depth``, or -1."""
    job, here, gains = tree.job, tree.stack[depth], tree.gains[depth]
    count = here[COUNT]
    if job[KINDS_ASKED] - here[KINDS] <= job[SEATS] - depth:
        for row in range(here[CURSOR], count):
            fits = not job[LINES] or here[VALUE_LINE] + gains[2, row] >= job[VALUE_ASKED]
            flat, steep = here[FLAT_LINE] + gains[0, row], here[STEEP_LINE] + gains[1, row]
            if fits and flat > limit and steep > limit:
                here[CURSOR] = row + 1
                return row
    here[CURSOR] = count
    return -1
