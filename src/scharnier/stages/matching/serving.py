"""Every organisation first: a proposal leaves none without a team that could have one.

By its points alone the objective leaves an organisation without anybody rather than with
somebody who brings nothing that it wants, and where two are near and of two submarkets, it
puts both into one team. No lead would decide so. A team as such is therefore worth more than
everything else together while a proposal is made, and nothing where points are told.
"""

from collections import Counter
from dataclasses import dataclass, replace

from teaming import Formation, PairRule, Problem, measured
from teaming.scoring import legal, places, why_not_pair

HIGHEST_WISHES = 4  # two sides, two steps each
LARGEST_BONUS = 50_000_000  # half of what the library takes


def organisations_first(problem: Problem) -> Problem:
    """The same problem, but as many organisations as possible get a team before points count."""
    bonus, rules = _more_than_all_points(problem), problem.rules
    none, *kinds = rules.diversity
    return replace(
        problem,
        rules=replace(
            rules,
            diversity=(none, *(points + bonus for points in kinds or [none])),
            floor=rules.floor + bonus,
        ),
    )


def _more_than_all_points(problem: Problem) -> int:
    """More than all teams together can differ by; a whole number that the library takes."""
    rules = problem.rules
    waited = max(creative.waited for creative in problem.creatives)
    seat = (
        rules.seat_cost
        + max(rules.distance_max, rules.remote_flat)
        + 2 * HIGHEST_WISHES * rules.pref_unit
        + rules.wait_unit * waited
        + rules.keep_unit
    )
    total = sum(
        100 * rules.coverage_unit * sum(need.weight for need in company.needs)
        + max(map(abs, rules.diversity))
        + company.team_max * seat
        for company in problem.companies
    )
    return min(LARGEST_BONUS, (1 + rules.floor_slope) * total)


def without_the_bonus(problem: Problem, found: Formation, previous: Formation) -> Formation:
    """``found`` for ``organisations_first(problem)``, told in the points of ``problem``.

    Its bound is then that of all answers which give as many organisations a team.
    """
    plain = measured(problem, found.teams, previous.pairs)
    bonus = found.objective - plain.objective
    bound = None if found.bound is None else found.bound - bonus
    return replace(plain, bound=bound, proven=found.proven)


@dataclass(frozen=True)
class Unserved:
    """Why an organisation has no team; all are positions.

    ``barred`` counts the creatives whom a rule keeps out, ``elsewhere`` are those who may
    join but are in other teams (creative, company), ``free`` those who are in none. With
    ``too_few_kinds`` enough are free, but of too few submarkets.
    """

    company: int
    asked: int
    barred: dict[PairRule, int]
    elsewhere: tuple[tuple[int, int], ...]
    free: tuple[int, ...]
    is_possible: bool
    too_few_kinds: bool = False


def unserved(problem: Problem, formation: Formation) -> list[Unserved]:
    """Why each organisation that has nobody in ``formation`` stays without a team."""
    at = places(formation.members)
    return [
        _why(problem, at, company)
        for company in range(len(problem.companies))
        if not formation.members.get(company)
    ]


def _why(problem: Problem, at: dict[int, list[int]], company: int) -> Unserved:
    barred: Counter[PairRule] = Counter()
    elsewhere, free = [], []
    for creative, them in enumerate(problem.creatives):
        rule = why_not_pair(problem, company, creative)
        if rule is not None:
            barred[rule] += 1
        elif len(at.get(creative, ())) < them.capacity:
            free.append(creative)
        else:
            elsewhere.append((creative, at[creative][0]))
    here = problem.companies[company]
    size = min(here.team_max, max(here.team_min, problem.rules.min_sectors))
    team = _of_most_kinds(problem, free, size)
    return Unserved(
        company,
        here.team_min,
        dict(barred),
        tuple(elsewhere),
        tuple(free),
        is_possible=bool(team) and legal(problem, company, team),
        too_few_kinds=len(free) >= size and not legal(problem, company, team),
    )


def _of_most_kinds(problem: Problem, free: list[int], size: int) -> list[int]:
    """So many of them, of as many submarkets as there are."""
    seen: set[int] = set()
    first, others = [], []
    for creative in free:
        kind = problem.creatives[creative].sectors[0]
        (others if kind in seen else first).append(creative)
        seen.add(kind)
    return [*first, *others][:size]
