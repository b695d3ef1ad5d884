"""One sweep: price every company of a range, and keep what was found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from teaming.solver.arrays import Ints
from teaming.solver.board import (
    BESIDE,
    COUNT_NEEDS,
    COVER,
    MAIN,
    NEEDS,
    NEEDS_END,
    NEVER,
    PINS,
    POINTS,
    PRICE,
    STEEP,
    TEAM_MAX,
    WHO,
    Board,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.gathering import SLACK, gather, load
from teaming.solver.pricing import list_good, narrow, search

EVERYBODY = 1 << 40
"""More dominators than anybody has: nobody is left out."""

WIDTH = 160
"""Candidates that are remembered per company between full sweeps."""


MARGIN = 100_000
"""Who misses the best team by so little is remembered too, in hundredths of a point, unless said otherwise."""


class Ideals(NamedTuple):
    """Per company: its best team at the prices (-1 fills up), what that nets, a bound on it, candidates, and lifts."""

    team: Ints
    net: Ints
    bound: Ints
    candidates: Ints
    lift: Ints


def new_ideals(board: Board, width: int = WIDTH) -> Ideals:
    """Return room for the results of a sweep."""
    n, company = len(board.company), board.company
    return Ideals(
        np.full((n, int(company[:, TEAM_MAX].max())), -1, np.int32),
        np.zeros(n, np.int64),
        np.zeros(n, np.int64),
        np.full((n, width), -1, np.int32),
        np.zeros(
            (n, max(1, int((company[:, NEEDS_END] - company[:, NEEDS]).max(initial=0)))), np.int64
        ),
    )


@jit
def full_sweep(
    board, market, desk, tree, ideals, room, seen, first, last, extra, margin, slack, most
):
    """Price the companies ``first`` to ``last - 1`` over all whom ``seen`` gives room, after those remembered.

    Unless ``extra`` < 0 the candidates are remembered anew: whom fewer than the seats and so many more dominate, if
    they miss the best team by no more than ``margin``. With a negative one better teams are only looked for if they
    are better by more than that, and the bound is so much above the best team. ``slack`` and ``most``: see ``gather``.
    """
    for c in range(first, last):
        least = NEVER
        tree.job[MAIN], tree.job[BESIDE] = 0, -1
        if ideals.candidates[c, 0] >= 0:
            count = load(board, market, desk, tree, c, ideals.candidates[c], room)
            kept = narrow(board, desk, tree, c, count, False)
            keep_best(board, desk, tree, c, kept, ideals, NEVER)
            least = ideals.net[c] - 1 - min(0, margin)
        seats = board.company[c, TEAM_MAX] + max(0, extra)
        hidden = show(seen, room, ideals.candidates[c])
        wanted = least - max(0, margin)
        count = gather(
            board, market, desk, tree, c, seen, seats, ideals.lift[c], wanted, slack, most
        )
        hide(seen, ideals.candidates[c], hidden)
        kept = narrow(board, desk, tree, c, count, False)
        if extra >= 0:
            remember(board, desk, tree, c, ideals, count, kept)
        keep_best(board, desk, tree, c, kept, ideals, least)


@jit
def show(seen, room, them):
    """Give the listed creatives their room to see; returns what they had."""
    hidden = np.zeros(len(them), np.int64)
    for at in range(len(them)):
        if them[at] >= 0:
            hidden[at] = seen[them[at]]
            seen[them[at]] = room[them[at]]
    return hidden


@jit
def hide(seen, them, hidden):
    """Take back what ``show`` gave."""
    for at in range(len(them)):
        if them[at] >= 0:
            seen[them[at]] = hidden[at]


@jit
def remember(board, desk, tree, c, ideals, count, kept):
    """Write the best candidates: pinned ones before all, then whom ``narrow`` kept, then the others."""
    candidates, lift, rows = ideals.candidates[c], ideals.lift[c], tree.row
    weight = tree.job[STEEP] if tree.job[MAIN] else 1
    ask = np.zeros(count, np.int64)
    for at in range(count):
        bring = rows[at, POINTS]
        for need in range(tree.job[COUNT_NEEDS]):
            bring += max(0, rows[at, COVER + need] - lift[need])
        ask[at] = rows[at, PRICE] - weight * bring
    for place in range(kept):
        ask[desk.order[place]] += NEVER if place < tree.job[PINS] else NEVER // 2
    order = np.argsort(ask)
    candidates[:] = -1
    for at in range(min(count, len(candidates))):
        candidates[at] = rows[order[at], WHO]


@jit
def keep_best(board, desk, tree, c, kept, ideals, least):
    """Search among the candidates that were kept and write the best team of ``c`` if it nets more than ``least``."""
    hint, before = ideals.team[c].copy(), ideals.net[c]
    ideals.net[c], ideals.bound[c] = search(
        board, desk, tree, c, kept, hint, ideals.team[c], ideals.lift[c], least
    )
    if least > NEVER and ideals.net[c] < before:
        ideals.team[c], ideals.net[c] = hint, before


@jit
def quick_sweep(board, market, desk, tree, ideals, room, companies):
    """Price the companies over their remembered candidates."""
    for c in companies:
        count = load(board, market, desk, tree, c, ideals.candidates[c], room)
        kept = narrow(board, desk, tree, c, count, False)
        keep_best(board, desk, tree, c, kept, ideals, NEVER)


@jit
def list_company(board, market, desk, tree, ideals, c, room, floor, found, net):
    """Write every team of ``c`` that nets more than ``floor``; see ``list_good``."""
    tree.job[MAIN], tree.job[BESIDE] = 0, -1
    count = gather(
        board, market, desk, tree, c, room, EVERYBODY, ideals.lift[c], floor, SLACK, len(tree.row)
    )
    kept = narrow(board, desk, tree, c, count, True)
    return list_good(board, desk, tree, c, kept, floor, found, net, ideals.lift[c])
