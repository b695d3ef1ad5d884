"""A proposal beside the board: what it would change, and who stays without a team and why."""

from dataclasses import dataclass

from scharnier.stages.calls.models import Side
from scharnier.stages.matching import numbers, obstacles, sentences, serving
from scharnier.stages.matching.models import Participant, Proposal
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.sentences import About
from scharnier.stages.matching.states import LIVING_TEAMS, TeamState


@dataclass(frozen=True)
class Change:
    """What a proposal would do to one team, with the reasons."""

    organisation: Participant
    joins: tuple[Participant, ...]
    leaves: tuple[Participant, ...]
    stays: tuple[Participant, ...]
    reasons: tuple[About, ...]
    points: str

    @property
    def is_new(self) -> bool:
        return bool(self.joins or self.leaves)


@dataclass(frozen=True)
class LeftOut:
    """An organisation to which a proposal gives nobody, and why."""

    organisation: Participant
    said: tuple[str, ...]


def changes_of(facts: Facts, proposal: Proposal) -> list[Change]:
    """The proposed teams beside the board, those that differ first."""
    found = []
    for team in proposal.teams:
        organisation = facts.by_pk.get(team["organisation"])
        if organisation is None or not _may_change(facts, organisation):
            continue
        now, wanted = set(facts.placed.get(organisation.pk, ())), set(team["creatives"])
        found.append(
            Change(
                organisation,
                _people(facts, wanted - now),
                _people(facts, now - wanted),
                _people(facts, wanted & now),
                tuple(sentences.for_agents(team["reason"], facts.names)),
                sentences.points(team["reason"].get("value", 0)),
            )
        )
    return sorted(found, key=lambda change: not change.is_new)


def _may_change(facts: Facts, organisation: Participant) -> bool:
    team = facts.team_of.get(organisation.pk)
    return team is None or team.state not in LIVING_TEAMS or team.state == TeamState.PROPOSED


def _people(facts: Facts, keys: set[int]) -> tuple[Participant, ...]:
    return tuple(facts.by_pk[pk] for pk in sorted(keys) if pk in facts.by_pk)


def left_out(facts: Facts, proposal: Proposal) -> list[LeftOut]:
    """Who gets no team by this proposal; teams that were offered already are not asked."""
    known = numbers.of(facts, without=numbers.settled(facts))
    if known is None:
        return []
    formation = known.formation(
        {
            team["organisation"]: tuple(pk for pk in team["creatives"] if pk in known.creative_of)
            for team in proposal.teams
        }
    )
    return [
        LeftOut(known.organisations[why.company], tuple(obstacles.no_team(why, known)))
        for why in serving.unserved(known.problem, formation)
    ]


def without_team(facts: Facts, proposal: Proposal) -> list[Participant]:
    """Creatives to whom the proposal gives no place, and who have none yet."""
    given = {pk for team in proposal.teams for pk in team["creatives"]}
    settled = numbers.settled(facts)
    given |= {pk for organisation in settled for pk in facts.placed.get(organisation, ())}
    return [p for p in facts.of_side(Side.CREATIVE) if p.pk not in given]
