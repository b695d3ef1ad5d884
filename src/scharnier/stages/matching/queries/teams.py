from dataclasses import dataclass

from django.db.models import Case, Exists, Prefetch, Q, QuerySet, When

from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.foundation.programmes.queries import within_reach
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.matching.models import Team, TeamMember
from scharnier.stages.matching.rules import FORM_TEAMS, OFFER_MAIL, SEE_TEAMS
from scharnier.stages.matching.states import (
    LIVING_MEMBERS,
    LIVING_TEAMS,
    SHOWN_TO_PARTNERS,
    MemberState,
    TeamState,
)


@dataclass(frozen=True)
class Partner:
    """Somebody on a team: a person, their side and the name their side goes by."""

    person: Person
    side: str
    name: str
    application: Application


def with_parts(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Teams with all that a page about them says: round, organisation, agent, ``living_members``."""
    return teams.select_related(
        "round__programme", "matching", "organisation__target_group", "agent"
    ).prefetch_related(living_members_of("members"))


def living_members_of(path: str) -> Prefetch:
    """Prefetches who is in a team now as ``living_members``; ``path`` leads to its members."""
    members = TeamMember.objects.living().select_related("application__target_group")
    return Prefetch(
        path, members.order_by("application__number_key", "pk"), to_attr="living_members"
    )


def teams_of(round: ProgrammeRound) -> QuerySet[Team]:
    """The living teams of a round that have somebody in them, by number."""
    filled = TeamMember.objects.living().values("team")
    return with_parts(Team.objects.living().filter(round=round, pk__in=filled)).order_by(
        "number_key"
    )


def confirmed_teams(round: ProgrammeRound) -> QuerySet[Team]:
    return teams_of(round).filter(state=TeamState.CONFIRMED)


def teams_of_person(person: Person) -> QuerySet[Team]:
    """The offered and confirmed teams that this person belongs to and knows of, the latest first."""
    known = _is_partner(person) & ~_untold_offer(person)
    return with_parts(Team.objects.filter(known, state__in=SHOWN_TO_PARTNERS)).order_by("-pk")


def visible_to(person: Person) -> QuerySet[Team]:
    """The list twin of ``matching.view_team``."""
    reach = within_reach(person, *SEE_TEAMS)
    own = Q(state__in=SHOWN_TO_PARTNERS) & (_is_partner(person) | _has_left(person))
    return with_parts(Team.objects.filter(reach | own & ~_untold_offer(person)))


def working_teams_of(person: Person) -> QuerySet[Team]:
    """The confirmed teams in which this person works; whoever was only asked is not in yet.

    Bare rows without an order, as those of ``teams_left_by``: they stand inside other queries.
    """
    works = _is_partner(person, MemberState.CONFIRMED)
    return Team.objects.filter(works, state=TeamState.CONFIRMED)


def teams_left_by(person: Person) -> QuerySet[Team]:
    """The teams in which somebody else has this person's place now."""
    return Team.objects.filter(_has_left(person), state__in=SHOWN_TO_PARTNERS)


def known_teams_of(person: Person) -> QuerySet[Team]:
    """The teams of ``teams_of_person`` and those left, the latest first, with two marks.

    ``works_here``: a confirmed team, and this side said yes; ``is_offered``: this side is
    asked. Neither: the place has ended. An offer whose letter is held is not known yet.
    """
    works = _is_partner(person, MemberState.CONFIRMED)
    return (
        Team.objects.filter(_is_partner(person) | _has_left(person), state__in=SHOWN_TO_PARTNERS)
        .annotate(
            works_here=Case(When(works & Q(state=TeamState.CONFIRMED), then=True), default=False),
            is_offered=Case(When(_is_offered_to(person), then=True), default=False),
        )
        .exclude(Q(is_offered=True) & Q(_untold_to(person)))
        .order_by("-pk")
    )


def _is_partner(person: Person, *states: MemberState) -> Q:
    mine = _mine(person)
    members = TeamMember.objects.filter(state__in=states or LIVING_MEMBERS, application__in=mine)
    return Q(organisation__in=mine) | Q(pk__in=members.values("team"))


def _is_offered_to(person: Person) -> Q:
    """Teams that this person is asked to join, or belongs to while it is still offered."""
    works = _is_partner(person, MemberState.CONFIRMED)
    asked = _is_partner(person, MemberState.ASKED, MemberState.PROPOSED) & ~works
    return asked | _is_partner(person) & Q(state=TeamState.OFFERED)


def _untold_offer(person: Person) -> Q:
    """Teams that are offered to this person in a letter that waits in the outbox."""
    return Q(_untold_to(person)) & _is_offered_to(person)


def _has_left(person: Person) -> Q:
    return Q(pk__in=_left(person).order_by().values("team")) & ~_is_partner(person)


def partners_of(team: Team) -> list[Partner]:
    """All people of a team: the organisation's first, owners before the others."""
    return _people_of(sides_of(team))


def working_partners_of(team: Team) -> list[Partner]:
    """The people of a team without those who were only asked to join it."""
    return _people_of(working_sides_of(team))


def _people_of(sides: list[Application]) -> list[Partner]:
    return [
        Partner(row.person, row.application.side, str(row.application), row.application)
        for row in _applicants(sides)
    ]


def sides_of(team: Team) -> list[Application]:
    """The applications that make up a team, the organisation's first."""
    return [team.organisation, *(member.application for member in living_members(team))]


def working_sides_of(team: Team) -> list[Application]:
    """The organisation and the members who said yes, as the database knows them now."""
    members = team.members.filter(state=MemberState.CONFIRMED)
    rows = members.select_related("application__target_group").order_by("pk")
    return [team.organisation, *(member.application for member in rows)]


def living_members(team: Team) -> list[TeamMember]:
    if hasattr(team, "living_members"):
        return team.living_members
    return list(team.members.living().select_related("application__target_group").order_by("pk"))


def missing_people(team: Team) -> int:
    """How many people short of what the round asks for the team is."""
    return max(0, team.round.team_min - len(living_members(team)))


def part_of(team: Team, person: Person) -> Application | None:
    """The side of the team that this person may answer for, or None."""
    sides = sides_of(team)
    rows = Applicant.objects.filter(person=person.pk, application__in=sides)
    mine = set(rows.values_list("application", flat=True))
    return next((side for side in sides if side.pk in mine), None)


def left_place(team: Team, person: Person) -> TeamMember | None:
    """The place in this team that the person had and somebody else has now, or None."""
    return _left(person).filter(team=team).select_related("application__target_group").last()


def _left(person: Person) -> QuerySet[TeamMember]:
    """Places that ended after their holder had said yes."""
    return TeamMember.objects.filter(
        state=MemberState.REPLACED, answered_at__isnull=False, application__in=_mine(person)
    ).order_by("pk")


def _mine(person: Person) -> QuerySet:
    return Applicant.objects.filter(person=person.pk).values("application")


def _applicants(sides: list[Application]) -> list[Applicant]:
    order = {side.pk: at for at, side in enumerate(sides)}
    rows = Applicant.objects.filter(application__in=sides).select_related("person", "application")
    return sorted(
        rows, key=lambda row: (order[row.application_id], row.part != Applicant.Part.OWNER, row.pk)
    )


def answers_of(team: Team) -> list[dict]:
    """Who has confirmed and who is missing: one row a side."""
    rows: list[dict] = [
        {"side": team.organisation, "answered_at": team.organisation_confirmed_at, "member": None}
    ]
    rows += [
        {
            "side": member.application,
            "answered_at": member.answered_at if member.state == MemberState.CONFIRMED else None,
            "member": member,
        }
        for member in living_members(team)
    ]
    return rows


def open_answers(person: Person) -> QuerySet[Team]:
    """Teams that this agent or lead must look after: somebody declined, or an answer is missing."""
    declined = TeamMember.objects.filter(state=MemberState.DECLINED).values("team")
    waiting = Q(state=TeamState.OFFERED) | Q(state=TeamState.PROPOSED, pk__in=declined)
    reach = within_reach(person, *FORM_TEAMS)
    return with_parts(Team.objects.filter(reach & waiting, state__in=LIVING_TEAMS)).order_by(
        "number_key"
    )


def _untold_to(person: Person) -> Exists:
    """Whether the offer of a team to this person still waits in the outbox."""
    return outbox.is_held_back(Team, "pk", OFFER_MAIL, to=[person.pk])


def team_panel(person: Person, application: Application) -> dict | None:
    """The teams of an application, for its own page; None while there is none to be seen."""
    asked = TeamMember.objects.filter(
        application=application, state__in=[MemberState.ASKED, MemberState.PROPOSED]
    )
    offers = Q(state=TeamState.OFFERED) | Q(pk__in=asked.values("team"))
    found = Team.objects.filter(
        Q(organisation=application)
        | Q(members__application=application, members__state__in=LIVING_MEMBERS),
        state__in=SHOWN_TO_PARTNERS,
    ).exclude(offers & Q(_untold_to(person)))
    teams = list(found.select_related("organisation").order_by("-pk").distinct())
    return {"teams": teams} if teams else None
