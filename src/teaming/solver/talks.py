"""Rounds of talks: who talks to whom, in which round, at which table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from teaming.errors import InvalidOption, expect

MOST_VALUE = 1_000_000
MOST = {"companies": 1_000, "creatives": 5_000, "rounds": 1_000, "tables": 1_000}


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
    away: Collection[int] = (),
    away_companies: Collection[int] = (),
) -> TalkPlan:
    """Plan who talks to whom: nobody twice with the same, the most valuable talks first.

    Round by round the talks are chosen as an assignment problem: as many rounds of waiting as possible come to an end,
    and among such choices the total value is greatest. Rounds that have happened stay as they are. Fewer tables than
    talks add idle rows and columns, after M. Dell'Amico and S. Martello, "The k-cardinality assignment problem",
    Discrete Applied Mathematics 76, 1997, pp. 103-121.

    Parameters
    ----------
    values : mapping of (company, creative) to int
        What a talk is worth, 1 to a million; pairs that are not in it do not talk.
    companies, creatives, rounds, tables : int
        How many, at most 1,000, 5,000, 1,000 and 1,000; at each table one company talks to one creative.
    past : sequence of Talk
        What has happened; the rounds after the last of these are planned anew.
    away, away_companies : collection of int
        Creatives and companies who have left and are planned no more.

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
    for name, given, kind in (
        ("values", values, Mapping), ("past", past, Sequence),
        ("away", away, Collection), ("away_companies", away_companies, Collection),
    ):  # fmt: skip
        expect(given, kind, name)
    sizes = {"companies": companies, "creatives": creatives, "rounds": rounds, "tables": tables}
    _check_sizes(sizes)
    _check_values(values, sizes)
    _check_past(past, sizes)
    for each in away_companies:
        _whole(each, "a company that is away", 0, companies - 1)
    for each in away:
        _whole(each, "a creative who is away", 0, creatives - 1)
    table = np.zeros((companies, creatives), np.int64)
    for (company, creative), worth in values.items():
        table[company, creative] = worth
    table[:, list(away)] = 0
    table[list(away_companies)] = 0
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


def _whole(number: object, name: str, low: int, high: int) -> None:
    if type(number) is not int or not low <= number <= high:
        message = f"{name} is {number!r:.60}; it must be {low} to {high}"
        raise InvalidOption(message)


def _check_sizes(sizes: Mapping[str, int]) -> None:
    for name, number in sizes.items():
        _whole(number, name, 1, MOST[name])


def _check_values(values: Mapping[tuple[int, int], int], sizes: Mapping[str, int]) -> None:
    for pair, worth in values.items():
        if not isinstance(pair, tuple) or len(pair) != 2:
            message = f"{pair!r:.60} is not (company, creative)"
            raise InvalidOption(message)
        _whole(pair[0], f"the company of {pair}", 0, sizes["companies"] - 1)
        _whole(pair[1], f"the creative of {pair}", 0, sizes["creatives"] - 1)
        _whole(worth, f"the worth of the talk {pair}", 1, MOST_VALUE)


def _check_past(past: Sequence[Talk], sizes: Mapping[str, int]) -> None:
    seen: set[tuple[str, int, int]] = set()
    for talk in past:
        expect(talk, Talk, "a talk of the past")
        for name, most in (
            ("round", "rounds"), ("table", "tables"), ("company", "companies"), ("creative", "creatives"),
        ):  # fmt: skip
            _whole(getattr(talk, name), f"the {name} of {talk}", 0, sizes[most] - 1)
        keys = {
            (name, talk.round, getattr(talk, name)) for name in ("table", "company", "creative")
        }
        if keys & seen:
            message = f"{talk} of the past has somebody or a table in two places at once"
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
    return [pair for pair in _best_pairs(gain, tables) if gain[pair] > 0]


def _best_pairs(gain: npt.NDArray[np.float64], most: int) -> list[tuple[int, int]]:
    """Return as many pairs of a row and a column as can be, at most ``most``, with the greatest sum of gains.

    Examples
    --------
    Of three pairs one is best alone, but not together with another:

    >>> _best_pairs(np.array([[10.0, 9.0], [9.0, 0.0]]), 1)
    [(0, 0)]
    >>> _best_pairs(np.array([[10.0, 9.0], [9.0, 0.0]]), 2)
    [(0, 1), (1, 0)]
    """
    height, width = gain.shape
    idle = max(0, height - most), max(0, width - most)
    if not all(idle):
        idle = 0, 0
    table = np.zeros((height + idle[1], width + idle[0]))
    table[:height, :width] = gain
    table[height:, width:] = -np.inf
    rows, columns = linear_sum_assignment(table, maximize=True)
    inside = (rows < height) & (columns < width)
    return list(zip(rows[inside].tolist(), columns[inside].tolist(), strict=True))


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
