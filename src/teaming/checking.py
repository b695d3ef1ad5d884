"""Is an answer allowed, what is it worth, who could complain?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from teaming.errors import expect
from teaming.faults import Fault
from teaming.formation import as_teams
from teaming.problem import Pair, Problem
from teaming.scoring import all_faults, eligible, legal, objective, places, value, why_not_pair

MOST_PAIRS = 3_000_000


@dataclass(frozen=True)
class Report:
    """What ``check`` found; all values in points.

    Attributes
    ----------
    faults : tuple of Fault
        Broken rules; empty for an answer that is allowed.
    objective : int
        Kept pairs of a previous answer included.
    sum_value, poor_points : int
        The values of all teams, and how many points are missing below the floor in total.
    smallest : int
        The smallest value of any company; a company without a team counts 0.
    unserved, below_floor, placed : int
        Companies without a team, companies below the floor, creatives with a team.
    blocking : tuple of (company, creative)
        See ``blocking_pairs``; empty if there are faults.
    left_out : tuple of int or None
        Creatives left out needlessly; None if faults or sheer size keep that from being looked at.
    kept, changed : int
        Pairs of the previous answer that are kept; pairs that are in one of the two only.
    """

    faults: tuple[Fault, ...]
    objective: int
    sum_value: int
    poor_points: int
    smallest: int
    unserved: int
    below_floor: int
    placed: int
    blocking: tuple[Pair, ...]
    left_out: tuple[int, ...] | None
    kept: int = 0
    changed: int = 0


class LeftOutReason(StrEnum):
    """Why a creative has no team."""

    NEEDLESS = "needless"
    NO_CAPACITY = "no_capacity"
    NOWHERE_ELIGIBLE = "nowhere_eligible"
    TEAMS_FULL = "teams_full"
    ADDS_TOO_LITTLE = "adds_too_little"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A creative without a team.

    ``company`` is the team they would add most to (None: nowhere eligible) and ``gain`` the change of its
    value in points if they joined, as if there were a free seat.
    """

    creative: int
    reason: LeftOutReason
    company: int | None = None
    gain: int | None = None


def check(
    problem: Problem,
    teams: Iterable[Sequence[object]],
    previous: Iterable[Sequence[object]] | None = None,
) -> Report:
    """Look at an answer: broken rules, points, complaints.

    Raises InvalidAnswer if it names what does not exist, InvalidOption if ``problem`` is none.
    """
    expect(problem, Problem, "problem")
    given = dict(as_teams(problem, teams))
    faults = all_faults(problem, given)
    values = [
        value(problem, company, given.get(company, ())) for company in range(len(problem.companies))
    ]
    pairs = {(company, i) for company, members in given.items() for i in members}
    old = {(company, i) for company, members in as_teams(problem, previous or ()) for i in members}
    countable = (
        not faults and len(given) * (len(problem.creatives) - len(places(given))) <= MOST_PAIRS
    )
    return Report(
        faults=faults,
        objective=objective(problem, given, frozenset(old)),
        sum_value=sum(values),
        poor_points=sum(max(0, problem.rules.floor - points) for points in values),
        smallest=min(values),
        unserved=len(problem.companies) - len(given),
        below_floor=sum(points < problem.rules.floor for points in values),
        placed=len(places(given)),
        blocking=() if faults else blocking_pairs(problem, given),
        left_out=tuple(_needless(problem, given)) if countable else None,
        kept=len(old & pairs),
        changed=len(old ^ pairs) if previous is not None else 0,
    )


def blocking_pairs(problem: Problem, teams: Mapping[int, Sequence[int]]) -> tuple[Pair, ...]:
    """Return pairs that met and would both rather work together.

    The creative likes the company better than a free place (or than the least liked of their companies, if
    they have no free place), and the company's team would be legal and worth more with them added or in the
    place of a member who is not pinned. After D. Gale and L. S. Shapley, "College admissions and the
    stability of marriage", American Mathematical Monthly 69(1), 1962, pp. 9-15.
    """
    at = places(teams)
    return tuple(
        (company, i)
        for (company, i), (_, liking) in problem.wish_of.items()
        if i not in teams.get(company, ())
        and liking > _liked_least(problem, i, at.get(i, []))
        and eligible(problem, company, i)
        and _would_gain(problem, company, teams.get(company, ()), i)
    )


def _liked_least(problem: Problem, creative: int, companies: Sequence[int]) -> int:
    if len(companies) < problem.creatives[creative].capacity:
        return 0
    return min(
        (problem.wish_of.get((company, creative), (0, 0))[1] for company in companies), default=2
    )


def _would_gain(problem: Problem, company: int, team: Sequence[int], creative: int) -> bool:
    now, pinned = value(problem, company, team), problem.pins_of.get(company, frozenset())
    tries = [[*team, creative]]
    tries += [[k for k in team if k != j] + [creative] for j in team if j not in pinned]
    return any(
        value(problem, company, each) > now and legal(problem, company, each) for each in tries
    )


def left_out(problem: Problem, teams: Mapping[int, Sequence[int]]) -> tuple[LeftOut, ...]:
    """Return every creative without a team, with the reason; looks at each pair of one and a company."""
    at = places(teams)
    return tuple(_left_out(problem, teams, i) for i in range(len(problem.creatives)) if i not in at)


def _left_out(problem: Problem, teams: Mapping[int, Sequence[int]], i: int) -> LeftOut:
    if not problem.creatives[i].capacity:
        return LeftOut(i, LeftOutReason.NO_CAPACITY)
    gains = [
        (value(problem, c, (*teams.get(c, ()), i)) - value(problem, c, teams.get(c, ())), -c)
        for c in range(len(problem.companies))
        if eligible(problem, c, i)
    ]
    if not gains:
        return LeftOut(i, LeftOutReason.NOWHERE_ELIGIBLE)
    gain, company = max(gains)
    if gain <= 0:
        return LeftOut(i, LeftOutReason.ADDS_TOO_LITTLE, -company, gain)
    needless = any(
        each > 0 and -c in teams and len(teams[-c]) < problem.companies[-c].team_max
        for each, c in gains
    )
    return LeftOut(
        i, LeftOutReason.NEEDLESS if needless else LeftOutReason.TEAMS_FULL, -company, gain
    )


def _needless(problem: Problem, teams: Mapping[int, Sequence[int]]) -> Iterable[int]:
    """Yield creatives whom some team with a free seat could take and be worth more."""
    at = places(teams)
    roomy = {
        c: value(problem, c, members)
        for c, members in teams.items()
        if len(members) < problem.companies[c].team_max
    }
    for i in range(len(problem.creatives)):
        if i in at or not problem.creatives[i].capacity:
            continue
        if any(
            why_not_pair(problem, c, i) is None and value(problem, c, (*teams[c], i)) > now
            for c, now in roomy.items()
        ):
            yield i
