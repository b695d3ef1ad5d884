"""What compiled code reads and writes: a few wide tables, because passing many small arrays costs time.

All points are in hundredths (``SCALE``). A row of each table is what is looked up together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from teaming.solver.arrays import FLAT, FLOOR, NEAR, PER_UNIT, SEAT, SECTORS, SLOPE, Arrays, Ints
from teaming.solver.goal import SCALE, Goal

FULL = 4096
"""So many candidates of one company are told apart at most; more make its bound weaker, never wrong."""

NEVER = -(1 << 60)
"""Below all points."""

# columns of Board.company
(
    X,
    Y,
    MODE,
    HOURS,
    LANGUAGES,
    TEAM_MIN,
    TEAM_MAX,
    NEEDS,
    NEEDS_END,
    PAIRS,
    PAIRS_END,
    LEAST,
    EMPTY,
) = range(13)
# columns of Board.line, from the fourth on; the first four are x, y, radius, hours
TONGUES, SECTOR, WAITED, FLAGS, SKILLS, SKILLS_END = range(4, 10)
# entries of Board.rules before the diversity table
STRICT, KINDS_FROM = 7, 8


class Board(NamedTuple):
    """A problem and a goal; nothing here changes during a search.

    ``need``: skill, level, points for full coverage / 100. ``holder``: creative, level; ``skill``: skill, level.
    ``pair``: creative, points, keeping's points, flags. ``line``: one creative; its flags are
    remote + 2 x (capacity > 0).
    """

    company: Ints
    need: Ints
    holder_from: Ints
    holder: Ints
    skill: Ints
    pair: Ints
    line: Ints
    rules: Ints


class Market(NamedTuple):
    """Prices per creative, and creatives in groups of one sector and equal waiting, cheapest first.

    ``group``: first and last + 1 in ``ranked``, sector, points for waiting.
    """

    prices: Ints
    ranked: Ints
    group: Ints


class Desk(NamedTuple):
    """Scratch space of one thread for gathering.

    ``person``: coverage alone and special pair + 1, per creative; ``sector``: first dominator, and what the best filler
    counts on both lines; ``order``: rows of the tree's candidates.
    """

    person: Ints
    touched: Ints
    pool: Ints
    key: Ints
    sector: Ints
    order: Ints


class Tree(NamedTuple):
    """Scratch space of one thread for the search; see ``pricing`` for the columns."""

    job: Ints
    diversity: Ints
    row: Ints
    stack: Ints
    gains: Ints
    at: Ints
    lift: Ints
    trial: Ints
    team: Ints


def board_of(arrays: Arrays, goal: Goal) -> Board:
    """Return ``arrays`` and ``goal`` as tables."""
    a = arrays
    company = np.column_stack((
        a.company_x, a.company_y, a.company_mode, a.company_hours, a.company_languages, a.team_min, a.team_max,
        a.need_from[:-1], a.need_from[1:], a.pair_from[:-1], a.pair_from[1:], SCALE * goal.least, SCALE * goal.empty,
    ))  # fmt: skip
    line = np.column_stack((
        a.creative_x, a.creative_y, a.radius, a.hours, a.languages, a.sector, SCALE * a.waited,
        a.remote + 2 * (a.capacity > 0), a.skill_from[:-1], a.skill_from[1:],
    ))  # fmt: skip
    rules = np.zeros(KINDS_FROM + len(a.diversity), np.int64)
    rules[[SEAT, NEAR, PER_UNIT, FLAT, FLOOR]] = (
        SCALE * a.rules[[SEAT, NEAR, PER_UNIT, FLAT, FLOOR]]
    )
    rules[[SLOPE, SECTORS]] = a.rules[[SLOPE, SECTORS]]
    rules[STRICT] = goal.strict
    rules[KINDS_FROM:] = SCALE * a.diversity
    return Board(
        company,
        np.column_stack((a.need_skill, a.need_level, SCALE * a.need_weight)),
        a.holder_from,
        np.column_stack((a.holder, a.holder_level)),
        np.column_stack((a.skill, a.skill_level)),
        np.column_stack(
            (a.pair_creative, SCALE * a.pair_points, SCALE * a.pair_keep, a.pair_flags)
        ),
        line,
        rules,
    )


def market_of(board: Board, prices: Ints) -> Market:
    """Return the market at ``prices`` (hundredths of a point)."""
    sector, waited = board.line[:, SECTOR], board.line[:, WAITED]
    ranked = np.lexsort((prices, -waited, sector)).astype(np.int64)
    new = np.flatnonzero((np.diff(sector[ranked]) != 0) | (np.diff(waited[ranked]) != 0)) + 1
    starts = np.concatenate(([0], new)).astype(np.int64)
    ends = np.concatenate((new, [len(ranked)]))
    return Market(
        prices,
        ranked,
        np.column_stack((starts, ends, sector[ranked[starts]], waited[ranked[starts]])),
    )


def new_desk(board: Board) -> tuple[Desk, Tree]:
    """Return scratch space for one thread."""
    m = len(board.line)
    full = min(FULL, m)
    needs = max(1, int((board.company[:, NEEDS_END] - board.company[:, NEEDS]).max(initial=0)))
    seats, sectors = int(board.company[:, TEAM_MAX].max()), int(board.line[:, SECTOR].max()) + 1

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, np.int64)

    desk = Desk(zeros(m, 2), zeros(m), zeros(m), zeros(m), np.full((sectors, 3), -1), zeros(full))
    tree = Tree(
        zeros(16), board.rules[KINDS_FROM:].copy(), zeros(full, 6 + needs), zeros(seats + 2, 8 + needs),
        zeros(seats + 1, 3, max(full, seats + 1)), zeros(seats + 1, max(full, seats + 1)),
        zeros(2, seats + 2, needs), zeros(2, needs), zeros(seats + 1),
    )  # fmt: skip
    return desk, tree
