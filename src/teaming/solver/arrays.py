"""A problem as arrays: what the numeric half of the solver reads, and never writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from teaming.problem import Pair, Problem

Ints = npt.NDArray[np.int64]

MODES = {"onsite": 0, "hybrid": 1, "remote": 2}
BANNED, PINNED = 1, 2


class Arrays(NamedTuple):
    """Companies, creatives, who has which skill, and pairs that are special; all int64.

    ``*_from`` are offsets: row r of ``x`` is ``x[x_from[r] : x_from[r + 1]]``. Sectors, skills and languages
    are renumbered; languages are bits. A special pair has a wish, is banned, is pinned, or
    was together before; ``pair_keep`` is what keeping it is worth. ``rules`` holds the constants by the
    positions named in ``RULES``.
    """

    company_x: Ints
    company_y: Ints
    company_mode: Ints
    company_hours: Ints
    company_languages: Ints
    team_min: Ints
    team_max: Ints
    need_from: Ints
    need_skill: Ints
    need_level: Ints
    need_weight: Ints
    creative_x: Ints
    creative_y: Ints
    radius: Ints
    remote: Ints
    hours: Ints
    languages: Ints
    sector: Ints
    capacity: Ints
    waited: Ints
    skill_from: Ints
    skill: Ints
    skill_level: Ints
    holder_from: Ints
    holder: Ints
    holder_level: Ints
    pair_from: Ints
    pair_creative: Ints
    pair_points: Ints
    pair_keep: Ints
    pair_flags: Ints
    rules: Ints
    diversity: Ints

    @property
    def companies(self) -> int:
        """How many companies there are."""
        return len(self.company_x)

    @property
    def creatives(self) -> int:
        """How many creatives there are."""
        return len(self.creative_x)


RULES = (
    "seat_cost",
    "distance_max",
    "distance_per_unit",
    "remote_flat",
    "floor",
    "floor_slope",
    "min_sectors",
)
SEAT, NEAR, PER_UNIT, FLAT, FLOOR, SLOPE, SECTORS = range(7)


def arrays_of(problem: Problem, previous: frozenset[Pair] = frozenset()) -> Arrays:
    """Return ``problem`` as arrays; ``previous`` are the pairs whose keeping is worth something."""
    companies, creatives = problem.companies, problem.creatives
    asked = _numbering(need.skill for company in companies for need in company.needs)
    spoken = _numbering(language for company in companies for language in company.languages)
    sectors = _numbering(creative.sectors[0] for creative in creatives)
    unit = problem.rules.coverage_unit
    return Arrays(
        **_columns(companies, {"company_x": "x", "company_y": "y", "company_hours": "hours"}),
        **_columns(companies, {"team_min": "team_min", "team_max": "team_max"}),
        company_mode=_array(MODES[company.mode] for company in companies),
        company_languages=_bits([company.languages for company in companies], spoken),
        need_from=_offsets([len(company.needs) for company in companies]),
        need_skill=_array(asked[need.skill] for company in companies for need in company.needs),
        need_level=_array(need.level for company in companies for need in company.needs),
        need_weight=_array(unit * need.weight for company in companies for need in company.needs),
        **_columns(
            creatives,
            {"creative_x": "x", "creative_y": "y", "radius": "radius", "remote": "remote"},
        ),
        **_columns(creatives, {"hours": "hours", "capacity": "capacity"}),
        waited=_array(problem.rules.wait_unit * creative.waited for creative in creatives),
        languages=_bits([creative.languages for creative in creatives], spoken),
        sector=_array(sectors[creative.sectors[0]] for creative in creatives),
        **_holders(problem, asked),
        **_special(problem, previous),
        rules=_array(getattr(problem.rules, name) for name in RULES),
        diversity=_array(problem.rules.diversity),
    )


def nbytes(arrays: Arrays) -> int:
    """Return how much memory the arrays take, in bytes."""
    return sum(each.nbytes for each in arrays)


def _array(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _columns(rows: Sequence[object], names: dict[str, str]) -> dict[str, Ints]:
    return {ours: _array(getattr(row, theirs) for row in rows) for ours, theirs in names.items()}


def _numbering(values: Iterable[object]) -> dict[object, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _offsets(lengths: Sequence[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(np.asarray(lengths, np.int64)))).astype(np.int64)


def _bits(languages: Sequence[tuple[str, ...]], numbering: dict[object, int]) -> Ints:
    return _array(
        sum({1 << numbering[each] for each in row if each in numbering}) for row in languages
    )


def _holders(problem: Problem, asked: dict[object, int]) -> dict[str, Ints]:
    """Who has which of the skills that are asked for, and how well, from both sides."""
    lists: list[list[tuple[int, int]]] = [[] for _ in asked]
    for i, creative in enumerate(problem.creatives):
        for skill, level in creative.skills:
            if skill in asked and level:
                lists[asked[skill]].append((i, level))
    known = [
        [(asked[skill], level) for skill, level in creative.skills if skill in asked and level]
        for creative in problem.creatives
    ]
    return {
        "skill_from": _offsets([len(each) for each in known]),
        "skill": _array(skill for each in known for skill, _ in each),
        "skill_level": _array(level for each in known for _, level in each),
        "holder_from": _offsets([len(each) for each in lists]),
        "holder": _array(i for each in lists for i, _ in each),
        "holder_level": _array(level for each in lists for _, level in each),
    }


def _special(problem: Problem, previous: frozenset[Pair]) -> dict[str, Ints]:
    pairs: list[dict[int, list[int]]] = [{} for _ in problem.companies]
    for c, i, of_company, of_creative in problem.wishes:
        pairs[c].setdefault(i, [0, 0, 0])[0] = problem.rules.pref_unit * (of_company + of_creative)
    for c, i in previous:
        pairs[c].setdefault(i, [0, 0, 0])[1] = problem.rules.keep_unit
    for flag, these in ((BANNED, problem.conflicts | problem.vetoes), (PINNED, problem.pins)):
        for c, i in these:
            pairs[c].setdefault(i, [0, 0, 0])[2] |= flag
    rows = [(i, *row[i]) for row in pairs for i in sorted(row)]
    return {
        "pair_from": _offsets([len(row) for row in pairs]),
        "pair_creative": _array(row[0] for row in rows),
        "pair_points": _array(row[1] for row in rows),
        "pair_keep": _array(row[2] for row in rows),
        "pair_flags": _array(row[3] for row in rows),
    }
