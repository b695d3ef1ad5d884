"""Problems for the tests: random small ones, and the slow and simple way to solve them."""

from __future__ import annotations

import random
from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from teaming import Company, Creative, Need, Problem, Rules, Wish, legal, value, with_floor

MODES = ("onsite", "hybrid", "remote")


def random_problem(
    seed, companies=3, creatives=6, *, seats=3, rules=None, tandem=False, spread=400
):
    """Return a problem in which most pairs are eligible and people are scarce."""
    dice = random.Random(seed)
    firms = tuple(
        Company(
            dice.randrange(spread), dice.randrange(spread), dice.choice(MODES), dice.choice((4, 8)), ("de",),
            tuple(Need(skill, dice.randint(1, 3), dice.choice((20, 30, 50))) for skill in dice.sample(range(6), 3)),
            1 if tandem else dice.choice((1, 2)), 1 if tandem else dice.randint(2, seats),
        )
        for _ in range(companies)
    )  # fmt: skip
    people = tuple(
        Creative(
            (dice.randrange(4),), tuple((skill, dice.randint(1, 3)) for skill in dice.sample(range(6), 2)),
            dice.randrange(spread), dice.randrange(spread), dice.choice((150, 400, 900)), dice.random() < 0.8,
            dice.choice((4, 8, 16)), ("de",) if dice.random() < 0.9 else ("en",), dice.choice((1, 1, 1, 2)),
            dice.choice((0, 0, 1)),
        )
        for _ in range(creatives)
    )  # fmt: skip
    pairs = [(c, i) for c in range(companies) for i in range(creatives)]
    wishes = tuple(
        Wish(*pair, dice.randint(-2, 2), dice.randint(-2, 2))
        for pair in dice.sample(pairs, len(pairs) // 3)
    )
    rules = rules or Rules(
        min_sectors=1 if tandem else dice.choice((1, 2)), floor=dice.choice((0, 20000, 40000))
    )
    return Problem(
        firms,
        people,
        rules,
        wishes,
        frozenset(dice.sample(pairs, 1)),
        frozenset(dice.sample(pairs, 1)),
    )


def crowded_problem(seed=1, companies=8, creatives=40):
    """Return a problem with too many teams to list, which goes the way of the large ones."""
    return random_problem(seed, companies, creatives, seats=6)


problems = st.builds(random_problem, st.integers(0, 10_000), st.integers(1, 3), st.integers(2, 6))


def brute_force(problem, least=None):
    """Return the greatest objective by trying everything; None if the pins or ``least`` make it impossible."""
    options = [_teams(problem, c, least) for c in range(len(problem.companies))]

    @cache
    def best(company, room):
        if company == len(options):
            return 0
        found = []
        for team, worth in options[company]:
            left = list(room)
            for i in team:
                left[i] -= 1
            if min(left, default=0) >= 0:
                rest = best(company + 1, tuple(left))
                found += [worth + rest] if rest is not None else []
        return max(found, default=None)

    return best(0, tuple(creative.capacity for creative in problem.creatives))


def _teams(problem, company, least):
    pinned = problem.pins_of.get(company, frozenset())
    teams = [] if pinned else [()]
    for size in range(problem.companies[company].team_min, problem.companies[company].team_max + 1):
        teams += [
            team
            for team in combinations(range(len(problem.creatives)), size)
            if pinned <= set(team) and legal(problem, company, team)
        ]
    if least is not None and any(teams):
        teams = [team for team in teams if value(problem, company, team) >= least]
    return [(team, with_floor(problem, value(problem, company, team))) for team in teams]
