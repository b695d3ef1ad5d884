"""The best team of one company at given prices: branch and bound over the gathered candidates."""

from __future__ import annotations

import numpy as np

from teaming.solver.arrays import PINNED
from teaming.solver.board import (
    ALONE,
    BELOW,
    BESIDE,
    CROWD_NET,
    CROWDED,
    EMPTY,
    HEAD,
    KIND,
    MAIN,
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
    WHO,
)  # fmt: skip
from teaming.solver.branching import (
    COUNT,
    KINDS,
    SHARE,
    VALUE,
    close_lines,
    next_child,
    open_branch,
    seat,
    weigh,
    worthy,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.dominance import is_dominated, link
from teaming.solver.lifting import lift_needs
from teaming.solver.tangents import share_of_kind, top_sums

MOST_NODES = 100_000


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
