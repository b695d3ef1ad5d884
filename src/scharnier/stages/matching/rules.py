"""Who may form teams, see them and answer for them."""

from typing import Any

from rules import add_perm, predicate

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.matching.states import (
    LIVING_MEMBERS,
    SHOWN_TO_PARTNERS,
    MemberState,
    TeamState,
)

SEE_TEAMS = (Role.LEAD, Role.AGENT, Role.TREASURER)
FORM_TEAMS = (Role.LEAD, Role.AGENT)
OFFER_MAIL = "matching/offer"


@predicate
def is_partner(person: Person, team: Any) -> bool:
    """The person works on the organisation's application or on a living member's."""
    if person.pk is None:
        return False
    if team.organisation.applicants.filter(person=person).exists():
        return True
    return team.members.filter(
        state__in=LIVING_MEMBERS, application__applicants__person=person
    ).exists()


@predicate
def works_in(person: Person, team: Any) -> bool:
    """The team is confirmed, and the person is of its organisation or of a member who said yes.

    Whoever was only asked to join has the offer, and nothing of the work.
    """
    if person.pk is None or team.state != TeamState.CONFIRMED:
        return False
    if team.organisation.applicants.filter(person=person).exists():
        return True
    return team.members.filter(
        state=MemberState.CONFIRMED, application__applicants__person=person
    ).exists()


@predicate
def has_left(person: Person, team: Any) -> bool:
    """Somebody took the person's place after they had said yes."""
    return (
        person.pk is not None
        and team.members.filter(
            state=MemberState.REPLACED,
            answered_at__isnull=False,
            application__applicants__person=person,
        ).exists()
    )


@predicate
def waits_for_the_letter(person: Person, team: Any) -> bool:
    """The team is offered to this person in a letter that is held: they know nothing of it yet."""
    letters = Mail.objects.held().about(team).filter(template__startswith=OFFER_MAIL)
    if not letters.filter(to_person=person.pk).exists():
        return False
    if team.state == TeamState.OFFERED:
        return is_partner(person, team)
    if team.organisation.applicants.filter(person=person).exists():
        return False
    mine = team.members.filter(application__applicants__person=person)
    asked = mine.filter(state__in=[MemberState.ASKED, MemberState.PROPOSED])
    return asked.exists() and not mine.filter(state=MemberState.CONFIRMED).exists()


@predicate
def is_team_agent(person: Person, team: Any) -> bool:
    """The network agent who accompanies this team."""
    return team.agent_id is not None and team.agent_id == person.pk


@predicate
def is_shown_to_partners(person: Person, team: Any) -> bool:
    return team.state in SHOWN_TO_PARTNERS


@predicate
def waits_for_answers(person: Person, team: Any) -> bool:
    return team.state in (TeamState.OFFERED, TeamState.CONFIRMED)


@predicate
def is_participant(person: Person, participant: Any) -> bool:
    return (
        person.pk is not None and participant.application.applicants.filter(person=person).exists()
    )


forms_teams = has_role(*FORM_TEAMS)

add_perm("matching.run_matching", forms_teams)
add_perm(
    "matching.view_team",
    has_role(*SEE_TEAMS) | is_shown_to_partners & (is_partner | has_left) & ~waits_for_the_letter,
)
add_perm("matching.change_team", forms_teams)
add_perm("matching.answer_team", waits_for_answers & (is_partner | forms_teams))
add_perm("matching.wish", is_participant | forms_teams)
