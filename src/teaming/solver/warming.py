"""Make all compiled code ready before it is needed: compiled and on disk after an upgrade, in memory in a worker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from teaming.problem import Company, Creative, Mode, Need, Problem, Rules
from teaming.solver.arrays import arrays_of
from teaming.solver.crew import Crew, Look
from teaming.solver.filling import fill_up, offer_to_all
from teaming.solver.goal import plain_goal
from teaming.solver.large import Plan, improve_teams, place_in_order, seat_again
from teaming.solver.proving import list_near
from teaming.solver.watching import Watch


def warm() -> None:
    """Call every loop that Numba compiles on a problem of one company.

    The first time after an upgrade that takes about two minutes of processor time, later half a second.
    """
    firm = Company(0, 0, Mode.ONSITE, 8, ("de",), (Need(1, 2, 100),), 1, 2)
    one = Creative((1,), ((1, 2),), 0, 0, radius=9, remote=True, hours=8, languages=("de",))
    problem = Problem((firm,), (one, replace(one, sectors=(2,))), Rules(min_sectors=1))
    everyone = np.arange(1)
    with Crew(arrays_of(problem), plain_goal(problem), Watch()) as crew:
        crew.sweep(Look())
        crew.sweep()
        teams = crew.empty_teams()
        place_in_order(crew, teams, 1, everyone)
        improve_teams(crew, teams, Plan(0, 0, 1, 1), 1, None)
        seat_again(crew, teams, 1, crew.ideals.team.copy())
        fill_up(crew, teams, 1)
        offer_to_all(crew, teams, 1, everyone)
        list_near(crew, 0)
