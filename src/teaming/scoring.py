"""What a team is worth and what it breaks: the objective of docs/teaming.md, in whole points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from teaming.faults import Fault, PairRule, Rule
from teaming.problem import Pair, Problem

Teams = tuple[tuple[int, tuple[int, ...]], ...]
"""An answer: ``(company, (creative, ...))``, sorted; a company that is not listed has no team."""


class Parts(NamedTuple):
    """The parts of a value, in points; their sum is the value."""

    coverage: int = 0
    diversity: int = 0
    distance: int = 0
    preference: int = 0
    seats: int = 0


def why_not_pair(problem: Problem, company: int, creative: int) -> PairRule | None:
    """Return why ``creative`` cannot be in the team of ``company``; None if they can."""
    here, them = problem.companies[company], problem.creatives[creative]
    if (company, creative) in problem.conflicts:
        return PairRule.CONFLICT
    if (company, creative) in problem.vetoes:
        return PairRule.VETO
    if them.hours < here.hours:
        return PairRule.HOURS
    if not any(language in here.languages for language in them.languages):
        return PairRule.LANGUAGE
    if here.mode == "remote":
        return None if them.remote else PairRule.NOT_REMOTE
    reach = them.radius * (2 if here.mode == "hybrid" else 1)
    return None if problem.distance(company, creative) <= reach else PairRule.DISTANCE


def eligible(problem: Problem, company: int, creative: int) -> bool:
    """Say whether ``creative`` may be in the team of ``company``."""
    return why_not_pair(problem, company, creative) is None


def covered(level: int, asked: int) -> int:
    """Return how much of a need a level covers, in percent, rounded down."""
    return 100 * min(level, asked) // asked


def parts(problem: Problem, company: int, members: Iterable[int]) -> Parts:
    """Return the parts of the value of a team; eligibility and size are not looked at.

    Examples
    --------
    >>> from teaming import Company, Creative, Need, Rules
    >>> firm = Company(0, 0, "onsite", 8, ("de",), (Need(7, 2, 100),), team_min=1, team_max=2)
    >>> ada = Creative((3,), ((7, 1),), 30, 40, radius=60, remote=True, hours=10, languages=("de",))
    >>> parts(Problem((firm,), (ada,), Rules()), 0, [0])
    Parts(coverage=25000, diversity=0, distance=3800, preference=0, seats=-6000)
    """
    rules, here, team = problem.rules, problem.companies[company], tuple(members)
    coverage = sum(
        need.weight
        * max((covered(problem.levels[i].get(need.skill, 0), need.level) for i in team), default=0)
        for need in here.needs
    )
    sectors = len({problem.creatives[i].sectors[0] for i in team})
    near = sum(nearness(problem, company, i) for i in team)
    preference = sum(
        rules.pref_unit * sum(problem.wish_of.get((company, i), (0, 0)))
        + rules.wait_unit * problem.creatives[i].waited
        for i in team
    )
    diversity = rules.diversity[min(sectors, len(rules.diversity) - 1)]
    return Parts(
        rules.coverage_unit * coverage, diversity, near, preference, -rules.seat_cost * len(team)
    )


def nearness(problem: Problem, company: int, creative: int) -> int:
    """Return the points for being near, or the flat sum of a remote project."""
    rules = problem.rules
    if problem.companies[company].mode == "remote":
        return rules.remote_flat
    return max(
        0, rules.distance_max - rules.distance_per_unit * problem.distance(company, creative)
    )


def value(problem: Problem, company: int, members: Iterable[int]) -> int:
    """Return the value of a team in points; no team is worth 0."""
    team = tuple(members)
    return sum(parts(problem, company, team)) if team else 0


def with_floor(problem: Problem, points: int) -> int:
    """Return what a value counts in the objective: each point missing below the floor costs more."""
    rules = problem.rules
    return points - rules.floor_slope * max(0, rules.floor - points)


def worth(problem: Problem, company: int, members: Iterable[int]) -> int:
    """Return what a team (or none) adds to the objective."""
    return with_floor(problem, value(problem, company, members))


def team_faults(problem: Problem, company: int, members: Sequence[int]) -> list[Fault]:
    """Return the rules that one team breaks, its pins aside."""
    here = problem.companies[company]
    faults = [
        Fault(Rule.TWICE, company, i) for i in sorted({i for i in members if members.count(i) > 1})
    ]
    if len(members) < here.team_min:
        faults.append(Fault(Rule.TOO_SMALL, company, asked=here.team_min, found=len(members)))
    if len(members) > here.team_max:
        faults.append(Fault(Rule.TOO_LARGE, company, asked=here.team_max, found=len(members)))
    sectors = len({problem.creatives[i].sectors[0] for i in members})
    if sectors < problem.rules.min_sectors:
        faults.append(
            Fault(Rule.TOO_FEW_SECTORS, company, asked=problem.rules.min_sectors, found=sectors)
        )
    for i in members:
        reason = why_not_pair(problem, company, i)
        if reason is not None:
            faults.append(Fault(Rule.NOT_ELIGIBLE, company, i, pair_rule=reason))
    return faults


def legal(problem: Problem, company: int, members: Sequence[int]) -> bool:
    """Say whether a team breaks no rule, its pins aside."""
    return not team_faults(problem, company, members)


def places(teams: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Return creative → companies they are placed at."""
    at: dict[int, list[int]] = {}
    for company, members in teams.items():
        for i in members:
            at.setdefault(i, []).append(company)
    return at


def all_faults(problem: Problem, teams: Mapping[int, Sequence[int]]) -> tuple[Fault, ...]:
    """Return every rule that an answer breaks."""
    faults = [
        fault
        for company, members in teams.items()
        for fault in team_faults(problem, company, members)
    ]
    for i, companies in places(teams).items():
        capacity = problem.creatives[i].capacity
        if len(companies) > capacity:
            faults.append(
                Fault(Rule.OVER_CAPACITY, creative=i, asked=capacity, found=len(companies))
            )
    for company, i in sorted(problem.pins):
        if i not in teams.get(company, ()):
            faults.append(Fault(Rule.PIN_MISSING, company, i))
    return tuple(faults)


def objective(
    problem: Problem, teams: Mapping[int, Sequence[int]], previous: frozenset[Pair] = frozenset()
) -> int:
    """Return the objective of an answer, kept pairs of ``previous`` included."""
    kept = sum((company, i) in previous for company, members in teams.items() for i in members)
    return problem.rules.keep_unit * kept + sum(
        worth(problem, company, teams.get(company, ())) for company in range(len(problem.companies))
    )
