"""One sweep: price every company of a range, and keep what was found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from teaming.solver.arrays import Arrays, Ints
from teaming.solver.board import TEAM_MAX
from teaming.solver.compiled import jit
from teaming.solver.gathering import ALONE, POINTS, PRICE, WHO, gather, load
from teaming.solver.pricing import list_good, narrow, search

EVERYBODY = 1 << 40
"""More dominators than anybody has: nobody is left out."""

WIDTH = 160
"""Candidates that are remembered per company between full sweeps."""


class Ideals(NamedTuple):
    """Per company: its best team at the prices (-1 fills up), what that nets, a bound on it, and candidates."""

    team: Ints
    net: Ints
    bound: Ints
    candidates: Ints


def new_ideals(arrays: Arrays, width: int = WIDTH) -> Ideals:
    """Return room for the results of a sweep."""
    n = arrays.companies
    return Ideals(
        np.full((n, int(arrays.team_max.max())), -1, np.int32),
        np.zeros(n, np.int64),
        np.zeros(n, np.int64),
        np.full((n, width), -1, np.int32),
    )


@jit
def full_sweep(board, market, desk, tree, ideals, room, first, last, extra):
    """Price the companies ``first`` to ``last - 1`` over all creatives; remembers candidates if ``extra`` > 0."""
    for c in range(first, last):
        count = gather(board, market, desk, tree, c, room, board.company[c, TEAM_MAX] + extra)
        if extra > 0:
            remember(tree, ideals.candidates[c], count)
        keep_best(board, desk, tree, c, count, ideals)


@jit
def remember(tree, candidates, count):
    """Write the best of the candidates."""
    candidates[:] = -1
    if count <= len(candidates):
        for at in range(count):
            candidates[at] = tree.row[at, WHO]
        return
    rows = tree.row[:count]
    order = np.argsort(rows[:, PRICE] - rows[:, POINTS] - rows[:, ALONE])
    for at in range(len(candidates)):
        candidates[at] = tree.row[order[at], WHO]


@jit
def keep_best(board, desk, tree, c, count, ideals):
    """Search among the candidates that were put down and write the best team of ``c``."""
    kept = narrow(board, desk, tree, c, count, False)
    hint = ideals.team[c].copy()
    ideals.net[c], ideals.bound[c] = search(board, desk, tree, c, kept, hint, ideals.team[c])


@jit
def quick_sweep(board, market, desk, tree, ideals, room, first, last):
    """Price the companies ``first`` to ``last - 1`` over their remembered candidates."""
    for c in range(first, last):
        count = load(board, market, desk, tree, c, ideals.candidates[c], room)
        keep_best(board, desk, tree, c, count, ideals)


@jit
def list_company(board, market, desk, tree, c, room, floor, found, net):
    """Write every team of ``c`` that nets more than ``floor``; see ``list_good``."""
    count = gather(board, market, desk, tree, c, room, EVERYBODY)
    kept = narrow(board, desk, tree, c, count, True)
    return list_good(board, desk, tree, c, kept, floor, found, net)
