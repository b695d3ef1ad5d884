"""Putting creatives into teams and out of them, inside the action that decided it."""

from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role, RoleGrant
from scharnier.foundation.states import MoveRefused, Refused, move, rewrite
from scharnier.stages.applications.queries import number_key_of
from scharnier.stages.matching import obstacles
from scharnier.stages.matching.models import BoardMove, Matching, Participant, Team, TeamMember
from scharnier.stages.matching.queries.facts import Facts
from scharnier.stages.matching.states import (
    MEMBER_MOVES,
    TEAM_MOVES,
    BoardChanged,
    MatchingState,
    MemberState,
    TeamState,
)


def shift(
    facts: Facts,
    creative: Participant,
    source: Participant | None,
    target: Participant | None,
    *,
    cost: int = 0,
    reason: str = "",
    by: Person | None,
) -> BoardMove:
    """Move one creative between teams that were not offered yet, and note it for undoing."""
    from_team = None if source is None else _open_team(facts, source, by)
    to_team = None if target is None else _open_team(facts, target, by)
    if from_team is not None:
        _take_out(from_team, creative)
    if to_team is not None:
        TeamMember.objects.create(team=to_team, application=creative.application)
    return BoardMove.objects.create(
        matching=facts.matching,
        creative=creative,
        from_team=from_team,
        to_team=to_team,
        cost=cost,
        reason=reason,
        version=facts.matching.version,
        moved_by=by,
    )


def put_back(made: BoardMove, *, by: Person | None) -> None:
    """Undo one move. Raises Refused if a team was offered since, or the creative moved on."""
    if made.to_team is not None:
        _must_be_open(made.to_team)
        _take_out(made.to_team, made.creative)
    if made.from_team is not None:
        _must_be_open(made.from_team)
        TeamMember.objects.create(team=made.from_team, application=made.creative.application)


def team_for(matching: Matching, organisation: Participant, *, by: Person | None) -> Team:
    """The living team of an organisation, made with the next number if there is none."""
    known = Team.objects.living().filter(matching=matching, organisation=organisation.application)
    team = known.first()
    if team is not None:
        return team
    round, number = matching.round, _next_number(matching)
    return Team.objects.create(
        round=round,
        matching=matching,
        number=number,
        number_key=number_key_of(number),
        organisation=organisation.application,
        district=organisation.application.district,
        agent=_agent_for(matching, organisation, by),
    )


def _open_team(facts: Facts, organisation: Participant, by: Person | None) -> Team:
    team = facts.team_of.get(organisation.pk) or team_for(facts.matching, organisation, by=by)
    _must_be_open(team)
    return team


def _must_be_open(team: Team) -> None:
    if team.state != TeamState.PROPOSED:
        raise Refused(obstacles.not_movable(team))


def _take_out(team: Team, creative: Participant) -> None:
    inside = team.members.living().filter(application=creative.application)
    if not inside.delete()[0]:
        raise BoardChanged(
            _("%(name)s is somewhere else by now. Look at the board again.") % {"name": creative}
        )


def _next_number(matching: Matching) -> str:
    """M01, M02 … with the first letter of the round's word for a team."""
    with translation.override("de"):
        letter = (str(matching.round.team_label) or "T")[0].upper()
    used = Team.objects.filter(round=matching.round_id).values_list("number", flat=True)
    last = max((int(number[1:]) for number in used if number[1:].isdecimal()), default=0)
    return f"{letter}{last + 1:02d}"


def _agent_for(matching: Matching, organisation: Participant, by: Person | None) -> Person | None:
    """An agent of the organisation's region, ``by`` rather than another; else any agent."""
    found = RoleGrant.objects.filter(role=Role.AGENT, programme=matching.round.programme_id)
    grants = list(found.select_related("person", "region").order_by("person__name", "pk"))
    district = organisation.application.district
    near = [g for g in grants if g.region is not None and district in g.region.districts]
    agents = [grant.person for grant in near or grants]
    return by if by in agents else next(iter(agents), None)


def turn(matching: Matching, *, version: int) -> None:
    """Take the next version of the board, if it still has the one that the person saw."""
    if matching.state == MatchingState.CLOSED:
        raise MoveRefused(matching, MatchingState.FORMING)
    matching.version = version
    try:
        rewrite(matching)
    except Refused as stale:
        raise BoardChanged(
            _("Somebody else changed the board meanwhile. Here is how it stands now.")
        ) from stale


def raise_version(matching: Matching) -> None:
    """Let other boards notice a change that needs no comparison."""
    matching.refresh_from_db(fields=["version"])
    rewrite(matching)


def reopen(team: Team, *, by: Person | None) -> None:
    """Put an offered team back on the board; all answers so far are void."""
    move(team, TeamState.PROPOSED, moves=TEAM_MOVES, organisation_confirmed_at=None)
    for member in team.members.living():
        if member.state != MemberState.PROPOSED:
            move(member, MemberState.PROPOSED, moves=MEMBER_MOVES, answered_at=None)
    raise_version(team.matching)
