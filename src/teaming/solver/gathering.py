"""Who can matter to a company at given prices: eligible creatives, less those who cannot be in a good enough team.

Left out are the dominated (see ``dominance``) and those who bring too little: a team nets at most what the lifts
count, what sectors can bring beyond a share for each member, and what its members add beyond that. Who does not reach
the wanted net even beside the best others is in no team that does. Both are exact.
"""

from __future__ import annotations

import numpy as np

from teaming.solver.arrays import FLAT, NEAR, PINNED, SEAT
from teaming.solver.board import (
    ASKS,
    BELOW,
    BESIDE,
    BEYOND,
    COUNT_NEEDS,
    CROWD_NET,
    CROWDED,
    HEAD,
    KIND,
    LEAST_GAIN,
    LINES,
    MAIN,
    NEVER,
    PAIRS,
    PAIRS_END,
    POINTS,
    PRICE,
    SEATS,
    SHARE_ALL,
    SOLO,
    SPARE,
    SPECIAL,
    STEEP,
    TAG_SECTOR,
    TAG_WAITED,
    TAG_ZONE,
)  # fmt: skip
from teaming.solver.compiled import jit
from teaming.solver.dominance import is_dominated, link
from teaming.solver.eligibility import mark, presence, put_down, set_job, unmark
from teaming.solver.fillers import is_hopeless, note_best_fillers, put_fillers
from teaming.solver.tangents import diversity_ahead, share_of_kind, top_sums

SLACK = 40_000
"""The usual slack of ``gather``, in hundredths of a point."""


@jit
def gather(board, market, desk, tree, c, room, enough, lift, least, slack, most_rows):
    """Put all candidates of ``c`` down who have room, are not dominated ``enough`` times and can matter.

    Nobody matters who is in no team that nets more than ``least``; ``lift`` may be any, a good one leaves more out. The
    others may bring ``slack`` more than was guessed before a second look is due. Of those who cover something only the
    best ``most_rows`` are put down; if that is fewer than there is room for, there is no second look.
    Returns how many there are. Sets ``CROWDED`` if there were too many to tell apart, and then ``CROWD_NET``, a bound
    for any team. The line and the most that others bring (``MAIN``, ``BESIDE``) are guesses of an earlier search.
    """
    company, job = board.company[c], tree.job
    main = job[MAIN]
    set_job(company, board.rules, job)
    job[MAIN] = main
    job[SHARE_ALL] = share_of_kind(tree.diversity, 0, job[SEATS])
    touched = mark(board, desk, company, lift)
    spare = job[SPARE] and enough <= job[SEATS]
    whole = most_without(tree, lift)
    job[LEAST_GAIN] = NEVER
    pinned = has_pins(board, company)
    most_rows = len(tree.row) if pinned else most_rows
    if least > NEVER and job[BESIDE] >= 0 and not pinned:
        job[LEAST_GAIN] = least - whole - job[BESIDE] - slack
    count = found = most = 0
    for _ in range(2):
        count = put_fillers(board, market, desk, tree, company, room, enough, spare)
        found = pool_holders(board, market, desk, tree, company, room, touched, count, spare)
        found = pool_special(board, market, desk, tree, company, room, found)
        beside, most = most_beside(desk, tree, count, found)
        enough_gain = least - whole - beside
        if least <= NEVER or pinned or most_rows < len(tree.row):
            break
        if enough_gain >= job[LEAST_GAIN]:
            found = drop(desk, found, enough_gain)
            break
        job[LEAST_GAIN] = enough_gain
        for kind in range(len(desk.sector)):
            desk.sector[kind, HEAD] = -1
    job[CROWD_NET] = whole + most
    if job[CROWDED]:
        job[CROWD_NET] += job[SEATS] * most_of_filler(board, market, job)
    count = sift(board, market, desk, tree, company, enough, spare, count, found, most_rows)
    unmark(board, desk, company, touched)
    return count


@jit
def most_of_filler(board, market, job):
    """Return the most that somebody who covers nothing adds on the main line."""
    rules = board.rules
    bring = max(rules[FLAT], rules[NEAR]) - rules[SEAT] + market.group[:, 3].max() + job[SHARE_ALL]
    return max(0, job[STEEP] * bring if job[MAIN] else bring)


@jit
def has_pins(board, company):
    """Say whether somebody is pinned to the company."""
    for pair in range(company[PAIRS], company[PAIRS_END]):  # noqa: SIM110 - compiled code knows no any()
        if board.pair[pair, 3] & PINNED:
            return True
    return False


@jit
def most_without(tree, lift):
    """Return what a team nets at most on the main line before its members add anything."""
    job = tree.job
    whole = tree.diversity[0] + diversity_ahead(tree.diversity, 0, job[SEATS], job[SHARE_ALL])
    for need in range(job[COUNT_NEEDS]):
        whole += lift[need]
    return job[STEEP] * whole - job[BELOW] if job[MAIN] else whole


@jit
def most_beside(desk, tree, count, found):
    """Return the most that all members but one, and that all members, add on the main line."""
    job = tree.job
    weight = job[STEEP] if job[MAIN] else 1
    for at in range(count):
        row = tree.row[at]
        desk.key[found + at] = weight * (row[POINTS] + job[SHARE_ALL]) - row[PRICE]
    others, everyone = top_sums(desk.key, 0, found + count, job[SEATS])
    unseen = max(0, job[LEAST_GAIN])
    seen = 0
    for at in range(found + count):
        seen += desk.key[at] > 0
    short = max(0, job[SEATS] - seen)
    return others + short * unseen, everyone + short * unseen


@jit
def drop(desk, found, least):
    """Take those out of the pool who add no more than ``least``; returns how many are left."""
    left = 0
    for at in range(found):
        if desk.key[at] > least:
            desk.key[left] = desk.key[at]
            desk.pool[left] = desk.pool[at]
            left += 1
    return left


@jit
def pool_holders(board, market, desk, tree, company, room, touched, fillers, spare):
    """Write the eligible creatives who cover something and can matter to the pool; returns how many."""
    rules, job, found = board.rules, tree.job, 0
    note_best_fillers(desk, tree, fillers)
    quick = spare and not job[LINES]
    steep, least, share = job[STEEP], job[LEAST_GAIN], job[SHARE_ALL]
    weight = steep if job[MAIN] else 1
    for at in range(touched):
        i = desk.touched[at]
        person, tag = desk.person[i], market.tag[i]
        if room[i] <= 0 or person[SPECIAL] > 0:
            continue
        near = desk.near[tag[TAG_ZONE]]
        if near == NEVER:
            continue
        price, bring = tag[ASKS], near - rules[SEAT] + tag[TAG_WAITED]
        if weight * (bring + person[BEYOND] + share) - price <= least:
            continue
        best = desk.sector[tag[TAG_SECTOR]]
        if quick and is_hopeless(best, bring + person[SOLO], price, steep):
            continue
        points = presence(company, rules, board.line[i], board.pair, 0)
        gain = weight * (points + person[BEYOND] + share) - price
        if points == NEVER or gain <= least:
            continue
        if quick and is_hopeless(best, points + person[SOLO], price, steep):
            continue
        desk.pool[found] = i
        desk.key[found] = gain
        found += 1
    return found


@jit
def pool_special(board, market, desk, tree, company, room, found):
    """Add those to the pool who met the company, were there before or are pinned; returns how many there are."""
    job = tree.job
    weight = job[STEEP] if job[MAIN] else 1
    for pair in range(company[PAIRS], company[PAIRS_END]):
        i = board.pair[pair, 0]
        if room[i] <= 0 and board.pair[pair, 3] & PINNED == 0:
            continue
        points = presence(company, board.rules, board.line[i], board.pair, pair + 1)
        if points != NEVER:
            bring = points + desk.person[i, BEYOND] + job[SHARE_ALL]
            desk.pool[found] = i
            desk.key[found] = weight * bring - market.prices[i] + board.pair[pair, 2]
            found += 1
    return found


@jit
def sift(board, market, desk, tree, company, enough, spare, count, found, most_rows):
    """Put down those of the pool who are not dominated, best first."""
    job, rows = tree.job, tree.row
    everybody = enough >= len(rows)
    order = np.argsort(-desk.key[:found])
    last = min(len(rows), count + most_rows)
    for at in range(found):
        if count == last:
            job[CROWDED] = 1
            break
        i = desk.pool[order[at]]
        special = desk.person[i, SPECIAL]
        points = presence(company, board.rules, board.line[i], board.pair, special)
        put_down(board, company, rows[count], i, points, market.prices[i], special)
        pinned = special > 0 and board.pair[special - 1, 3] & PINNED > 0
        if everybody or pinned or not is_dominated(job, rows, desk.sector, count, enough, spare):
            link(rows, desk.sector, count)
            count += 1
    for at in range(count):
        desk.sector[rows[at, KIND], HEAD] = -1
    return count


@jit
def load(board, market, desk, tree, c, them, room):
    """Put the listed creatives of ``c`` down who still have room; returns how many."""
    company = board.company[c]
    set_job(company, board.rules, tree.job)
    for pair in range(company[PAIRS], company[PAIRS_END]):
        desk.person[board.pair[pair, 0], SPECIAL] = pair + 1
    count = 0
    for at in range(len(them)):
        i = them[at]
        if i < 0:
            break
        special = desk.person[i, SPECIAL]
        if room[i] > 0 or (special > 0 and board.pair[special - 1, 3] & PINNED > 0):
            points = presence(company, board.rules, board.line[i], board.pair, special)
            if points != NEVER:
                put_down(board, company, tree.row[count], i, points, market.prices[i], special)
                count += 1
    for pair in range(company[PAIRS], company[PAIRS_END]):
        desk.person[board.pair[pair, 0], SPECIAL] = 0
    return count
