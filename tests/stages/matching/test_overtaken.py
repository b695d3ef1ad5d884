"""Held offers that events have overtaken, and what releasing them says."""

import pytest
from django.urls import reverse

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.matching import actions
from tests.personas import person, with_role
from tests.stages.matching.stagehand import small

pytestmark = pytest.mark.django_db


def outdated(template="matching/offer"):
    held = list(Mail.objects.held().filter(template=template).order_by("pk"))
    reasons = overtaken.by_events(held)
    return [(m.to_name, reasons[m.pk]) for m in held if m.pk in reasons]


@pytest.fixture
def kickoff():
    return small(team_min=1)


@pytest.fixture
def team(kickoff):
    team = kickoff.team("Turnery", "Studio")
    actions.offer(team, by=None)
    return team


def test_an_answer_noted_on_the_phone_overtakes_the_offer(kickoff, team):
    before = outdated()

    actions.confirm(team, side=kickoff["Turnery"].application, by=None)
    first = outdated()
    actions.confirm(team, side=kickoff["Studio"].application, by=None)

    known = "The answer is known already."
    assert before == []
    assert first == [("Turnery in person", known)]
    assert outdated() == [("Turnery in person", known), ("Studio in person", known)]


def test_who_said_no_is_not_asked_any_more(kickoff, team):
    actions.decline(team, side=kickoff["Studio"].application, reason="No time.", by=None)

    assert outdated() == [
        ("Turnery in person", "This offer was taken back."),
        ("Studio in person", "This offer was taken back."),
    ]


def test_the_list_says_of_each_mail_why_it_is_no_longer_true(as_person, kickoff, team):
    lead = as_person(with_role("Olu", team.round.programme))
    mark, reason = "No longer true", "The answer is known already."
    before = lead.get(reverse("outbox:mails")).text

    actions.confirm(team, side=kickoff["Turnery"].application, by=None)
    after = lead.get(reverse("outbox:mails")).text

    assert (before.count(mark), before.count(reason)) == (0, 0)
    assert (after.count(mark), after.count(reason)) == (1, 1)


def test_letters_about_a_question_are_overtaken_by_signatures(kickoff, team):
    for name in ("Turnery", "Studio"):
        actions.confirm(team, side=kickoff[name].application, by=None)
    team.refresh_from_db()
    challenge = challenges.open_challenge(team, due_on=None, by=None)
    writer, other = kickoff.owner("Turnery"), kickoff.owner("Studio")
    challenges.write(challenge, by=writer, question="How?", problem="Letters.")
    challenges.ask_for_signatures(challenge, by=writer)
    asked = "challenges/please_sign"
    before = outdated(asked)

    challenges.sign(challenge, by=other)

    assert before == []
    assert outdated(asked) == [("Studio in person", "Their side has signed already.")]


@pytest.fixture
def browser(kickoff, team, as_person):
    actions.confirm(team, side=kickoff["Turnery"].application, by=None)
    return as_person(with_role("Olu", kickoff.programme))


def release(browser, mails, **more):
    selected = [mail.pk for mail in mails]
    return browser.post(reverse("outbox:release"), {"selected": selected} | more)


def states():
    offers = Mail.objects.filter(template="matching/offer").order_by("pk")
    return [(mail.to_name.split()[0], mail.state) for mail in offers]


def test_releasing_all_names_what_is_no_longer_true_and_holds_it(browser):
    held = list(Mail.objects.held())

    page = " ".join(release(browser, held).text.split())
    release(browser, held, seen="True")

    assert "One mail leaves" in page
    assert "One mail stays held: what it says is no longer true" in page
    assert "The answer is known already." in page
    assert states() == [("Turnery", "held"), ("Studio", "waiting")]


def test_what_is_no_longer_true_is_discarded_together(browser):
    release(browser, Mail.objects.held(), seen="True", never="1")

    assert states() == [("Turnery", "discarded"), ("Studio", "held")]


def test_one_alone_can_leave_nevertheless(browser):
    mail = Mail.objects.held().get(to_name="Turnery in person")

    alone = browser.get(mail.get_absolute_url()).text
    asked = release(browser, [mail]).text
    release(browser, [mail], seen="True")
    before = states()
    release(browser, [mail], seen="True", anyway="1")

    assert "What it says is no longer true" in alone
    assert "Release nevertheless" in asked
    assert "Release one mail" not in asked
    assert before == [("Turnery", "held"), ("Studio", "held")]
    assert states() == [("Turnery", "waiting"), ("Studio", "held")]


def test_nobody_else_releases_or_discards(kickoff, browser, as_person):
    for someone in (person("Sam"), with_role("Nia", kickoff.programme)):
        answer = release(as_person(someone), Mail.objects.held(), seen="True", never="1")
        assert answer.status_code == 403

    assert states() == [("Turnery", "held"), ("Studio", "held")]
