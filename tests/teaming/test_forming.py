"""Forming teams: against brute force, against another exact way, and under changes whose effect is known."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teaming import Impossible, InvalidOption, Problem, Rule, Rules, check, eligible, measured
from teaming.solver import form_teams, reform
from teaming.solver.arrays import arrays_of
from teaming.solver.engine import solve_priced
from teaming.solver.goal import plain_goal
from teaming.solver.watching import Effort, Watch
from tests.teaming.problems import brute_force, crowded_problem, problems, random_problem

few = settings(max_examples=15, deadline=None)


def priced(problem, effort="normal", seed=1, previous=frozenset()):
    outcome = solve_priced(
        arrays_of(problem, previous), plain_goal(problem), Effort(effort), seed, Watch()
    )
    return measured(problem, outcome.teams, previous), outcome


@few
@given(problems)
def test_nothing_beats_the_formation(problem):
    formation = form_teams(problem)

    assert (formation.objective, formation.bound, formation.proven) == (
        brute_force(problem),
    ) * 2 + (True,)
    assert check(problem, formation.teams).faults == ()
    assert check(problem, formation.teams).left_out == ()


@few
@given(problems)
def test_two_exact_ways_agree(problem):
    listed = form_teams(problem)

    generated, outcome = priced(problem)

    assert (generated.objective, outcome.bound, outcome.proven) == (
        listed.objective,
        listed.objective,
        True,
    )
    assert check(problem, generated.teams).faults == ()


def test_two_exact_ways_agree_where_the_best_known_columns_are_not_enough():
    problem = random_problem(21, 8, 14)

    assert priced(problem)[0].objective == form_teams(problem).objective


@few
@given(problems)
def test_a_bound_is_never_below_the_optimum_even_without_much_effort(problem):
    formation, outcome = priced(problem, "fast")

    assert formation.objective <= brute_force(problem) <= outcome.bound


@few
@given(problems, st.integers(0, 1000))
def test_pinning_a_pair_of_the_best_answer_changes_nothing(problem, which):
    best = form_teams(problem)
    pairs = sorted(best.pairs)
    pinned = replace(problem, pins=frozenset({pairs[which % len(pairs)]} if pairs else set()))

    assert form_teams(pinned).objective == best.objective
    assert priced(pinned)[0].objective == best.objective


@few
@given(problems, st.integers(0, 1000))
def test_any_possible_pin_is_kept_and_costs_what_brute_force_says(problem, which):
    pairs = [(c, i) for c in range(len(problem.companies)) for i in range(len(problem.creatives))]
    pinned = replace(problem, pins=frozenset({pairs[which % len(pairs)]}))
    optimum = brute_force(pinned)

    if optimum is None:
        with pytest.raises(Impossible):
            form_teams(pinned)
    else:
        formation = form_teams(pinned)
        assert formation.objective == optimum
        assert pinned.pins <= formation.pairs


@few
@given(problems)
def test_a_creative_nobody_can_take_changes_nothing(problem):
    useless = replace(problem.creatives[0], capacity=0)
    longer = replace(problem, creatives=(*problem.creatives, useless))

    assert form_teams(longer).teams == form_teams(problem).teams


@few
@given(problems)
def test_twice_the_points_are_twice_the_objective_with_the_same_teams_possible(problem):
    rules = problem.rules
    doubled = replace(
        rules,
        diversity=tuple(2 * points for points in rules.diversity),
        **{
            name: 2 * getattr(rules, name)
            for name in ("coverage_unit", "seat_cost", "distance_max", "distance_per_unit", "remote_flat",
                         "pref_unit", "wait_unit", "floor", "keep_unit")
        },
    )  # fmt: skip
    twice = replace(problem, rules=doubled)

    best = form_teams(problem)

    assert form_teams(twice).objective == 2 * best.objective
    assert measured(twice, best.teams).objective == 2 * best.objective


def stricter(problem, kind, pair):
    """Return ``problem`` with one more rule."""
    company, creative = pair
    if kind in {"vetoes", "conflicts", "pins"}:
        return replace(problem, **{kind: getattr(problem, kind) | {pair}})
    if kind == "min_sectors":
        return replace(problem, rules=replace(problem.rules, min_sectors=3))
    firms, people = list(problem.companies), list(problem.creatives)
    if kind == "team_max":
        firms[company] = replace(firms[company], team_max=firms[company].team_min)
    elif kind == "hours":
        firms[company] = replace(firms[company], hours=16)
    else:
        people[creative] = replace(people[creative], capacity=0)
    return replace(problem, companies=firms, creatives=people)


@few
@given(
    problems,
    st.integers(0, 1000),
    st.sampled_from(
        ["vetoes", "conflicts", "pins", "min_sectors", "team_max", "hours", "capacity"]
    ),
)
def test_one_more_rule_never_raises_the_optimum(problem, which, kind):
    pairs = [(c, i) for c in range(len(problem.companies)) for i in range(len(problem.creatives))]
    ruled = stricter(problem, kind, pairs[which % len(pairs)])

    with suppress(Impossible):
        assert form_teams(ruled).objective <= form_teams(problem).objective


@few
@given(problems)
def test_the_fairest_answer_is_fair_first_and_then_the_best(problem):
    fairest = form_teams(problem, fairest=True)

    assert fairest.proven
    assert fairest.smallest == fairest.smallest_bound
    if fairest.smallest is not None and fairest.smallest > 0:
        assert fairest.objective == brute_force(problem, fairest.smallest)
        higher = brute_force(problem, fairest.smallest + 1)
        assert higher is None
    assert fairest.fairness_price == form_teams(problem).objective - fairest.objective


@few
@given(problems)
def test_reforming_counts_kept_pairs_and_is_as_good_as_can_be(problem):
    before = form_teams(problem)
    gone = replace(
        problem, creatives=(replace(problem.creatives[0], capacity=0), *problem.creatives[1:])
    )

    after = reform(gone, before)

    kept = len(after.pairs & before.pairs)
    assert after.objective == measured(gone, after.teams).objective + problem.rules.keep_unit * kept
    assert after.proven
    assert after.objective >= form_teams(gone).objective


@few
@given(problems)
def test_nothing_changed_means_nothing_to_do(problem):
    before = form_teams(problem)

    assert reform(problem, before).teams == before.teams


@pytest.mark.parametrize("seed", [1, 2])
def test_a_large_problem_is_answered_by_the_rules_and_again_the_same(seed):
    problem = crowded_problem(seed)

    first, outcome = priced(problem, "fast", seed)
    again, _ = priced(problem, "fast", seed)

    assert first.teams == again.teams
    assert check(problem, first.teams).faults == ()
    assert check(problem, first.teams).left_out == ()
    assert first.objective <= outcome.bound


def test_one_thread_and_two_give_the_same_teams(monkeypatch):
    problem = crowded_problem(7, companies=30)

    two, _ = priced(problem, "fast")
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    one, _ = priced(problem, "fast")

    assert one.teams == two.teams


def test_a_crowded_problem_is_proven_by_column_generation():
    formation = form_teams(crowded_problem(3))

    assert formation.proven
    assert formation.objective == formation.bound
    assert check(crowded_problem(3), formation.teams).faults == ()


def test_reforming_a_crowded_problem_leaves_most_teams_alone():
    problem = crowded_problem(4, companies=10)
    before, _ = priced(problem)
    missing = min(i for _, i in before.pairs)
    people = list(problem.creatives)
    people[missing] = replace(people[missing], capacity=0)
    after = reform(replace(problem, creatives=tuple(people)), before)

    hit = {c for c, members in before.teams if missing in members}
    untouched = [
        c for c, members in before.teams if c not in hit and after.members.get(c) != members
    ]
    assert len(untouched) <= 2
    assert all(i != missing for _, i in after.pairs)


def test_stopping_at_once_still_gives_an_allowed_answer():
    problem = crowded_problem(5)

    listed = form_teams(problem, stop=lambda: True)
    outcome = solve_priced(
        arrays_of(problem), plain_goal(problem), Effort.NORMAL, 1, Watch(stop=lambda: True)
    )

    assert listed.stopped
    assert outcome.bound >= form_teams(problem).objective
    assert check(problem, listed.teams).faults == ()
    assert check(problem, outcome.teams).faults == ()


def test_progress_is_told_and_nothing_given_is_changed():
    problem, seen = crowded_problem(6), []
    before = problem.to_dict()

    solve_priced(arrays_of(problem), plain_goal(problem), Effort.FAST, 1, Watch(seen.append))
    form_teams(problem, progress=seen.append)

    assert {progress.step for progress in seen} == {
        "reading",
        "pricing",
        "placing",
        "improving",
        "proving",
    }
    assert problem.to_dict() == before


def test_rules_switched_off_count_nothing():
    off = Rules(0, (0,), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    formation = form_teams(random_problem(3, rules=off))

    assert (formation.objective, formation.bound, formation.gap) == (0, 0, 0.0)


def test_pins_that_contradict_are_refused_by_name():
    problem = random_problem(1)
    ineligible = next((c, i) for c in range(3) for i in range(6) if not eligible(problem, c, i))

    with pytest.raises(Impossible) as refusal:
        form_teams(replace(problem, pins=frozenset({ineligible})))

    assert [(f.rule, f.company, f.creative) for f in refusal.value.faults] == [
        (Rule.NOT_ELIGIBLE, *ineligible)
    ]


@pytest.mark.parametrize(("name", "given"), [("effort", "endless"), ("seed", -1), ("seed", 0.5)])
def test_nonsense_options_are_refused(name, given):
    with pytest.raises(InvalidOption, match=name):
        form_teams(random_problem(1), **{name: given})


def test_the_problem_that_says_the_same_in_json_has_the_same_answer():
    problem = random_problem(11)

    assert form_teams(Problem.from_dict(problem.to_dict())) == form_teams(problem)
