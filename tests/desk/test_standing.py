"""What applicants are told at every stage, on their page and at home."""

import datetime as dt

import pytest
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Applicant
from scharnier.stages.projects import actions as projects
from tests.factories import (
    ApplicationFactory,
    BlueprintFactory,
    CallFactory,
    DecisionFactory,
    ProjectFactory,
    TargetGroupFactory,
    TeamFactory,
    VerdictFactory,
)
from tests.personas import person
from tests.stages.projects.stagehand import Stage

pytestmark = pytest.mark.django_db

LEAVE = "Withdraw the application"


def max_owns(application):
    Applicant.objects.create(application=application, person=person("Max"))
    return application


@pytest.fixture
def seen(as_person):
    """The page of an application as its owner sees it."""

    def look(application):
        client = as_person(person("Max"))
        return client.get(reverse("applications:status", args=[application.pk])).text

    return look


def test_who_was_rejected_is_led_to_what_else_there_is(seen):
    application = max_owns(DecisionFactory(rejected=True, released=True).application)
    next_one = CallFactory()

    page = seen(application)

    assert "What else there is" in page
    for address in (
        next_one.get_absolute_url(),
        reverse("events:public"),
        reverse("blueprints:library"),
    ):
        assert f'<li><a href="{address}">' in page


def test_who_was_not_told_yet_has_arrived_and_may_leave(seen):
    page = seen(max_owns(DecisionFactory().application))

    assert "Your application has arrived" in page
    assert LEAVE in page


@pytest.mark.parametrize(
    ("trait", "headline", "may_leave"),
    [
        ({}, "You take part", True),
        ({"waiting": True}, "You are on the waiting list", True),
        ({"rejected": True}, "This time we have no place for you", False),
    ],
)
def test_the_decision_is_told_once_it_is_released(seen, trait, headline, may_leave):
    page = seen(max_owns(DecisionFactory(released=True, **trait).application))

    assert headline in page
    assert "Your application has arrived" not in page
    assert (LEAVE in page) is may_leave


def test_an_offered_team_asks_for_an_answer(seen):
    team = TeamFactory(state="offered", organisation__submitted=True)

    page = seen(max_owns(team.organisation))

    assert "We have found partners for you" in page
    assert team.get_absolute_url() in page
    assert LEAVE in page


def test_in_a_team_the_verdict_of_the_jury_is_told(seen):
    verdict = VerdictFactory(
        case__challenge__team__confirmed=True, case__challenge__team__organisation__submitted=True
    )

    page = seen(max_owns(verdict.case.challenge.team.organisation))

    assert "You are in a team" in page
    assert "The jury has approved your project" in page
    assert LEAVE not in page


def in_a_project(**fields):
    made = ProjectFactory(
        award__verdict__case__challenge__team__confirmed=True,
        award__verdict__case__challenge__team__organisation__submitted=True,
        **fields,
    )
    max_owns(made.team.organisation)
    return made


@pytest.mark.parametrize(
    ("state", "headline"),
    [
        ("agreeing", "Your project can begin soon"),
        ("running", "Your project is running"),
        ("finished", "Your project is finished"),
        ("ended_early", "Your project ended early"),
    ],
)
def test_from_the_project_on_the_project_speaks(seen, state, headline):
    project = in_a_project(state=state)

    page = seen(project.team.organisation)

    assert headline in page
    assert project.get_absolute_url() in page
    assert LEAVE not in page


@pytest.mark.parametrize(("state", "is_missing"), [("draft", True), ("published", False)])
def test_a_blueprint_is_missing_only_until_it_is_there(seen, state, is_missing):
    project = in_a_project(state="finished")
    BlueprintFactory(project=project, state=state)

    page = seen(project.team.organisation)

    assert ("What is left is the blueprint" in page) is is_missing


def test_who_works_in_a_project_cannot_withdraw_at_its_address_either(as_person):
    project = in_a_project(state="running")
    address = reverse("applications:withdraw", args=[project.team.organisation.pk])

    assert as_person(person("Max")).post(address).status_code == 403


def test_who_withdrew_is_led_to_a_new_application_and_to_no_dates(seen):
    group = TargetGroupFactory(side="organisation")
    application = max_owns(ApplicationFactory(target_group=group, submitted=True))
    application.call.dates.create(title="Jury day", on=clock.today() + dt.timedelta(days=30))
    begin = reverse("applications:begin", args=[application.call.slug, "organisation"])
    assert "Jury day" in seen(application)

    actions.withdraw(application, by=person("Max"))
    page = seen(application)

    assert begin in page
    assert "Jury day" not in page


def test_what_was_handed_in_elsewhere_was_not_begun_here_later(seen):
    application = max_owns(DecisionFactory().application)
    application.submitted_at = application.started_at - dt.timedelta(days=40)
    application.save(update_fields=["submitted_at"])

    page = seen(application)

    assert "Begun" not in page
    assert "Handed in" in page


def test_home_says_what_was_decided_about_application_and_question(as_person):
    verdict = VerdictFactory(
        case__challenge__state="handed_in",
        case__challenge__team__confirmed=True,
        case__challenge__team__organisation__submitted=True,
    )
    application = max_owns(verdict.case.challenge.team.organisation)
    DecisionFactory(application=application, released=True)

    page = as_person(person("Max")).get(reverse("desk:home")).text

    assert "Accepted" in page
    assert "Approved" in page
    assert "Submitted" not in page


def test_a_question_about_a_voucher_comes_first_for_everybody_on_the_team(as_person):
    stage = Stage()
    stage.running()
    voucher = stage.handed_in()
    projects.query_voucher(voucher, query="Which shop?", by=stage.tom)

    for partner in (stage.max, stage.kim):
        page = as_person(partner).get(reverse("desk:home")).text
        assert "Which shop?" in page
        assert voucher.get_absolute_url() in page
