"""Assign reviewers to cases: greatest sum of affinities, or the worst-off case first, with a proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from teaming.errors import expect
from teaming.solver.lines import fairest as raise_line
from teaming.solver.seats import UNIT, NotEnoughReviewers, Seats, Table, seats_of
from teaming.solver.sifting import greatest
from teaming.solver.watching import ProgressCallback, StopCallback, Watch

__all__ = ["Assignment", "NotEnoughReviewers", "assign_reviewers", "total_load"]


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


def assign_reviewers(
    affinity: object,
    *,
    per_case: int,
    load_max: int,
    load_min: int = 0,
    conflicts: object = None,
    fairest: bool = False,
    existing: Iterable[tuple[int, int]] = (),
    progress: ProgressCallback | None = None,
    stop: StopCallback | None = None,
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
    progress : callable, optional
        Called with a ``Progress`` now and then.
    stop : callable, optional
        Asked now and then; once it says yes, the best so far is returned. Until there is one, it is not asked.

    Raises
    ------
    InvalidAffinity
        A table has the wrong shape or holds something that is no number.
    InvalidOption
        A load or a pair lies outside its range, or more pairs exist than a case or a reviewer may have.
    NotEnoughReviewers
        The loads cannot be met; says which cases are short of reviewers.

    Examples
    --------
    >>> assign_reviewers([[0.9, 0.8], [0.7, 0.1]], per_case=1, load_max=1).assignment
    ((1,), (0,))
    """
    expect(fairest, bool, "fairest")
    expect(existing, Iterable, "existing")
    seats = seats_of(affinity, conflicts, per_case, (load_min, load_max), existing)
    watch = Watch(progress, stop)
    first = greatest(seats, watch)
    if not fairest:
        proven = seats.total(first.lists) >= first.bound
        return _result(seats, first.lists, first.bound, proven=proven)
    found = raise_line(seats, first, watch)
    return _result(seats, found.lists, found.bound, proven=found.proven, highest=found.highest)


def _result(
    seats: Seats, lists: Table, bound: int, *, proven: bool, highest: int | None = None
) -> Assignment:
    return Assignment(
        tuple(tuple(sorted(each)) for each in lists.tolist()),
        seats.total(lists) / UNIT,
        int(seats.scores(lists).min()) / UNIT,
        bound / UNIT,
        proven,
        None if highest is None else highest / UNIT,
    )


def total_load(assignment: Sequence[Sequence[int]], reviewers: int) -> list[int]:
    """Return how many cases each reviewer has."""
    return [
        int(count)
        for count in np.bincount([r for case in assignment for r in case], minlength=reviewers)
    ]
