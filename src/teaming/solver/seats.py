"""Who may review what: the tables of an assignment of reviewers, checked, and what prices say about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teaming.errors import InvalidAffinity, InvalidOption, TeamingError

UNIT = 1_000_000
"""Affinities are rounded to whole millionths, so that sums are exact."""

SCALE = 100
"""Prices are whole hundredths of a millionth, so that bounds are exact too."""

FORBIDDEN = -(1 << 52)

Table = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True)
class Seats:
    """What is asked: ``worth`` in millionths, FORBIDDEN where a pair must not be; ``kept`` pairs must stay."""

    worth: Table
    kept: Flags
    per_case: int
    load_min: int
    load_max: int

    @property
    def cases(self) -> int:
        """Number of cases."""
        return len(self.worth)

    @property
    def reviewers(self) -> int:
        """Number of reviewers."""
        return self.worth.shape[1]

    def allowed(self) -> Flags:
        """Return which pairs may be."""
        return self.worth > FORBIDDEN

    def unit(self) -> int:
        """Return the largest number of millionths that divides every sum."""
        return max(1, int(np.gcd.reduce(self.worth[self.allowed()])))

    def scores(self, lists: Table) -> Table:
        """Return the sum of each case whose reviewers are a row of ``lists``."""
        return np.take_along_axis(self.worth, lists, axis=1).sum(axis=1)

    def total(self, lists: Table) -> int:
        """Return the sum of all cases."""
        return sum(map(int, self.scores(lists)))

    def reduced(self, prices: Table) -> Table:
        """Return what each pair is worth after paying the reviewer, in hundredths; forbidden ones next to nothing."""
        return np.where(self.allowed(), SCALE * self.worth - prices, FORBIDDEN)

    def best_lists(self, reduced: Table) -> Table:
        """Return the best reviewers of each case at these prices, as rows."""
        key = np.where(self.kept, -FORBIDDEN, reduced)
        return np.argpartition(-key, self.per_case - 1, axis=1)[:, : self.per_case]

    def loads_at(self, prices: Table) -> int:
        """Return what all loads are worth at most at these prices, in hundredths."""
        most = np.where(prices > 0, self.load_max, self.load_min)
        return sum(map(int, most * prices))


def seats_of(
    affinity: object,
    conflicts: object,
    per_case: int,
    loads: tuple[int, int],
    existing: Iterable[tuple[int, int]],
) -> Seats:
    """Check the tables and numbers; raises InvalidAffinity and InvalidOption."""
    table = _table(affinity)
    forbidden = _conflicts(conflicts, table.shape)
    _check_numbers(table.shape, per_case, loads)
    kept = _kept(table.shape, existing)
    for name, held, most in (
        ("case", kept.sum(axis=1), per_case),
        ("reviewer", kept.sum(axis=0), loads[1]),
    ):
        if held.max() > most:
            message = f"{name} {held.argmax()} has {held.max()} existing pairs and may have {most}"
            raise InvalidOption(message)
    most = min(loads[1], len(table))
    return Seats(np.where(forbidden & ~kept, FORBIDDEN, table), kept, per_case, loads[0], most)


def _kept(shape: tuple[int, ...], existing: Iterable[tuple[int, int]]) -> Flags:
    kept = np.zeros(shape, bool)
    for pair in existing:
        known = (
            isinstance(pair, tuple)
            and len(pair) == 2
            and all(
                type(at) is int and 0 <= at < size for at, size in zip(pair, shape, strict=True)
            )
        )
        if not known:
            message = f"the existing pair {pair!r} is unknown"
            raise InvalidOption(message)
        kept[pair] = True
    return kept


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


def _conflicts(conflicts: object, shape: tuple[int, ...]) -> Flags:
    if conflicts is None:
        return np.zeros(shape, bool)
    try:
        table = np.asarray(conflicts)
    except ValueError as error:
        message = f"conflicts are not a table: {error}"
        raise InvalidAffinity(message) from error
    if table.shape != shape or table.dtype.kind not in "bui":
        message = f"conflicts have the shape {table.shape} and the type {table.dtype}; affinities have {shape}"
        raise InvalidAffinity(message)
    return table.astype(bool)


def _check_numbers(shape: tuple[int, ...], per_case: int, loads: tuple[int, int]) -> None:
    cases, reviewers = shape
    for name, number, low, high in (
        ("per_case", per_case, 1, reviewers), ("load_max", loads[1], 1, cases), ("load_min", loads[0], 0, loads[1]),
    ):  # fmt: skip
        if type(number) is not int or number < low or (number > high and name != "load_max"):
            message = f"{name} is {number!r}; it must be {low} to {high}"
            raise InvalidOption(message)
