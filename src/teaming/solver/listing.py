"""Every legal team of a company, one by one: exact and quick to start, for small problems."""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import numpy as np

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
    Arrays,
    Ints,
)  # fmt: skip
from teaming.solver.goal import Goal


class Listed(NamedTuple):
    """All legal teams of one company: members (-1 fills up), value, and what each adds to the objective."""

    members: Ints
    value: Ints
    worth: Ints


def eligible_creatives(arrays: Arrays, company: int) -> tuple[Ints, Ints, Ints]:
    """Return who may be in the team of ``company``, the points each brings by being there, and keeping's points."""
    dx = arrays.creative_x - arrays.company_x[company]
    dy = arrays.creative_y - arrays.company_y[company]
    square = dx * dx + dy * dy
    distance = np.sqrt(square).astype(np.int64)
    distance -= distance * distance > square
    distance += (distance + 1) * (distance + 1) <= square
    mode = arrays.company_mode[company]
    may = (arrays.remote == 1) if mode == 2 else distance <= arrays.radius * (1 + mode)
    may &= arrays.hours >= arrays.company_hours[company]
    may &= (arrays.languages & arrays.company_languages[company]) > 0
    may &= arrays.capacity > 0
    rules = arrays.rules
    near = (
        np.maximum(0, rules[NEAR] - rules[PER_UNIT] * distance)
        if mode != 2
        else np.full_like(distance, rules[FLAT])
    )
    points = near + arrays.waited - rules[SEAT]
    keep = np.zeros_like(points)
    special = slice(arrays.pair_from[company], arrays.pair_from[company + 1])
    who = arrays.pair_creative[special]
    points[who] += arrays.pair_points[special]
    keep[who] = arrays.pair_keep[special]
    may[who[(arrays.pair_flags[special] & BANNED) > 0]] = False
    found = np.flatnonzero(may)
    return found, points[found], keep[found]


def pinned_creatives(arrays: Arrays, company: int) -> Ints:
    """Return who is pinned to ``company``."""
    special = slice(arrays.pair_from[company], arrays.pair_from[company + 1])
    return arrays.pair_creative[special][(arrays.pair_flags[special] & PINNED) > 0]


def listing_size(arrays: Arrays, most: int) -> int:
    """Return how many teams there are at most, over all companies; stops counting beyond ``most``."""
    total = 0
    for company in range(arrays.companies):
        count = len(eligible_creatives(arrays, company)[0])
        total += sum(
            comb(count, k) for k in range(arrays.team_min[company], arrays.team_max[company] + 1)
        )
        if total > most:
            break
    return total


def list_teams(arrays: Arrays, goal: Goal, company: int) -> Listed:
    """Return all legal teams of ``company`` that contain its pins and reach the goal's least value."""
    who, points, keep = eligible_creatives(arrays, company)
    coverage = _coverage(arrays, company, who)
    pinned = np.flatnonzero(np.isin(who, pinned_creatives(arrays, company)))
    most, found = int(arrays.team_max[company]), []
    if len(pinned) < len(pinned_creatives(arrays, company)):
        return Listed(*(np.zeros(shape, np.int64) for shape in ((0, most), 0, 0)))
    others = np.setdiff1d(np.arange(len(who)), pinned)
    for size in range(max(int(arrays.team_min[company]), len(pinned)), most + 1):
        chosen = others[combinations(len(others), size - len(pinned))]
        teams = np.hstack((np.broadcast_to(pinned, (len(chosen), len(pinned))), chosen))
        value, sectors = _values(arrays, company, teams, who, points, coverage)
        allowed = (sectors >= arrays.rules[SECTORS]) & (value >= goal.least[company])
        teams, value = teams[allowed], value[allowed]
        members = np.full((len(teams), most), -1, np.int64)
        members[:, :size] = np.sort(who[teams], axis=1)
        missing = np.maximum(0, arrays.rules[FLOOR] - value)
        worth = value - arrays.rules[SLOPE] * missing + keep[teams].sum(axis=1)
        found.append(Listed(members, value, worth))
    if not found:
        return Listed(*(np.zeros(shape, np.int64) for shape in ((0, most), 0, 0)))
    return Listed(*(np.concatenate(each) for each in zip(*found, strict=True)))


def combinations(count: int, size: int) -> Ints:
    """Return all ``size`` of ``count`` numbers, one choice a row, ascending.

    Examples
    --------
    >>> combinations(3, 2).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    rows = np.zeros((1, 0), np.int64)
    after = np.zeros(1, np.int64)
    for _ in range(size):
        room = np.maximum(count - after, 0)
        starts = np.repeat(np.cumsum(room) - room, room)
        next_one = np.repeat(after, room) + np.arange(room.sum()) - starts
        rows = np.column_stack((np.repeat(rows, room, axis=0), next_one))
        after = next_one + 1
    return rows


def _coverage(arrays: Arrays, company: int, who: Ints) -> Ints:
    """Return the points each of ``who`` brings for each need, alone."""
    needs = range(arrays.need_from[company], arrays.need_from[company + 1])
    table = np.zeros((len(needs), arrays.creatives), np.int64)
    for row, need in enumerate(needs):
        skill, asked = arrays.need_skill[need], arrays.need_level[need]
        holders = slice(arrays.holder_from[skill], arrays.holder_from[skill + 1])
        percent = 100 * np.minimum(arrays.holder_level[holders], asked) // asked
        table[row, arrays.holder[holders]] = arrays.need_weight[need] * percent
    return table[:, who]


def _values(
    arrays: Arrays, company: int, teams: Ints, who: Ints, points: Ints, coverage: Ints
) -> tuple[Ints, Ints]:
    """Return the value of each team and how many primary sectors it has."""
    best = sum(
        (row[teams].max(axis=1, initial=0) for row in coverage), np.zeros(len(teams), np.int64)
    )
    sorted_sectors = np.sort(arrays.sector[who[teams]], axis=1)
    sectors = (np.diff(sorted_sectors, axis=1) > 0).sum(axis=1) + (teams.shape[1] > 0)
    diversity = arrays.diversity[np.minimum(sectors, len(arrays.diversity) - 1)]
    return best + diversity + points[teams].sum(axis=1), sectors
