"""What a creative brings to a company: by being there, and by covering its needs."""

from __future__ import annotations

import math

from teaming.solver.arrays import (
    BANNED,
    FLAT,
    FLOOR,
    NEAR,
    PER_UNIT,
    PINNED,
    SEAT,
    SECTORS,
    SLOPE,
)  # fmt: skip
from teaming.solver.board import (
    ALONE,
    BELOW,
    BEYOND,
    COUNT_NEEDS,
    COVER,
    CROWDED,
    FEWEST,
    FLAGS,
    HOURS,
    KIND,
    KINDS_ASKED,
    LANGUAGES,
    LEAST,
    LINES,
    MAIN,
    MODE,
    NEEDS,
    NEEDS_END,
    NEVER,
    PAIRS,
    PAIRS_END,
    POINTS,
    PRICE,
    RADIUS,
    SEATS,
    SECTOR,
    SKILLS,
    SKILLS_END,
    SOLO,
    SPARE,
    SPECIAL,
    STEEP,
    STRICT,
    TEAM_MAX,
    TEAM_MIN,
    TONGUES,
    VALUE_ASKED,
    WAITED,
    WHO,
    X,
    Y,
)  # fmt: skip
from teaming.solver.compiled import jit


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
    job[MAIN] = 0


@jit
def is_pinned(board, c, i):
    """Say whether ``i`` is pinned to ``c``."""
    for pair in range(board.company[c, PAIRS], board.company[c, PAIRS_END]):
        if board.pair[pair, 0] == i:
            return board.pair[pair, 3] & PINNED > 0
    return False


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
        dx, dy, reach = line[X] - company[X], line[Y] - company[Y], line[RADIUS] * (1 + mode) + 1
        square = dx * dx + dy * dy
        if square >= reach * reach:
            return NEVER
        near = max(0, rules[NEAR] - rules[PER_UNIT] * int(math.sqrt(square)))
    points = near - rules[SEAT] + line[WAITED]
    return points + pair[special - 1, 1] if special > 0 else points


@jit
def mark(board, desk, company, lift):
    """Enter the special pairs and the coverage of a company; returns how many creatives cover something."""
    person, touched, holder = desk.person, desk.touched, board.holder
    for pair in range(company[PAIRS], company[PAIRS_END]):
        person[board.pair[pair, 0], SPECIAL] = pair + 1
    count = 0
    for need in range(company[NEEDS], company[NEEDS_END]):
        skill, asked, weight = board.need[need]
        free = lift[need - company[NEEDS]]
        if weight == 0:
            continue
        for at in range(board.holder_from[skill], board.holder_from[skill + 1]):
            i, level = holder[at]
            covers = weight * 100 if level >= asked else weight * (100 * level // asked)
            if person[i, SOLO] == 0:
                touched[count] = i
                count += 1
            person[i, SOLO] += covers
            person[i, BEYOND] += max(0, covers - free)
    return count


@jit
def unmark(board, desk, company, count):
    """Clear what ``mark`` entered."""
    for at in range(count):
        desk.person[desk.touched[at], SOLO] = 0
        desk.person[desk.touched[at], BEYOND] = 0
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
