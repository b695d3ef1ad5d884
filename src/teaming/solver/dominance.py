"""Who is always replaced by others: dominance between two candidates of one company.

Creative k *dominates* j of the same primary sector if a team that takes k instead of j is never worth less,
whatever the others are: what k brings by being there, less what j covers and k does not, outweighs the difference
in price – both where a point counts once and below the floor, where it counts ``1 + slope`` times (and, if values
must reach a line, without regard to the price). A dominated creative is left out once there are as many dominators
as seats, or one dominator beside whom they would add nothing. Both are exact: see docs/adr/0027.
"""

from __future__ import annotations

from teaming.solver.board import (
    AFTER,
    ALONE,
    COUNT_NEEDS,
    COVER,
    HEAD,
    KIND,
    LINES,
    POINTS,
    PRICE,
    STEEP,
    TAIL,
)  # fmt: skip
from teaming.solver.compiled import jit


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
    """Let row ``at`` count as a dominator from now on, looked at after those before it."""
    chain = sector[rows[at, KIND]]
    rows[at, AFTER] = -1
    if chain[HEAD] < 0:
        chain[HEAD] = at
    else:
        rows[chain[TAIL], AFTER] = at
    chain[TAIL] = at


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
