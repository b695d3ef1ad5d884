"""Where many applications stand, as the lists of the team say it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.desk.stands import words_of
from scharnier.foundation import clock
from scharnier.stages.applications import queries
from tests.factories import (
    ApplicationFactory,
    DecisionFactory,
    ProjectFactory,
    TargetGroupFactory,
    TeamFactory,
    TeamMemberFactory,
    VerdictFactory,
)
from tests.personas import with_role

pytestmark = pytest.mark.django_db


def word(application):
    return words_of([application])[application.pk].text


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        ({}, "Accepted"),
        ({"waiting": True}, "On the waiting list"),
        ({"rejected": True}, "Rejected"),
    ],
)
def test_a_released_decision_is_told(trait, said):
    assert word(DecisionFactory(released=True, **trait).application) == said


def test_a_decision_that_is_only_prepared_is_not_told():
    assert words_of([DecisionFactory().application]) == {}


def test_both_sides_of_a_confirmed_team_are_in_it():
    team = TeamFactory(confirmed=True)
    member = TeamMemberFactory(team=team, state="confirmed")

    assert word(team.organisation) == word(member.application) == "In a team"


def test_who_left_a_team_is_not_in_it():
    member = TeamMemberFactory(team=TeamFactory(confirmed=True), state="replaced")

    assert words_of([member.application]) == {}


def test_a_team_that_is_only_proposed_is_not_told():
    assert words_of([TeamFactory(state="proposed").organisation]) == {}


def test_the_verdict_is_told_once_it_is_released():
    prepared, released = VerdictFactory(state="prepared"), VerdictFactory()
    teams = [one.case.challenge.team for one in (prepared, released)]

    assert [word(team.organisation) for team in teams] == ["In a team", "Approved by the jury"]


def test_the_project_speaks_last():
    project = ProjectFactory(state="finished")

    assert word(project.team.organisation) == "Project finished"


def test_after_the_deadline_an_application_is_being_reviewed():
    application = ApplicationFactory(submitted=True)

    assert queries.where_they_stand([application]) == {}

    with clock.at(application.call.deadline_at):
        assert queries.where_they_stand([application])[application.pk].text == "Being reviewed"


def test_a_question_back_that_waits_is_told_before_all_else():
    application = DecisionFactory(released=True).application
    application.questions_back.create(text="When?", until=application.call.deadline_at)

    assert queries.where_they_stand([application])[application.pk].text == "Asked back"


def test_the_list_asks_as_much_of_three_as_of_thirty(client):
    address = reverse("applications:listing")
    group = TargetGroupFactory()
    first = ApplicationFactory(target_group=group, submitted=True)
    TeamFactory(confirmed=True, organisation=first, matching__round=group.call.round)
    client.force_login(with_role("Olu", group.call.round.programme))
    counts = []
    for number in (3, 27):
        ApplicationFactory.create_batch(number, target_group=group, submitted=True)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{address}?per=50").text
        counts.append(len(asked))

    assert "Im Team" in page
    assert counts[0] == counts[1]


def test_an_exported_table_says_the_same(client):
    group = TargetGroupFactory()
    application = ApplicationFactory(target_group=group, submitted=True)
    DecisionFactory(released=True, application=application)
    client.force_login(with_role("Olu", group.call.round.programme))

    answer = client.get(reverse("applications:listing"), {"export": "csv"})
    table = b"".join(answer.streaming_content).decode()

    assert "Angenommen" in table
