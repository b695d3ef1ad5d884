"""The fairest assignment of reviewers: the line that every case reaches is raised as far as it goes.

A list of reviewers of a case is one column of a programme, so that a line is a choice of columns and no further row,
and the linear programme hardly differs from the best whole answer. Its prices say that no assignment is above a line,
or bound the sum of those that are; whatever lies between bound and answer is listed and settled by the integer
programme. The sums of cases follow A. Kobren, B. Saha and A. McCallum, "Paper matching with local fairness
constraints", KDD 2019, pp. 1247-1257; the columns C. Barnhart et al., "Branch-and-price: column generation for solving
huge integer programs", Operations Research 46(3), 1998, pp. 316-329.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ortools.linear_solver import pywraplp
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from teaming.solver.lists import all_near, best_above
from teaming.solver.seats import SCALE, Seats, Table
from teaming.solver.sifting import Greatest
from teaming.solver.watching import Step, Watch

MOST_ROUNDS = 300
MOST_LINES = 60
MOST_NODES = 500
MOST_NEAR = 60_000
FEW_NEAR = 6_000
MOST_PUNISHED = 1e8
ROUND = 1_000.0
"""The largest worth in the linear programme, which likes numbers of middling size."""
WHOLE = 1e-6
OPTIMAL, INFEASIBLE = 0, 2


class Limit(NamedTuple):
    """What the linear programme says about a line.

    ``bound`` is a sum in hundredths that no assignment above the line exceeds, None if there is none; ``sure`` that
    this is certain; ``prices`` of reviewers that show it.
    """

    bound: int | None
    sure: bool
    prices: Table


class Raised(NamedTuple):
    """An assignment above a line, a bound of the sums of all of them, and whether it has the greatest for certain."""

    lists: Table
    sure: bool
    bound: int


class Nothing(NamedTuple):
    """No assignment above a line was found; ``sure`` that there is none."""

    sure: bool


class Fairest(NamedTuple):
    """The fairest assignment known, what bounds its sum, and the line that none can be above."""

    lists: Table
    bound: int
    highest: int
    proven: bool


class _Programme:
    """The linear programme over a growing number of lists.

    ``is_short`` says whether its last solution leaves a case without reviewers or a reviewer without enough cases.
    """

    def __init__(self, seats: Seats, start: Table) -> None:
        self._seats = seats
        self._solver = solver = pywraplp.Solver.CreateSolver("GLOP")
        self._choose = [solver.Constraint(1.0, 1.0) for _ in range(seats.cases)]
        self._load = [
            solver.Constraint(float(seats.load_min), float(seats.load_max))
            for _ in range(seats.reviewers)
        ]
        solver.Objective().SetMaximization()
        scores = seats.scores(start)
        self._one = max(1.0, float(np.abs(seats.worth[seats.allowed()]).max())) / ROUND
        rows = [*self._choose, *self._load] if seats.load_min else self._choose
        self._without = [self._variable(0.0, row) for row in rows]
        self._lists: dict[tuple[int, ...], pywraplp.Variable] = {}
        self._worth: dict[tuple[int, ...], int] = {}
        self._line = int(scores.min())
        self._solution, self.is_short = np.zeros(0), True
        self.add(start)

    def _variable(self, worth: float, *rows: pywraplp.Constraint) -> pywraplp.Variable:
        variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
        self._solver.Objective().SetCoefficient(variable, worth)
        for row in rows:
            row.SetCoefficient(variable, 1.0)
        return variable

    def add(self, lists: Table) -> int:
        """Add lists, one per case; returns how many are new."""
        before = len(self._lists)
        for case, (row, score) in enumerate(
            zip(np.sort(lists, axis=1).tolist(), self._seats.scores(lists).tolist(), strict=True)
        ):
            key = (case, *row)
            if key not in self._lists:
                rows = (self._choose[case], *(self._load[reviewer] for reviewer in row))
                self._lists[key] = self._variable(score / self._one, *rows)
                self._worth[key] = score
                if score < self._line:
                    self._lists[key].SetUb(0.0)
        return len(self._lists) - before

    def raise_to(self, line: int) -> None:
        """Allow the lists that reach ``line`` and no others."""
        self._line = line
        self._punish(20 * ROUND * self._seats.per_case)
        for key, variable in self._lists.items():
            variable.SetUb(self._solver.infinity() if self._worth[key] >= line else 0.0)

    def prices(self) -> Table | None:
        """Solve and return the prices in hundredths; None if the solver gave up."""
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            self._solution = self._solution[:0]
            return None
        one = SCALE * self._one
        self._solution = np.array([each.solution_value() for each in self._lists.values()])
        self.is_short = sum(each.solution_value() for each in self._without) > WHOLE
        return np.array([round(one * row.dual_value()) for row in self._load], np.int64)

    def punish_more(self) -> bool:
        """Make it dearer to leave a case without reviewers, if the last solution does; returns whether it did."""
        if not self.is_short or self._fine > MOST_PUNISHED:
            return False
        self._punish(10 * self._fine)
        return True

    def _punish(self, fine: float) -> None:
        self._fine = fine
        for variable in self._without:
            self._solver.Objective().SetCoefficient(variable, -fine)

    def columns(self) -> tuple[Table, Table]:
        """Return the lists that reach the line: their cases, and the reviewers."""
        keys = np.array(
            [key for key, worth in self._worth.items() if worth >= self._line], np.int64
        )
        return keys[:, 0], keys[:, 1:]

    def whole(self) -> Table | None:
        """Return the last solution as an assignment; None if it is not whole."""
        lists = np.full((self._seats.cases, self._seats.per_case), -1, np.int64)
        for (case, *row), share in zip(self._lists, self._solution, strict=False):
            if share > 1 - WHOLE:
                lists[case] = row
        return None if (lists < 0).any() else lists


class _Search:
    """Tries lines; what one line taught helps with the next."""

    def __init__(self, seats: Seats, first: Greatest, watch: Watch) -> None:
        self.seats, self.watch = seats, watch
        self.programme = _Programme(seats, first.lists)
        self.prices = first.prices

    def limit(self, line: int) -> Limit:
        """Solve the linear programme above ``line``."""
        seats, best = self.seats, Limit(None, False, self.prices)
        least = SCALE * seats.cases * line
        self.programme.raise_to(line)
        for _ in range(MOST_ROUNDS):
            above = best_above(seats, self.prices, line)
            if above is None:
                return Limit(None, True, self.prices)
            lists, net = above
            bound = sum(map(int, net)) + seats.loads_at(self.prices)
            if best.bound is None or bound < best.bound:
                best = Limit(bound, True, self.prices)
            if bound < least:
                return Limit(None, True, self.prices)
            new = self.programme.add(lists)
            prices = self.programme.prices()
            if self.watch.over() or prices is None:
                return best._replace(sure=False)
            if not new and (prices == self.prices).all() and not self.programme.punish_more():
                return best._replace(sure=not self.programme.is_short)
            self.prices = prices
        return best._replace(sure=False)

    def raised(self, line: int) -> Raised | Nothing:
        """Return the assignment above ``line`` with the greatest sum."""
        limit = self.limit(line)
        if limit.bound is None:
            return Nothing(limit.sure)
        known = self.programme.whole()
        if known is None:
            known = self._best_of(self.programme.columns())[0]
        return self._settled(line, limit.bound, limit.prices, known)

    def _settled(
        self, line: int, bound: int, prices: Table, known: Table | None
    ) -> Raised | Nothing:
        """List what lies between ``bound`` and ``known`` and choose from it; first find something if nothing is known."""
        seats, least = self.seats, SCALE * self.seats.unit()
        if known is None:
            span = bound - SCALE * seats.cases * line
            listed, near = self._widened(line, prices, span)
            known, sure = self._best_of(near)
            if known is None:
                return Nothing(sure and listed >= span)
            if sure and listed >= bound - SCALE * seats.total(known):
                return Raised(known, True, seats.total(known))
        gap = bound - SCALE * seats.total(known)
        if gap >= least:
            better, sure = self._best_of(all_near(seats, prices, line, gap, MOST_NEAR))
            if better is not None and seats.total(better) > seats.total(known):
                known = better
            if not sure:
                return Raised(known, False, bound // least * seats.unit())
        return Raised(known, True, seats.total(known))

    def _best_of(self, near: tuple[Table, Table] | None) -> tuple[Table | None, bool]:
        if near is None or self.watch.over():
            return None, False
        return _chosen(self.seats, *near)

    def _widened(
        self, line: int, prices: Table, span: int
    ) -> tuple[int, tuple[Table, Table] | None]:
        """Return the widest gap, doubled again and again up to ``span``, that lists few enough to choose from."""
        gap = max(SCALE * self.seats.unit(), span >> 12)
        near = all_near(self.seats, prices, line, gap, FEW_NEAR)
        while near is not None and gap < span:
            wider = all_near(self.seats, prices, line, min(2 * gap, span), FEW_NEAR)
            if wider is None:
                break
            gap, near = min(2 * gap, span), wider
        return gap, near


def _chosen(seats: Seats, cases: Table, lists: Table) -> tuple[Table | None, bool]:
    """Return the best choice of one list per case, if there is one, and whether that is certain."""
    columns, unit = np.arange(len(cases)), seats.unit()
    worth = np.take_along_axis(seats.worth[cases], lists, axis=1).sum(axis=1)
    by_case = sparse.csr_array((np.ones(len(cases)), (cases, columns)), (seats.cases, len(cases)))
    at = (lists.ravel(), np.repeat(columns, seats.per_case))
    by_reviewer = sparse.csr_array((np.ones(lists.size), at), (seats.reviewers, len(cases)))
    found = milp(
        -(worth // unit).astype(float),
        constraints=[
            LinearConstraint(by_case, 1, 1),
            LinearConstraint(by_reviewer, seats.load_min, seats.load_max),
        ],
        integrality=np.ones(len(cases)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    if found.x is None:
        return None, found.status == INFEASIBLE
    chosen = lists[found.x > 0.5]
    return chosen[np.argsort(cases[found.x > 0.5])], found.status == OPTIMAL


def fairest(seats: Seats, first: Greatest, watch: Watch) -> Fairest:
    """Raise the line from the smallest case of ``first`` as far as an assignment can be found above it.

    The linear programme rules out most lines; of those left the highest is tried first, then half of the way to it.
    ``bound`` is of the sums of assignments at least as fair as the one returned.
    """
    search = _Search(seats, first, watch)
    known, highest = _possible(search, first)
    high, line, certain = highest, highest, True
    for at in range(MOST_LINES):
        low = _smallest(seats, known.lists)
        if watch.over() or (low >= high and (known.sure or at)):
            break
        watch.tell(Step.PROVING, MOST_LINES + at, 2 * MOST_LINES)
        found = search.raised(line)
        if isinstance(found, Raised):
            known = found
        else:
            high, certain = line - seats.unit(), certain and found.sure
            highest = high if certain else highest
        line = _halfway(seats, _smallest(seats, known.lists), high)
    watch.tell(Step.PROVING, 2 * MOST_LINES, 2 * MOST_LINES)
    fair = _smallest(seats, known.lists) >= highest
    return Fairest(known.lists, known.bound, highest, known.sure and fair)


def _possible(search: _Search, first: Greatest) -> tuple[Raised, int]:
    """Return the fairest assignment come by, and a line above which the linear programme says that there is nothing."""
    seats, watch = search.seats, search.watch
    known = Raised(first.lists, seats.total(first.lists) >= first.bound, first.bound)
    low, line = _smallest(seats, known.lists), _highest(seats)
    high = line
    for at in range(MOST_LINES):
        if low >= high or watch.over():
            break
        watch.tell(Step.PROVING, at, 2 * MOST_LINES)
        limit = search.limit(line)
        if limit.bound is None and limit.sure:
            high = line - seats.unit()
        else:
            low = line
            whole = search.programme.whole()
            if whole is not None and _smallest(seats, whole) > _smallest(seats, known.lists):
                known = Raised(whole, False, first.bound)
        line = _halfway(seats, low, high)
    return known, high


def _highest(seats: Seats) -> int:
    """Return the smallest sum if every case had its best reviewers."""
    prices = np.zeros(seats.reviewers, np.int64)
    return _smallest(seats, seats.best_lists(seats.reduced(prices)))


def _halfway(seats: Seats, low: int, high: int) -> int:
    unit = seats.unit()
    return high - (high - low) // (2 * unit) * unit


def _smallest(seats: Seats, lists: Table) -> int:
    return int(seats.scores(lists).min())
