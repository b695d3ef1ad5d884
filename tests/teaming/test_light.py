"""The light half: what an answer is worth, what it breaks, and why it is as it is."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teaming import (
    InvalidMove,
    InvalidOption,
    LeftOutReason,
    Move,
    Rule,
    check,
    explain,
    left_out,
    measured,
    objective,
    try_move,
    value,
    why_not,
    why_not_pair,
    with_floor,
)  # fmt: skip
from teaming.solver import form_teams
from tests.teaming.problems import problems, random_problem

few = settings(max_examples=30, deadline=None)


def test_importing_the_light_half_loads_nothing_heavy():
    code = "import sys, teaming; print({'numpy', 'scipy', 'numba', 'ortools'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "set()\n"


def test_small_problems_are_solved_without_numba_and_scipy():
    code = (
        "import sys; from tests.teaming.problems import random_problem; from teaming.solver import form_teams;"
        "form_teams(random_problem(1)); print({'scipy', 'numba'} & set(sys.modules))"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "set()\n"


def test_compiled_code_is_loaded_without_linear_algebra_and_quick_answers_without_ortools():
    code = (
        "import sys; from tests.teaming.problems import crowded_problem; from teaming.solver import forming;"
        "forming.SMALL = 0; forming.form_teams(crowded_problem(1), effort='fast');"
        "print('numba' in sys.modules, {'scipy.linalg', 'ortools'} & set(sys.modules))"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "True set()\n"


@few
@given(problems)
def test_an_explanation_adds_up(problem):
    formation = form_teams(problem)

    for company, members in formation.teams:
        explanation = explain(problem, formation, company)
        assert explanation.value == sum(explanation.parts) == value(problem, company, members)
        assert sum(need.points for need in explanation.needs) == explanation.parts.coverage
        assert explanation.counted == with_floor(problem, explanation.value)
        for member in explanation.members:
            rest = [i for i in members if i != member.creative]
            assert member.lost == explanation.value - value(problem, company, rest)


@few
@given(problems)
def test_why_not_names_the_rule_or_a_move_that_costs_what_it_says(problem):
    formation = form_teams(problem)

    for company in range(len(problem.companies)):
        for creative in range(len(problem.creatives)):
            reason = why_not(problem, formation, company, creative)
            if reason.member:
                assert creative in formation.members[company]
            elif reason.rule is not None:
                assert reason.rule == why_not_pair(problem, company, creative)
            elif reason.move is not None:
                result = try_move(problem, formation, reason.move)
                assert (result.faults, -result.gain) == ((), reason.cost)
                assert reason.cost >= 0


@few
@given(problems, st.data())
def test_a_move_says_what_making_it_changes(problem, data):
    formation = form_teams(problem)
    creative = data.draw(st.integers(0, len(problem.creatives) - 1))
    here = [company for company, members in formation.teams if creative in members]
    source = data.draw(st.sampled_from([None, *here]))
    target = data.draw(
        st.sampled_from([None, *(c for c in range(len(problem.companies)) if c not in here)])
    )

    result = try_move(
        problem, formation, Move.shift(creative=creative, source=source, target=target)
    )

    after = formation.members | result.teams
    assert (
        objective(problem, {c: team for c, team in after.items() if team})
        == formation.objective + result.gain
    )
    broken = check(problem, [[c, team] for c, team in after.items()]).faults
    assert set(result.faults) == set(broken)


def calls_of(function):
    """Return how many Python functions a call runs."""
    count = 0

    def see(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(see)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def test_a_move_at_120_teams_looks_at_no_other_team():
    problem = random_problem(1, 120, 400)
    formation = measured(problem, tuple((c, (2 * c, 2 * c + 1)) for c in range(120)))
    few = measured(problem, formation.teams[3:4] + formation.teams[100:101])
    move = Move.swap((3, 6), (100, 201))
    try_move(problem, formation, move), try_move(problem, few, move)

    assert calls_of(lambda: try_move(problem, formation, move)) == calls_of(
        lambda: try_move(problem, few, move)
    )


def test_moves_that_make_no_sense_are_refused():
    problem = random_problem(1)
    formation = measured(problem, ((0, (1, 2)),))

    for move in (Move(take=((0, 3),)), Move(put=((0, 1),)), Move(put=((9, 1),))):
        with pytest.raises(InvalidMove):
            try_move(problem, formation, move)
    with pytest.raises(InvalidOption):
        explain(problem, formation, 99)


def test_everybody_without_a_team_is_told_why():
    problem = random_problem(2, 2, 6)

    reasons = {each.creative: each.reason for each in left_out(problem, {})}

    assert sorted(reasons) == list(range(6))
    assert LeftOutReason.NEEDLESS not in reasons.values()


def test_a_report_counts_every_broken_rule():
    problem = random_problem(1)
    crowd = [[0, [0, 1, 2, 3, 4, 5]], [1, [0, 0]], [2, [0]]]

    rules = {fault.rule for fault in check(problem, crowd).faults}

    assert {Rule.TOO_LARGE, Rule.TWICE, Rule.OVER_CAPACITY} <= rules
