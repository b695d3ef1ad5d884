"""What only large problems need: looking around by turns, filling up in parts, and an end soon after a stop."""

from dataclasses import replace
from itertools import count
from os import utime

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

from teaming import check, measured
from teaming.solver import crew, filling, form_teams, improving, large, reform, sweeps
from teaming.solver.arrays import arrays_of
from teaming.solver.compiled import only_folder
from teaming.solver.engine import solve_priced
from teaming.solver.goal import plain_goal
from teaming.solver.warming import warm
from teaming.solver.watching import Effort, Watch
from tests.teaming.problems import crowded_problem


@pytest.fixture
def as_if_large(monkeypatch):
    """Treat a problem of a few companies like one of thousands."""
    plan = large.Plan(9, 3, 4, 2, sample=0.5, by_turns=True, blur=5_000, share=0.2)
    monkeypatch.setattr(crew, "BLOCK", 3)
    monkeypatch.setattr(large, "FEW", 2)
    monkeypatch.setattr(filling, "FEW", 2)
    monkeypatch.setattr(filling, "SHORT", 0)
    monkeypatch.setattr(filling, "HASTY", 150)
    monkeypatch.setattr("teaming.solver.engine.plan_for", lambda *_: plan)


def solved(problem):
    return solve_priced(arrays_of(problem), plain_goal(problem), Effort.FAST, 1, Watch())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_looking_around_by_turns_gives_a_true_bound_and_leaves_nobody_out(as_if_large, seed):
    problem = crowded_problem(seed, companies=10)

    outcome = solved(problem)

    report = check(problem, outcome.teams)
    assert (report.faults, report.left_out) == ((), ())
    assert outcome.bound >= form_teams(problem).objective >= report.objective


def test_turns_and_shares_give_the_same_teams_on_one_thread_and_on_two(as_if_large, monkeypatch):
    problem = crowded_problem(7, companies=30, creatives=90)

    two = solved(problem)
    monkeypatch.setattr("os.cpu_count", lambda: 1)

    assert solved(problem) == two


@pytest.mark.parametrize("questions", [0, 20, 60])
def test_after_a_stop_a_few_are_looked_at_and_nobody_searches_any_more(
    as_if_large, monkeypatch, questions
):
    problem, asked, late = crowded_problem(5, companies=20, creatives=80), count(), []
    watch = Watch(stop=lambda: next(asked) >= questions)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    for module, name in ((crew, "full_sweep"), (large, "improve"), (filling, "polish")):
        monkeypatch.setattr(module, name, noting(getattr(module, name), watch, late))

    outcome = solve_priced(arrays_of(problem), plain_goal(problem), Effort.FAST, 1, watch)

    looks = [pairs for name, pairs in late if name == "polish"]
    assert watch.stopped
    assert {name for name, _ in late} == {"polish"}
    assert sum(looks) <= 2 * filling.HASTY < 20 * 80
    assert check(problem, outcome.teams).faults == ()
    assert outcome.bound >= measured(problem, outcome.teams).objective
    assert outcome.teams


def test_a_stop_before_anything_was_found_leaves_no_company_without_a_team(
    as_if_large, monkeypatch
):
    problem = crowded_problem(5, companies=20, creatives=80)
    monkeypatch.setattr(filling, "HASTY", 2 * 20 * 80)

    outcome = solve_priced(
        arrays_of(problem), plain_goal(problem), Effort.FAST, 1, Watch(stop=lambda: True)
    )

    report = check(problem, outcome.teams)
    assert (report.faults, report.unserved) == ((), 0)
    assert report.objective >= 0.8 * form_teams(problem).objective


def test_a_blurred_look_still_bounds_what_every_company_could_have():
    problem, blur = crowded_problem(4, companies=20, creatives=120), 20_000
    arrays = arrays_of(problem)
    with crew.Crew(arrays, plain_goal(problem), Watch()) as them:
        them.sweep(crew.Look(1, 30_000, most=3, sample=0.3))
        them.set_prices(np.random.default_rng(4).integers(0, 200_000, arrays.creatives))
        them.sweep()

        them.sweep(crew.Look(margin=-blur))
        blurred = them.ideals.bound.copy()
        them.sweep(crew.Look())

    assert (blurred >= them.ideals.net).all()
    assert (blurred <= them.ideals.net + blur).all()


def test_who_is_pinned_is_seen_in_a_look_at_a_few(as_if_large):
    problem = crowded_problem(6, companies=20, creatives=120)
    pins = frozenset((c, team[0]) for c, team in form_teams(problem, effort="fast").teams[:5])
    arrays = arrays_of(replace(problem, pins=pins))

    with crew.Crew(arrays, plain_goal(problem), Watch()) as them:
        them.sweep(crew.Look(1, 30_000, most=1, sample=0.1))

    assert all(i in them.ideals.team[c] for c, i in pins)


def noting(kernel, watch, late):
    """Return ``kernel`` such that calls of it after a stop are noted in ``late``, with the pairs ``polish`` looks at."""

    def noted(*rest):
        if watch.stopped:
            pairs = 0
            if kernel is improving.polish:
                shard, first, last = rest[4], *rest[-2:]
                pairs = int((shard.room > 0).sum()) * max(0, last - first)
            late.append((kernel.__name__, pairs))
        return kernel(*rest)

    return noted


def test_compiled_code_of_long_gone_sources_is_removed(tmp_path):
    for age, name in enumerate(
        ("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "other")
    ):
        (tmp_path / name).mkdir()
        utime(tmp_path / name, (age, age))

    only_folder(tmp_path / "dddddddddddddddd")

    assert sorted(each.name for each in tmp_path.iterdir()) == ["cccccccccccccccc", "other"]


def test_after_warming_up_nothing_is_left_to_compile():
    warm()
    loops = [
        each
        for module in (improving, sweeps)
        for each in vars(module).values()
        if isinstance(each, Dispatcher) and each.py_func.__module__ == module.__name__
    ]
    ready = {each.__name__ for each in loops if each.signatures}
    known = {each: list(each.signatures) for each in loops}

    problem = crowded_problem(8, companies=10)
    formation = form_teams(problem)
    reform(replace(problem, pins=frozenset()), formation)

    assert {each: list(each.signatures) for each in loops} == known
    assert {
        "full_sweep",
        "quick_sweep",
        "list_company",
        "place",
        "improve",
        "polish",
        "offer",
        "reseat",
    } <= ready
