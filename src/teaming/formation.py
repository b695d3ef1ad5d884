"""The result of forming teams, with its reasons and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from teaming.errors import InvalidAnswer
from teaming.problem import Pair, Problem
from teaming.scoring import Parts, Teams, objective, parts

NO_PARTS = Parts()


@dataclass(frozen=True)
class Formation:
    """Teams and how good they are.

    Attributes
    ----------
    teams : tuple of (company, (creative, ...))
        Sorted by company, members sorted; a company that is not listed has no team.
    objective : int
        Points, the floor penalty and (after ``reform``) the kept pairs included.
    parts : Parts
        The values of all teams added up part by part.
    bound : int or None
        No answer can have more points than this; None if nothing was proven.
    proven : bool
        The objective equals the bound: no better answer exists.
    scale : int
        Floor slope x floor x companies, which makes ``gap`` meaningful where points are negative.
    prices : tuple of int
        Per creative, in points: how sought-after they are; empty if unknown.
    smallest : int or None
        The smallest value of a company that can be served at all.
    smallest_bound : int or None
        ``fairest`` only: no answer has a larger ``smallest``.
    fairness_price : int or None
        ``fairest`` only: points of the objective that fairness costs.
    rounds : int
        Steps of the search that were made.
    stopped : bool
        Whether ``stop`` ended the search early.
    """

    teams: Teams
    objective: int
    parts: Parts = NO_PARTS
    bound: int | None = None
    proven: bool = False
    scale: int = 0
    prices: tuple[int, ...] = field(default=(), repr=False)
    smallest: int | None = None
    smallest_bound: int | None = None
    fairness_price: int | None = None
    rounds: int = 0
    stopped: bool = False

    @property
    def gap(self) -> float | None:
        """``(bound - objective) / (bound + scale)``: 0.002 is 0.2 %. None without a bound."""
        if self.bound is None:
            return None
        missing = self.bound - self.objective
        return (
            missing / (self.bound + self.scale)
            if missing and self.bound + self.scale > 0
            else float(missing > 0)
        )

    @cached_property
    def members(self) -> dict[int, tuple[int, ...]]:
        """Company → its creatives."""
        return dict(self.teams)

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Every (company, creative) that work together."""
        return frozenset((company, i) for company, members in self.teams for i in members)


def as_teams(problem: Problem, teams: Iterable[Sequence[object]]) -> Teams:
    """Return teams sorted, empty ones left out; raises InvalidAnswer for unknown or repeated companies.

    Examples
    --------
    >>> from teaming import Company, Creative, Rules
    >>> firm = Company(0, 0, "remote", 8, ("de",), (), team_min=1, team_max=2)
    >>> ada = Creative((3,), (), 0, 0, radius=60, remote=True, hours=10, languages=("de",))
    >>> as_teams(Problem((firm, firm), (ada, ada), Rules()), [[1, []], [0, [1, 0]]])
    ((0, (0, 1)),)
    """
    found: dict[int, tuple[int, ...]] = {}
    for at, each in enumerate(teams):
        row = f"teams[{at}]"
        if isinstance(each, str) or not isinstance(each, Sequence) or len(each) != 2:
            raise InvalidAnswer(row, "is not [company, [creative, ...]]")
        company, members = each
        if isinstance(members, str) or not isinstance(members, Sequence):
            raise InvalidAnswer(row, "its members are not a list")
        company = _known(company, len(problem.companies), row, "company")
        for creative in members:
            _known(creative, len(problem.creatives), row, "creative")
        if company in found:
            raise InvalidAnswer(row, f"company {company} is listed twice")
        found[company] = tuple(sorted(members))
    return tuple(sorted((company, members) for company, members in found.items() if members))


def _known(number: object, count: int, row: str, kind: str) -> int:
    if type(number) is not int or not 0 <= number < count:
        raise InvalidAnswer(
            row, f"{kind} {number!r:.60} is unknown: there are {count}, counted from 0"
        )
    return number


def measured(problem: Problem, teams: Teams, previous: frozenset[Pair] = frozenset()) -> Formation:
    """Return ``teams`` as a formation about whose quality nothing is proven."""
    each = [parts(problem, company, members) for company, members in teams]
    total = Parts(*map(sum, zip(*each, strict=True))) if each else Parts()
    return Formation(teams, objective(problem, dict(teams), previous), total, scale=scale(problem))


def scale(problem: Problem) -> int:
    """Return floor slope x floor x companies."""
    return problem.rules.floor_slope * problem.rules.floor * len(problem.companies)
