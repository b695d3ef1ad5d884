"""Who can matter to a company at given prices: eligible creatives, less those another one always replaces.

Creative k *dominates* j of the same primary sector if a team that takes k instead of j is never worth less,
whatever the others are: what k brings by being there, less what j covers and k does not, outweighs the difference
in price – both where a point counts once and below the floor, where it counts ``1 + slope`` times (and, if values
must reach a line, without regard to the price). A dominated creative is left out once there are as many dominators
as seats, or one dominator beside whom they would add nothing. Both are exact: see docs/adr/0027.
"""

from __future__ import annotations

import math

import numpy as np

from teaming.solver.arrays import BANNED, FLAT, FLOOR, NEAR, PER_UNIT, PINNED, SEAT, SECTORS, SLOPE
from teaming.solver.board import (
    FLAGS,
    HOURS,
    LANGUAGES,
    LEAST,
    MODE,
    NEEDS,
    NEEDS_END,
    NEVER,
    PAIRS,
    PAIRS_END,
    SECTOR,
    SKILLS,
    SKILLS_END,
    STRICT,
    TEAM_MAX,
    TEAM_MIN,
    TONGUES,
    WAITED,
    X,
    Y,
)  # fmt: skip
from teaming.solver.compiled import jit

# entries of Tree.job
(
    COUNT_NEEDS,
    SEATS,
    FEWEST,
    STEEP,
    BELOW,
    KINDS_ASKED,
    VALUE_ASKED,
    LINES,
    SPARE,
    CROWDED,
    CROWD_NET,
    PINS,
) = range(12)
# columns of Tree.row; from COVER on one per need
WHO, POINTS, PRICE, ALONE, KIND, AFTER, COVER = range(7)
# columns of Desk.sector and Desk.person
HEAD, BEST_FLAT, BEST_STEEP = range(3)
SOLO, SPECIAL = range(2)


@jit
def set_job(company, rules, job):
    """Note what the search must know about one company."""
    job[COUNT_NEEDS] = company[NEEDS_END] - company[NEEDS]
    job[SEATS] = company[TEAM_MAX]
    job[FEWEST] = company[TEAM_MIN]
    job[STEEP] = 1 + rules[SLOPE]
    job[BELOW] = rules[SLOPE] * rules[FLOOR]
    job[KINDS_ASKED] = rules[SECTORS]
    job[VALUE_ASKED] = company[LEAST]
    job[LINES] = rules[STRICT]
    # two of one sector: such a team is always larger than it must be
    job[SPARE] = company[TEAM_MIN] <= max(1, rules[SECTORS])
    job[CROWDED] = 0


@jit
def presence(company, rules, line, pair, special):
    """Return the points a creative brings to a company by being there; NEVER if not eligible."""
    if line[HOURS] < company[HOURS] or line[FLAGS] < 2 or line[TONGUES] & company[LANGUAGES] == 0:
        return NEVER
    if special > 0 and pair[special - 1, 3] & BANNED:
        return NEVER
    near = rules[FLAT]
    mode = company[MODE]
    if mode == 2:
        if line[FLAGS] & 1 == 0:
            return NEVER
    else:
        dx, dy, reach = line[X] - company[X], line[Y] - company[Y], line[2] * (1 + mode) + 1
        square = dx * dx + dy * dy
        if square >= reach * reach:
            return NEVER
        near = max(0, rules[NEAR] - rules[PER_UNIT] * int(math.sqrt(square)))
    points = near - rules[SEAT] + line[WAITED]
    return points + pair[special - 1, 1] if special > 0 else points


@jit
def mark(board, desk, company):
    """Enter the special pairs and the coverage of a company; returns how many creatives cover something."""
    person, touched, holder = desk.person, desk.touched, board.holder
    for pair in range(company[PAIRS], company[PAIRS_END]):
        person[board.pair[pair, 0], SPECIAL] = pair + 1
    count = 0
    for need in range(company[NEEDS], company[NEEDS_END]):
        skill, asked, weight = board.need[need]
        if weight == 0:
            continue
        for at in range(board.holder_from[skill], board.holder_from[skill + 1]):
            i = holder[at, 0]
            if person[i, SOLO] == 0:
                touched[count] = i
                count += 1
            person[i, SOLO] += weight * (100 * min(holder[at, 1], asked) // asked)
    return count


@jit
def unmark(board, desk, company, count):
    """Clear what ``mark`` entered."""
    for at in range(count):
        desk.person[desk.touched[at], SOLO] = 0
    for pair in range(company[PAIRS], company[PAIRS_END]):
        desk.person[board.pair[pair, 0], SPECIAL] = 0


@jit
def put_down(board, company, row, i, points, price, special):
    """Write creative ``i`` into a row of the tree."""
    line, skill, need = board.line[i], board.skill, board.need
    row[WHO] = i
    row[POINTS] = points
    row[PRICE] = price - board.pair[special - 1, 2] if special > 0 else price
    row[KIND] = line[SECTOR]
    alone, at = 0, COVER
    for asked in range(company[NEEDS], company[NEEDS_END]):
        covers = 0
        for has in range(line[SKILLS], line[SKILLS_END]):
            if skill[has, 0] == need[asked, 0]:
                covers = need[asked, 2] * (
                    100 * min(skill[has, 1], need[asked, 1]) // need[asked, 1]
                )
        row[at] = covers
        alone += covers
        at += 1
    row[ALONE] = alone


@jit
def is_dominated(job, rows, sector, at, enough, spare):
    """Say whether the candidate in row ``at`` can be left out because of those linked to its sector.

    ``enough`` dominators always do; one does if ``spare`` and the candidate adds nothing beside it.
    """
    row = rows[at]
    steep, strict, points, price = job[STEEP], job[LINES], row[POINTS], row[PRICE]
    count, other = 0, sector[row[KIND], HEAD]
    while other >= 0:
        them = rows[other]
        other = them[AFTER]
        more, cheaper = them[POINTS] - points, price - them[PRICE]
        if more + cheaper < 0 or steep * more + cheaper < 0:
            continue
        loss = 0
        if row[ALONE] > 0:
            for need in range(COVER, COVER + job[COUNT_NEEDS]):
                loss += max(0, row[need] - them[need])
        more -= loss
        if more + cheaper >= 0 and steep * more + cheaper >= 0 and (more >= 0 or not strict):
            count += 1
            if count >= enough:
                return True
            adds = points + loss
            if spare and adds <= price and steep * adds <= price and (adds <= 0 or not strict):
                return True
    return False


@jit
def link(rows, sector, at):
    """Let row ``at`` count as a dominator from now on."""
    kind = rows[at, KIND]
    rows[at, AFTER] = sector[kind, HEAD]
    sector[kind, HEAD] = at


@jit
def fillers(board, market, desk, tree, company, room, enough, spare):
    """Put the creatives down who cover nothing but may bring a sector; returns how many."""
    rules, job, rows, sectors = board.rules, tree.job, tree.row, desk.sector
    near = rules[FLAT] if company[MODE] == 2 else rules[NEAR]
    count, steep = 0, job[STEEP]
    for group in market.group:
        sector, most = group[2], near - rules[SEAT] + group[3]
        for at in range(group[0], group[1]):
            i = market.ranked[at]
            price = market.prices[i]
            head = sectors[sector, HEAD]
            if not job[LINES] and nothing_left(
                job, rows, head, most - price, steep * most - price, enough, spare
            ):
                break
            if (
                room[i] <= 0
                or desk.person[i, SOLO] > 0
                or desk.person[i, SPECIAL] > 0
                or count == len(rows)
            ):
                continue
            points = presence(company, rules, board.line[i], board.pair, 0)
            if points != NEVER:
                put_down(board, company, rows[count], i, points, price, 0)
                if not is_dominated(job, rows, sectors, count, enough, spare):
                    link(rows, sectors, count)
                    count += 1
    return count


@jit
def nothing_left(job, rows, other, ahead, ahead_steep, enough, spare):
    """Say whether all who are still to come in a sector are dominated, by what they can bring at most."""
    count = 0
    while other >= 0:
        them = rows[other]
        if (
            them[POINTS] - them[PRICE] >= ahead
            and job[STEEP] * them[POINTS] - them[PRICE] >= ahead_steep
        ):
            count += 1
            if count >= enough or (spare and ahead <= 0 and ahead_steep <= 0):
                return True
        other = them[AFTER]
    return False


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


@jit
def pool_holders(board, market, desk, tree, company, room, touched, quick):
    """Write the eligible creatives who cover something to the pool; returns how many."""
    rules, steep, found = board.rules, tree.job[STEEP], 0
    most = (rules[FLAT] if company[MODE] == 2 else rules[NEAR]) - rules[SEAT]
    for at in range(touched):
        i = desk.touched[at]
        if room[i] <= 0:
            continue
        line, price, solo = board.line[i], market.prices[i], desk.person[i, SOLO]
        best = desk.sector[line[SECTOR]]
        if desk.person[i, SPECIAL] > 0 or (
            quick and is_hopeless(best, most + line[WAITED] + solo, price, steep)
        ):
            continue
        points = presence(company, rules, line, board.pair, 0)
        if points != NEVER and not (quick and is_hopeless(best, points + solo, price, steep)):
            desk.pool[found] = i
            desk.key[found] = price - points - solo
            found += 1
    return found


@jit
def gather(board, market, desk, tree, c, room, enough):
    """Put all candidates of ``c`` down who have room and are not dominated ``enough`` times; returns how many.

    Sets ``CROWDED`` if there were too many to tell apart, and then ``CROWD_NET``, a bound for any team.
    """
    company, job = board.company[c], tree.job
    set_job(company, board.rules, job)
    spare = job[SPARE] and enough <= job[SEATS]
    touched = mark(board, desk, company)
    count = fillers(board, market, desk, tree, company, room, enough, spare)
    note_best_fillers(desk, tree, count)
    found = pool_holders(
        board, market, desk, tree, company, room, touched, spare and not job[LINES]
    )
    for pair in range(company[PAIRS], company[PAIRS_END]):
        i = board.pair[pair, 0]
        if room[i] <= 0 and board.pair[pair, 3] & PINNED == 0:
            continue
        points = presence(company, board.rules, board.line[i], board.pair, pair + 1)
        if points != NEVER:
            desk.pool[found] = i
            desk.key[found] = market.prices[i] - board.pair[pair, 2] - points - desk.person[i, SOLO]
            found += 1
    count = sift(board, market, desk, tree, company, enough, spare, count, found)
    unmark(board, desk, company, touched)
    return count


@jit
def sift(board, market, desk, tree, company, enough, spare, count, found):
    """Put down those of the pool who are not dominated, best first."""
    job, rows = tree.job, tree.row
    order = np.argsort(desk.key[:found])
    for at in range(found):
        if count == len(rows):
            job[CROWDED] = 1
            job[CROWD_NET] = tree.diversity.max() - job[SEATS] * min(0, desk.key[order[0]])
            break
        i = desk.pool[order[at]]
        special = desk.person[i, SPECIAL]
        points = presence(company, board.rules, board.line[i], board.pair, special)
        put_down(board, company, rows[count], i, points, market.prices[i], special)
        pinned = special > 0 and board.pair[special - 1, 3] & PINNED > 0
        if pinned or not is_dominated(job, rows, desk.sector, count, enough, spare):
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
