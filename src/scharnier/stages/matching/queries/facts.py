"""Everything the board and the worker need to know of a matching, in eight queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from scharnier.foundation.places import fold
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.applications.queries import latest_answers_of
from scharnier.stages.calls.models import Side
from scharnier.stages.matching.models import (
    Matching,
    PairRule,
    Participant,
    Team,
    TeamMember,
    Wish,
)
from scharnier.stages.reviews.models import ConflictOfInterest

SHORTEST_NAME = 4  # letters of a client's name that may be looked for in a sentence


@dataclass(frozen=True)
class Facts:
    """The rows of a matching. Pairs are (organisation, creative), by keys of participants."""

    matching: Matching
    participants: tuple[Participant, ...]
    answers: dict[int, dict]
    wishes: dict[tuple[int, int], int]
    pair_rules: dict[tuple[int, int], PairRule]
    conflicts: frozenset[tuple[int, int]]
    teams: tuple[Team, ...]
    members: dict[int, tuple[TeamMember, ...]] = field(default_factory=dict)

    @cached_property
    def by_pk(self) -> dict[int, Participant]:
        return {participant.pk: participant for participant in self.participants}

    @cached_property
    def names(self) -> dict[int, str]:
        return {participant.pk: str(participant) for participant in self.participants}

    @cached_property
    def by_application(self) -> dict[int, Participant]:
        return {participant.application_id: participant for participant in self.participants}

    @cached_property
    def team_of(self) -> dict[int, Team]:
        """Organisation → its living team."""
        return {
            self.by_application[team.organisation_id].pk: team
            for team in self.teams
            if team.organisation_id in self.by_application
        }

    @cached_property
    def placed(self) -> dict[int, tuple[int, ...]]:
        """Organisation → the creatives in its living team."""
        return {
            organisation: tuple(
                self.by_application[member.application_id].pk
                for member in self.members.get(team.pk, ())
                if member.application_id in self.by_application
            )
            for organisation, team in self.team_of.items()
        }

    @cached_property
    def places_of(self) -> dict[int, tuple[int, ...]]:
        """Creative → the organisations in whose teams they are."""
        found = defaultdict(list)
        for organisation, creatives in self.placed.items():
            for creative in creatives:
                found[creative].append(organisation)
        return {creative: tuple(places) for creative, places in found.items()}

    def of_side(self, side: Side) -> tuple[Participant, ...]:
        """Who takes part on this side: present, or in a team already."""
        engaged = {pk for pk, members in self.placed.items() if members} | set(self.places_of)
        return tuple(
            p for p in self.participants if p.side == side and (p.is_present or p.pk in engaged)
        )

    def answers_of(self, participant: Participant) -> dict:
        return self.answers.get(participant.application_id, {})


def facts_of(matching: Matching) -> Facts:
    """Load everything at once; nothing more is asked afterwards."""
    participants = tuple(
        Participant.objects.filter(matching=matching)
        .select_related("application")
        .order_by("application__number_key", "pk")
    )
    teams = tuple(
        Team.objects.filter(matching=matching)
        .living()
        .select_related("organisation")
        .order_by("number_key", "pk")
    )
    answers = latest_answers_of([p.application for p in participants])
    return Facts(
        matching=matching,
        participants=participants,
        answers=answers,
        wishes={
            (said_by, said_of): value
            for said_by, said_of, value in Wish.objects.filter(
                from_participant__matching=matching
            ).values_list("from_participant", "to_participant", "value")
        },
        pair_rules={
            (rule.organisation_id, rule.creative_id): rule
            for rule in PairRule.objects.filter(matching=matching).select_related("made_by")
        },
        conflicts=_conflicts(participants, answers),
        teams=teams,
        members=_members(teams),
    )


def _members(teams: tuple[Team, ...]) -> dict[int, tuple[TeamMember, ...]]:
    found = defaultdict(list)
    rows = TeamMember.objects.living().filter(team__in=teams)
    for member in rows.order_by("application__number_key", "pk"):
        found[member.team_id].append(member)
    return {team: tuple(members) for team, members in found.items()}


def _conflicts(
    participants: tuple[Participant, ...], answers: dict[int, dict]
) -> frozenset[tuple[int, int]]:
    """Pairs that have business with each other: declared, or named as a client in the form."""
    organisations = [p for p in participants if p.side == Side.ORGANISATION]
    creatives = [p for p in participants if p.side == Side.CREATIVE]
    named = {
        (organisation.pk, creative.pk)
        for creative in creatives
        for clients in [fold(as_words(answers.get(creative.application_id, {}).get("conflicts")))]
        if clients
        for organisation in organisations
        if _is_named(organisation.application, clients)
    }
    return frozenset(named | _declared(organisations, creatives))


def _is_named(application: Application, clients: str) -> bool:
    name = fold(application.name)
    return len(name) >= SHORTEST_NAME and (
        name in clients or (len(clients) >= SHORTEST_NAME and clients in name)
    )


def _declared(
    organisations: list[Participant], creatives: list[Participant]
) -> set[tuple[int, int]]:
    """Conflicts of interest of a creative's people with an organisation, or the other way round."""
    of_application = {p.application_id: p for p in (*organisations, *creatives)}
    declared = ConflictOfInterest.objects.filter(application__in=of_application)
    about = [(c.person_id, of_application[c.application_id]) for c in declared]
    if not about:
        return set()
    belongs = defaultdict(list)
    people = Applicant.objects.filter(
        application__in=of_application, person__in={person for person, _ in about}
    )
    for row in people:
        belongs[row.person_id].append(of_application[row.application_id])
    pairs = [(subject, other) for person, subject in about for other in belongs[person]]
    return {
        (one.pk, other.pk) if one.side == Side.ORGANISATION else (other.pk, one.pk)
        for one, other in pairs
        if one.side != other.side
    }


def as_words(answer: object) -> str:
    """An answer as one line of text, whatever its type."""
    if isinstance(answer, list):
        return "; ".join(map(as_words, answer))
    if isinstance(answer, dict):
        return as_words(answer.get("label") or answer.get("name") or list(answer.values()))
    return "" if answer is None or isinstance(answer, bool) else str(answer)
