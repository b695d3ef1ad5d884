"""What stands in the way of finishing a project, and what a refused voucher asks of its team."""

import datetime as dt

import pytest
from django.urls import reverse

from scharnier.desk.participant import journey_of, tasks_of
from scharnier.foundation.states import Refused
from scharnier.stages.projects import actions
from scharnier.stages.projects.states import ProjectState

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 12)
REASON = "The lower half with the sum is missing."


@pytest.fixture
def tried(running):
    prototype = actions.show_prototype(running.project, name="Board", description="x", by=None)
    actions.record_test(prototype, tested_on=DAY, testers=3, finding="Works.", by=None)
    return running


def seen(stage, as_person, person):
    page = as_person(person).get(reverse("projects:detail", args=[stage.project.pk])).text
    return " ".join(page.split())


def test_a_project_with_vouchers_that_wait_is_not_finished_and_says_which(tried, as_person):
    line = tried.line()
    tried.voucher(line, payee="Draft")
    tried.handed_in(line, payee="Shop", gross_cents=1000, eligible_cents=1000)
    asked = tried.handed_in(line, payee="Printer", gross_cents=2000, eligible_cents=2000)
    actions.query_voucher(asked, query="Which shop?", by=tried.tom)
    said = (
        "The project cannot be finished yet. Not checked yet: V-002 Shop. "
        "With a question that is not answered yet: V-003 Printer."
    )

    with pytest.raises(Refused) as refusal:
        actions.finish(tried.project, by=tried.nia)
    page = seen(tried, as_person, tried.nia)

    assert str(refusal.value) == said
    assert said in page
    assert "Finish the project" not in page
    tried.project.refresh_from_db()
    assert tried.project.state == ProjectState.RUNNING


def test_once_they_are_checked_it_is_finished(tried, as_person):
    line = tried.line()
    good, bad = (
        tried.handed_in(line, gross_cents=cents, eligible_cents=cents) for cents in (1000, 2000)
    )
    actions.accept_voucher(good, by=tried.tom)
    actions.refuse_voucher(bad, query=REASON, by=tried.tom)

    as_person(tried.nia).post(reverse("projects:finish", args=[tried.project.pk]))

    tried.project.refresh_from_db()
    assert tried.project.state == ProjectState.FINISHED


def asked_at_home(person):
    return [task.title for task in tasks_of(journey_of(person))]


def test_a_refused_voucher_tells_the_team_why_and_what_to_do(running, as_person):
    line = running.line()
    refused = running.handed_in(line)
    actions.refuse_voucher(refused, query=REASON, by=running.tom)

    page = seen(running, as_person, running.max)

    assert "A voucher was refused and is not paid" in page
    assert REASON in page
    assert "hand it in as a new voucher" in page
    assert refused.get_absolute_url() in page
    for partner in (running.max, running.kim):
        assert asked_at_home(partner) == [
            "The voucher V-001 Studio was refused",
            "Hand in vouchers and show the prototype",
        ]
    assert asked_at_home(running.people["Sam"]) == []


def test_a_new_voucher_on_its_line_ends_that(running, as_person):
    line = running.line()
    actions.refuse_voucher(running.handed_in(line), query=REASON, by=running.tom)
    other = running.line()

    running.voucher(other)
    assert "A voucher was refused" in seen(running, as_person, running.kim)
    running.voucher(line)

    assert "A voucher was refused" not in seen(running, as_person, running.kim)
    assert asked_at_home(running.kim) == ["Hand in vouchers and show the prototype"]


def test_the_agent_is_not_asked_to_hand_in_what_the_team_must(running, as_person):
    actions.refuse_voucher(running.handed_in(), query=REASON, by=running.tom)

    assert "A voucher was refused" not in seen(running, as_person, running.nia)
