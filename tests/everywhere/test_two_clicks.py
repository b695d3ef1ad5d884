"""Two clicks on a form that makes something make one thing, and end where one click ends."""

import pytest
from django.test import Client
from django.urls import reverse

from scharnier.foundation.web.models import BarrierReport, SentForm
from scharnier.stages.calls.models import Call, CallDate, Contact, FrequentQuestion
from scharnier.stages.events.models import Event
from scharnier.stages.jury.models import JuryDay
from tests.factories import CallFactory
from tests.personas import with_role

EVENT = {
    "title_0": "Stammtisch", "kind": "network", "starts_at": "2026-10-01T18:00",
    "ends_at": "2026-10-01T20:00", "remind_days_before": "3",
}  # fmt: skip
QUESTION = {"question_0": "Wer?", "answer_0": "Alle.", "position": "9"}
CONTACT = {"name": "Nia", "email": "nia@example.org", "function_0": "Agentin"}
DATE = {"title_0": "Treffen", "on": "2026-10-05", "kind": "kickoff"}
BARRIER = {"description": "Der Knopf geht nicht.", "page_address": "/", "mail": ""}


def forms_of(call: Call) -> dict[type, tuple[str, dict]]:
    return {
        Event: (reverse("events:create", args=[call.round_id]), EVENT),
        FrequentQuestion: (reverse("calls:add_part", args=[call.pk, "fragen"]), QUESTION),
        Contact: (reverse("calls:add_part", args=[call.pk, "kontakte"]), CONTACT),
        CallDate: (reverse("calls:add_part", args=[call.pk, "termine"]), DATE),
        JuryDay: (
            reverse("jury:convene"),
            {"round": call.round_id, "held_on": "2026-12-01", "minutes_per_case": "8"},
        ),
        BarrierReport: (reverse("web:report_barrier"), BARRIER),
    }


@pytest.fixture
def call(db) -> Call:
    return CallFactory()


@pytest.fixture
def lead(call) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(with_role("Olu", call.round.programme))
    return client


@pytest.mark.parametrize(
    "model", [Event, FrequentQuestion, Contact, CallDate, JuryDay, BarrierReport]
)
def test_the_second_of_two_clicks_ends_on_the_same_page(call, lead, model):
    address, words = forms_of(call)[model]
    before = model.objects.count()

    answers = [lead.post(address, words | {"csrfmiddlewaretoken": "a"}) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302], answers[0].content.decode()
    assert answers[0].url == answers[1].url
    assert model.objects.count() == before + 1


def test_other_words_or_a_form_opened_anew_make_something_else(call, lead):
    address, words = forms_of(call)[FrequentQuestion]

    lead.post(address, words | {"csrfmiddlewaretoken": "a"})
    lead.post(address, words | {"csrfmiddlewaretoken": "a", "question_0": "Wann?"})
    lead.post(address, words | {"csrfmiddlewaretoken": "b"})

    assert FrequentQuestion.objects.count() == 3


def test_a_refused_form_may_be_sent_again_as_it_is(call, lead):
    address, words = forms_of(call)[FrequentQuestion]
    refused = words | {"csrfmiddlewaretoken": "a", "answer_0": ""}

    assert [lead.post(address, refused).status_code for _click in range(2)] == [422, 422]
    assert SentForm.objects.count() == 0


def test_htmx_is_sent_to_the_same_page_as_well(call, lead):
    address, words = forms_of(call)[FrequentQuestion]
    htmx = {"hx-request": "true"}

    answers = [
        lead.post(address, words | {"csrfmiddlewaretoken": "a"}, headers=htmx) for _click in "12"
    ]

    assert len({one.headers["HX-Redirect"] for one in answers}) == 1
    assert FrequentQuestion.objects.count() == 1
