"""Tandems, talks, pitches and clashes, each against something slow and certain."""

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from teaming import InvalidOption, eligible, measured
from teaming.scoring import worth
from teaming.solver import (
    ClashRule,
    Talk,
    conflicts,
    form_teams,
    order_pitches,
    plan_talks,
)  # fmt: skip
from teaming.solver.arrays import arrays_of
from teaming.solver.forming import are_tandems
from teaming.solver.goal import plain_goal
from teaming.solver.tandems import solve_tandems
from tests.teaming.problems import random_problem

few = settings(max_examples=25, deadline=None)


def hungarian(problem):
    """Return the best objective of a round of tandems by the Hungarian method."""
    copies = [i for i, creative in enumerate(problem.creatives) for _ in range(creative.capacity)]
    table = np.full((len(problem.companies), len(copies) + len(problem.companies)), -1e12)
    for c in range(len(problem.companies)):
        table[c, len(copies) + c] = worth(problem, c, ())
        for at, i in enumerate(copies):
            if eligible(problem, c, i):
                table[c, at] = worth(problem, c, (i,))
    rows, columns = linear_sum_assignment(table, maximize=True)
    return int(table[rows, columns].sum())


@few
@given(st.integers(0, 10_000))
def test_tandems_are_as_good_as_the_hungarian_method(seed):
    problem = random_problem(seed, 8, 12, tandem=True)

    formation = form_teams(problem)

    assert (formation.objective, formation.proven) == (hungarian(problem), True)


@few
@given(st.integers(0, 10_000))
def test_many_tandems_are_an_assignment_problem(seed):
    problem = random_problem(seed, 20, 30, tandem=True)
    arrays = arrays_of(problem)

    outcome = solve_tandems(arrays, plain_goal(problem))

    assert are_tandems(arrays)
    assert (outcome.bound, outcome.proven) == (hungarian(problem), True)
    assert measured(problem, outcome.teams).objective == hungarian(problem)


@few
@given(st.lists(st.sets(st.integers(0, 3), max_size=3), min_size=2, max_size=6))
def test_no_order_of_pitches_has_fewer_moves(out):
    found = order_pitches([sorted(each) for each in out])

    def moves(order):
        places = [set(), *(out[at] for at in order), set()]
        return sum(len(here ^ there) for here, there in pairwise(places))

    assert (found.moves, found.proven) == (min(map(moves, permutations(range(len(out))))), True)
    assert moves(found.order) == found.moves


@few
@given(st.integers(0, 1000))
def test_talks_never_repeat_and_waiting_is_shared(seed):
    dice = np.random.default_rng(seed)
    values = {(int(c), int(i)): int(dice.integers(1, 9)) for c in range(4) for i in range(8)}

    plan = plan_talks(values, companies=4, creatives=8, rounds=6, tables=4)

    pairs = [(talk.company, talk.creative) for talk in plan.talks]
    for key in ("company", "creative", "table"):
        seats = [(talk.round, getattr(talk, key)) for talk in plan.talks]
        assert len(seats) == len(set(seats))
    assert len(pairs) == len(set(pairs)) == 24
    assert max(plan.waiting_creatives) - min(plan.waiting_creatives) <= 2
    assert plan.value == sum(values[pair] for pair in pairs)


def test_replanning_keeps_what_has_happened_and_leaves_out_who_left():
    values = {(c, i): 1 + c + i for c in range(3) for i in range(5)}
    plan = plan_talks(values, companies=3, creatives=5, rounds=4, tables=3)
    past = [talk for talk in plan.talks if talk.round < 2]

    again = plan_talks(values, companies=3, creatives=5, rounds=4, tables=3, past=past, away=[4])

    assert [talk for talk in again.talks if talk.round < 2] == past
    assert all(talk.creative != 4 for talk in again.talks if talk.round >= 2)


def test_a_past_in_two_places_at_once_is_refused():
    past = [Talk(0, 0, 0, 0), Talk(0, 1, 0, 1)]

    with pytest.raises(InvalidOption):
        plan_talks({(0, 0): 1}, companies=1, creatives=2, rounds=2, tables=2, past=past)


def test_a_clash_of_pins_is_as_small_as_can_be_and_has_a_way_out():
    problem = random_problem(8, 3, 6)
    creative = replace(
        problem.creatives[0], capacity=1, hours=16, languages=("de",), radius=9000, remote=True
    )
    people = (creative, *problem.creatives[1:])
    problem = replace(
        problem,
        creatives=people,
        pins=frozenset({(0, 0), (1, 0)}),
        conflicts=frozenset(),
        vetoes=frozenset(),
    )

    clash = conflicts(problem)

    assert [rule.rule for rule in clash.core] == [ClashRule.CAPACITY, ClashRule.PIN, ClashRule.PIN]
    assert [(rule.rule, rule.creative) for rule in clash.relaxation] == [(ClashRule.CAPACITY, 0)]


def test_what_is_possible_has_no_clash():
    assert conflicts(random_problem(1)).core == ()
