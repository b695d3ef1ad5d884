"""The form ``team-instance/1``: from lists and numbers to problems and back.

Only the shape is looked at here; ``validation`` looks at the numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teaming.errors import InvalidProblem
from teaming.validation import entries

if TYPE_CHECKING:
    from teaming.problem import Company, Creative, Problem

FORMAT = "team-instance/1"
RULE_NAMES = (
    "coverage_unit", "seat_cost", "distance_max", "distance_per_unit", "remote_flat", "pref_unit", "wait_unit",
    "floor", "floor_slope", "min_sectors", "keep_unit",
)  # fmt: skip


def check_format(document: Any) -> None:
    """Raise InvalidProblem unless ``document`` says that it is a problem."""
    if not isinstance(document, dict):
        raise InvalidProblem("problem", "", "the file holds no JSON object")
    if document.get("format") != FORMAT:
        raise InvalidProblem(
            "problem", "format", f"{document.get('format')!r:.60} is not {FORMAT!r}"
        )


def rows(document: dict[str, Any], name: str) -> list[Any]:
    """Return the list called ``name``, empty if it is absent."""
    return entries(document.get(name, []), "problem", name)


def numbers(each: Any, row: str, name: str, length: int) -> tuple[int, ...]:
    """Return a list of ``length`` whole numbers as a tuple."""
    if not isinstance(each, list) or len(each) != length:
        raise InvalidProblem(row, name, f"{each!r:.60} is not a list of {length}")
    if any(type(value) is not int for value in each):
        raise InvalidProblem(row, name, f"{each!r:.60} holds something that is no whole number")
    return tuple(each)


def pairs(document: dict[str, Any], name: str) -> frozenset[tuple[int, int]]:
    """Return the pairs called ``name``."""
    found = (numbers(each, name, "", 2) for each in rows(document, name))
    return frozenset((company, creative) for company, creative in found)


def problem_document(problem: Problem) -> dict[str, Any]:
    """Return ``problem`` as lists, numbers and text only."""
    return {
        "format": FORMAT,
        "rules": {name: getattr(problem.rules, name) for name in RULE_NAMES}
        | {"diversity": list(problem.rules.diversity)},
        "companies": [_company_document(c, company) for c, company in enumerate(problem.companies)],
        "creatives": [
            _creative_document(i, creative) for i, creative in enumerate(problem.creatives)
        ],
        "prefs": [list(wish) for wish in problem.wishes],
        **{
            name: [list(pair) for pair in sorted(getattr(problem, name))]
            for name in ("conflicts", "vetoes", "pins")
        },
    }


def company_fields(row: Any, at: str) -> dict[str, Any]:
    """Return the keyword arguments of Company; needs are still plain triples."""
    needs = entries(_value(row, at, "needs"), at, "needs")
    return {
        "needs": tuple(numbers(need, at, "needs", 3) for need in needs),
        "languages": tuple(entries(_value(row, at, "languages"), at, "languages")),
        **{
            name: _value(row, at, name)
            for name in ("x", "y", "mode", "hours", "team_min", "team_max")
        },
    }


def creative_fields(row: Any, at: str) -> dict[str, Any]:
    """Return the keyword arguments of Creative."""
    remote = _value(row, at, "remote")
    skills = entries(_value(row, at, "skills"), at, "skills")
    return {
        "sectors": tuple(entries(_value(row, at, "sectors"), at, "sectors")),
        "skills": tuple(numbers(skill, at, "skills", 2) for skill in skills),
        "languages": tuple(entries(_value(row, at, "languages"), at, "languages")),
        "remote": bool(remote) if type(remote) is int and remote in (0, 1) else remote,
        **{
            name: _value(row, at, name)
            for name in ("x", "y", "radius", "hours", "capacity", "waited")
        },
    }


def rules_fields(row: Any) -> dict[str, Any]:
    """Return the keyword arguments of Rules; what is absent keeps its default."""
    if not isinstance(row, dict):
        raise InvalidProblem("rules", "", "is not an object")
    given = {name: row[name] for name in RULE_NAMES if name in row}
    if "diversity" in row:
        given["diversity"] = tuple(entries(row["diversity"], "rules", "diversity"))
    return given


def _value(row: Any, at: str, name: str) -> Any:
    if not isinstance(row, dict):
        raise InvalidProblem(at, "", "is not an object")
    if name not in row:
        raise InvalidProblem(at, name, "is missing")
    return row[name]


def _company_document(c: int, company: Company) -> dict[str, Any]:
    return {
        "id": c,
        "x": company.x,
        "y": company.y,
        "mode": str(company.mode),
        "hours": company.hours,
        "languages": list(company.languages),
        "needs": [list(need) for need in company.needs],
        "team_min": company.team_min,
        "team_max": company.team_max,
    }


def _creative_document(i: int, creative: Creative) -> dict[str, Any]:
    return {
        "id": i,
        "sectors": list(creative.sectors),
        "skills": [list(skill) for skill in creative.skills],
        "x": creative.x,
        "y": creative.y,
        "radius": creative.radius,
        "remote": int(creative.remote),
        "hours": creative.hours,
        "languages": list(creative.languages),
        "capacity": creative.capacity,
        "waited": creative.waited,
    }
