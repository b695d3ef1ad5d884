"""Lists of reviewers for one case: the best at given prices whose sum reaches a line, and all that come close to it."""

from __future__ import annotations

from bisect import insort
from functools import cache
from itertools import combinations
from math import comb

import numpy as np

from teaming.solver.seats import FORBIDDEN, Seats, Table

MOST_TRIED = 200_000


def best_above(seats: Seats, prices: Table, line: int) -> tuple[Table, Table] | None:
    """Return the best list of each case whose sum reaches ``line``, and what it is worth after paying, in hundredths.

    Where the best list anyway does not reach the line, a reviewer is left out of the search who is neither worth more
    nor cheaper than as many others as the case needs. None if no list of some case reaches the line.
    """
    reduced = seats.reduced(prices)
    lists = seats.best_lists(reduced)
    for case in np.flatnonzero(seats.scores(lists) < line).tolist():
        found = _best_list(seats, case, reduced[case], line)
        if found is None:
            return None
        lists[case] = found
    return lists, np.take_along_axis(reduced, lists, axis=1).sum(axis=1)


def _best_list(seats: Seats, case: int, reduced: Table, line: int) -> Table | None:
    fixed, free = _split(seats, case)
    count = seats.per_case - len(fixed)
    line -= int(seats.worth[case, fixed].sum())
    worth = seats.worth[case, free]
    order = np.lexsort((-reduced[free], -worth))
    free = free[order[worth[order] >= line - worth[order[: max(0, count - 1)]].sum()]]
    free = free[_not_dominated(reduced[free], count)]
    found = _best_set(seats.worth[case, free], reduced[free], count, line)
    if found is None:
        return None
    return np.concatenate((fixed, free[found[1]]))


def _split(seats: Seats, case: int) -> tuple[Table, Table]:
    """Return who must review the case, and who else may."""
    return (
        np.flatnonzero(seats.kept[case]),
        np.flatnonzero((seats.worth[case] > FORBIDDEN) & ~seats.kept[case]),
    )


def _not_dominated(reduced: Table, count: int) -> Table:
    """Return the places, of people in descending order of worth, that fewer than ``count`` before are as good as."""
    kept: list[int] = []
    best: list[int] = []
    for at, each in enumerate(reduced.tolist()):
        if len(best) < count or (count and each > best[0]):
            kept.append(at)
            insort(best, each)
            del best[: max(0, len(best) - count)]
    return np.asarray(kept, np.int64)


@cache
def _choices(people: int, count: int) -> Table:
    return np.array(list(combinations(range(people), count)), np.int64).reshape(-1, count)


def _best_set(worth: Table, reduced: Table, count: int, line: int) -> tuple[int, Table] | None:
    """Return the greatest sum of ``reduced`` over ``count`` people, in descending order of worth, that reach the line."""
    if len(worth) < count or worth[:count].sum() < line:
        return None
    if comb(len(worth), count) <= MOST_TRIED:
        tried = _choices(len(worth), count)
        sums = np.where(worth[tried].sum(axis=1) >= line, reduced[tried].sum(axis=1), FORBIDDEN)
        best = int(sums.argmax())
        return int(sums[best]), tried[best]
    found: tuple[int, Table] | None = None
    for at in range(len(worth) - count + 1):
        first, rest = int(reduced[at]), np.sort(reduced[at + 1 :])[1 - count :]
        if found is not None and first + int(rest.sum()) <= found[0]:
            continue
        other = _best_set(worth[at + 1 :], reduced[at + 1 :], count - 1, line - int(worth[at]))
        if other is not None and (found is None or first + other[0] > found[0]):
            found = first + other[0], np.concatenate(([at], at + 1 + other[1]))
    return found


def all_near(
    seats: Seats, prices: Table, line: int, gap: int, most: int
) -> tuple[Table, Table] | None:
    """Return all lists that reach ``line`` and are within ``gap`` hundredths of their case's best: cases and lists.

    None if there are more than ``most``.
    """
    reduced = seats.reduced(prices)
    above = best_above(seats, prices, line)
    if above is None:
        return None
    best = above[1]
    cases, lists, total = [], [], 0
    for case in range(seats.cases):
        found = _near(seats, case, reduced[case], line, int(best[case]) - gap, most - total)
        if found is None:
            return None
        total += len(found)
        cases.append(np.full(len(found), case, np.int64))
        lists.append(found)
    return np.concatenate(cases), np.concatenate(lists)


def _near(
    seats: Seats, case: int, reduced: Table, line: int, floor: int, most: int
) -> Table | None:
    """Return the lists of one case with at least ``floor`` after paying; longer and longer parts of them in turn."""
    fixed, free = _split(seats, case)
    free = free[np.argsort(-reduced[free], kind="stable")]
    net, worth = reduced[free], seats.worth[case, free]
    lists = np.zeros((1, 0), np.int64)
    paid = np.array([int(reduced[fixed].sum()) - floor])
    score = np.array([int(seats.worth[case, fixed].sum()) - line])
    for left in range(seats.per_case - len(fixed), 0, -1):
        follow = np.convolve(net, np.ones(left, np.int64), "valid") if len(net) >= left else net[:0]
        first = lists[:, -1] + 1 if lists.shape[1] else np.zeros(1, np.int64)
        counts = np.maximum(np.searchsorted(-follow, paid, side="right") - first, 0)
        if counts.sum() > most:
            return None
        row = np.repeat(np.arange(len(lists)), counts)
        at = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        lists = np.column_stack((lists[row], at))
        paid, score = paid[row] + net[at], score[row] + worth[at]
        able = score + (left - 1) * int(worth.max(initial=0)) >= 0
        lists, paid, score = lists[able], paid[able], score[able]
    lists = lists[score >= 0]
    return np.column_stack((np.broadcast_to(fixed, (len(lists), len(fixed))), free[lists]))
