"""Why no answer is possible: a smallest set of rules that clash, and the cheapest way out.

What must be true is that pinned pairs are together (and that companies that must be served have a team). Each rule
that may be to blame gets a switch; CP-SAT finds the fewest rules to lift, and the core of a clash is made smallest
by leaving out one rule after the other (a deletion filter, after J. W. Chinneck, "Feasibility and Infeasibility in
Optimization", Springer 2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from teaming.errors import InvalidOption, expect
from teaming.faults import PairRule
from teaming.problem import Problem
from teaming.scoring import why_not_pair

MOST_WORK = 10.0


class ClashRule(StrEnum):
    """A rule that can clash with others."""

    PIN = "pin"
    SERVE = "serve"
    PAIR = "pair"
    CAPACITY = "capacity"
    TEAM_MAX = "team_max"
    TEAM_MIN = "team_min"
    MIN_SECTORS = "min_sectors"


COST = {
    ClashRule.PIN: 4, ClashRule.SERVE: 4, ClashRule.PAIR: 6, ClashRule.CAPACITY: 3, ClashRule.TEAM_MAX: 2,
    ClashRule.TEAM_MIN: 2, ClashRule.MIN_SECTORS: 2,
}  # fmt: skip
"""How much it takes to lift a rule; only the order matters. A conflict of interest is never lifted."""


@dataclass(frozen=True, slots=True, order=True)
class ClashingRule:
    """One rule: which, and whose. ``pair_rule`` says why a pair may not be."""

    rule: ClashRule
    company: int = -1
    creative: int = -1
    pair_rule: PairRule | None = None


@dataclass(frozen=True)
class Clash:
    """A smallest set of rules that cannot hold together, and the cheapest set to lift so that all others can.

    Both are empty if an answer is possible. ``smallest`` is False if a search was cut short: then some rule may be in
    them needlessly, and if both are empty it is not known whether an answer is possible.
    """

    core: tuple[ClashingRule, ...]
    relaxation: tuple[ClashingRule, ...]
    smallest: bool = True


def conflicts(problem: Problem, *, serve: Iterable[int] = ()) -> Clash:
    """Find out why no answer obeys all rules.

    Parameters
    ----------
    problem : Problem
    serve : iterable of int
        Companies that must get a team, beside those with pins.

    Returns
    -------
    Clash
        ``core``: leave any one of these rules out and the others can hold. ``relaxation``: lifting these, the
        cheapest by ``COST``, makes an answer possible.

    Raises
    ------
    InvalidOption
        ``serve`` names a company that does not exist, or ``problem`` is none.
    """
    expect(problem, Problem, "problem")
    expect(serve, Iterable, "serve")
    must = set(serve)
    for company in must:
        if type(company) is not int or not 0 <= company < len(problem.companies):
            message = f"company {company!r} is unknown: there are {len(problem.companies)}, counted from 0"
            raise InvalidOption(message)
    model = _Model(problem, sorted(must | set(problem.pins_of)), must)
    core = model.clashing(list(model.rules))
    if not core:
        return Clash((), (), core is not None)
    sure = True
    for rule in tuple(core):
        if rule in core:
            less = model.clashing([each for each in core if each != rule])
            sure = sure and less is not None
            core = less or core
    relaxation, cheapest = model.cheapest()
    return Clash(
        tuple(sorted(core, key=_key)), tuple(sorted(relaxation, key=_key)), sure and cheapest
    )


def _key(rule: ClashingRule) -> tuple[str, int, int]:
    return rule.rule, rule.company, rule.creative


class _Model:
    """The rules of the companies that must have a team, each with a switch."""

    def __init__(self, problem: Problem, companies: Sequence[int], serve: set[int]) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.rules: dict[ClashingRule, cp_model.IntVar] = {}
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        for company in companies:
            self._team(
                company, pinned=problem.pins_of.get(company, frozenset()), must=company in serve
            )
        for creative in sorted({creative for _, creative in self.at}):
            here = [at for (_, i), at in self.at.items() if i == creative]
            if len(here) > problem.creatives[creative].capacity:
                switch = self._switch(ClashingRule(ClashRule.CAPACITY, creative=creative))
                self.model.add(sum(here) <= problem.creatives[creative].capacity).only_enforce_if(
                    switch
                )

    def _switch(self, rule: ClashingRule) -> cp_model.IntVar:
        if rule not in self.rules:
            self.rules[rule] = self.model.new_bool_var(str(len(self.rules)))
        return self.rules[rule]

    def _team(self, company: int, *, pinned: frozenset[int], must: bool) -> None:
        here, model = self.problem.companies[company], self.model
        members: list[cp_model.IntVar] = []
        sectors: dict[int, list[cp_model.IntVar]] = {}
        for i, creative in enumerate(self.problem.creatives):
            reason = why_not_pair(self.problem, company, i)
            if reason is not None and i not in pinned:
                continue
            at = self.at[company, i] = model.new_bool_var("")
            members.append(at)
            sectors.setdefault(creative.sectors[0], []).append(at)
            if reason is not None:
                model.add(at == 0).only_enforce_if(
                    self._switch(ClashingRule(ClashRule.PAIR, company, i, reason))
                )
            if i in pinned:
                model.add(at == 1).only_enforce_if(
                    self._switch(ClashingRule(ClashRule.PIN, company, i))
                )
        team = model.new_bool_var("")
        model.add_max_equality(team, members) if members else model.add(team == 0)
        if must:
            model.add(team == 1).only_enforce_if(
                self._switch(ClashingRule(ClashRule.SERVE, company))
            )
        size = sum(members)
        model.add(size <= here.team_max).only_enforce_if(
            self._switch(ClashingRule(ClashRule.TEAM_MAX, company))
        )
        least = self._switch(ClashingRule(ClashRule.TEAM_MIN, company))
        model.add(size >= here.team_min).only_enforce_if([least, team])
        self._sectors(company, sectors, team)

    def _sectors(
        self, company: int, sectors: Mapping[int, list[cp_model.IntVar]], team: cp_model.IntVar
    ) -> None:
        present = []
        for members in sectors.values():
            there = self.model.new_bool_var("")
            self.model.add_max_equality(there, members)
            present.append(there)
        switch = self._switch(ClashingRule(ClashRule.MIN_SECTORS, company))
        self.model.add(sum(present) >= self.problem.rules.min_sectors).only_enforce_if(
            [switch, team]
        )

    def cheapest(self) -> tuple[list[ClashingRule], bool]:
        """Return the cheapest rules to lift, and whether that is certain."""
        self.model.clear_assumptions()
        for switch in self.rules.values():
            self.model.add_hint(switch, 0)
        self.model.minimize(
            sum(self._cost(rule) * (1 - switch) for rule, switch in self.rules.items())
        )
        solver = _solver()
        status = solver.solve(self.model)
        if status == cp_model.UNKNOWN:
            return list(self.rules), False
        lifted = [rule for rule, switch in self.rules.items() if not solver.boolean_value(switch)]
        return lifted, status == cp_model.OPTIMAL

    def _cost(self, rule: ClashingRule) -> int:
        return 1000 if rule.pair_rule is PairRule.CONFLICT else COST[rule.rule]

    def clashing(self, rules: Sequence[ClashingRule]) -> list[ClashingRule] | None:
        """Return some of ``rules`` that cannot hold together, none if all can; None if it took too long to say."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.rules[rule] for rule in rules])
        solver = _solver()
        status = solver.solve(self.model)
        if status != cp_model.INFEASIBLE:
            return None if status == cp_model.UNKNOWN else []
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return [rule for rule in rules if self.rules[rule].index in core]


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = MOST_WORK
    return solver
