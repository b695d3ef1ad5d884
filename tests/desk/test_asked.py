"""What the kickoff asks stands at home, also for whoever deleted the mail."""

import pytest

from scharnier.desk.asked import asked_of
from scharnier.desk.participant import journey_of
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.events import actions as events
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching.models import Participant
from tests.factories import ApplicantFactory, ApplicationFactory, EventFactory, MatchingFactory
from tests.personas import person

pytestmark = pytest.mark.django_db


def asked(someone):
    return [(task.title, task.url) for task in asked_of(someone, journey_of(someone))]


def test_wishes_are_asked_at_home_while_they_are_open_and_the_letter_has_left(as_person):
    kim = person("Kim")
    application = ApplicationFactory(submitted=True, target_group__side="creative")
    ApplicantFactory(application=application, person=kim)
    participant = Participant.objects.create(
        matching=MatchingFactory(round=application.round), application=application, side="creative"
    )
    before = asked(kim)

    matching.open_wishes(participant.matching, by=None)
    held = asked(kim)
    outbox.release(Mail.objects.held(), by=None)

    assert (before, held) == ([], [])
    assert asked(kim) == [("With whom would you like to work?", participant.get_absolute_url())]
    assert "Say your wishes" in as_person(kim).get("/heute/").text
    matching.close_wishes(participant.matching, by=None)
    assert asked(kim) == []


def test_an_invitation_stands_at_home_until_it_is_answered():
    kim, event = person("Kim"), EventFactory()
    events.invite(event, people=[kim], by=None)
    held = asked(kim)
    outbox.release(Mail.objects.held(), by=None)

    assert held == []
    assert asked(kim) == [(f"You are invited: {event}", event.get_absolute_url())]
    events.register(event, person=kim, by=kim)
    assert asked(kim) == []
