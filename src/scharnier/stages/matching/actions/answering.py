from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.matching import mails, queries
from scharnier.stages.matching.actions import placing
from scharnier.stages.matching.models import PairRule, Team, TeamMember
from scharnier.stages.matching.states import MEMBER_MOVES, TEAM_MOVES, MemberState, TeamState
from scharnier.stages.reviews import actions as reviews

ANSWERABLE = (TeamState.OFFERED, TeamState.CONFIRMED)


@transaction.atomic
def confirm(team: Team, *, side: Application, by: Person | None) -> None:
    """Say yes for one side. When everybody has, the team is confirmed and both sides get
    each other's contact details by mail, and whoever was on the waiting list takes part.

    Saying yes twice changes nothing. Raises MoveRefused if this side said no or the team is
    not offered.
    """
    try:
        _say_yes(team, side)
    except MoveRefused:
        if _has_confirmed(team, side):
            return
        raise
    record("team.side_confirmed", team, by=by, name=str(side))
    if team.state == TeamState.CONFIRMED:
        reviews.take_in(side, by=by)
        mails.member_joined(team, side)
    elif _everybody_confirmed(team):
        move(team, TeamState.CONFIRMED, moves=TEAM_MOVES, confirmed_at=clock.now())
        placing.raise_version(team.matching)
        record("team.confirmed", team, by=by)
        for each in queries.sides_of(team):
            reviews.take_in(each, by=by)
            mails.team_confirmed(team, each)


def _say_yes(team: Team, side: Application) -> None:
    if side.pk == team.organisation_id:
        _confirm_organisation(team)
        return
    member = _asked_member(team, side, MemberState.CONFIRMED)
    move(member, MemberState.CONFIRMED, moves=MEMBER_MOVES, answered_at=clock.now())


def _has_confirmed(team: Team, side: Application) -> bool:
    found = Team.objects.filter(pk=team.pk, state__in=ANSWERABLE)
    if side.pk == team.organisation_id:
        return found.filter(organisation_confirmed_at__isnull=False).exists()
    yes = team.members.filter(application=side, state=MemberState.CONFIRMED)
    return found.exists() and yes.exists()


def _confirm_organisation(team: Team) -> None:
    open_offer = Team.objects.filter(
        pk=team.pk, state=TeamState.OFFERED, organisation_confirmed_at=None
    )
    if not open_offer.update(organisation_confirmed_at=clock.now()):
        team.refresh_from_db()
        raise MoveRefused(team, TeamState.CONFIRMED)
    team.organisation_confirmed_at = clock.now()


def _asked_member(team: Team, side: Application, to: MemberState) -> TeamMember:
    member = team.members.living().filter(application=side).select_related("application").first()
    if member is None or team.state not in ANSWERABLE:
        raise MoveRefused(member or team, to if member else TeamState.CONFIRMED)
    return member


def _everybody_confirmed(team: Team) -> bool:
    members = list(team.members.living())
    return (
        team.organisation_confirmed_at is not None
        and len(members) >= team.round.team_min
        and all(member.state == MemberState.CONFIRMED for member in members)
    )


@transaction.atomic
def decline(team: Team, *, side: Application, reason: str, by: Person | None) -> None:
    """Say no for one side, with the reason. The agent is told.

    If the organisation declines, the team is dissolved; if a creative does, they are free
    again, and the team goes back to the board if too few are left. Either way the pair is
    not proposed again.
    """
    if team.state not in ANSWERABLE:
        raise MoveRefused(team, TeamState.DISSOLVED)
    others = [each for each in queries.sides_of(team) if each.pk != side.pk]
    if side.pk == team.organisation_id:
        if team.state != TeamState.OFFERED:
            raise Refused(_("This team is confirmed already. Please call your network agent."))
        _exclude(team, [member.application_id for member in team.members.living()], reason, by)
        move(team, TeamState.DISSOLVED, moves=TEAM_MOVES)
    else:
        member = _asked_member(team, side, MemberState.DECLINED)
        move(
            member, MemberState.DECLINED, moves=MEMBER_MOVES, answered_at=clock.now(), reason=reason
        )
        _exclude(team, [side.pk], reason, by)
        if team.state == TeamState.OFFERED and team.members.living().count() < team.round.team_min:
            placing.reopen(team, by=by)
    placing.raise_version(team.matching)
    record("team.declined", team, by=by, name=str(side), reason=reason)
    mails.tell_agents_of_decline(team, side, reason)
    for each in others:
        mails.partner_declined(team, each)


def _exclude(team: Team, creatives: list[int], reason: str, by: Person | None) -> None:
    """Remember that these two do not want each other; an agent may free the pair."""
    participants = {p.application_id: p for p in team.matching.participants.all()}
    organisation = participants.get(team.organisation_id)
    for application in creatives:
        creative = participants.get(application)
        if organisation is not None and creative is not None:
            PairRule.objects.update_or_create(
                matching=team.matching,
                organisation=organisation,
                creative=creative,
                defaults={"kind": PairRule.Kind.VETO, "reason": reason[:300], "made_by": by},
            )
