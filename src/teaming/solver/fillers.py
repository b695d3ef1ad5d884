"""The creatives who cover none of a company's needs but may bring a sector: nearest zone first, cheapest first.

A zone is left as soon as what nearness, waiting and the cheapest price can bring at most is dominated or too little.
"""

from __future__ import annotations

import math

import numpy as np

from teaming.solver.arrays import FLAT, NEAR, PER_UNIT, SEAT
from teaming.solver.board import (
    ASKS,
    BEST_FLAT,
    BEST_STEEP,
    CROWDED,
    HEAD,
    KIND,
    LEAST_GAIN,
    LINES,
    MAIN,
    MODE,
    NEVER,
    POINTS,
    PRICE,
    SHARE_ALL,
    SOLO,
    SPECIAL,
    STEEP,
    X,
    Y,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.dominance import is_dominated, link, nothing_left
from teaming.solver.eligibility import presence, put_down


@jit
def look_around(board, desk, company):
    """Write the most that nearness brings to anybody of each zone, NEVER where nobody comes from."""
    rules, mode = board.rules, company[MODE]
    for zone in range(len(desk.near)):
        if mode == 2:
            desk.near[zone] = rules[FLAT]
            continue
        left, right, low, high, reach = board.zone[zone]
        dx = max(0, left - company[X], company[X] - right)
        dy = max(0, low - company[Y], company[Y] - high)
        square, reach = dx * dx + dy * dy, reach * (1 + mode) + 1
        if square >= reach * reach:
            desk.near[zone] = NEVER
        else:
            desk.near[zone] = max(0, rules[NEAR] - rules[PER_UNIT] * int(math.sqrt(square)))


@jit
def put_fillers(board, market, desk, tree, company, room, enough, spare):
    """Put the fillers down who are not dominated and bring more than ``LEAST_GAIN``; returns how many."""
    look_around(board, desk, company)
    job, count = tree.job, 0
    weight = job[STEEP] if job[MAIN] else 1
    beyond_near = market.group[:, 3].max() - board.rules[SEAT] + job[SHARE_ALL]
    for zone in np.argsort(-desk.near):
        if desk.near[zone] == NEVER:
            break
        if weight * (desk.near[zone] + beyond_near) <= job[LEAST_GAIN]:
            break
        for group in range(market.group_from[zone], market.group_from[zone + 1]):
            count = _of_group(
                board, market, desk, tree, company, room, enough, spare, zone, group, count
            )
    return count


@jit
def _of_group(board, market, desk, tree, company, room, enough, spare, zone, group, count):
    """Put the fillers of one group down behind the first ``count`` rows; returns how many there are then."""
    job, rows, sectors = tree.job, tree.row, desk.sector
    first, last, sector, waited = market.group[group]
    most = desk.near[zone] - board.rules[SEAT] + waited
    steep = job[STEEP]
    weight = steep if job[MAIN] else 1
    for at in range(first, last):
        i = market.ranked[at]
        if room[i] <= 0 or desk.person[i, SOLO] > 0 or desk.person[i, SPECIAL] > 0:
            continue
        price = market.tag[i, ASKS]
        if weight * (most + job[SHARE_ALL]) - price <= job[LEAST_GAIN]:
            break
        if not job[LINES] and nothing_left(
            job, rows, sectors[sector, HEAD], most - price, steep * most - price, enough, spare
        ):
            break
        points = presence(company, board.rules, board.line[i], board.pair, 0)
        if points == NEVER or weight * (points + job[SHARE_ALL]) - price <= job[LEAST_GAIN]:
            continue
        if count == len(rows):
            job[CROWDED] = 1
            break
        put_down(board, company, rows[count], i, points, price, 0)
        if enough >= len(rows) or not is_dominated(job, rows, sectors, count, enough, spare):
            link(rows, sectors, count)
            count += 1
    return count


@jit
def note_best_fillers(desk, tree, count):
    """Write, per sector, what the best filler counts on both lines, for a cheap first look at the others."""
    desk.sector[:, BEST_FLAT:] = NEVER
    for at in range(count):
        row = tree.row[at]
        best, flat = desk.sector[row[KIND]], row[POINTS] - row[PRICE]
        if flat > best[BEST_FLAT]:
            best[BEST_FLAT] = flat
            best[BEST_STEEP] = tree.job[STEEP] * row[POINTS] - row[PRICE]


@jit
def is_hopeless(best, bring, price, steep):
    """Say whether the best filler alone is enough to leave out somebody who brings ``bring`` at most."""
    flat, below = bring - price, steep * bring - price
    return flat <= best[BEST_FLAT] and below <= best[BEST_STEEP] and flat <= 0 and below <= 0
