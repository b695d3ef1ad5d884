"""Is a problem what it must be? Plain loops, because every row is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teaming.errors import InvalidProblem

if TYPE_CHECKING:
    from teaming.problem import Company, Creative, Problem, Rules

MOST_COMPANIES = 200_000
MOST_CREATIVES = 1_000_000
MOST_SEATS = 64
MOST_NEEDS = 64
MOST_LANGUAGES = 62
FAR = 10_000_000
MUCH = 100_000_000

MODES = frozenset({"onsite", "hybrid", "remote"})


def whole(value: Any, row: str, name: str, low: int, high: int) -> int:
    """Return ``value`` if it is a whole number in ``low..high``; raises InvalidProblem."""
    if type(value) is not int:
        raise InvalidProblem(row, name, f"{value!r:.60} is not a whole number")
    if value < low:
        raise InvalidProblem(row, name, f"{value} is below {low}")
    if value > high:
        raise InvalidProblem(row, name, f"{value} is above {high}")
    return value


def check_problem(problem: Problem) -> None:
    """Raise InvalidProblem for the first row that is wrong."""
    for name, most in (("companies", MOST_COMPANIES), ("creatives", MOST_CREATIVES)):
        count = len(getattr(problem, name))
        if not 1 <= count <= most:
            raise InvalidProblem("problem", name, f"{count} of them; there must be 1 to {most}")
    check_rules(problem.rules)
    for c, company in enumerate(problem.companies):
        _check_company(company, f"companies[{c}]")
    for i, creative in enumerate(problem.creatives):
        _check_creative(creative, f"creatives[{i}]")
    spoken = len({language for company in problem.companies for language in company.languages})
    if spoken > MOST_LANGUAGES:
        raise InvalidProblem(
            "companies", "languages", f"{spoken} different ones; there may be {MOST_LANGUAGES}"
        )
    _check_wishes(problem)
    for name in ("conflicts", "vetoes", "pins"):
        for pair in getattr(problem, name):
            _check_pair(problem, pair, name)


def check_rules(rules: Rules) -> None:
    """Raise InvalidProblem if a constant is outside its range."""
    whole(rules.coverage_unit, "rules", "coverage_unit", 0, 10_000)
    for name in (
        "seat_cost", "distance_max", "distance_per_unit", "remote_flat", "pref_unit", "wait_unit", "floor", "keep_unit"
    ):  # fmt: skip
        whole(getattr(rules, name), "rules", name, 0, MUCH)
    whole(rules.floor_slope, "rules", "floor_slope", 0, 1000)
    whole(rules.min_sectors, "rules", "min_sectors", 0, MOST_SEATS)
    _check_sequence(rules.diversity, "rules", "diversity", 1, MOST_SEATS + 1)
    for points in rules.diversity:
        whole(points, "rules", "diversity", -MUCH, MUCH)


def _check_company(company: Company, row: str) -> None:
    whole(company.x, row, "x", -FAR, FAR)
    whole(company.y, row, "y", -FAR, FAR)
    whole(company.hours, row, "hours", 0, MUCH)
    whole(company.team_min, row, "team_min", 1, MOST_SEATS)
    whole(company.team_max, row, "team_max", 1, MOST_SEATS)
    if company.team_min > company.team_max:
        raise InvalidProblem(
            row, "team_min", f"{company.team_min} is above team_max {company.team_max}"
        )
    if not isinstance(company.mode, str) or company.mode not in MODES:
        raise InvalidProblem(
            row, "mode", f"{company.mode!r:.60} is none of {', '.join(sorted(MODES))}"
        )
    _check_languages(company.languages, row)
    _check_sequence(company.needs, row, "needs", 0, MOST_NEEDS)
    for need in company.needs:
        if not isinstance(need, tuple) or len(need) != 3:
            raise InvalidProblem(row, "needs", f"{need!r:.60} is not (skill, level, weight)")
        whole(need[0], row, "needs.skill", 0, MUCH)
        whole(need[1], row, "needs.level", 1, 3)
        whole(need[2], row, "needs.weight", 0, 1000)


def _check_creative(creative: Creative, row: str) -> None:
    whole(creative.x, row, "x", -FAR, FAR)
    whole(creative.y, row, "y", -FAR, FAR)
    whole(creative.radius, row, "radius", 0, FAR)
    whole(creative.hours, row, "hours", 0, MUCH)
    whole(creative.capacity, row, "capacity", 0, 1000)
    whole(creative.waited, row, "waited", 0, 1000)
    if type(creative.remote) is not bool:
        raise InvalidProblem(row, "remote", f"{creative.remote!r:.60} is neither true nor false")
    _check_languages(creative.languages, row)
    _check_sequence(creative.sectors, row, "sectors", 1, 1000)
    for sector in creative.sectors:
        whole(sector, row, "sectors", 0, 100_000)
    _check_sequence(creative.skills, row, "skills", 0, 1000)
    seen: set[int] = set()
    for skill in creative.skills:
        if not isinstance(skill, tuple) or len(skill) != 2:
            raise InvalidProblem(row, "skills", f"{skill!r:.60} is not (skill, level)")
        whole(skill[0], row, "skills.skill", 0, MUCH)
        whole(skill[1], row, "skills.level", 0, 3)
        if skill[0] in seen:
            raise InvalidProblem(row, "skills", f"skill {skill[0]} is given twice")
        seen.add(skill[0])


def _check_sequence(value: Any, row: str, name: str, low: int, high: int) -> None:
    if not isinstance(value, tuple):
        raise InvalidProblem(row, name, f"{value!r:.60} is not a list")
    if not low <= len(value) <= high:
        raise InvalidProblem(row, name, f"{len(value)} entries; there must be {low} to {high}")


def _check_languages(languages: Any, row: str) -> None:
    _check_sequence(languages, row, "languages", 0, 100)
    for language in languages:
        if not isinstance(language, str):
            raise InvalidProblem(row, "languages", f"{language!r:.60} is not text")


def _check_wishes(problem: Problem) -> None:
    seen: set[tuple[int, int]] = set()
    for row, wish in enumerate(problem.wishes):
        name = f"prefs[{row}]"
        if not isinstance(wish, tuple) or len(wish) != 4:
            raise InvalidProblem(
                name, "", f"{wish!r:.60} is not (company, creative, of_company, of_creative)"
            )
        _check_pair(problem, (wish[0], wish[1]), name)
        whole(wish[2], name, "of_company", -2, 2)
        whole(wish[3], name, "of_creative", -2, 2)
        if (wish[0], wish[1]) in seen:
            raise InvalidProblem(
                name, "", f"company {wish[0]} and creative {wish[1]} are given twice"
            )
        seen.add((wish[0], wish[1]))


def _check_pair(problem: Problem, pair: Any, row: str) -> None:
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise InvalidProblem(row, "", f"{pair!r:.60} is not (company, creative)")
    whole(pair[0], row, "company", 0, len(problem.companies) - 1)
    whole(pair[1], row, "creative", 0, len(problem.creatives) - 1)


def entries(value: Any, row: str, name: str) -> list[Any]:
    """Return ``value`` if it is a list; raises InvalidProblem."""
    if not isinstance(value, list):
        raise InvalidProblem(row, name, f"{value!r:.60} is not a list")
    return value
