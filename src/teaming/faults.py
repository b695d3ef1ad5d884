"""Why something is not allowed: reasons as data, for the caller to put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PairRule(StrEnum):
    """Why a creative cannot be in a company's team, first reason that holds."""

    CONFLICT = "conflict"
    VETO = "veto"
    HOURS = "hours"
    LANGUAGE = "language"
    NOT_REMOTE = "not_remote"
    DISTANCE = "distance"


class Rule(StrEnum):
    """A rule that an answer can break."""

    NOT_ELIGIBLE = "not_eligible"
    TWICE = "twice"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_FEW_SECTORS = "too_few_sectors"
    OVER_CAPACITY = "over_capacity"
    PIN_MISSING = "pin_missing"


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule.

    ``company`` and ``creative`` say where (None: not about one); ``asked`` and ``found`` are the two
    numbers of a size, a count of sectors or a capacity; ``pair_rule`` says why a pair is not eligible.
    """

    rule: Rule
    company: int | None = None
    creative: int | None = None
    asked: int | None = None
    found: int | None = None
    pair_rule: PairRule | None = None

    def __str__(self) -> str:
        where = [f"company {self.company}"] if self.company is not None else []
        where += [f"creative {self.creative}"] if self.creative is not None else []
        numbers = f" ({self.found} found, {self.asked} asked)" if self.asked is not None else ""
        return f"{', '.join(where)}: {self.pair_rule or self.rule}{numbers}"
