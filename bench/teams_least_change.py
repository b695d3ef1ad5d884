"""Bound what re-forming can reach if all but a few of the untouched teams stay as they are.

    python bench/teams_least_change.py INSTANCE OLD.json ANSWER.json [--changed 15]

INSTANCE is the problem after the drop-outs, OLD the teams before, ANSWER any good answer from scratch. At any prices
of people, an answer is worth at most what all seats cost, plus per company what its best team nets, or for those whose
team must stay what that nets; of these the few that gain most from a change may change. Prices are those of a solution
from scratch, moved down this bound by a subgradient method. Prints one JSON line, in points without those for kept pairs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import teaming
from teaming.solver import form_teams
from teaming.solver.arrays import arrays_of
from teaming.solver.crew import Crew, Look
from teaming.solver.goal import SCALE, plain_goal
from teaming.solver.watching import Watch


def main() -> None:
    """Print the bound."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("instance", "old", "answer"):
        parser.add_argument(name)
    parser.add_argument("--changed", type=int, default=15)
    parser.add_argument("--steps", type=int, default=30)
    options = parser.parse_args()
    problem = teaming.read_problem(options.instance)
    document = json.loads(Path(options.old).read_text(encoding="utf-8"))
    old = {company: tuple(team) for company, team in document["teams"]}
    answer = teaming.measured(problem, teaming.read_answer(options.answer, problem))
    scratch = form_teams(problem)
    untouched = [c for c, team in old.items() if teaming.legal(problem, c, team)]
    worth = {c: teaming.with_floor(problem, teaming.value(problem, c, old[c])) for c in untouched}
    with Crew(arrays_of(problem), plain_goal(problem), Watch()) as crew:
        crew.set_prices(SCALE * np.asarray(scratch.prices, np.int64))
        best = lower(crew, {c: old[c] for c in untouched}, worth, options)
    print(
        json.dumps(
            {
                "bound": best // SCALE,
                "answer": answer.objective,
                "scratch": scratch.objective,
                "untouched": len(untouched),
                "changed": options.changed,
            }
        )
    )


def lower(
    crew: Crew,
    old: dict[int, tuple[int, ...]],
    worth: dict[int, int],
    options: argparse.Namespace,
) -> int:
    """Return the smallest bound found, in hundredths of a point."""
    capacity = crew.arrays.capacity
    them, best, size = np.array(list(old)), 1 << 62, 40_000.0
    for _ in range(options.steps):
        crew.sweep(Look())
        prices = crew.prices
        stays = np.array([SCALE * worth[c] - int(prices[list(old[c])].sum()) for c in old])
        gain = np.maximum(0, crew.ideals.bound[them] - stays)
        few = np.argsort(-gain, kind="stable")[: options.changed]
        bound = crew.bound() - int(gain.sum()) + int(gain[few].sum())
        best = min(best, bound)
        held = set(them.tolist()) - set(them[few].tolist())
        demand = np.zeros(len(capacity), np.int64)
        for c, team in enumerate(crew.ideals.team):
            members = old[c] if c in held else [i for i in team if i >= 0]
            demand[list(members)] += 1
        surplus = demand - capacity
        surplus[(prices <= 0) & (surplus < 0)] = 0
        crew.set_prices(np.maximum(0, prices + (size * surplus).astype(np.int64)))
        size *= 0.88
    return best


if __name__ == "__main__":
    main()
