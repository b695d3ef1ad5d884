"""The choice among listed teams: one team per company at most, nobody in more teams than they can.

The linear programme is Glop's, the integer programme SCIP's; both come inside ortools, which is loaded when the first
of them is built: a quick answer needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from teaming.solver.arrays import Ints

if TYPE_CHECKING:
    from ortools.linear_solver import pywraplp


class Column(NamedTuple):
    """A team of a company and what it adds to the objective, in points."""

    company: int
    members: tuple[int, ...]
    worth: int


def _linear_solver() -> Any:
    return import_module("ortools.linear_solver.pywraplp")


class MasterProgramme:
    """The linear programme over a growing list of teams.

    Parameters
    ----------
    empty : array of n ints
        What each company adds without a team; companies for which that cannot be have a very small number.
    capacity : array of m ints
        Teams per creative at most.
    """

    def __init__(self, empty: Ints, capacity: Ints) -> None:
        self._solver = _linear_solver().Solver.CreateSolver("GLOP")
        self._capacity = capacity
        self._choose = [self._solver.Constraint(1.0, 1.0) for _ in empty]
        self._share: dict[int, pywraplp.Constraint] = {}
        self._solver.Objective().SetMaximization()
        self.columns: list[Column] = []
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        for company, worth in enumerate(empty):
            self.add([Column(company, (), int(worth))])

    def add(self, columns: Iterable[Column]) -> int:
        """Add teams that are not yet in it; returns how many there were."""
        added = 0
        for column in columns:
            if (column.company, column.members) in self._known:
                continue
            self._known.add((column.company, column.members))
            self.columns.append(column)
            variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
            self._solver.Objective().SetCoefficient(variable, float(column.worth))
            self._choose[column.company].SetCoefficient(variable, 1.0)
            for creative in column.members:
                self._row(creative).SetCoefficient(variable, 1.0)
            added += 1
        return added

    def _row(self, creative: int) -> pywraplp.Constraint:
        if creative not in self._share:
            self._share[creative] = self._solver.Constraint(0.0, float(self._capacity[creative]))
        return self._share[creative]

    def prices(self) -> dict[int, float]:
        """Solve and return the price of each creative in a team, in points."""
        self._solver.Solve()
        return {creative: max(0.0, row.dual_value()) for creative, row in self._share.items()}


def choose(
    columns: Sequence[Column], capacity: Ints, companies: int, *, most_nodes: int = 100_000
) -> tuple[list[Column], bool] | None:
    """Return the best choice among ``columns`` (no team is a column too) and whether that is proven.

    None if there is no choice at all, or none was found within ``most_nodes`` nodes of the search.
    """
    solver = _linear_solver().Solver.CreateSolver("SCIP")
    solver.SuppressOutput()
    solver.SetSolverSpecificParametersAsString(f"limits/nodes = {most_nodes}")
    highest = [
        max((c.worth for c in columns if c.company == k), default=0) for k in range(companies)
    ]
    rows = [solver.Constraint(1.0, 1.0) for _ in range(companies)]
    share = {
        i: solver.Constraint(0.0, float(capacity[i]))
        for i in sorted({creative for column in columns for creative in column.members})
    }
    variables = []
    solver.Objective().SetMaximization()
    for column in columns:
        variable = solver.BoolVar("")
        solver.Objective().SetCoefficient(variable, float(column.worth - highest[column.company]))
        rows[column.company].SetCoefficient(variable, 1.0)
        for creative in column.members:
            share[creative].SetCoefficient(variable, 1.0)
        variables.append(variable)
    parameters = _linear_solver().MPSolverParameters()
    parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
    status = solver.Solve(parameters)
    if status not in (solver.OPTIMAL, solver.FEASIBLE):
        return None
    chosen = [
        c for c, variable in zip(columns, variables, strict=True) if variable.solution_value() > 0.5
    ]
    return chosen, status == solver.OPTIMAL
