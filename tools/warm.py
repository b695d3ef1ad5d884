"""Compile the inner loops of team formation, so that the tests do not wait for it.

usage: python -m tools.warm

Numba keeps on disk what it compiled (``teaming.solver.compiled``). Set-up does it once; where it
was not done, the first formation of a large round does it and takes a minute longer.
"""

from dataclasses import replace

from teaming.solver import form_teams, reform
from teaming.solver.arrays import arrays_of
from teaming.solver.engine import solve_priced
from teaming.solver.goal import plain_goal
from teaming.solver.watching import Effort, Watch
from tests.teaming.problems import crowded_problem, random_problem


def main() -> None:
    """Form teams of every kind: small and crowded, with and without pins, and once more."""
    for problem in (random_problem(1), random_problem(2), crowded_problem(3)):
        for one in (problem, replace(problem, pins=frozenset())):
            solve_priced(arrays_of(one), plain_goal(one), Effort.NORMAL, 1, Watch())
    crowded = crowded_problem(4, companies=10)
    reform(crowded, form_teams(crowded))


if __name__ == "__main__":
    main()
