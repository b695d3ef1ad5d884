from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.matching import judging, mails, numbers, obstacles, queries
from scharnier.stages.matching.actions import placing
from scharnier.stages.matching.models import Matching, Participant, Team, TeamMember
from scharnier.stages.matching.states import (
    MATCHING_MOVES,
    MEMBER_MOVES,
    TEAM_MOVES,
    MatchingState,
    MemberState,
    TeamState,
)


@transaction.atomic
def offer(team: Team, *, by: Person | None) -> None:
    """Ask both sides whether they want to work together; each gets a mail with a link.

    Refused while the team is smaller than the round allows.
    """
    members = list(team.members.filter(state=MemberState.PROPOSED).select_related("application"))
    if refusal := obstacles.not_offerable(team, team.round.team_min - len(members)):
        raise Refused(refusal)
    _remember_reason(team)
    move(team, TeamState.OFFERED, moves=TEAM_MOVES, organisation_confirmed_at=None)
    for member in members:
        move(member, MemberState.ASKED, moves=MEMBER_MOVES, answered_at=None)
    _begin_confirming(team.matching, by)
    placing.raise_version(team.matching)
    record("team.offered", team, by=by)
    for side in queries.sides_of(team):
        mails.offer_team(team, side)


@transaction.atomic
def offer_teams(teams: Iterable[Team], *, by: Person | None) -> int:
    """Offer several teams at once; returns how many. All or none."""
    chosen = list(teams)
    for team in chosen:
        offer(team, by=by)
    return len(chosen)


def _begin_confirming(matching: Matching, by: Person | None) -> None:
    matching.refresh_from_db(fields=["state", "version"])
    if matching.state != MatchingState.CONFIRMING:
        mails.call_wishes_back(matching, by=by)
        move(matching, MatchingState.CONFIRMING, moves=MATCHING_MOVES)


def _remember_reason(team: Team) -> None:
    """Keep the explanation of the team as it is offered."""
    facts = queries.facts_of(team.matching)
    known = numbers.of(facts)
    organisation = facts.by_application.get(team.organisation_id)
    if known is None or organisation is None or organisation.pk not in known.company_of:
        return
    formation = known.formation(facts.placed)
    team.reason = judging.reason_of(known, formation, known.company_of[organisation.pk], facts)
    Team.objects.filter(pk=team.pk).update(reason=team.reason)


@transaction.atomic
def take_back_offer(team: Team, *, by: Person | None) -> None:
    """Put an offered team back on the board; whoever was asked is told that it is open again."""
    asked = queries.sides_of(team)
    placing.reopen(team, by=by)
    record("team.offer_taken_back", team, by=by)
    for side in asked:
        mails.offer_taken_back(team, side, by=by)


@transaction.atomic
def dissolve(team: Team, *, reason: str, by: Person | None) -> None:
    """End a team. Its people are free again; who knew of the team is told, with the reason."""
    knew = [] if team.state == TeamState.PROPOSED else queries.sides_of(team)
    move(team, TeamState.DISSOLVED, moves=TEAM_MOVES)
    placing.raise_version(team.matching)
    record("team.dissolved", team, by=by, reason=reason)
    for side in knew:
        mails.team_dissolved(team, side, reason, by=by)


@transaction.atomic
def replace_member(
    team: Team, *, leaving: TeamMember, joining: Application, reason: str, by: Person | None
) -> TeamMember:
    """Let ``joining`` take the place of ``leaving`` in an offered or confirmed team.

    The new member is asked by mail; the others are told. Refused if the new one is in
    the team already or in as many teams as the round allows.
    """
    if team.state not in (TeamState.OFFERED, TeamState.CONFIRMED):
        raise Refused(_("%(team)s is not offered yet. Change it on the board.") % {"team": team})
    _must_be_able_to_join(team, joining)
    move(leaving, MemberState.REPLACED, moves=MEMBER_MOVES, reason=reason, left_at=clock.now())
    Participant.objects.get_or_create(
        matching=team.matching, application=joining, defaults={"side": joining.side}
    )
    member = TeamMember.objects.create(team=team, application=joining, state=MemberState.ASKED)
    placing.raise_version(team.matching)
    record("team.member_replaced", team, by=by, reason=reason, leaving=str(leaving.application),
           joining=str(joining))  # fmt: skip
    mails.offer_team(team, joining)
    for side in queries.sides_of(team):
        if side.pk not in (joining.pk, leaving.application_id):
            mails.member_replaced(team, side, leaving.application, joining)
    mails.place_ended(team, leaving.application, reason, by=by)
    return member


def _must_be_able_to_join(team: Team, joining: Application) -> None:
    places = TeamMember.objects.living().filter(
        application=joining, team__round=team.round_id, team__in=Team.objects.living()
    )
    if places.filter(team=team).exists():
        raise Refused(_("%(name)s is in this team already.") % {"name": joining})
    if places.count() >= team.round.teams_per_creative:
        raise Refused(_("%(name)s is in another team. Free them there first.") % {"name": joining})


@transaction.atomic
def assign_agent(team: Team, *, agent: Person | None, by: Person | None) -> None:
    """Say which network agent accompanies the team."""
    Team.objects.filter(pk=team.pk).update(agent=agent)
    team.agent = agent
    record("team.agent_assigned", team, by=by, agent=str(agent or ""))
