"""Tandems, talks, pitches and clashes, each against something slow and certain."""

import random
from dataclasses import replace
from itertools import combinations, pairwise, permutations

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
from tests.teaming.problems import brute_force, random_problem

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


def best_round(values, tables, waits):
    """Return the most waiting that one round of talks can end, and then the greatest value."""
    found = []
    for count in range(tables + 1):
        for talks in combinations(values, count):
            if len({c for c, _ in talks}) == len({i for _, i in talks}) == count:
                ended = sum(waits[0][c] + waits[1][i] for c, i in talks)
                found.append((ended, sum(values[talk] for talk in talks)))
    return max(found)


@few
@given(st.integers(0, 1000), st.integers(1, 3))
def test_no_choice_of_talks_ends_more_waiting_or_is_worth_more(seed, tables):
    dice = np.random.default_rng(seed)
    every = [(c, i) for c in range(3) for i in range(4)]
    values = {pair: int(dice.integers(1, 9)) for pair in every if dice.random() < 0.8}
    sizes = {"companies": 3, "creatives": 4, "tables": tables}

    one = plan_talks(values, rounds=1, **sizes)
    two = plan_talks(values, rounds=2, past=one.talks, **sizes)

    assert one.value == best_round(values, tables, ((0,) * 3, (0,) * 4))[1]
    left = {pair: each for pair, each in values.items() if pair not in pairs_of(one)}
    waits = [
        [wait - min(side) for wait in side]
        for side in (one.waiting_companies, one.waiting_creatives)
    ]
    new = [pair for pair in pairs_of(two) if pair not in pairs_of(one)]
    ended = sum(waits[0][c] + waits[1][i] for c, i in new)
    assert (ended, sum(values[pair] for pair in new)) == best_round(left, tables, waits)


def pairs_of(plan):
    return [(talk.company, talk.creative) for talk in plan.talks]


def test_replanning_keeps_what_has_happened_and_leaves_out_who_left():
    values = {(c, i): 1 + c + i for c in range(3) for i in range(5)}
    plan = plan_talks(values, companies=3, creatives=5, rounds=4, tables=3)
    past = [talk for talk in plan.talks if talk.round < 2]

    again = plan_talks(
        values,
        companies=3,
        creatives=5,
        rounds=4,
        tables=3,
        past=past,
        away=[4],
        away_companies=[0],
    )

    assert [talk for talk in again.talks if talk.round < 2] == past
    later = [talk for talk in again.talks if talk.round >= 2]
    assert {talk.company for talk in later} == {1, 2}
    assert {talk.creative for talk in later} <= {0, 1, 2, 3}


SIZES = {"companies": 2, "creatives": 2, "rounds": 2, "tables": 2}


@pytest.mark.parametrize(
    "given",
    [
        {"companies": 0},
        {"rounds": 1.5},
        {"values": {(0, 2): 1}},
        {"values": {(-1, 0): 1}},
        {"values": {(0, 0): 0}},
        {"values": {(0, 0): float("nan")}},
        {"values": {0: 1}},
        {"away": [2]},
        {"away": [-1]},
        {"away_companies": ["first"]},
        {"past": [Talk(0, 0, 0, 0), Talk(0, 1, 0, 1)]},
        {"past": [Talk(0, 0, 0, 0), Talk(0, 0, 1, 1)]},
        {"past": [Talk(2, 0, 0, 0)]},
        {"past": [Talk(0, 2, 0, 0)]},
    ],
)
def test_talks_that_cannot_be_are_refused(given):
    with pytest.raises(InvalidOption):
        plan_talks(**{"values": {(0, 0): 1}, **SIZES, **given})


@pytest.mark.parametrize("given", [{"conflicts": [[-1]]}, {"conflicts": [["Jun"]]}, {"seed": -1}])
def test_pitches_that_cannot_be_are_refused(given):
    with pytest.raises(InvalidOption):
        order_pitches(**{"conflicts": [[1], [2]], **given})


def test_pitches_for_which_the_same_jurors_leave_follow_one_another():
    found = order_pitches([[at % 5, 7] for at in range(150)])

    assert (found.moves, found.proven) == (2 + 2 * 5, True)


@pytest.mark.parametrize("company", [3, -1, "first"])
def test_only_companies_that_exist_can_be_served(company):
    with pytest.raises(InvalidOption, match="is unknown: there are 3, counted from 0"):
        conflicts(random_problem(1), serve=[company])


def with_pins(problem, pins):
    return replace(problem, pins=frozenset(pins))


def lifted(problem, rules):
    """Return ``problem`` without these rules; None for rules that a problem cannot be without."""
    pins = {(rule.company, rule.creative) for rule in rules if rule.rule == ClashRule.PIN}
    firms, people = list(problem.companies), list(problem.creatives)
    for rule in rules:
        if rule.rule == ClashRule.CAPACITY:
            people[rule.creative] = replace(people[rule.creative], capacity=9)
        elif rule.rule == ClashRule.TEAM_MAX:
            firms[rule.company] = replace(firms[rule.company], team_max=9)
        elif rule.rule == ClashRule.TEAM_MIN:
            firms[rule.company] = replace(firms[rule.company], team_min=1)
        elif rule.rule != ClashRule.PIN:
            return None
    return replace(problem, companies=firms, creatives=people, pins=problem.pins - pins)


@few
@given(st.integers(0, 10_000))
def test_of_a_clash_no_pin_can_be_spared_and_its_relaxation_is_a_way_out(seed):
    problem = random_problem(seed, 3, 4)
    every = [(c, i) for c in range(3) for i in range(4)]
    problem = with_pins(problem, random.Random(seed).sample(every, 4))

    clash = conflicts(problem)

    assert (clash.core == ()) == (brute_force(problem) is not None)
    assert (clash.smallest, clash.core == ()) == (True, clash.relaxation == ())
    pins = {(rule.company, rule.creative) for rule in clash.core if rule.rule == ClashRule.PIN}
    if pins:
        assert brute_force(with_pins(problem, pins)) is None
    assert all(brute_force(with_pins(problem, pins - {pin})) is not None for pin in pins)
    eased = lifted(problem, clash.relaxation)
    assert eased is None or brute_force(eased) is not None


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
