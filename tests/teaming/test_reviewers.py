"""The assignment of reviewers, against brute force and against one integer programme over pairs."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from teaming import InvalidAffinity, InvalidOption
from teaming.solver import NotEnoughReviewers, Progress, Step, assign_reviewers
from teaming.solver.reviewers import total_load

few = settings(max_examples=25, deadline=None)

tables = st.integers(2, 4).flatmap(
    lambda cases: st.lists(
        st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=cases, max_size=cases
    )
)


def all_assignments(table, load_max, load_min):
    for choice in product(combinations(range(4), 2), repeat=len(table)):
        loads = [sum(reviewer in each for each in choice) for reviewer in range(4)]
        if max(loads) <= load_max and min(loads) >= load_min:
            yield [
                sum(table[case][reviewer] for reviewer in each) for case, each in enumerate(choice)
            ]


@few
@given(tables, st.integers(1, 3), st.integers(0, 1), st.booleans())
def test_no_assignment_of_reviewers_is_better(table, load_max, load_min, fairest):
    every = list(all_assignments(table, load_max, load_min))

    if not every:
        with pytest.raises(NotEnoughReviewers) as refusal:
            assign_reviewers(
                table, per_case=2, load_max=load_max, load_min=load_min, fairest=fairest
            )
        assert str(refusal.value)
        return
    found = assign_reviewers(
        table, per_case=2, load_max=load_max, load_min=load_min, fairest=fairest
    )

    best = max(
        every, key=lambda scores: (min(scores), sum(scores)) if fairest else (sum(scores), 0)
    )
    assert (found.objective, found.proven) == (sum(best), True)
    if fairest:
        assert found.min_case_score == min(best)


def test_a_large_table_is_sifted_to_the_same_sum():
    affinity = np.random.default_rng(1).random((250, 150)).round(3)

    found = assign_reviewers(affinity, per_case=2, load_max=4)

    copies = np.repeat(affinity, 4, axis=1)
    assert found.proven
    assert found.objective <= 2 * copies.max(axis=1).sum()
    assert max(np.bincount(np.concatenate(found.assignment))) <= 4


def test_conflicts_are_obeyed_and_what_exists_stays():
    table = [[0.9, 0.1, 0.2], [0.8, 0.7, 0.1]]

    found = assign_reviewers(
        table, per_case=1, load_max=1, conflicts=[[1, 0, 0], [0, 0, 0]], existing=[(0, 1)]
    )

    assert found.assignment == ((1,), (0,))


@pytest.mark.parametrize(
    ("affinity", "options"),
    [
        ([[float("nan")]], {}),
        ([[1, 2], [3]], {}),
        ([], {}),
        ([["a"]], {}),
        ([[1.0]], {"conflicts": [[1, 0]]}),
        ([[1.0, 1.0], [1.0, 1.0]], {"conflicts": [[1], [0, 1]]}),
    ],
)
def test_tables_that_are_none_are_refused(affinity, options):
    with pytest.raises(InvalidAffinity):
        assign_reviewers(affinity, per_case=1, load_max=1, **options)


def test_too_few_reviewers_are_said_with_both_numbers():
    with pytest.raises(NotEnoughReviewers) as refusal:
        assign_reviewers(np.ones((5, 2)), per_case=1, load_max=2)

    assert (refusal.value.asked, refusal.value.available) == (5, 4)


def test_a_load_beyond_all_cases_is_no_limit():
    found = assign_reviewers([[0.9, 0.1], [0.8, 0.2]], per_case=1, load_max=10**30)

    assert (found.assignment, found.proven) == (((0,), (0,)), True)


def random_case(seed):
    """Return tables and options of a middling assignment: topics, conflicts, and what exists."""
    dice = np.random.default_rng(seed)
    cases, people, per_case = (
        int(dice.integers(6, 14)),
        int(dice.integers(7, 12)),
        int(dice.integers(1, 4)),
    )
    load_max = -(-cases * per_case // people) + int(dice.integers(0, 3))
    affinity = np.round(dice.random((cases, 3)) @ dice.random((3, people)) - dice.random(), 2)
    conflicts = dice.random(affinity.shape) < 0.1
    existing = [
        (int(c), int(c) % people)
        for c in dice.choice(cases, int(dice.integers(0, 4)), replace=False)
    ]
    options = {
        "per_case": per_case,
        "load_max": load_max,
        "load_min": int(dice.integers(0, 2)),
        "existing": existing,
    }
    return affinity, {**options, "conflicts": conflicts}


def by_pairs(affinity, options, line=None):
    """Return the greatest sum with a variable per pair, and every case at the line; None if there is none."""
    cases, people = affinity.shape
    kept = np.zeros(affinity.shape)
    for pair in options["existing"]:
        kept[pair] = 1
    rows = np.kron(np.eye(cases), np.ones(people))
    found = milp(
        -affinity.ravel(), integrality=np.ones(affinity.size),
        bounds=Bounds(kept.ravel(), np.maximum(kept, ~options["conflicts"]).ravel()),
        constraints=[
            LinearConstraint(rows, options["per_case"], options["per_case"]),
            LinearConstraint(np.tile(np.eye(people), cases), options["load_min"], options["load_max"]),
            LinearConstraint(rows * affinity.ravel(), -np.inf if line is None else line - 1e-6, np.inf),
        ],
        options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    return None if found.x is None else -found.fun


@few
@given(st.integers(0, 100_000))
def test_two_exact_methods_agree(seed):
    affinity, options = random_case(seed)

    try:
        found = assign_reviewers(affinity, **options)
    except NotEnoughReviewers:
        assert by_pairs(affinity, options) is None
        return
    fair = assign_reviewers(affinity, **options, fairest=True)

    assert (found.proven, fair.proven) == (True, True)
    assert found.objective == pytest.approx(by_pairs(affinity, options))
    assert fair.objective == pytest.approx(by_pairs(affinity, options, fair.min_case_score))
    assert by_pairs(affinity, options, fair.min_case_score + 0.01) is None
    assert fair.min_case_bound == fair.min_case_score


@few
@given(st.integers(0, 100_000), st.booleans(), st.integers(0, 6))
def test_who_stops_gets_an_assignment_and_a_true_bound(seed, fairest, asked):
    affinity, options = random_case(seed)
    answers = iter([False] * asked)

    try:
        best = assign_reviewers(affinity, **options, fairest=fairest)
    except NotEnoughReviewers:
        return
    found = assign_reviewers(affinity, **options, fairest=fairest, stop=lambda: next(answers, True))

    assert {len(each) for each in found.assignment} == {options["per_case"]}
    assert {(c, r) for c, each in enumerate(found.assignment) for r in each} >= set(
        options["existing"]
    )
    assert max(total_load(found.assignment, affinity.shape[1])) <= options["load_max"]
    assert found.bound >= best.objective
    if found.proven:
        assert (found.objective, found.min_case_score) == (best.objective, best.min_case_score)
    if fairest:
        assert found.min_case_bound >= best.min_case_score >= found.min_case_score


def test_the_fairest_of_a_jury_that_no_corner_of_a_programme_over_pairs_finds():
    dice = np.random.default_rng(5)
    affinity = np.round(dice.random((60, 4)) @ dice.random((4, 70)) / 4, 4)

    fair = assign_reviewers(affinity, per_case=3, load_max=4, fairest=True)

    assert fair.proven
    assert fair.min_case_score == fair.min_case_bound
    assert fair.min_case_score >= assign_reviewers(affinity, per_case=3, load_max=4).min_case_score


def test_progress_says_what_is_being_done_and_ends_at_the_end():
    heard: list[Progress] = []

    assign_reviewers(np.eye(6), per_case=2, load_max=3, fairest=True, progress=heard.append)

    assert {each.step for each in heard} == {Step.PLACING, Step.PROVING}
    assert heard[-1].done == heard[-1].total


def test_doubling_every_affinity_changes_nobody():
    affinity, options = random_case(3)
    once = assign_reviewers(affinity, **options, fairest=True)

    twice = assign_reviewers(2 * affinity, **options, fairest=True)

    assert (twice.objective, twice.min_case_score) == (
        pytest.approx(2 * once.objective), pytest.approx(2 * once.min_case_score)
    )  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        {"per_case": 0, "load_max": 2},
        {"per_case": 4, "load_max": 2},
        {"per_case": 1, "load_max": 0},
        {"per_case": 1, "load_max": 2, "load_min": 3},
        {"per_case": 1, "load_max": 2, "existing": [(0, 3)]},
        {"per_case": 1, "load_max": 2, "existing": [(0.5, 1)]},
        {"per_case": 1, "load_max": 2, "existing": [0]},
        {"per_case": 1, "load_max": 2, "existing": [(0, 1, 2)]},
        {"per_case": 1, "load_max": 2, "existing": [(0, 1), (0, 2)]},
        {"per_case": 1, "load_max": 1, "existing": [(0, 1), (1, 1)]},
    ],
)
def test_numbers_and_pairs_out_of_range_are_refused(options):
    with pytest.raises(InvalidOption):
        assign_reviewers(np.ones((2, 3)), **options)
