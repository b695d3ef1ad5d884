"""What other tools do, on our objective: the methods of the peers, each for as many seconds as ours took.

    python bench/teams_peers.py METHOD INSTANCE --seconds N --out ANSWER.json

greedy (own order), annealing (GroupEng, CATME: swaps), genetic (gruepr), matching (Gale-Shapley, the PyPI package),
cpsat and highs (one model with a variable per pair and per need, the usual textbook way).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import defaultdict
from time import monotonic

import numpy as np
from matching.games import HospitalResident
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

import teaming
from teaming.scoring import team_faults, value, worth
from teaming.solver.arrays import arrays_of
from teaming.solver.listing import eligible_creatives

CANDIDATES = 40
"""Creatives per company in the compact models and in the genetic one at 1,000 companies and more."""


class Round:
    """A problem with what all methods need."""

    def __init__(self, path: str, seconds: float) -> None:
        self.start, self.seconds = monotonic(), seconds
        self.problem = teaming.read_problem(path)
        self.arrays = arrays_of(self.problem)
        self.room = [creative.capacity for creative in self.problem.creatives]
        self.teams: dict[int, list[int]] = {}
        self.dice = random.Random(1)

    def left(self) -> float:
        return self.seconds - (monotonic() - self.start)

    def candidates(self, company: int) -> list[int]:
        """Return eligible creatives, best alone first."""
        who, points, _ = eligible_creatives(self.arrays, company)
        alone = points + self.covers(company, who).sum(axis=0)
        return [int(i) for i in who[np.argsort(-alone, kind="stable")]]

    def covers(self, company: int, who: np.ndarray) -> np.ndarray:
        a, rows = (
            self.arrays,
            range(self.arrays.need_from[company], self.arrays.need_from[company + 1]),
        )
        table = np.zeros((len(rows), a.creatives), np.int64)
        for row, need in enumerate(rows):
            holders = slice(
                a.holder_from[a.need_skill[need]], a.holder_from[a.need_skill[need] + 1]
            )
            percent = (
                100 * np.minimum(a.holder_level[holders], a.need_level[need]) // a.need_level[need]
            )
            table[row, a.holder[holders]] = a.need_weight[need] * percent
        return table[:, who]


def greedy(given: Round) -> None:
    """Company by company, the creative who adds most, until nobody adds anything."""
    problem, a = given.problem, given.arrays
    for company, i in problem.pins:
        given.room[i] -= 1
        given.teams.setdefault(company, []).append(i)
    room = np.array(given.room)
    for c in sorted(range(len(problem.companies)), key=lambda c: c not in given.teams):
        who, points, _ = eligible_creatives(a, c)
        covers, team = given.covers(c, who), given.teams.get(c, [])
        while len(team) < problem.companies[c].team_max:
            at = np.isin(who, team)
            level = covers[:, at].max(axis=1, initial=0)
            kinds = set(a.sector[team].tolist())
            new = ~np.isin(a.sector[who], list(kinds))
            step = (
                a.diversity[min(len(kinds) + 1, len(a.diversity) - 1)]
                - a.diversity[min(len(kinds), len(a.diversity) - 1)]
            )
            gain = np.maximum(covers - level[:, None], 0).sum(axis=0) + points + new * step
            must = (
                len(team) < problem.companies[c].team_min or len(kinds) < problem.rules.min_sectors
            )
            gain = np.where(
                (room[who] > 0) & ~at & (new | (len(kinds) >= problem.rules.min_sectors)),
                gain,
                -(10**9),
            )
            best = int(gain.argmax()) if len(who) else -1
            if best < 0 or gain[best] <= (-(10**8) if must else 0):
                break
            team = [*team, int(who[best])]
        if (
            team
            and not team_faults(problem, c, team)
            and worth(problem, c, team) >= worth(problem, c, ())
        ):
            room[[i for i in team if i not in given.teams.get(c, [])]] -= 1
            given.teams[c] = team
    given.room = room.tolist()


def annealing(given: Round) -> None:
    """Swap, replace, add and remove at random, accepting losses less and less."""
    greedy(given)
    dice, n = given.dice, len(given.problem.companies)
    lists: dict[int, list[int]] = {}
    hot, begin = 3000.0, monotonic()
    span = max(0.1, given.left())
    while given.left() > 0:
        heat = hot * max(0.001, 1 - (monotonic() - begin) / span)
        for _ in range(50):
            c = dice.randrange(n)
            if c not in lists:
                lists[c] = given.candidates(c)[:400]
            team, kind = list(given.teams.get(c, [])), dice.random()
            if kind < 0.5 and lists[c]:
                i = lists[c][min(int(dice.expovariate(0.02)), len(lists[c]) - 1)]
                if i in team or given.room[i] <= 0:
                    continue
                gone = dice.choice(team) if team and kind >= 0.15 else -1
                change(given, {c: [*(k for k in team if k != gone), i]}, heat)
            elif kind < 0.6 and team:
                gone = dice.choice(team)
                change(given, {c: [k for k in team if k != gone]}, heat)
            elif team:
                other = dice.randrange(n)
                theirs = list(given.teams.get(other, []))
                if other != c and theirs:
                    i, k = dice.choice(team), dice.choice(theirs)
                    if i not in theirs and k not in team:
                        change(
                            given,
                            {
                                c: [k if x == i else x for x in team],
                                other: [i if x == k else x for x in theirs],
                            },
                            heat,
                        )


def change(given: Round, new: dict[int, list[int]], heat: float) -> None:
    """Make a change if it is allowed and lucky."""
    problem = given.problem
    gain = 0
    for c, team in new.items():
        if not problem.pins_of.get(c, frozenset()) <= set(team) or (
            team and team_faults(problem, c, team)
        ):
            return
        gain += worth(problem, c, team) - worth(problem, c, given.teams.get(c, ()))
    if gain < 0 and given.dice.random() >= math.exp(gain / heat):
        return
    for c, team in new.items():
        for i in given.teams.get(c, ()):
            given.room[i] += 1
        for i in team:
            given.room[i] -= 1
        given.teams[c] = team


def genetic(given: Round) -> None:
    """Thirty answers, the better ones crossed team by team, what is missing filled greedily at random order."""
    problem, dice, n = given.problem, given.dice, len(given.problem.companies)
    lists = [given.candidates(c)[: CANDIDATES if n >= 1000 else 120] for c in range(n)]
    capacity = [creative.capacity for creative in problem.creatives]

    def complete(teams: dict[int, list[int]]) -> tuple[int, dict[int, list[int]]]:
        room = list(capacity)
        for team in teams.values():
            for i in team:
                room[i] -= 1
        order = [c for c in range(n) if c not in teams]
        dice.shuffle(order)
        for c in sorted(order, key=lambda c: c not in problem.pins_of):
            team = sorted(problem.pins_of.get(c, ()))
            pool = [i for i in lists[c] if room[i] > 0 and i not in team]
            while len(team) < problem.companies[c].team_max and pool:
                tries = dice.sample(pool, min(len(pool), 12))
                best = max(tries, key=lambda i: value(problem, c, [*team, i]))
                kinds = len({problem.creatives[i].sectors[0] for i in team})
                if kinds >= problem.rules.min_sectors and value(problem, c, [*team, best]) <= value(
                    problem, c, team
                ):
                    break
                team.append(best)
                pool.remove(best)
            if not team_faults(problem, c, team):
                teams[c] = team
                for i in team:
                    room[i] -= 1
        return sum(worth(problem, c, teams.get(c, ())) for c in range(n)), teams

    people = [complete({})]
    while len(people) < 30 and given.left() > 0:
        people.append(complete({}))
    while given.left() > 0:
        people.sort(key=lambda each: -each[0])
        mother, father = (
            max(dice.sample(people, min(4, len(people))), key=lambda each: each[0])[1]
            for _ in range(2)
        )
        room, child = list(capacity), {}
        for c in dice.sample(range(n), n):
            team = (mother if dice.random() < 0.5 else father).get(c)
            if team and dice.random() > 0.05 and all(room[i] > 0 for i in team):
                child[c] = list(team)
                for i in team:
                    room[i] -= 1
        people = [*people[:29], complete(child)]
    given.teams = max(people, key=lambda each: each[0])[1]


def matching(given: Round) -> None:
    """Gale and Shapley with companies as hospitals that rank creatives by their value alone."""
    problem = given.problem
    ranked = {
        f"c{c}": [f"i{i}" for i in given.candidates(c)] for c in range(len(problem.companies))
    }
    wanted: dict[str, list[str]] = defaultdict(list)
    for company, creatives in ranked.items():
        for creative in creatives:
            wanted[creative].append(company)
    for creative, companies in wanted.items():
        companies.sort(
            key=lambda c: -problem.wish_of.get((int(c[1:]), int(creative[1:])), (0, 0))[1]
        )
    seats = {f"c{c}": company.team_max for c, company in enumerate(problem.companies)}
    ranked = {company: creatives for company, creatives in ranked.items() if creatives}
    game = (
        HospitalResident.from_preferences(dict(wanted), ranked, {c: seats[c] for c in ranked})
        if hasattr(HospitalResident, "from_preferences")
        else HospitalResident.create_from_dictionaries(
            dict(wanted), ranked, {c: seats[c] for c in ranked}
        )
    )
    solution = game.solve(optimal="hospital")
    for hospital, residents in solution.items():
        given.teams[int(str(hospital)[1:])] = [int(str(resident)[1:]) for resident in residents]


class Compact:
    """The textbook model: a 0/1 per pair, per need and who covers it, per sector; floor by a slack."""

    def __init__(self, given: Round) -> None:
        self.cost: list[float] = []
        self.whole: list[bool] = []
        self.most: list[float] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.pair: dict[tuple[int, int], int] = {}
        problem, large = given.problem, len(given.problem.companies) >= 1000
        for c in range(len(problem.companies)):
            them = given.candidates(c)
            pinned = problem.pins_of.get(c, frozenset())
            self.company(
                given,
                c,
                them[:CANDIDATES] + [i for i in pinned if i not in them[:CANDIDATES]]
                if large
                else them,
            )
        per: dict[int, dict[int, float]] = defaultdict(dict)
        for (_, i), column in self.pair.items():
            per[i][column] = 1.0
        for i, row in per.items():
            self.rows.append((row, 0, problem.creatives[i].capacity))

    def add(self, points: float, *, whole: bool = True, most: float = 1.0) -> int:
        self.cost.append(points)
        self.whole.append(whole)
        self.most.append(most)
        return len(self.cost) - 1

    def company(self, given: Round, c: int, them: list[int]) -> None:
        problem, rules, here = given.problem, given.problem.rules, given.problem.companies[c]
        points: dict[int, float] = {}
        served = self.add(0)
        kinds: dict[int, dict[int, float]] = defaultdict(dict)
        for i in them:
            x = self.pair[c, i] = self.add(0)
            total = teaming.parts(problem, c, (i,))
            points[x] = total.distance + total.preference + total.seats
            kinds[problem.creatives[i].sectors[0]][x] = 1.0
            if (c, i) in problem.pins:
                self.rows.append(({x: 1.0}, 1, 1))
        everyone = dict.fromkeys(points, 1.0)
        self.rows.append((everyone | {served: -float(here.team_max)}, -np.inf, 0))
        self.rows.append((everyone | {served: -float(here.team_min)}, 0, np.inf))
        for need in here.needs:
            choose: dict[int, float] = {}
            for i in them:
                percent = 100 * min(problem.levels[i].get(need.skill, 0), need.level) // need.level
                if percent:
                    u = self.add(0, whole=False)
                    points[u] = rules.coverage_unit * need.weight * percent
                    self.rows.append(({u: 1.0, self.pair[c, i]: -1.0}, -np.inf, 0))
                    choose[u] = 1.0
            self.rows.append((choose, 0, 1)) if choose else None
        present: dict[int, float] = {}
        for members in kinds.values():
            s = self.add(0)
            self.rows.append(({s: 1.0} | dict.fromkeys(members, -1.0), -np.inf, 0))
            present[s] = 1.0
        self.rows.append((present | {served: -float(rules.min_sectors)}, 0, np.inf))
        steps = {}
        for k in range(1, len(rules.diversity)):
            t = self.add(0)
            points[t] = rules.diversity[k] - rules.diversity[k - 1]
            if steps:
                self.rows.append(({t: 1.0, max(steps): -1.0}, -np.inf, 0))
            steps[t] = 1.0
        self.rows.append((present | dict.fromkeys(steps, -1.0), 0, np.inf))
        poor = self.add(-float(rules.floor_slope), whole=False, most=1e7)
        self.rows.append((points | {poor: 1.0}, rules.floor, np.inf))
        for column, each in points.items():
            self.cost[column] += each


def compact_highs(given: Round) -> None:
    model = Compact(given)
    at = [(r, c, v) for r, (row, _, _) in enumerate(model.rows) for c, v in row.items()]
    matrix = sparse.csr_array(
        ([v for _, _, v in at], ([r for r, _, _ in at], [c for _, c, _ in at])),
        shape=(len(model.rows), len(model.cost)),
    )
    found = milp(
        -np.array(model.cost), integrality=np.array(model.whole, int), bounds=Bounds(0, np.array(model.most)),
        constraints=LinearConstraint(matrix, [low for _, low, _ in model.rows], [high for _, _, high in model.rows]),
        options={"time_limit": max(1.0, given.left())},
    )  # fmt: skip
    if found.x is not None:
        take(given, model, lambda column: found.x[column] > 0.5)


def compact_cpsat(given: Round) -> None:
    data, model = Compact(given), cp_model.CpModel()
    columns = [model.new_int_var(0, int(most), "") for most in data.most]
    for row, low, high in data.rows:
        total = sum(int(v) * columns[c] for c, v in row.items())
        model.add_linear_constraint(
            total,
            -(10**12) if low == -np.inf else int(low),
            10**12 if high == np.inf else int(high),
        )
    model.maximize(
        sum(int(points) * column for points, column in zip(data.cost, columns, strict=True))
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = max(1.0, given.left())
    if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        take(given, data, lambda column: solver.value(columns[column]) > 0)


def take(given: Round, model: Compact, chosen) -> None:
    for (c, i), column in model.pair.items():
        if chosen(column):
            given.teams.setdefault(c, []).append(i)


METHODS = {
    "greedy": greedy, "annealing": annealing, "genetic": genetic, "matching": matching, "cpsat": compact_cpsat,
    "highs": compact_highs,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("instance")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    given = Round(options.instance, options.seconds)
    METHODS[options.method](given)
    teams = tuple((c, tuple(sorted(team))) for c, team in sorted(given.teams.items()) if team)
    teaming.write_answer(options.out, teams)
    print(json.dumps({"teams": len(teams)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
