"""The hundredth team stands after the ninety-ninth, in lists and exports."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from scharnier.stages.applications.queries import number_key_of
from scharnier.stages.calls.models import Side
from scharnier.stages.challenges import queries as challenges
from scharnier.stages.matching import queries
from scharnier.stages.matching.models import Team
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    ChallengeFactory,
    MatchingFactory,
    TargetGroupFactory,
    TeamFactory,
    TeamMemberFactory,
)
from tests.personas import with_role
from tests.stages.matching.stagehand import small

pytestmark = pytest.mark.django_db
IN_ORDER = ["T02", "T10", "T99", "T100"]


@pytest.fixture
def matching():
    matching = MatchingFactory()
    call = CallFactory(round=matching.round, closed=True)
    firms, creatives = (TargetGroupFactory(call=call, side=side) for side in Side)
    for number in reversed(IN_ORDER):
        firm = ApplicationFactory(target_group=firms, submitted=True)
        team = TeamFactory(matching=matching, number=number, confirmed=True, organisation=firm)
        TeamMemberFactory(team=team, application__target_group=creatives)
        ChallengeFactory(team=team, handed_in=True)
    return matching


def numbers(rows):
    return [row.number for row in rows]


def test_lists_are_in_the_order_of_the_count(matching, as_person):
    lead = with_role("Olu", matching.round.programme)

    page = as_person(lead).get(reverse("matching:listing")).text

    assert numbers(queries.teams_of(matching.round)) == IN_ORDER
    assert numbers(one.team for one in challenges.handed_in(matching.round)) == IN_ORDER
    assert sorted(IN_ORDER, key=page.index) == IN_ORDER


def test_a_team_that_is_made_gets_its_key():
    kickoff = small()
    kickoff.team("Turnery", "Studio")

    team = Team.objects.get()
    assert team.number_key == number_key_of(team.number)


def test_teams_of_before_get_their_key_by_the_migration(matching):
    Team.objects.update(number_key=None)
    fill = import_module("scharnier.stages.matching.migrations.0004_fill_the_keys_of_teams").fill

    fill(apps, None)

    assert numbers(Team.objects.order_by("number_key")) == IN_ORDER
    assert {team.number_key for team in Team.objects.all()} == {
        number_key_of(number) for number in IN_ORDER
    }
