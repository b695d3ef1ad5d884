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

MOST_ZONES, ZONE_SIZE = 64, 600
"""So many zones at most; none is cut that holds fewer than twice so many creatives."""

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
# columns of Board.line; the first two and the fourth are called as those of a company
RADIUS = 2
TONGUES, SECTOR, WAITED, FLAGS, SKILLS, SKILLS_END = range(4, 10)
# columns of Board.group
GROUP, ZONE = range(2)
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
    NODES,
    MAIN,
    SHARE_ALL,
    LEAST_GAIN,
    BESIDE,
) = range(17)
# columns of Tree.row; from COVER on one per need
WHO, POINTS, PRICE, ALONE, KIND, AFTER, COVER = range(7)
# columns of Desk.sector, of Desk.person and of Market.tag
HEAD, TAIL, BEST_FLAT, BEST_STEEP = range(4)
SOLO, SPECIAL, BEYOND = range(3)
ASKS, TAG_SECTOR, TAG_WAITED, TAG_ZONE = range(4)
# entries of Board.rules before the diversity table
STRICT, KINDS_FROM = 7, 8


class Board(NamedTuple):
    """A problem and a goal; nothing here changes during a search.

    ``need``: skill, level, points for full coverage / 100. ``holder``: creative, level; ``skill``: skill, level.
    ``pair``: creative, points, keeping's points, flags. ``line``: one creative; its flags are
    remote + 2 x (capacity > 0). ``group``: per creative, who shares zone, sector and waiting with them. ``zone``:
    the box in which its creatives live (x, x, y, y) and the farthest any of them goes.
    """

    company: Ints
    need: Ints
    holder_from: Ints
    holder: Ints
    skill: Ints
    pair: Ints
    line: Ints
    rules: Ints
    group: Ints
    zone: Ints


class Market(NamedTuple):
    """Prices per creative, and creatives in groups of one zone, sector and equal waiting, cheapest first.

    ``tag``: price, sector, points for waiting and zone, side by side. ``group``: first and last + 1 in ``ranked``, sector,
    points for waiting; ``group_from``: the first group of each zone.
    """

    prices: Ints
    tag: Ints
    ranked: Ints
    group: Ints
    group_from: Ints


class Desk(NamedTuple):
    """Scratch space of one thread for gathering.

    ``person``: coverage alone, special pair + 1 and coverage beyond the lifts, per creative; ``sector``: first and last
    dominator, and what the best filler counts on both lines; ``order``: rows of the tree's candidates; ``near``: the
    most points that nearness brings to anybody of a zone.
    """

    person: Ints
    touched: Ints
    pool: Ints
    key: Ints
    sector: Ints
    order: Ints
    near: Ints


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
    group, zone = _groups(line)
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
        group,
        zone,
    )


def _groups(line: Ints) -> tuple[Ints, Ints]:
    """Return the number of each creative's group, and the zones: boxes that hold equally many, cut along the longer side."""
    zones = [np.arange(len(line))]
    while len(zones) < MOST_ZONES and len(line) > 2 * ZONE_SIZE * len(zones):
        zones = [half for each in zones for half in _halves(line, each)]
    in_zone = np.zeros(len(line), np.int64)
    box = np.zeros((len(zones), 5), np.int64)
    for at, each in enumerate(zones):
        in_zone[each] = at
        x, y = line[each, X], line[each, Y]
        box[at] = x.min(), x.max(), y.min(), y.max(), line[each, RADIUS].max()
    keys = np.column_stack((in_zone, line[:, SECTOR], -line[:, WAITED]))
    _, group = np.unique(keys, axis=0, return_inverse=True)
    return np.column_stack((group.reshape(-1), in_zone)).astype(np.int64), box


def _halves(line: Ints, zone: Ints) -> tuple[Ints, Ints]:
    x, y = line[zone, X], line[zone, Y]
    along = x if np.ptp(x) >= np.ptp(y) else y
    order = zone[np.argsort(along, kind="stable")]
    return order[: len(order) // 2], order[len(order) // 2 :]


def market_of(board: Board, prices: Ints) -> Market:
    """Return the market at ``prices`` (hundredths of a point)."""
    ranked = np.lexsort((prices, board.group[:, GROUP])).astype(np.int64)
    ends = np.cumsum(np.bincount(board.group[:, GROUP])).astype(np.int64)
    starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
    one = ranked[starts]
    sector, waited = board.line[:, SECTOR], board.line[:, WAITED]
    return Market(
        prices,
        np.column_stack((prices, sector, waited, board.group[:, ZONE])),
        ranked,
        np.column_stack((starts, ends, sector[one], waited[one])),
        np.searchsorted(board.group[one, ZONE], np.arange(len(board.zone) + 1)).astype(np.int64),
    )


def new_desk(board: Board) -> tuple[Desk, Tree]:
    """Return scratch space for one thread."""
    m = len(board.line)
    full = min(FULL, m)
    needs = max(1, int((board.company[:, NEEDS_END] - board.company[:, NEEDS]).max(initial=0)))
    seats, sectors = int(board.company[:, TEAM_MAX].max()), int(board.line[:, SECTOR].max()) + 1

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, np.int64)

    desk = Desk(
        zeros(m, 3), zeros(m), zeros(m), zeros(m), np.full((sectors, 4), -1), zeros(full), zeros(len(board.zone)),
    )  # fmt: skip
    tree = Tree(
        zeros(20), board.rules[KINDS_FROM:].copy(), zeros(full, 6 + needs), zeros(seats + 2, 9 + needs),
        zeros(seats + 1, 3, max(full, seats + 1)), zeros(seats + 1, max(full, seats + 1)),
        zeros(2, seats + 2, needs), zeros(2, needs), zeros(seats + 1),
    )  # fmt: skip
    return desk, tree
