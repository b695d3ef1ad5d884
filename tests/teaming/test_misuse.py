"""Whoever calls the library wrongly is told so by a typed error, before any work."""

from functools import partial

import numpy as np
import pytest

from teaming import (
    InvalidAffinity,
    InvalidMove,
    InvalidOption,
    Move,
    check,
    explain,
    measured,
    try_move,
    why_not,
)
from teaming.solver import (
    assign_reviewers,
    conflicts,
    form_teams,
    order_pitches,
    plan_talks,
    reform,
)
from tests.teaming.problems import random_problem

PROBLEM = random_problem(1)
FORMATION = measured(PROBLEM, ((0, (1, 2)),))
form = partial(form_teams, PROBLEM)
review = partial(assign_reviewers, np.ones((2, 3)), per_case=1, load_max=2)
talk = partial(plan_talks, companies=2, creatives=2, rounds=1, tables=1)


@pytest.mark.parametrize(
    "call",
    [
        partial(form, effort="schnell"),
        partial(form, effort=None),
        partial(form, effort=["normal"]),
        partial(form, seed=None),
        partial(form, seed=True),
        partial(form, seed="1"),
        partial(form, fairest="yes"),
        partial(form, progress=1),
        partial(form, stop=30),
        partial(form_teams, None),
        partial(form_teams, PROBLEM.to_dict()),
        partial(reform, None, FORMATION),
        partial(reform, PROBLEM, None),
        partial(reform, PROBLEM, FORMATION.teams),
        partial(conflicts, None),
        partial(conflicts, PROBLEM, serve=None),
        partial(explain, None, FORMATION, 0),
        partial(explain, PROBLEM, None, 0),
        partial(explain, PROBLEM, FORMATION, None),
        partial(why_not, PROBLEM, None, 0, 0),
        partial(why_not, PROBLEM, FORMATION, 0, "Ada"),
        partial(try_move, PROBLEM, FORMATION, None),
        partial(try_move, None, FORMATION, Move()),
        partial(check, None, ()),
        partial(order_pitches, None),
        partial(order_pitches, [None]),
        partial(talk, None),
        partial(talk, {}, past=None),
        partial(talk, {}, past=[(0, 0, 0, 0)]),
        partial(talk, {}, away=None),
        partial(review, existing=None),
        partial(review, per_case=None),
        partial(review, load_max="4"),
        partial(review, stop=30),
        partial(review, fairest="yes"),
    ],
)
def test_arguments_of_another_kind_are_refused(call):
    with pytest.raises(InvalidOption):
        call()


@pytest.mark.parametrize("table", [None, "table", [[None]], [["a"]], {}])
def test_no_table_is_no_affinity(table):
    with pytest.raises(InvalidAffinity):
        assign_reviewers(table, per_case=1, load_max=1)


@pytest.mark.parametrize("pair", [("a", 1), (0, None), (0.5, 1), 7])
def test_pairs_that_are_none_cannot_be_moved(pair):
    with pytest.raises(InvalidMove):
        try_move(PROBLEM, FORMATION, Move(put=(pair,)))
