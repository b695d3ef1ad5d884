"""Rounds of talks: who talks to whom, in which round, at which table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from teaming.errors import InvalidOption

MOST_VALUE = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Talk:
    """A company and a creative talk in a round (from 0) at a table (from 0)."""

    round: int
    table: int
    company: int
    creative: int


@dataclass(frozen=True)
class TalkPlan:
    """Talks sorted by round and table.

    ``value``: sum of the values of all talks; ``waiting_companies`` and ``waiting_creatives``: per side how many
    rounds each one sits out.
    """

    talks: tuple[Talk, ...]
    value: int
    waiting_companies: tuple[int, ...]
    waiting_creatives: tuple[int, ...]


def plan_talks(
    values: Mapping[tuple[int, int], int],
    *,
    companies: int,
    creatives: int,
    rounds: int,
    tables: int,
    past: Sequence[Talk] = (),
    away: Sequence[int] = (),
) -> TalkPlan:
    """Plan who talks to whom: nobody twice with the same, the most valuable talks first.

    Round by round the talks are chosen as an assignment problem: as many rounds of waiting as possible come to an end,
    and among such choices the total value is greatest. Rounds that have happened stay as they are.

    Parameters
    ----------
    values : mapping of (company, creative) to int
        What a talk is worth, 1 to a million; pairs that are not in it do not talk.
    companies, creatives, rounds, tables : int
        How many; at each table one company talks to one creative.
    past : sequence of Talk
        What has happened; the rounds after the last of these are planned anew.
    away : sequence of int
        Creatives who have left and are planned no more.

    Raises
    ------
    InvalidOption
        A number lies outside its range, or the past contradicts itself.

    Examples
    --------
    >>> plan = plan_talks({(0, 0): 3, (0, 1): 5, (1, 0): 4}, companies=2, creatives=2, rounds=2, tables=2)
    >>> [(talk.round, talk.company, talk.creative) for talk in plan.talks]
    [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    """
    _check(values, companies, creatives, rounds, tables, past)
    table = np.zeros((companies, creatives), np.int64)
    for (company, creative), worth in values.items():
        table[company, creative] = worth
    table[:, list(away)] = 0
    for talk in past:
        table[talk.company, talk.creative] = 0
    waits = np.zeros(companies, np.int64), np.zeros(creatives, np.int64)
    talks = list(past)
    first = max((talk.round for talk in past), default=-1) + 1
    for at in range(rounds):
        if at >= first:
            for company, creative in _round(table, waits, tables):
                talks.append(Talk(at, 0, company, creative))
                table[company, creative] = 0
        now = [talk for talk in talks if talk.round == at]
        for side, busy in zip(waits, (_companies(now), _creatives(now)), strict=True):
            side[:] += 1
            side[busy] -= 1
    seated = _seated(talks, first, tables)
    return TalkPlan(
        tuple(sorted(seated)),
        sum(values.get((talk.company, talk.creative), 0) for talk in seated),
        tuple(map(int, waits[0])),
        tuple(map(int, waits[1])),
    )


def _companies(talks: Sequence[Talk]) -> list[int]:
    return [talk.company for talk in talks]


def _creatives(talks: Sequence[Talk]) -> list[int]:
    return [talk.creative for talk in talks]


def _check(
    values: Mapping[tuple[int, int], int],
    companies: int,
    creatives: int,
    rounds: int,
    tables: int,
    past: Sequence[Talk],
) -> None:
    for name, number, most in (
        ("companies", companies, 5000), ("creatives", creatives, 20_000), ("rounds", rounds, 1000), ("tables", tables, 5000),
    ):  # fmt: skip
        if type(number) is not int or not 1 <= number <= most:
            message = f"{name} is {number!r}; it must be 1 to {most}"
            raise InvalidOption(message)
    for (company, creative), worth in values.items():
        if not (0 <= company < companies and 0 <= creative < creatives):
            message = f"the pair ({company}, {creative}) is unknown"
            raise InvalidOption(message)
        if type(worth) is not int or not 1 <= worth <= MOST_VALUE:
            message = (
                f"the talk ({company}, {creative}) is worth {worth!r}; it must be 1 to {MOST_VALUE}"
            )
            raise InvalidOption(message)
    seen: set[tuple[str, int, int]] = set()
    for talk in past:
        keys = {("company", talk.round, talk.company), ("creative", talk.round, talk.creative)}
        inside = (
            0 <= talk.company < companies
            and 0 <= talk.creative < creatives
            and 0 <= talk.round < rounds
        )
        if not inside or keys & seen:
            message = f"{talk} of the past is unknown or in two places at once"
            raise InvalidOption(message)
        seen |= keys


def _round(
    table: npt.NDArray[np.int64],
    waits: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    tables: int,
) -> list[tuple[int, int]]:
    """Return the best talks of one round: the most waiting ended first, then the greatest value."""
    weight = 1 + int(table.max(initial=0)) * min(table.shape)
    longest = [side - side.min() for side in waits]
    gain = np.where(
        table > 0, table + weight * (longest[0][:, None] + longest[1][None, :]), 0
    ).astype(float)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    talks = [
        (gain[row, column], int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
    ]
    best = sorted((talk for talk in talks if talk[0] > 0), key=lambda talk: (-talk[0], talk[1]))
    return sorted((company, creative) for _, company, creative in best[:tables])


def _seated(talks: Sequence[Talk], first: int, tables: int) -> list[Talk]:
    """Give companies a table each round, the one they had before if it is free; the past keeps its tables."""
    seated, had = [talk for talk in talks if talk.round < first], {}
    for talk in sorted(seated):
        had[talk.company] = talk.table
    for at in sorted({talk.round for talk in talks if talk.round >= first}):
        now, taken = sorted(talk for talk in talks if talk.round == at), set()
        for talk in sorted(now, key=lambda each: (each.company not in had, each.company)):
            wish = had.get(talk.company, 0)
            table = wish if wish not in taken else min(set(range(tables)) - taken)
            taken.add(table)
            had[talk.company] = table
            seated.append(Talk(at, table, talk.company, talk.creative))
    return seated
