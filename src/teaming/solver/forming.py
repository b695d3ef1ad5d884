"""Form teams: choose the way that fits the size, and say what is proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from teaming.errors import Impossible, InvalidOption
from teaming.faults import Fault, Rule
from teaming.formation import Formation, measured
from teaming.problem import Pair, Problem
from teaming.scoring import why_not_pair
from teaming.solver.arrays import arrays_of
from teaming.solver.goal import plain_goal
from teaming.solver.small import solve_small
from teaming.solver.watching import ProgressCallback, StopCallback, Watch, effort_of


def form_teams(
    problem: Problem,
    *,
    effort: str = "normal",
    seed: int = 1,
    fairest: bool = False,
    progress: ProgressCallback | None = None,
    stop: StopCallback | None = None,
) -> Formation:
    """Return the best teams found, a proven bound, and whether they are proven to be the best."""
    return _form(problem, frozenset(), effort, seed, Watch(progress, stop))


def reform(
    problem: Problem,
    previous: Formation,
    *,
    effort: str = "normal",
    seed: int = 1,
    progress: ProgressCallback | None = None,
    stop: StopCallback | None = None,
) -> Formation:
    """Form teams again after a change, keeping as many pairs of ``previous`` as is worth it."""
    return _form(problem, previous.pairs, effort, seed, Watch(progress, stop))


def _form(problem: Problem, previous: frozenset[Pair], effort: str, seed: int, watch: Watch) -> Formation:
    effort_of(effort)
    if type(seed) is not int or not 0 <= seed < 2**31:
        message = f"seed {seed!r} is not a whole number from 0 to {2**31 - 1}"
        raise InvalidOption(message)
    refuse_impossible(problem)
    chosen = solve_small(arrays_of(problem, previous), plain_goal(problem))
    if chosen is None:
        raise Impossible(tuple(Fault(Rule.PIN_MISSING, c, i) for c, i in sorted(problem.pins)))
    teams = tuple(sorted((column.company, column.members) for column in chosen.columns if column.members))
    formation = measured(problem, teams, previous)
    return replace(
        formation,
        bound=chosen.bound,
        proven=chosen.bound == formation.objective,
        prices=tuple(map(int, chosen.prices)),
        stopped=watch.stopped,
    )


def refuse_impossible(problem: Problem) -> None:
    """Raise Impossible if pins break a rule at first sight."""
    faults = [
        Fault(Rule.NOT_ELIGIBLE, c, i, pair_rule=reason)
        for c, i in sorted(problem.pins)
        if (reason := why_not_pair(problem, c, i)) is not None
    ]
    for c, count in sorted(Counter(c for c, _ in problem.pins).items()):
        most = problem.companies[c].team_max
        faults += [Fault(Rule.TOO_LARGE, c, asked=most, found=count)] if count > most else []
    for i, count in sorted(Counter(i for _, i in problem.pins).items()):
        most = problem.creatives[i].capacity
        faults += [Fault(Rule.OVER_CAPACITY, creative=i, asked=most, found=count)] if count > most else []
    if faults:
        raise Impossible(tuple(faults))
