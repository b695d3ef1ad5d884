"""Sie or du: decided once for a request, by how the latest form spoke to this person."""

import pytest
from django.test import Client

from scharnier.foundation.people import passes
from scharnier.stages.applications import actions
from scharnier.stages.calls.models import Side
from tests.factories import CallFactory, RegistrationFactory, TargetGroupFactory
from tests.personas import person

pytestmark = pytest.mark.django_db

DU, SIE = "Worin du eingewilligt hast", "Worin Sie eingewilligt haben"


def data_page_of(someone, language="de"):
    client = Client(headers={"accept-language": language})
    client.force_login(someone)
    return client.get("/meine-daten/")


def kim(address="du"):
    group = TargetGroupFactory(side=Side.CREATIVE, address=address)
    someone = person("Kim")
    actions.start(group, person=someone, by=someone)
    return someone


def test_who_began_a_form_that_says_du_is_du_on_every_page():
    assert DU in data_page_of(kim()).text


def test_who_began_a_form_that_says_sie_is_sie():
    assert SIE in data_page_of(kim("sie")).text


def test_the_latest_form_speaks():
    kim("du")

    assert SIE in data_page_of(kim("sie")).text


def test_english_knows_no_difference():
    assert "What you agreed to" in data_page_of(kim(), "en").text


def test_du_is_german_for_the_browser():
    answer = data_page_of(kim())

    assert answer["Content-Language"] == "de"
    assert '<html lang="de"' in answer.text


def test_who_works_for_a_programme_is_sie():
    someone = kim()
    call = CallFactory()
    someone.role_grants.create(role="lead", programme=call.round.programme)

    assert SIE in data_page_of(someone).text


def test_who_comes_by_a_link_is_spoken_to_as_at_home(client):
    invited = RegistrationFactory(person=kim(), state="invited")
    link = passes.issue("event", invited.event, to=invited.person, days=3)
    german = {"accept-language": "de"}
    door = client.get(link.removeprefix("http://localhost:8000"), headers=german).text
    client.post(link.removeprefix("http://localhost:8000"))

    page = client.get(invited.event.get_absolute_url(), headers=german).text

    assert "Gib ihn nicht weiter" in door
    assert "Sag uns, ob du kommst." in page
