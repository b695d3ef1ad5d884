"""What every way of solving returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teaming.scoring import Teams
from teaming.solver.goal import Goal
from teaming.solver.master import Column


class Outcome(NamedTuple):
    """Teams, what is proven about them, prices in points, and the number of rounds.

    ``possible`` is False if a company that must have a team has none; with ``proven`` no answer can do better.
    """

    teams: Teams
    bound: int | None
    proven: bool
    prices: tuple[int, ...] = ()
    rounds: int = 0
    possible: bool = True


def outcome_of(
    goal: Goal,
    columns: Sequence[Column],
    bound: int | None,
    *,
    proven: bool,
    prices: Sequence[int] = (),
    rounds: int = 0,
) -> Outcome:
    """Return columns, one per company, as an outcome."""
    teams = tuple(sorted((column.company, column.members) for column in columns if column.members))
    objective = sum(column.worth for column in columns)
    return Outcome(
        teams,
        objective if proven else bound,
        proven,
        tuple(int(price) for price in prices),
        rounds,
        objective > -goal.penalty // 2,
    )
