"""Somebody takes another's place in a running project: who is asked waits, who left reads on."""

import pytest
from django.urls import reverse

from scharnier.desk.participant import journey_of, tasks_of
from scharnier.foundation import clock
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Applicant
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.matching import actions as matching
from scharnier.stages.projects import queries
from tests.factories import ApplicationFactory
from tests.stages.projects.stagehand import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def replaced() -> Stage:
    """Kim handed a voucher in and left the running project; ``una`` was asked to follow."""
    stage = Stage()
    stage.running()
    stage.sent = stage.handed_in()
    stage.blueprint = blueprints.begin(stage.project, title="Order board", by=stage.nia)
    left = stage.team.members.get()
    left.answered_at = clock.now()
    left.save()
    group = left.application.target_group
    stage.joining = ApplicationFactory(submitted=True, name="Atelier", target_group=group)
    stage.una = Person.objects.create_user(email="una@example.org", name="Una")
    Applicant.objects.create(application=stage.joining, person=stage.una)
    Mail.objects.all().delete()
    matching.replace_member(
        stage.team, leaving=left, joining=stage.joining, reason="Illness", by=stage.nia
    )
    return stage


def say_yes(stage: Stage) -> None:
    matching.confirm(stage.team, side=stage.joining, by=stage.una)


def addresses(stage: Stage) -> list[str]:
    project = stage.project
    return [
        project.get_absolute_url(),
        stage.sent.get_absolute_url(),
        reverse("projects:budget", args=[project.pk]),
        reverse("projects:add_voucher", args=[project.pk]),
        reverse("projects:agreement", args=[project.pk]),
        reverse("blueprints:work", args=[stage.blueprint.pk]),
    ]


def statuses(client, stage: Stage) -> set[int]:
    return {client.get(address).status_code for address in addresses(stage)}


def test_who_is_only_asked_has_the_offer_and_nothing_of_the_work(replaced, as_person):
    outbox.release(Mail.objects.held(), by=None)
    client = as_person(replaced.una)
    offer = client.get(replaced.team.get_absolute_url())

    assert statuses(client, replaced) == {404}
    assert "Yes, we work together" in offer.text
    assert replaced.max.email not in offer.text
    assert [partner.name for partner in queries.partners_of(replaced.project)] == ["Turnery"]


def test_her_home_asks_her_for_the_answer_only_once_the_offer_has_left(replaced):
    before = journey_of(replaced.una)
    outbox.release(Mail.objects.held(), by=None)
    journey = journey_of(replaced.una)

    assert (before.teams, tasks_of(before)) == ([], [])
    assert (journey.projects, journey.blueprints, journey.challenges) == ([], [], [])
    assert [task.url for task in tasks_of(journey)] == [replaced.team.get_absolute_url()]


def test_with_her_yes_she_is_in(replaced, as_person):
    say_yes(replaced)

    assert statuses(as_person(replaced.una), replaced) == {200}
    assert [stop.subject for stop in journey_of(replaced.una).projects] == [replaced.project]


def test_who_left_reads_their_own_voucher_and_no_other(replaced, as_person):
    line = replaced.project.budget_lines.get()
    other = replaced.handed_in(
        line, voucher_number="2026-2", gross_cents=1_000, eligible_cents=1_000
    )
    type(other).objects.filter(pk=other.pk).update(handed_in_by=replaced.max)
    client = as_person(replaced.kim)

    team, voucher = client.get(replaced.team.get_absolute_url()), client.get(addresses(replaced)[1])

    assert "Your place in this team has ended" in team.text
    assert replaced.sent.get_absolute_url() in team.text
    assert other.get_absolute_url() not in team.text
    assert replaced.max.email not in team.text
    assert (voucher.status_code, client.get(other.get_absolute_url()).status_code) == (200, 404)
    assert reverse("projects:vouchers") not in voucher.text
    assert not replaced.kim.has_perm("projects.take_back_voucher", replaced.sent)
    assert client.get(replaced.project.get_absolute_url()).status_code == 404


def test_the_home_of_who_left_leads_to_what_stays(replaced):
    journey = journey_of(replaced.kim)

    (stop,) = journey.teams
    assert (stop.subject, stop.words) == (replaced.team, ("", "Your place has ended"))
    assert (journey.projects, tasks_of(journey)) == ([], [])


def test_the_agreement_says_who_signed_who_left_and_who_came(replaced, as_person):
    say_yes(replaced)

    page = as_person(replaced.max).get(reverse("projects:agreement", args=[replaced.project.pk]))

    (former,) = queries.former_signings(replaced.project.agreement)
    sides = [
        (one.name, bool(one.given_at)) for one in queries.signings_of(replaced.project.agreement)
    ]
    assert (former.name, former.left_at.date()) == ("Kim", clock.now().date())
    assert sides == [("Turnery", True), ("Atelier", False)]
    assert "It still names Studio." in page.text
    assert "after the signing" in page.text
    assert "Not signed yet" not in page.text


def test_the_letters_are_those_of_a_replacement(replaced):
    told = {mail.template: mail for mail in Mail.objects.all()}

    assert "zusammengestellt" not in told["matching/offer"].text
    assert "Wir fragen dich, ob du ihn übernimmst" in told["matching/offer"].text
    assert "neu besetzt" not in told["matching/place_ended"].text
    assert {"matching/offer", "matching/place_ended", "matching/replaced"} == set(told)


def test_the_observer_sees_neither_the_team_nor_its_question(replaced, as_person):
    challenge = replaced.project.award.verdict.case.challenge
    client = as_person(replaced.people["Fay"])

    assert client.get(replaced.team.get_absolute_url()).status_code == 404
    assert client.get(challenge.get_absolute_url()).status_code == 404
    assert client.get(replaced.sent.get_absolute_url()).status_code == 200
