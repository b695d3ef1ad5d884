"""From answers to numbers: what people said becomes a ``teaming.Problem``.

What a single answer means stands in ``measures``. Participants are known to the library by
their position in ``Numbers``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from scharnier.foundation import places
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.calls.models import Side
from scharnier.stages.matching.measures import (
    abilities_of,
    languages_of,
    mode_of,
    needs_of,
    number_in,
    place_of,
    sectors_of,
)
from scharnier.stages.matching.models import PairRule, Participant
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.states import TeamState
from teaming import (
    Company,
    Creative,
    Formation,
    Mode,
    Need,
    Problem,
    Rules,
    Wish,
    eligible,
    measured,
)

NO_LIMIT_KM = 1000  # of travelling, where nobody named one
NO = -2


@dataclass(frozen=True)
class Numbers:
    """A problem, and who is who in it. ``placeless`` are participants whose place nobody knows."""

    problem: Problem
    organisations: tuple[Participant, ...]
    creatives: tuple[Participant, ...]
    skill_names: tuple[str, ...]
    placeless: frozenset[int]

    @property
    def company_of(self) -> dict[int, int]:
        """Key of a participant → position among the companies."""
        return {participant.pk: c for c, participant in enumerate(self.organisations)}

    @property
    def creative_of(self) -> dict[int, int]:
        return {participant.pk: i for i, participant in enumerate(self.creatives)}

    def formation(self, placed: dict[int, tuple[int, ...]]) -> Formation:
        """Teams given by keys of participants, as the library knows them."""
        company_of, creative_of = self.company_of, self.creative_of
        teams = (
            (company_of[organisation], tuple(sorted(creative_of[pk] for pk in members)))
            for organisation, members in placed.items()
            if members and organisation in company_of
        )
        return measured(self.problem, tuple(sorted(teams)))


def of(
    facts: Facts, *, without: Iterable[int] = (), pinned: Iterable[tuple[int, int]] = ()
) -> Numbers | None:
    """The problem that ``facts`` state; None while one of the sides is empty.

    ``without`` are organisations whose teams stand already: they are left out, and what
    their creatives give them is not given twice. ``pinned`` pairs must be in a team.
    """
    settled = frozenset(without)
    organisations = [p for p in facts.of_side(Side.ORGANISATION) if p.pk not in settled]
    taken = [pk for organisation in settled for pk in facts.placed.get(organisation, ())]
    free = {
        p.pk: facts.matching.round.teams_per_creative - taken.count(p.pk)
        for p in facts.of_side(Side.CREATIVE)
    }
    creatives = [p for p in facts.of_side(Side.CREATIVE) if free[p.pk] > 0]
    if not organisations or not creatives:
        return None
    reading = _Reading(facts)
    pairs = _Pairs(organisations, creatives)
    problem = Problem(
        companies=tuple(reading.company(p) for p in organisations),
        creatives=tuple(reading.creative(p, free[p.pk]) for p in creatives),
        rules=rules_of(facts.matching.round),
        wishes=tuple(pairs.wishes(facts.wishes)),
        conflicts=frozenset(pairs.positions(facts.conflicts)),
        vetoes=frozenset(pairs.positions(_vetoes(facts))),
        pins=frozenset(pairs.positions([*_ruled(facts, PairRule.Kind.PIN), *pinned])),
    )
    return Numbers(
        problem,
        tuple(organisations),
        tuple(creatives),
        tuple(reading.skill_names),
        reading.placeless,
    )


def settled(facts: Facts) -> frozenset[int]:
    """Organisations whose teams are offered or confirmed: a proposal leaves them alone."""
    return frozenset(
        organisation
        for organisation, team in facts.team_of.items()
        if team.state in (TeamState.OFFERED, TeamState.CONFIRMED) and facts.placed[organisation]
    )


def placed_by_hand(facts: Facts) -> list[tuple[int, int]]:
    """Pairs that stand on the board and were not offered yet."""
    return [
        (organisation, creative)
        for organisation, creatives in facts.placed.items()
        if facts.team_of[organisation].state == TeamState.PROPOSED
        for creative in creatives
    ]


def overruled(known: Numbers) -> frozenset[int]:
    """Organisations with a pair that must be together although a rule forbids it.

    An agent decided so; the library would find no answer, so their teams stay as they are.
    """
    return frozenset(
        known.organisations[company].pk
        for company, creative in known.problem.pins
        if not eligible(known.problem, company, creative)
    )


def rules_of(round: ProgrammeRound) -> Rules:
    """The constants of the objective: the library's, with what the round says."""
    return Rules(min_sectors=round.min_sectors)


class _Reading:
    """Reads participants one after the other; numbers skills and finds a middle for the placeless."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.round = facts, facts.matching.round
        self.skill_names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._places = {p.pk: place_of(p, facts.answers_of(p)) for p in facts.participants}
        centres = {pk: place.xy_100m for pk, place in self._places.items()}
        self._centres = {pk: centre for pk, centre in centres.items() if centre is not None}
        self.placeless = frozenset(centres.keys() - self._centres.keys())
        self._middle = _middle_of(list(self._centres.values()))

    def company(self, participant: Participant) -> Company:
        answers = self.facts.answers_of(participant)
        x, y = self._where(participant)
        return Company(
            x=x,
            y=y,
            mode=mode_of(answers.get("meet_online")),
            # What its own people give says nothing about what a creative must give.
            hours=self.round.hours_default,
            languages=languages_of(answers.get("languages")),
            needs=tuple(
                Need(self._skill(key), level, weight) for key, level, weight in needs_of(answers)
            ),
            team_min=self.round.team_min,
            team_max=self.round.team_max,
        )

    def creative(self, participant: Participant, capacity: int) -> Creative:
        answers = self.facts.answers_of(participant)
        x, y = self._where(participant)
        radius = number_in(answers.get("radius_km"), default=NO_LIMIT_KM)
        return Creative(
            sectors=sectors_of(answers),
            skills=tuple((self._skill(key), level) for key, level in abilities_of(answers).items()),
            x=x,
            y=y,
            radius=10 * (NO_LIMIT_KM if participant.pk in self.placeless else radius),
            remote=mode_of(answers.get("meet_online")) != Mode.ONSITE,
            hours=number_in(answers.get("hours_month"), default=self.round.hours_default),
            languages=languages_of(answers.get("languages")),
            capacity=capacity,
            waited=participant.waited,
        )

    def _skill(self, key: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.skill_names)
            self.skill_names.append(key)
        return self._numbers[key]

    def _where(self, participant: Participant) -> tuple[int, int]:
        """The centre of the place; for an unknown one the middle of its district, else of all."""
        if participant.pk in self._centres:
            return self._centres[participant.pk]
        return _middle_of_district(self._places[participant.pk].district) or self._middle


def _middle_of(points: list[tuple[int, int]]) -> tuple[int, int]:
    if not points:
        return 0, 0
    return round(mean(x for x, _ in points)), round(mean(y for _, y in points))


def _middle_of_district(district: str) -> tuple[int, int] | None:
    inside = places.in_district(district) if district else []
    centres = [place.xy_100m for place in inside if place.xy_100m is not None]
    return _middle_of(centres) if centres else None


class _Pairs:
    """Pairs of participants' keys as pairs of positions; who is not in the problem is left out."""

    def __init__(self, organisations: list[Participant], creatives: list[Participant]) -> None:
        self._company = {p.pk: c for c, p in enumerate(organisations)}
        self._creative = {p.pk: i for i, p in enumerate(creatives)}

    def positions(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [
            (self._company[organisation], self._creative[creative])
            for organisation, creative in pairs
            if organisation in self._company and creative in self._creative
        ]

    def wishes(self, said: dict[tuple[int, int], int]) -> Iterable[Wish]:
        met = {
            (one, other) if one in self._company else (other, one)
            for one, other in said
            if {one, other} & self._company.keys() and {one, other} & self._creative.keys()
        }
        for organisation, creative in sorted(met):
            yield Wish(
                self._company[organisation],
                self._creative[creative],
                said.get((organisation, creative), 0),
                said.get((creative, organisation), 0),
            )


def _ruled(facts: Facts, kind: str) -> list[tuple[int, int]]:
    return [pair for pair, rule in facts.pair_rules.items() if rule.kind == kind]


def _vetoes(facts: Facts) -> set[tuple[int, int]]:
    """Pairs that an agent excluded; where the round says so, also pairs of which one side said no."""
    vetoes = set(_ruled(facts, PairRule.Kind.VETO))
    if facts.matching.round.wish_no_is_veto:
        for (one, other), value in facts.wishes.items():
            if value == NO:
                vetoes |= {(one, other), (other, one)}
    return vetoes
