"""The best team of one company at given prices: branch and bound over the gathered candidates.

The bound of a branch is the smaller of two sums, one for each slope of the floor: what the team has so far, plus
the most that further sectors can bring, plus what the best remaining candidates add. So that a need which many of
them cover is not counted many times, it is *lifted*: up to the lift it counts once and is free, and only what
somebody covers beyond is theirs. Any lift gives a bound; these are the multipliers of the linear relaxation
of maximum coverage, see G. Cornuejols, M. L. Fisher and G. L. Nemhauser, "Location of bank accounts to optimize
float", Management Science 23(8), 1977, pp. 789-810.
"""

from __future__ import annotations

import numpy as np

from teaming.solver.arrays import PINNED
from teaming.solver.board import (
    ALONE,
    BELOW,
    BESIDE,
    COUNT_NEEDS,
    COVER,
    CROWD_NET,
    CROWDED,
    EMPTY,
    FEWEST,
    HEAD,
    KIND,
    KINDS_ASKED,
    LINES,
    MAIN,
    NEEDS,
    NEVER,
    NODES,
    PAIRS,
    PAIRS_END,
    PINS,
    POINTS,
    PRICE,
    SEATS,
    SPARE,
    STEEP,
    VALUE_ASKED,
    WHO,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.dominance import is_dominated, link
from teaming.solver.tangents import diversity_ahead, share_of_kind, top_sums

MOST_NODES = 100_000
LIFT_STEPS = 10

# columns of Tree.stack; from LEVEL on one per need
VALUE, PAID, KINDS, CURSOR, COUNT, FLAT_LINE, STEEP_LINE, VALUE_LINE, SHARE, LEVEL = range(10)


@jit
def narrow(board, desk, tree, c, count, everyone):
    """Order the candidates, pinned first, then best first, without the dominated; returns how many remain."""
    company, job, rows = board.company[c], tree.job, tree.row
    kept = 0
    for pair in range(company[PAIRS], company[PAIRS_END]):
        if board.pair[pair, 3] & PINNED:
            for at in range(count):
                if rows[at, WHO] == board.pair[pair, 0]:
                    desk.order[kept] = at
                    link(rows, desk.sector, at)
                    kept += 1
    job[PINS] = kept
    order = np.argsort(rows[:count, PRICE] - rows[:count, POINTS] - rows[:count, ALONE])
    for at in order:
        if is_among(desk.order, job[PINS], at):
            continue
        if everyone or not is_dominated(job, rows, desk.sector, at, job[SEATS], job[SPARE]):
            link(rows, desk.sector, at)
            desk.order[kept] = at
            kept += 1
    for at in range(count):
        desk.sector[rows[at, KIND], HEAD] = -1
    return kept


@jit
def is_among(them, count, one):
    """Say whether ``one`` is among the first ``count``."""
    for at in range(count):  # noqa: SIM110 - compiled code knows no any()
        if them[at] == one:
            return True
    return False


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
    for left in range(seats, 1, -1):
        best = -NEVER
        for step in range(LIFT_STEPS if left == seats else LIFT_STEPS // 2):
            bound = take_top(desk, tree, base, count, left, steep)
            for need in range(needs):
                bound += steep * lift[need]
            if bound < best:
                best = bound
                best_lift[:needs] = lift[:needs]
            push_lifts(board, tree, c, left, step)
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
def push_lifts(board, tree, c, left, step):
    """Raise the lift of needs that several of the noted cover, lower it where nobody does."""
    lift, first = tree.trial[0], board.company[c, NEEDS]
    for need in range(tree.job[COUNT_NEEDS]):
        several = 0
        for place in range(left):
            at = tree.at[0, place]
            if at >= 0 and tree.row[at, COVER + need] > lift[need]:
                several += 1
        whole = 100 * board.need[first + need, 2]
        if several > 1:
            lift[need] = min(whole, lift[need] + whole // (2 + step))
        elif several == 0:
            lift[need] = max(0, lift[need] - whole // (3 + step))


@jit
def seat_pinned(board, desk, tree, c):
    """Start the search with the pinned members seated; returns how many, -1 if one of them is not there."""
    company, root = board.company[c], tree.stack[0]
    root[:] = 0
    root[VALUE] = tree.diversity[0]
    pinned = 0
    for pair in range(company[PAIRS], company[PAIRS_END]):
        if board.pair[pair, 3] & PINNED:
            pinned += 1
    if pinned > tree.job[PINS] or pinned > tree.job[SEATS]:
        return -1
    for depth in range(pinned):
        seat(tree, depth, desk.order[depth])
    return pinned


@jit
def open_root(board, desk, tree, c, depth, count, start):
    """Weigh everybody beside the pinned, best first; returns a bound on the net of any team."""
    here, gains, line = tree.stack[depth], tree.gains[depth], tree.job[MAIN]
    here[SHARE] = share_of_kind(tree.diversity, here[KINDS], tree.job[SEATS] - depth)
    lift_needs(board, desk, tree, c, depth, count, start)
    here[COUNT] = count - depth
    for row in range(depth, count):
        weigh(tree, depth, desk.order[row], row - depth)
    best_first = np.argsort(-gains[line, : count - depth])
    for place in range(count - depth):
        desk.key[place] = desk.order[depth + best_first[place]]
    for place in range(count - depth):
        weigh(tree, depth, desk.key[place], place)
    tree.job[BESIDE], _ = top_sums(gains[line], 0, count - depth, tree.job[SEATS] - depth)
    return close_lines(tree, depth)


@jit
def net_of_hint(desk, tree, base, count, hint):
    """Return what the team ``hint`` nets if all its members are candidates and it is legal, else NEVER."""
    depth = base
    for member in range(len(hint)):
        if hint[member] < 0:
            break
        at = -1
        for place in range(count):
            if tree.row[desk.order[place], WHO] == hint[member]:
                at = place
                break
        if at < 0 or (at >= base and depth >= tree.job[SEATS]):
            return NEVER
        if at >= base:
            seat(tree, depth, desk.order[at])
            depth += 1
    if depth == base:
        return NEVER
    value = tree.stack[depth, VALUE]
    tree.job[MAIN] = tree.job[STEEP] * value - tree.job[BELOW] < value
    return worthy(tree, depth)


@jit
def write_team(tree, depth, team):
    """Write the members of the team on the stack, -1 after the last."""
    for member in range(len(team)):
        team[member] = tree.row[tree.team[member], WHO] if member < depth else -1


@jit
def search(board, desk, tree, c, count, hint, team, start, least):
    """Find the best team among the first ``count`` of ``desk.order`` and write it to ``team``.

    Returns its net and a bound on the net of any team, in hundredths of a point; ``team`` is all -1 if no team
    is best. ``hint`` is a team to be beaten or met, which only saves time; nothing below ``least`` is looked for.
    """
    best = board.company[c, EMPTY]
    team[:] = -1
    base = seat_pinned(board, desk, tree, c)
    if base < 0:
        return best, best
    limit = max(best, least, net_of_hint(desk, tree, base, count, hint) - 1)
    root = max(best, open_root(board, desk, tree, c, base, count, start))
    if base > 0 and worthy(tree, base) > limit:
        best = limit = worthy(tree, base)
        write_team(tree, base, team)
    depth, nodes, seats = base, 0, tree.job[SEATS]
    while depth >= base:
        row = next_child(tree, depth, limit) if depth < seats and nodes < MOST_NODES else -1
        if row < 0:
            depth -= 1
            continue
        nodes += 1
        seat(tree, depth, tree.at[depth, row])
        depth += 1
        now = worthy(tree, depth)
        if now > limit:
            best = limit = now
            write_team(tree, depth, team)
        if depth < seats:
            open_branch(tree, depth, row + 1, limit)
    tree.job[NODES] = nodes
    bound = root if nodes >= MOST_NODES else limit
    return best, max(bound, tree.job[CROWD_NET]) if tree.job[CROWDED] else bound


@jit
def list_good(board, desk, tree, c, count, floor, found, net, start):
    """Write every team that nets more than ``floor`` to ``found`` and its net to ``net``.

    Returns how many there are, one more than there is room for if there are too many; -1 if the
    search was given up.
    """
    base = seat_pinned(board, desk, tree, c)
    if base < 0:
        return 0
    open_root(board, desk, tree, c, base, count, start)
    listed = 0
    if base > 0 and worthy(tree, base) > floor:
        listed = note_down(tree, base, found, net, worthy(tree, base), listed)
    depth, nodes, seats = base, 0, tree.job[SEATS]
    while depth >= base:
        row = next_child(tree, depth, floor) if depth < seats else -1
        if row < 0:
            depth -= 1
            continue
        nodes += 1
        if nodes > 20 * MOST_NODES or tree.job[CROWDED]:
            return -1
        seat(tree, depth, tree.at[depth, row])
        depth += 1
        now = worthy(tree, depth)
        if now > floor:
            listed = note_down(tree, depth, found, net, now, listed)
            if listed > len(net):
                return listed
        if depth < seats:
            open_branch(tree, depth, row + 1, floor)
    return listed


@jit
def note_down(tree, depth, found, net, now, listed):
    """Write the team on the stack into the next row, if there is one; returns how many there are now."""
    if listed < len(net):
        write_team(tree, depth, found[listed])
        net[listed] = now
    return listed + 1
