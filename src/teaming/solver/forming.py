"""Form teams: choose the way that fits the size, and say what is proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from teaming.errors import Impossible, InvalidOption, expect
from teaming.faults import Fault, Rule
from teaming.formation import Formation, measured
from teaming.problem import Pair, Problem
from teaming.scoring import why_not_pair
from teaming.solver.arrays import Arrays, arrays_of
from teaming.solver.fairness import make_fairest, way
from teaming.solver.goal import Goal, plain_goal
from teaming.solver.listing import listing_size
from teaming.solver.outcome import Outcome
from teaming.solver.small import solve_small
from teaming.solver.watching import Effort, ProgressCallback, Step, StopCallback, Watch, effort_of

SMALL = 600_000
"""So many teams in all are listed; more are priced."""

MOST_CELLS = 120_000_000
"""So many pairs of a place and a company at most make a table."""


def form_teams(
    problem: Problem,
    *,
    effort: str = "normal",
    seed: int = 1,
    fairest: bool = False,
    progress: ProgressCallback | None = None,
    stop: StopCallback | None = None,
) -> Formation:
    """Form the best teams: one per company at most, everybody in as many as they can take at most.

    Small problems are solved exactly over all teams, rounds of tandems as an assignment problem, middling ones by
    column generation with a proof, large ones by prices and improvement with a proven bound.

    Parameters
    ----------
    problem : Problem
    effort : {"fast", "normal", "proof"}
        How many steps to make. Steps are counted, not seconds: same problem, effort, seed and lock file give the
        same teams, on one core or on two.
    seed : int
        0 to 2**31 - 1; matters only to problems that are not solved exactly.
    fairest : bool
        Make the smallest value of a company as large as possible first, then the objective. Companies that can
        form no legal team even when alone are left out. ``fairness_price`` then says what that costs.
    progress : callable, optional
        Called with a Progress now and then.
    stop : callable, optional
        Asked now and then; once it returns True the best teams so far are returned. Then the result depends on
        when that was.

    Returns
    -------
    Formation

    Raises
    ------
    Impossible
        The pins contradict other rules or one another; see ``conflicts``.
    InvalidOption
        An argument is not what it must be.
    """
    expect(problem, Problem, "problem")
    expect(fairest, bool, "fairest")
    watch = _watch(effort, seed, progress, stop)
    refuse_impossible(problem)
    arrays, goal = arrays_of(problem), plain_goal(problem)
    formation = _formation(
        problem, solve(arrays, goal, Effort(effort), seed, watch), frozenset(), watch
    )
    if not fairest:
        return formation
    return make_fairest(
        problem,
        arrays,
        formation,
        lambda goal: solve(arrays, goal, Effort(effort), seed, watch),
        watch,
    )


def reform(
    problem: Problem,
    previous: Formation,
    *,
    effort: str = "normal",
    seed: int = 1,
    progress: ProgressCallback | None = None,
    stop: StopCallback | None = None,
) -> Formation:
    """Form teams again after a drop-out, a late arrival or a refusal, with the least change.

    Each (company, creative) of ``previous`` that is kept brings ``rules.keep_unit`` points, which count in the
    objective and in the bound. ``previous`` must number companies and creatives as ``problem`` does; a creative who
    dropped out stays in the list, with capacity 0. Parameters and errors are those of ``form_teams``.
    """
    expect(problem, Problem, "problem")
    expect(previous, Formation, "previous")
    watch = _watch(effort, seed, progress, stop)
    refuse_impossible(problem)
    known = frozenset(
        (c, i)
        for c, i in previous.pairs
        if c < len(problem.companies) and i < len(problem.creatives)
    )
    arrays, goal = arrays_of(problem, known), plain_goal(problem)
    outcome = solve(arrays, goal, Effort(effort), seed, watch, start=previous)
    return _formation(problem, outcome, known, watch)


def solve(
    arrays: Arrays,
    goal: Goal,
    effort: Effort,
    seed: int,
    watch: Watch,
    start: Formation | None = None,
) -> Outcome:
    """Choose the way that fits the size; ``start`` is an answer to begin with."""
    watch.tell(Step.READING, 1, 1)
    if arrays.companies <= 400 and listing_size(arrays, SMALL) <= SMALL:
        outcome = solve_small(arrays, goal, watch)
    elif are_tandems(arrays):
        outcome = way("tandems").solve_tandems(arrays, goal)
    else:
        outcome = way("engine").solve_priced(arrays, goal, effort, seed, watch, start)
    return outcome


def are_tandems(arrays: Arrays) -> bool:
    """Say whether all teams have one member and the table of pairs fits into memory."""
    places = int(np.minimum(arrays.capacity, arrays.companies).sum()) + arrays.companies
    return bool((arrays.team_max == 1).all()) and arrays.companies * places <= MOST_CELLS


def _watch(
    effort: str, seed: int, progress: ProgressCallback | None, stop: StopCallback | None
) -> Watch:
    effort_of(effort)
    if type(seed) is not int or not 0 <= seed < 2**31:
        message = f"seed {seed!r} is not a whole number from 0 to {2**31 - 1}"
        raise InvalidOption(message)
    return Watch(progress, stop)


def _formation(
    problem: Problem, outcome: Outcome, previous: frozenset[Pair], watch: Watch
) -> Formation:
    formation = measured(problem, outcome.teams, previous)
    missing = [
        Fault(Rule.PIN_MISSING, c, i)
        for c, i in sorted(problem.pins)
        if (c, i) not in formation.pairs
    ]
    if missing:
        raise Impossible(tuple(missing))
    bound = max(outcome.bound, formation.objective) if outcome.bound is not None else None
    return replace(
        formation,
        bound=formation.objective if outcome.proven else bound,
        proven=outcome.proven or bound == formation.objective,
        prices=outcome.prices,
        rounds=outcome.rounds,
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
        faults += (
            [Fault(Rule.OVER_CAPACITY, creative=i, asked=most, found=count)] if count > most else []
        )
    if faults:
        raise Impossible(tuple(faults))
