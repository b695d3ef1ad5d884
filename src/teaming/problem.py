"""What is given: companies with needs, creatives with skills, and the rules between them.

All numbers are whole. Companies and creatives are known by their position, counted from 0.
A problem that could be made is valid; everything here is immutable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import isqrt
from typing import Any, NamedTuple

from teaming import parsing, validation

Pair = tuple[int, int]
"""A company and a creative, by position."""


class Mode(StrEnum):
    """Where the work happens; decides which distance rule holds."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Need(NamedTuple):
    """One skill a company asks for: ``level`` 1..3; the ``weight`` is its share of the company's 100 points."""

    skill: int
    level: int
    weight: int


class Wish(NamedTuple):
    """What two sides that met think of each other, each -2..2."""

    company: int
    creative: int
    of_company: int
    of_creative: int


@dataclass(frozen=True, slots=True)
class Company:
    """One organisation that gets a team.

    Parameters
    ----------
    x, y : int
        Where it is, in units of 0.1 km.
    mode : Mode
        On site, hybrid (twice the radius is fine) or remote (distance does not count).
    hours : int
        What each member must at least have to give.
    languages : sequence of str
        One of them must be shared.
    needs : sequence of Need
    team_min, team_max : int
        Size of its team; a company may also stay without one.
    """

    x: int
    y: int
    mode: Mode
    hours: int
    languages: tuple[str, ...]
    needs: tuple[Need, ...]
    team_min: int
    team_max: int


@dataclass(frozen=True, slots=True)
class Creative:
    """One creative professional.

    Parameters
    ----------
    sectors : sequence of int
        Creative submarkets; the first is the primary one.
    skills : sequence of (skill, level)
        Levels 1..3.
    x, y, radius : int
        Where they are and how far they go, in units of 0.1 km.
    remote : bool
        Whether they take part in remote projects.
    hours : int
        What they have to give.
    languages : sequence of str
    capacity : int
        Teams at most.
    waited : int
        Earlier rounds in which they were left out.
    """

    sectors: tuple[int, ...]
    skills: tuple[tuple[int, int], ...]
    x: int
    y: int
    radius: int
    remote: bool
    hours: int
    languages: tuple[str, ...]
    capacity: int = 1
    waited: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """The constants of the objective, in points; 0 switches a part off.

    ``diversity[k]`` is what a team with k different primary sectors gets (beyond the end: the last entry).
    Below ``floor`` each missing point of a team's value costs ``floor_slope`` points more.
    """

    coverage_unit: int = 5
    diversity: tuple[int, ...] = (0, 0, 6000, 10000, 12000)
    seat_cost: int = 6000
    distance_max: int = 4000
    distance_per_unit: int = 4
    remote_flat: int = 2000
    pref_unit: int = 1500
    wait_unit: int = 1000
    floor: int = 40000
    floor_slope: int = 1
    min_sectors: int = 2
    keep_unit: int = 2500


@dataclass(frozen=True)
class Problem:
    """Everything that is given.

    Parameters
    ----------
    companies, creatives : sequences
        n and m of them; pairs name them by position.
    rules : Rules
    wishes : sequence of Wish
        Pairs that met; every other pair counts 0 and 0.
    conflicts, vetoes : frozenset of (company, creative)
        Pairs that must not be in a team.
    pins : frozenset of (company, creative)
        Pairs that must be in a team.

    Raises
    ------
    InvalidProblem
        Names the row, the field and the number that is wrong.

    Examples
    --------
    >>> firm = Company(0, 0, Mode.ONSITE, 8, ("de",), (Need(7, 2, 100),), team_min=1, team_max=1)
    >>> ada = Creative((3,), ((7, 2),), 30, 40, radius=60, remote=True, hours=10, languages=("de",))
    >>> problem = Problem((firm,), (ada,), Rules(min_sectors=1))
    >>> problem.distance(0, 0)
    50
    """

    companies: tuple[Company, ...]
    creatives: tuple[Creative, ...]
    rules: Rules = field(default_factory=Rules)
    wishes: tuple[Wish, ...] = ()
    conflicts: frozenset[Pair] = frozenset()
    vetoes: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        for name in ("companies", "creatives", "wishes"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for name in ("conflicts", "vetoes", "pins"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        validation.check_problem(self)

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Problem:
        """Read the form ``team-instance/1``; raises InvalidProblem."""
        parsing.check_format(document)
        return cls(
            companies=tuple(
                _company(parsing.company_fields(row, f"companies[{c}]"))
                for c, row in enumerate(parsing.rows(document, "companies"))
            ),
            creatives=tuple(
                Creative(**parsing.creative_fields(row, f"creatives[{i}]"))
                for i, row in enumerate(parsing.rows(document, "creatives"))
            ),
            rules=Rules(**parsing.rules_fields(document.get("rules", {}))),
            wishes=tuple(
                Wish(*parsing.numbers(row, f"prefs[{at}]", "", 4))
                for at, row in enumerate(parsing.rows(document, "prefs"))
            ),
            conflicts=parsing.pairs(document, "conflicts"),
            vetoes=parsing.pairs(document, "vetoes"),
            pins=parsing.pairs(document, "pins"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the form ``team-instance/1``: lists, numbers and text only."""
        return parsing.problem_document(self)

    @cached_property
    def wish_of(self) -> dict[Pair, tuple[int, int]]:
        """``(company, creative)`` → what they think of each other."""
        return {(w[0], w[1]): (w[2], w[3]) for w in self.wishes}

    @cached_property
    def levels(self) -> tuple[dict[int, int], ...]:
        """Per creative: skill → level."""
        return tuple(dict(creative.skills) for creative in self.creatives)

    @cached_property
    def pins_of(self) -> dict[int, frozenset[int]]:
        """Company → creatives pinned to it."""
        pinned: dict[int, set[int]] = {}
        for company, creative in self.pins:
            pinned.setdefault(company, set()).add(creative)
        return {company: frozenset(them) for company, them in pinned.items()}

    def distance(self, company: int, creative: int) -> int:
        """Straight line in units of 0.1 km, rounded down."""
        here, there = self.companies[company], self.creatives[creative]
        return isqrt((there.x - here.x) ** 2 + (there.y - here.y) ** 2)


def _company(fields: dict[str, Any]) -> Company:
    fields["needs"] = tuple(Need(*need) for need in fields["needs"])
    return Company(**fields)
