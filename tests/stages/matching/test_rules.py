import pytest

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Applicant
from scharnier.stages.matching import mails, queries
from scharnier.stages.matching.models import Team
from scharnier.stages.matching.states import MemberState, TeamState
from tests import scenes
from tests.factories import TeamFactory, TeamMemberFactory
from tests.personas import everybody

pytestmark = pytest.mark.django_db
PARTNERS, SEE = {"Max", "Kim"}, {"Olu", "Nia", "Tom"}


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    return two_teams()


@scenes.once
def two_teams() -> dict[str, Person]:
    """Max owns the firm of a team, Kim is its creative; another team is of other people."""
    team = TeamFactory()
    member = TeamMemberFactory(
        team=team, application__target_group__call=team.organisation.call, state="confirmed"
    )
    people = everybody(team.round.programme)
    Applicant.objects.create(application=team.organisation, person=people["Max"])
    Applicant.objects.create(application=member.application, person=people["Kim"])
    TeamFactory(confirmed=True)
    return people


def team_of(people):
    return Team.objects.get(organisation__applicants__person=people["Max"])


@pytest.mark.parametrize("state", TeamState)
@pytest.mark.parametrize("member_state", MemberState)
def test_who_may_view_agrees_with_what_is_listed(people, state, member_state):
    Team.objects.filter(pk=team_of(people).pk).update(state=state)
    team_of(people).members.update(state=member_state)

    for name, someone in people.items():
        may_view = {t for t in Team.objects.all() if someone.has_perm("matching.view_team", t)}
        assert set(queries.visible_to(someone)) == may_view, name


def hold_the_offer(people):
    """The letters that offer the team lie in the outbox."""
    team = team_of(people)
    for side in (team.organisation, team.members.get().application):
        mails.offer_team(team, side)
    Mail.objects.update(state="held")


@pytest.mark.parametrize("state", TeamState)
@pytest.mark.parametrize("member_state", MemberState)
def test_who_may_view_agrees_with_what_is_listed_while_the_offer_is_held(
    people, state, member_state
):
    Team.objects.filter(pk=team_of(people).pk).update(state=state)
    team_of(people).members.update(state=member_state, answered_at=clock.now())
    hold_the_offer(people)

    for name, someone in people.items():
        may_view = {t for t in Team.objects.all() if someone.has_perm("matching.view_team", t)}
        assert set(queries.visible_to(someone)) == may_view, name
        assert set(queries.known_teams_of(someone)) <= may_view, name


@pytest.mark.parametrize(
    ("state", "member_state", "partners"),
    [
        ("offered", "asked", set()),
        ("confirmed", "asked", {"Max"}),
        ("confirmed", "confirmed", PARTNERS),
        ("confirmed", "replaced", PARTNERS),
    ],
)
def test_a_held_offer_is_known_to_nobody_whom_it_asks(people, state, member_state, partners):
    team = team_of(people)
    Team.objects.filter(pk=team.pk).update(state=state)
    team.members.update(state=member_state, answered_at=clock.now())
    hold_the_offer(people)

    knowing = {name for name in PARTNERS if team in queries.visible_to(people[name])}

    assert knowing == partners


@pytest.mark.parametrize(
    ("state", "partners"),
    [("proposed", set()), ("offered", PARTNERS), ("confirmed", PARTNERS), ("dissolved", set())],
)
def test_partners_see_a_team_once_it_is_offered(people, state, partners):
    Team.objects.filter(pk=team_of(people).pk).update(state=state)

    seeing = {
        name
        for name, someone in people.items()
        if someone.has_perm("matching.view_team", team_of(people))
    }

    assert seeing == SEE | partners
