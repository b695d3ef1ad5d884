"""The assignment of reviewers with the greatest sum: a transportation problem.

Its linear programme has whole-numbered corners. Large tables are sifted: the programme starts with the best pairs of
each case at rough prices of the reviewers and takes in what its own prices say is missing, until the bound that these
prices prove is reached. After R. E. Bixby et al., "Very large-scale linear programming: a case study in combining
interior point and simplex methods", Operations Research 40(5), 1992, pp. 885-897.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

from teaming.solver.seats import SCALE, Flags, NotEnoughReviewers, Seats, Table
from teaming.solver.watching import Step, Watch

MOST_SIFTS = 30
ROUGH_STEPS = 60
DENSE = 30_000
MORE = 6
"""So many pairs of a case beyond those it needs are taken in at once."""

Numbers = npt.NDArray[np.float64]


class Greatest(NamedTuple):
    """An assignment, a row of reviewers per case; its ``prices`` in hundredths prove ``bound`` millionths."""

    lists: Table
    prices: Table
    bound: int


class _Corner(NamedTuple):
    """A corner of the programme over some pairs."""

    lists: Table
    by_case: Numbers
    by_reviewer: Numbers

    def prices(self) -> Table:
        """Return the prices of reviewers in hundredths."""
        return np.rint(SCALE * self.by_reviewer).astype(np.int64)


def greatest(seats: Seats, watch: Watch) -> Greatest:
    """Return an assignment with the greatest sum, or if stopped the best so far; raises NotEnoughReviewers."""
    active, corner = _start(seats)
    found = _judged(seats, corner)
    for at in range(MOST_SIFTS):
        watch.tell(Step.PLACING, at, MOST_SIFTS)
        more = _missing(seats, corner) & ~active
        if seats.total(found.lists) >= found.bound or not more.any() or watch.over():
            break
        active |= more
        corner = _solved(seats, active) or corner
        found = _judged(seats, corner, found)
    watch.tell(Step.PLACING, MOST_SIFTS, MOST_SIFTS)
    return found


def _start(seats: Seats) -> tuple[Flags, _Corner]:
    """Return pairs among which there is an assignment, all of them if they are few, and the best one."""
    allowed = seats.allowed()
    count = seats.per_case + MORE if allowed.sum() > DENSE else seats.reviewers
    prices = (
        _rough_prices(seats) if count < seats.reviewers else np.zeros(seats.reviewers, np.int64)
    )
    while True:
        active = seats.kept | (allowed & _best_of(seats, prices, count))
        corner = _solved(seats, active)
        if corner is not None:
            return active, corner
        if count >= seats.reviewers:
            raise shortage(seats)
        count *= 4


def _judged(seats: Seats, corner: _Corner, before: Greatest | None = None) -> Greatest:
    """Return the corner as an assignment with the best bound so far."""
    prices = corner.prices()
    reduced = seats.reduced(prices)
    best = np.take_along_axis(reduced, seats.best_lists(reduced), axis=1).sum(axis=1)
    unit = seats.unit()
    bound = (sum(map(int, best)) + seats.loads_at(prices)) // SCALE // unit * unit
    if before is not None and before.bound <= bound:
        return Greatest(corner.lists, before.prices, before.bound)
    return Greatest(corner.lists, prices, bound)


def _missing(seats: Seats, corner: _Corner) -> Flags:
    """Return the best pairs of each case that the corner's prices say are worth taking in."""
    wanted = seats.reduced(corner.prices()) > SCALE * corner.by_case[:, None]
    return wanted & _best_of(seats, corner.prices(), seats.per_case + MORE)


def _best_of(seats: Seats, prices: Table, count: int) -> Flags:
    """Return which pairs are among the ``count`` best of their case at these prices."""
    best = np.zeros(seats.worth.shape, bool)
    if count >= seats.reviewers:
        return ~best
    top = np.argpartition(-seats.reduced(prices), count - 1, axis=1)[:, :count]
    np.put_along_axis(best, top, values=True, axis=1)
    return best


def _rough_prices(seats: Seats) -> Table:
    """Return prices of reviewers at which about as many cases want them as they can take."""
    prices = np.zeros(seats.reviewers, np.int64)
    step = SCALE * float(np.abs(seats.worth[seats.allowed()]).mean()) / 4
    for _ in range(ROUGH_STEPS):
        wanted = seats.best_lists(seats.reduced(prices))
        demand = np.bincount(wanted.ravel(), minlength=seats.reviewers)
        change = step * np.clip((demand - seats.load_max) / seats.load_max, -1, 1)
        prices = np.maximum(0, prices + np.rint(change).astype(np.int64))
        step *= 0.9
    return prices


def _places(flags: Flags) -> tuple[Table, Table]:
    """Return the cases and the reviewers of the pairs that are marked, by case."""
    cases, reviewers = np.nonzero(flags)
    return cases.astype(np.int64), reviewers.astype(np.int64)


def _rows(at: tuple[Table, ...], seats: Seats) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return which column belongs to which case, and to which reviewer."""
    ones, columns = np.ones(len(at[0])), np.arange(len(at[0]))
    return (
        sparse.csr_array((ones, (at[0], columns)), shape=(seats.cases, len(columns))),
        sparse.csr_array((ones, (at[1], columns)), shape=(seats.reviewers, len(columns))),
    )


def _solved(seats: Seats, active: Flags) -> _Corner | None:
    """Solve over the ``active`` pairs; None if they hold no assignment."""
    at = _places(active)
    by_case, by_reviewer = _rows(at, seats)
    low = seats.load_min > 0
    found = linprog(
        -seats.worth[at].astype(float),
        A_eq=by_case,
        b_eq=np.full(seats.cases, seats.per_case),
        A_ub=sparse.vstack((by_reviewer, -by_reviewer)) if low else by_reviewer,
        b_ub=np.repeat((seats.load_max, -seats.load_min)[: 1 + low], seats.reviewers),
        bounds=np.column_stack((seats.kept[at].astype(float), np.ones(len(at[0])))),
        method="highs-ds",
    )
    if found.status != 0:
        return None
    loads = -found.ineqlin.marginals[: seats.reviewers]
    if low:
        loads = loads + found.ineqlin.marginals[seats.reviewers :]
    lists = at[1][found.x > 0.5].reshape(seats.cases, seats.per_case)
    return _Corner(lists, -found.eqlin.marginals, loads)


def shortage(seats: Seats) -> NotEnoughReviewers:
    """Say which cases are short of reviewers, or which reviewers of cases."""
    at = _places(seats.allowed())
    by_case, by_reviewer = _rows(at, seats)
    columns, n = len(at[0]), seats.cases + seats.reviewers
    short = sparse.eye_array(seats.cases, n)
    idle = sparse.eye_array(seats.reviewers, n, k=seats.cases)
    found = linprog(
        np.concatenate((np.zeros(columns), np.ones(n))),
        A_eq=sparse.hstack((by_case, short)),
        b_eq=np.full(seats.cases, seats.per_case),
        A_ub=sparse.vstack((sparse.hstack((by_reviewer, sparse.csr_array((seats.reviewers, n)))),
                            sparse.hstack((-by_reviewer, -idle)))),
        b_ub=np.repeat((seats.load_max, -seats.load_min), seats.reviewers),
        bounds=np.column_stack((np.concatenate((seats.kept[at], np.zeros(n))),
                                np.concatenate((np.ones(columns), np.full(n, np.inf))))),
        method="highs-ds",
    )  # fmt: skip
    missing = found.x[columns:]
    cases = np.flatnonzero(found.eqlin.marginals > 0.5)
    cases = cases if len(cases) else np.flatnonzero(missing[: seats.cases] > 0.5)
    reviewers = tuple(int(each) for each in np.flatnonzero(missing[seats.cases :] > 0.5))
    able = np.bincount(at[1][np.isin(at[0], cases)], minlength=seats.reviewers)
    available = int(np.minimum(able, seats.load_max).sum())
    return NotEnoughReviewers(
        tuple(int(each) for each in cases),
        seats.per_case * len(cases),
        available,
        reviewers if not len(cases) else (),
    )
