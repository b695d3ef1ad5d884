"""Assign reviewers to cases: greatest sum of affinities, or the worst-off case first, with a proof.

The greatest sum is a transportation problem, so its linear programme has whole-numbered corners. For the fairest
assignment a line for the sum of every case is raised; above a line the integer programme finds the greatest sum.
After A. Kobren, B. Saha and A. McCallum, "Paper matching with local fairness constraints", KDD 2019, pp. 1247-1257.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from teaming.errors import InvalidAffinity, InvalidOption, TeamingError

UNIT = 1_000_000
"""Affinities are rounded to whole millionths, so that sums are exact."""

MOST_NODES = 2_000
MOST_LINES = 25
MOST_SIFTS = 30
ROUGH_STEPS = 60
DENSE = 30_000


class NotEnoughReviewers(TeamingError):
    """No assignment obeys the loads.

    Attributes
    ----------
    cases : tuple of int
        Cases that cannot have all their reviewers together (at most a few hundred, as few as were found).
    asked, available : int
        Seats these cases need, and seats that reviewers without conflict can give them.
    reviewers : tuple of int
        Reviewers who cannot reach ``load_min``, if that is the trouble.
    """

    def __init__(
        self, cases: tuple[int, ...], asked: int, available: int, reviewers: tuple[int, ...] = ()
    ) -> None:
        super().__init__(cases, asked, available, reviewers)
        self.cases = cases
        self.asked = asked
        self.available = available
        self.reviewers = reviewers

    def __str__(self) -> str:
        if self.reviewers:
            return (
                f"{len(self.reviewers)} reviewers cannot be given as many cases as they must have"
            )
        return f"{len(self.cases)} cases need {self.asked} seats, but {self.available} are available to them"


@dataclass(frozen=True)
class Assignment:
    """Who reviews what.

    Attributes
    ----------
    assignment : tuple of tuples of int
        Per case its reviewers, ascending.
    objective : float
        Sum of the affinities of all pairs.
    min_case_score : float
        The smallest sum of a case.
    bound : float
        No assignment (with the fairest: none whose smallest sum is as large) has a greater sum.
    proven : bool
        Nothing better exists: the greatest sum, or with ``fairest`` the largest smallest sum and then the
        greatest sum.
    min_case_bound : float or None
        With ``fairest``: no assignment has a larger smallest sum.
    """

    assignment: tuple[tuple[int, ...], ...]
    objective: float
    min_case_score: float
    bound: float
    proven: bool
    min_case_bound: float | None = None


Table = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Seats:
    """The pairs that may be, as columns of a programme; values in millionths."""

    case: Table
    reviewer: Table
    worth: Table
    kept: npt.NDArray[np.bool_]
    cases: int
    reviewers: int
    per_case: int
    load_min: int
    load_max: int

    def rows(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Return which column belongs to which case, and to which reviewer."""
        ones, at = np.ones(len(self.case)), np.arange(len(self.case))
        return (
            sparse.csr_array((ones, (self.case, at)), shape=(self.cases, len(at))),
            sparse.csr_array((ones, (self.reviewer, at)), shape=(self.reviewers, len(at))),
        )


def assign_reviewers(
    affinity: object,
    *,
    per_case: int,
    load_max: int,
    load_min: int = 0,
    conflicts: object = None,
    fairest: bool = False,
    existing: Iterable[tuple[int, int]] = (),
) -> Assignment:
    """Give every case ``per_case`` reviewers, none of them in conflict.

    Parameters
    ----------
    affinity : array of cases x reviewers
        How well each fits, any finite numbers up to a million; rounded to millionths.
    per_case : int
        Reviewers per case.
    load_min, load_max : int
        Cases per reviewer, at least and at most.
    conflicts : array of cases x reviewers of bool, optional
        Pairs that must not be.
    fairest : bool
        Make the smallest sum of a case as large as possible first, then the sum of all.
    existing : iterable of (case, reviewer)
        Pairs that must stay, even in spite of a conflict: who has begun is not sent away.

    Raises
    ------
    InvalidAffinity
        A table has the wrong shape or holds something that is no number.
    InvalidOption
        A load or a pair lies outside its range.
    NotEnoughReviewers
        The loads cannot be met; says which cases are short of reviewers.

    Examples
    --------
    >>> assign_reviewers([[0.9, 0.8], [0.7, 0.1]], per_case=1, load_max=1).assignment
    ((1,), (0,))
    """
    table = _table(affinity)
    seats = _seats(
        table, _conflicts(conflicts, table.shape), per_case, (load_min, load_max), existing
    )
    chosen = _greatest(seats)
    if not fairest:
        return _result(seats, chosen, int(seats.worth[chosen].sum()), proven=True)
    return _fairest(seats, chosen)


def _table(affinity: object) -> Table:
    try:
        table = np.asarray(affinity, dtype=np.float64)
    except (TypeError, ValueError) as error:
        message = f"affinities are not a table of numbers: {error}"
        raise InvalidAffinity(message) from error
    if table.ndim != 2 or 0 in table.shape:
        message = f"affinities have the shape {table.shape}, not cases x reviewers"
        raise InvalidAffinity(message)
    if not np.isfinite(table).all() or np.abs(table).max() > UNIT:
        case, reviewer = np.argwhere(~(np.abs(table) <= UNIT))[0]
        message = f"the affinity of case {case} and reviewer {reviewer} is {table[case, reviewer]}"
        raise InvalidAffinity(message)
    return np.rint(table * UNIT).astype(np.int64)


def _conflicts(conflicts: object, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    if conflicts is None:
        return np.zeros(shape, bool)
    table = np.asarray(conflicts)
    if table.shape != shape or table.dtype.kind not in "bui":
        message = f"conflicts have the shape {table.shape} and the type {table.dtype}; affinities have {shape}"
        raise InvalidAffinity(message)
    return table.astype(bool)


def _seats(
    table: Table,
    conflicts: npt.NDArray[np.bool_],
    per_case: int,
    loads: tuple[int, int],
    existing: Iterable[tuple[int, int]],
) -> _Seats:
    cases, reviewers = table.shape
    for name, number, low, high in (
        ("per_case", per_case, 1, reviewers), ("load_max", loads[1], 1, cases), ("load_min", loads[0], 0, loads[1]),
    ):  # fmt: skip
        if type(number) is not int or number < low or (number > high and name != "load_max"):
            message = f"{name} is {number!r}; it must be {low} to {high}"
            raise InvalidOption(message)
    kept = np.zeros(table.shape, bool)
    for case, reviewer in existing:
        if not (0 <= case < cases and 0 <= reviewer < reviewers):
            message = f"the existing pair ({case}, {reviewer}) is unknown"
            raise InvalidOption(message)
        kept[case, reviewer] = True
    at = np.nonzero(~conflicts | kept)
    return _Seats(
        at[0],
        at[1],
        table[at],
        kept[at],
        cases,
        reviewers,
        per_case,
        loads[0],
        loads[1],
    )


def _greatest(seats: _Seats) -> Table:
    """Return the columns of an assignment with the greatest sum.

    Large tables are sifted: the programme starts with the best pairs of each case at rough prices of the reviewers
    and takes in whatever its own prices say is missing, until nothing is.
    """
    if len(seats.case) <= DENSE:
        return _solved(seats, np.arange(len(seats.case)))[0]
    prices, active = _rough_prices(seats), np.zeros(len(seats.case), bool)
    active |= seats.kept | _best_at(seats, prices, seats.per_case + 6)
    for _ in range(MOST_SIFTS):
        chosen, by_case, by_reviewer = _solved(seats, np.flatnonzero(active), final=False)
        if by_case is None:
            active |= _best_at(seats, prices, 4 * int(active.sum()) // seats.cases)
            continue
        missing = ~active & (seats.worth > by_case[seats.case] + by_reviewer[seats.reviewer] + 0.5)
        if not missing.any():
            return chosen
        active |= missing & _best_at(seats, by_reviewer, seats.per_case + 6)
        prices = by_reviewer
    return _solved(seats, np.arange(len(seats.case)))[0]


def _rough_prices(seats: _Seats) -> npt.NDArray[np.float64]:
    """Return prices of reviewers at which about as many cases want them as they can take."""
    table = np.full((seats.cases, seats.reviewers), -np.inf)
    table[seats.case, seats.reviewer] = seats.worth
    prices, step = np.zeros(seats.reviewers), float(np.abs(seats.worth).mean()) / 4
    count = min(seats.per_case, seats.reviewers - 1)
    for _ in range(ROUGH_STEPS):
        wanted = np.argpartition(prices - table, count - 1, axis=1)[:, :count]
        demand = np.bincount(wanted.ravel(), minlength=seats.reviewers)
        prices = np.maximum(
            0.0, prices + step * np.clip((demand - seats.load_max) / seats.load_max, -1, 1)
        )
        step *= 0.9
    return prices


def _best_at(seats: _Seats, prices: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.bool_]:
    """Return which columns are among the ``count`` best of their case at these prices."""
    order = np.lexsort((prices[seats.reviewer] - seats.worth, seats.case))
    first = np.concatenate(([0], np.cumsum(np.bincount(seats.case, minlength=seats.cases))[:-1]))
    best = np.zeros(len(order), bool)
    best[order[np.arange(len(order)) - first[seats.case[order]] < count]] = True
    return best


def _solved(
    seats: _Seats, active: Table, *, final: bool = True
) -> tuple[Table, npt.NDArray[np.float64] | None, npt.NDArray[np.float64]]:
    """Solve over the ``active`` columns; returns those chosen and the prices of cases and reviewers."""
    by_case, by_reviewer = (each[:, active] for each in seats.rows())
    low = seats.load_min > 0
    found = linprog(
        -seats.worth[active].astype(float),
        A_eq=by_case,
        b_eq=np.full(seats.cases, seats.per_case),
        A_ub=sparse.vstack((by_reviewer, -by_reviewer)) if low else by_reviewer,
        b_ub=np.repeat((seats.load_max, -seats.load_min), seats.reviewers)[
            : seats.reviewers * (1 + low)
        ],
        bounds=np.column_stack((seats.kept[active].astype(float), np.ones(len(active)))),
        method="highs-ds",
    )
    if found.status != 0:
        if final:
            raise _shortage(seats)
        return active, None, np.zeros(0)
    loads = -found.ineqlin.marginals[: seats.reviewers]
    if low:
        loads = loads + found.ineqlin.marginals[seats.reviewers :]
    return active[found.x > 0.5], -found.eqlin.marginals, loads


def _shortage(seats: _Seats) -> NotEnoughReviewers:
    """Say which cases are short of reviewers, or which reviewers of cases."""
    by_case, by_reviewer = seats.rows()
    columns, n = len(seats.case), seats.cases + seats.reviewers
    short = sparse.eye_array(seats.cases, n)
    idle = sparse.eye_array(seats.reviewers, n, k=seats.cases)
    found = linprog(
        np.concatenate((np.zeros(columns), np.ones(n))),
        A_eq=sparse.hstack((by_case, short)),
        b_eq=np.full(seats.cases, seats.per_case),
        A_ub=sparse.vstack((sparse.hstack((by_reviewer, sparse.csr_array((seats.reviewers, n)))),
                            sparse.hstack((-by_reviewer, -idle)))),
        b_ub=np.repeat((seats.load_max, -seats.load_min), seats.reviewers),
        bounds=np.column_stack((np.zeros(columns + n), np.concatenate((np.ones(columns), np.full(n, np.inf))))),
        method="highs-ds",
    )  # fmt: skip
    missing = found.x[columns:]
    cases = np.flatnonzero(found.eqlin.marginals > 0.5)
    cases = cases if len(cases) else np.flatnonzero(missing[: seats.cases] > 0.5)
    reviewers = tuple(int(each) for each in np.flatnonzero(missing[seats.cases :] > 0.5))
    able = np.bincount(seats.reviewer[np.isin(seats.case, cases)], minlength=seats.reviewers)
    available = int(np.minimum(able, seats.load_max).sum())
    return NotEnoughReviewers(
        tuple(int(each) for each in cases),
        seats.per_case * len(cases),
        available,
        reviewers if not len(cases) else (),
    )


def _above(seats: _Seats, line: int) -> tuple[Table | None, bool, int]:
    """Return the greatest sum with every case at ``line`` or above: columns, proven, bound; None if impossible."""
    by_case, by_reviewer = seats.rows()
    worths = by_case.multiply(seats.worth.astype(float)[None, :]).tocsr()
    found = milp(
        -seats.worth.astype(float),
        constraints=[
            LinearConstraint(by_case, seats.per_case, seats.per_case),
            LinearConstraint(by_reviewer, seats.load_min, seats.load_max),
            LinearConstraint(worths, line - 0.5, np.inf),
        ],
        integrality=np.ones(len(seats.case)),
        bounds=Bounds(seats.kept.astype(float), 1.0),
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    bound = int(-found.mip_dual_bound + 0.5) if found.get("mip_dual_bound") is not None else 0
    if found.x is None:
        return None, found.status == 2, bound
    return np.flatnonzero(found.x > 0.5), found.status == 0, bound


def _line_bound(seats: _Seats) -> int:
    """Return a line that no assignment can have all cases above: the linear programme's largest smallest sum."""
    by_case, by_reviewer = seats.rows()
    worths = by_case.multiply(-seats.worth.astype(float)[None, :] / UNIT).tocsr()
    columns = len(seats.case)
    loads = sparse.vstack((by_reviewer, -by_reviewer))
    found = linprog(
        np.append(np.zeros(columns), -1.0),
        A_eq=sparse.hstack((by_case, sparse.csr_array((seats.cases, 1)))),
        b_eq=np.full(seats.cases, seats.per_case),
        A_ub=sparse.vstack((
            sparse.hstack((loads, sparse.csr_array((2 * seats.reviewers, 1)))),
            sparse.hstack((worths, sparse.csr_array(np.ones((seats.cases, 1))))),
        )),
        b_ub=np.concatenate((np.repeat((seats.load_max, -seats.load_min), seats.reviewers), np.zeros(seats.cases))),
        bounds=[*zip(seats.kept.astype(float), np.ones(columns), strict=True), (None, None)],
        method="highs",
    )  # fmt: skip
    return int(np.floor(-found.fun * UNIT + 1))


def _fairest(seats: _Seats, greatest: Table) -> Assignment:
    """Raise the line as far as an assignment can be found above it."""
    best, proven, bound = greatest, True, int(seats.worth[greatest].sum())
    unit = max(1, int(np.gcd.reduce(seats.worth)))
    low, high = _smallest(seats, greatest), _line_bound(seats) // unit * unit
    highest, line, certain = high, high, True
    for _ in range(MOST_LINES):
        if low >= high:
            break
        found, sure, limit = _above(seats, line)
        if found is not None:
            best, proven, bound, low = found, sure, limit, max(line, _smallest(seats, found))
        else:
            high = line - unit
            certain = certain and sure
            highest = high if certain else highest
        part = 8 if best is greatest else 2
        line = high - (high - low) // (part * unit) * unit
    return _result(seats, best, bound, proven=proven and low >= highest, highest=highest)


def _smallest(seats: _Seats, chosen: Table) -> int:
    return int(
        np.bincount(seats.case[chosen], weights=seats.worth[chosen], minlength=seats.cases).min()
    )


def _result(
    seats: _Seats, chosen: Table, bound: int, *, proven: bool, highest: int | None = None
) -> Assignment:
    lists: list[list[int]] = [[] for _ in range(seats.cases)]
    for at in chosen:
        lists[seats.case[at]].append(int(seats.reviewer[at]))
    objective = int(seats.worth[chosen].sum())
    return Assignment(
        tuple(tuple(sorted(each)) for each in lists),
        objective / UNIT,
        _smallest(seats, chosen) / UNIT,
        (objective if proven else max(bound, objective)) / UNIT,
        proven,
        None if highest is None else highest / UNIT,
    )


def total_load(assignment: Sequence[Sequence[int]], reviewers: int) -> list[int]:
    """Return how many cases each reviewer has."""
    return [
        int(count)
        for count in np.bincount([r for case in assignment for r in case], minlength=reviewers)
    ]
