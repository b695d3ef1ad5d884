"""After the deadline: the team asks back about single answers, and only these may change."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.questions.queries import filled
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.models import Entry
from scharnier.stages.applications import actions, changeable, queries
from scharnier.stages.applications.models import Application, QuestionBack
from scharnier.stages.applications.refusals import NothingNew, TooLate
from scharnier.stages.applications.states import QuestionBackState as Q
from tests.factories import ApplicationFactory
from tests.personas import everybody, person, with_role
from tests.stages.applications.conftest import TYPED

AFTER = dt.timedelta(days=40)
TEXT = "Wie viele Stunden sind es wirklich?"


def url(name: str, *arguments: object) -> str:
    return reverse(f"applications:{name}", args=arguments)


@pytest.fixture
def later(submitted: Application):
    """Some days after the deadline and its grace."""
    with clock.at(submitted.call.deadline_at + dt.timedelta(days=3)):
        yield clock.now()


@pytest.fixture
def olu(programme):
    return with_role("Olu", programme)


def ask(application: Application, by, *keys: str, days: int = 7) -> QuestionBack:
    until = clock.now() + dt.timedelta(days=days)
    return actions.ask_back(
        application, questions=keys or ("hours_month",), text=TEXT, until=until, by=by
    )


def said(application: Application, key: str) -> object:
    return queries.latest_answers(application)[key]


# What it does -----------------------------------------------------------------------------


def test_a_question_back_is_mailed_to_everybody_and_held(submitted, later, olu):
    asked = ask(submitted, olu)

    mail = Mail.objects.about(submitted).get(template="applications/question_back")
    assert (mail.to_address, TEXT in mail.text, mail.urgent) == ("ada@example.org", True, False)
    assert "Wie viele Stunden im Monat haben Sie dafür?" in mail.text
    assert (asked.keys, asked.state) == (["hours_month"], Q.OPEN)


def test_without_a_question_nothing_can_be_handed_in_after_the_deadline(
    submitted, later, fill, ada
):
    fill(submitted, hours_month="12")

    with pytest.raises(TooLate):
        actions.submit(submitted, by=ada)


def test_only_what_was_asked_about_changes_and_reviewers_see_it_once_it_is_sent(
    submitted, later, olu, fill, ada
):
    fill(submitted, problem="Nach der Frist getippt.")
    ask(submitted, olu)
    fill(submitted, hours_month="12")
    assert said(submitted, "hours_month") == 8

    actions.submit(submitted, by=ada)

    assert (said(submitted, "hours_month"), said(submitted, "problem")) == (
        12,
        "Bestellungen kommen per Zettel.",
    )
    assert filled(submitted.sheet).values()["problem"] == "Nach der Frist getippt."


def test_what_hangs_on_an_answer_opens_with_it(submitted, later, olu):
    ask(submitted, olu, "double_funding")

    assert changeable.open_keys(submitted) == {"double_funding", "double_funding_details"}


def test_handing_in_answers_the_question_and_closes_the_door_again(
    submitted, later, olu, fill, ada
):
    asked = ask(submitted, olu)
    fill(submitted, hours_month="12")

    actions.submit(submitted, reply="Es sind zwölf.", by=ada)

    asked.refresh_from_db()
    assert (asked.state, asked.reply) == (Q.ANSWERED, "Es sind zwölf.")
    assert changeable.open_keys(submitted) == set()
    fill(submitted, hours_month="13")
    with pytest.raises(TooLate):
        actions.submit(submitted, by=ada)


def test_a_reply_alone_is_an_answer_without_a_new_version(submitted, later, olu, ada):
    asked = ask(submitted, olu)

    assert actions.submit(submitted, reply="Acht stimmt.", by=ada) is None

    asked.refresh_from_db()
    assert (asked.state, submitted.sent_versions.count()) == (Q.ANSWERED, 1)
    assert Mail.objects.filter(template="applications/reply_received").count() == 1


def test_neither_change_nor_reply_is_no_answer(submitted, later, olu, ada):
    asked = ask(submitted, olu)

    with pytest.raises(NothingNew):
        actions.submit(submitted, by=ada)
    asked.refresh_from_db()
    assert asked.state == Q.OPEN


def test_its_date_closes_the_door_and_the_night_notes_it(submitted, later, olu, fill, ada):
    asked = ask(submitted, olu, days=2)
    fill(submitted, hours_month="12")

    with clock.at(asked.until):
        with pytest.raises(TooLate):
            actions.submit(submitted, by=ada)
        actions.remind_of_questions_back(by=None)

    asked.refresh_from_db()
    assert (asked.state, said(submitted, "hours_month")) == (Q.LAPSED, 8)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": dt.timedelta(0)}, "still lies ahead"),
        ({"questions": ["nothing"]}, "at least one question"),
    ],
)
def test_a_question_needs_a_date_ahead_and_something_to_ask(submitted, later, olu, changes, words):
    given = {"questions": ["hours_month"], "until": dt.timedelta(days=1)} | changes
    given["until"] = clock.now() + given["until"]

    with pytest.raises(Refused, match=words):
        actions.ask_back(submitted, text=TEXT, by=olu, **given)


def test_two_questions_do_not_wait_at_once_but_one_may_follow(submitted, later, olu):
    first = ask(submitted, olu)
    with pytest.raises(Refused, match="Take that one back first"):
        ask(submitted, olu)

    actions.take_back_question(first, by=olu)
    ask(submitted, olu, "problem")

    states = submitted.questions_back.order_by("pk").values_list("state", flat=True)
    assert list(states) == [Q.TAKEN_BACK, Q.OPEN]


def test_a_draft_is_not_asked_back(complete, olu):
    with pytest.raises(Refused, match="Only what was handed in"):
        ask(complete, olu)


def test_reminders_come_every_third_day_and_on_the_last_one(submitted, later, olu):
    ask(submitted, olu, days=7)

    sent = []
    for day in range(7):
        with clock.at(later + dt.timedelta(days=day, minutes=1)):
            sent.append(actions.remind_of_questions_back(by=None))

    assert sent == [0, 0, 0, 1, 0, 0, 1]
    assert Mail.objects.filter(template="applications/question_back_reminder").count() == 2


def test_what_was_forgotten_keeps_no_question(submitted, later, olu):
    ask(submitted, olu)

    actions.forget(submitted, by=None)

    assert QuestionBack.objects.count() == 0


# The applicant's pages --------------------------------------------------------------------


def page_words(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(
        re.sub(r"<(script|style|head).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split()
    )


def test_the_status_page_asks_and_leads_to_the_answer(submitted, later, olu, ada, as_person):
    ask(submitted, olu)
    client = as_person(ada)

    words = page_words(client, submitted.get_absolute_url())

    assert "We have a question about your application" in words
    assert (TEXT in words, "Please answer by" in words) == (True, True)
    address = f"{url('page', submitted.pk, 'time')}#id_hours_month"
    assert address in client.get(submitted.get_absolute_url()).text


def test_the_page_offers_only_what_was_asked(submitted, later, olu, ada, as_person):
    ask(submitted, olu)
    client = as_person(ada)

    page = client.get(url("page", submitted.pk, "time"))

    assert re.findall(r'name="(hours_month|second_person|mobility)"', page.text) == ["hours_month"]
    closed = client.get(url("page", submitted.pk, "challenge"))
    assert (closed.status_code, closed.url) == (302, submitted.get_absolute_url())


def test_what_was_not_asked_cannot_be_smuggled_in(submitted, later, olu, ada, as_person):
    ask(submitted, olu)
    address = url("page", submitted.pk, "time")
    given = {
        "hours_month": "12",
        "second_person": "no",
        "changed": ["hours_month", "second_person"],
    }

    as_person(ada).post(f"{address}speichern/", given)
    as_person(ada).post(address, given)

    values = filled(submitted.sheet).values()
    assert (values["hours_month"], values["second_person"]) == (12, True)


def test_what_can_no_longer_be_changed_is_not_said_to_be_saved(
    submitted, later, olu, ada, as_person
):
    """The page was opened while everything could be changed."""
    ask(submitted, olu)
    client, address = as_person(ada), url("page", submitted.pk, "challenge")
    given = {"problem": "Ganz anders.", "versions": "problem:1 affected:1", "changed": "problem"}

    saved = client.post(f"{address}speichern/", given).json()
    page = client.post(address, given | {"affected": TYPED["affected"]}, follow=True)

    assert (saved["shut"], saved["versions"]) == (["problem"], {})
    assert saved["closed"].startswith("Not saved: since the deadline only what we ask back")
    [told] = map(str, page.context["messages"])
    assert told.startswith("Not saved: “What challenge do you face?”. Since the deadline")


@pytest.mark.usefixtures("later")
def test_a_change_that_is_not_sent_yet_says_so_until_it_is(submitted, olu, fill, ada, as_person):
    ask(submitted, olu)
    fill(submitted, hours_month="12")
    client = as_person(ada)
    assert "You have changed something and not handed it in again" in page_words(
        client, submitted.get_absolute_url()
    )

    answer = client.post(url("check", submitted.pk), {"truth": "on", "reply": "Zwölf."})

    assert answer.url == submitted.get_absolute_url()
    assert "You have changed something" not in page_words(client, answer.url)
    assert said(submitted, "hours_month") == 12


def test_the_check_page_wants_a_change_or_a_reply(submitted, later, olu, ada, as_person):
    ask(submitted, olu)

    page = as_person(ada).post(url("check", submitted.pk), {"truth": "on"})

    assert (page.status_code, "Nothing has changed since" in page.text) == (422, True)


def test_after_the_answer_the_check_page_shows_what_counts(submitted, later, fill, ada, as_person):
    fill(submitted, problem="Nach der Frist getippt.")

    words = page_words(as_person(ada), url("check", submitted.pk))

    assert ("Bestellungen kommen per Zettel." in words, "Nach der Frist" in words) == (True, False)


# The team's pages -------------------------------------------------------------------------


def test_the_lead_asks_back_by_the_page(submitted, later, olu, as_person):
    client = as_person(olu)
    given = {"questions": ["problem", "hours_month"], "text": TEXT, "until": "2026-12-24T12:00"}
    assert "ada@example.org" in client.get(url("ask_back", submitted.pk)).text

    answer = client.post(url("ask_back", submitted.pk), given)

    assert answer.url == url("detail", submitted.pk)
    assert QuestionBack.objects.get().keys == ["problem", "hours_month"]
    assert TEXT in page_words(client, answer.url)
    taken = client.post(url("take_back_question", submitted.pk, QuestionBack.objects.get().pk))
    assert (taken.url, QuestionBack.objects.get().state) == (answer.url, Q.TAKEN_BACK)


def test_an_incomplete_question_is_refused_with_the_same_fragment(submitted, later, olu, as_person):
    answer = as_person(olu, htmx=True).post(url("ask_back", submitted.pk), {})

    assert (answer.status_code, "<h1" in answer.text) == (422, False)
    assert "Choose at least one question." in answer.text


def test_the_answers_to_ask_back_about_stand_page_by_page(submitted, olu, as_person):
    page = as_person(olu).get(url("ask_back", submitted.pk)).text

    titles = [str(one.title) for one, _listed in filled(submitted.sheet).shown]
    assert all(f'<p class="choice-group">{title}</p>' in page for title in titles)


@pytest.mark.parametrize(
    ("who", "status"),
    [("Olu", 200), ("Nia", 200), ("Ada", 403), ("Rey", 404), ("Jun", 404), ("Tom", 404),
     ("Fay", 404), ("Max", 404), ("Sam", 404), ("", 302)],
)  # fmt: skip
@pytest.mark.usefixtures("later")
def test_who_may_ask_back(submitted, programme, as_person, who, status):
    everybody(programme)
    client = as_person(person(who) if who else None)

    assert client.get(url("ask_back", submitted.pk)).status_code == status
    if status != 200:
        assert client.post(url("take_back_question", submitted.pk, 1)).status_code == status


def test_the_list_shows_what_waits_at_no_further_query(group, olu, as_person):
    client, counts = as_person(olu), []
    for number in (3, 27):
        for row in ApplicationFactory.create_batch(
            number, submitted=True, target_group=group, call=group.call
        ):
            until = clock.now() + AFTER
            QuestionBack.objects.create(application=row, keys=["name"], text="?", until=until)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(url("listing"), {"view": "asked"})
        counts.append(len(captured))
        assert page.status_code == 200
    assert counts[0] == counts[1]


def test_every_step_stands_in_the_trail(submitted, later, olu, ada):
    ask(submitted, olu)
    actions.submit(submitted, reply="So.", by=ada)

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["application.asked_back", "application.answered_back"]
