"""Held letters about decisions, events and jury days that events have overtaken."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.events import mails as events
from scharnier.stages.events.models import Event
from scharnier.stages.jury import actions
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.reviews import actions as reviews
from tests.factories import ApplicantFactory, DecisionFactory, EventFactory, RegistrationFactory
from tests.personas import with_role

pytestmark = pytest.mark.django_db


def outdated():
    held = list(Mail.objects.held().order_by("pk"))
    reasons = overtaken.by_events(held)
    return [(m.template, m.to_name, reasons[m.pk]) for m in held if m.pk in reasons]


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_invitation_to_the_jury_names_the_day(hearing, language):
    type(hearing.people["Jun"]).objects.update(language=language)
    JuryDay.objects.update(state="planned")
    hearing.day.refresh_from_db()
    actions.tell_jurors(hearing.day, by=None)
    before = outdated()

    actions.change_day(hearing.day, held_on=dt.date(2027, 3, 4), by=None)
    actions.unseat(hearing.seats[1], by=None)

    assert before == []
    assert outdated() == [
        ("jury/invited", "Jun", "The jury day is on 4 March 2027 now."),
        ("jury/invited", "Ben", "This person has no seat on the jury any more."),
        ("jury/invited", "Eva", "The jury day is on 4 March 2027 now."),
    ]


def test_whose_words_somebody_chose_may_name_another_day(hearing):
    JuryDay.objects.update(state="planned")
    hearing.day.refresh_from_db()
    actions.tell_jurors(hearing.day, by=None)
    mail = Mail.objects.get(to_name="Jun")
    actions.change_day(hearing.day, held_on=dt.date(2027, 3, 4), by=None)

    outbox.edit(mail, subject="Jury", text="On a new day.", version=mail.version, by=None)

    assert [name for _template, name, _reason in outdated()] == ["Ben", "Eva"]


def test_who_moved_up_is_not_told_of_the_waiting_list_any_more():
    decision = DecisionFactory(waiting=True)
    ApplicantFactory(application=decision.application, person__name="Ada")
    reviews.release(decision.application.round, by=None)
    before = outdated()

    reviews.promote(decision.application, by=None)

    assert before == []
    assert outdated() == [("reviews_waitlisted", "Ada", "The decision is “Accepted” by now.")]


@pytest.fixture
def invited():
    event = EventFactory(starts_at=clock.now() + dt.timedelta(days=9))
    registration = RegistrationFactory(event=event, person__name="Ada")
    events.invite(registration)
    assert outdated() == []
    return event


def test_an_event_that_was_moved_cancelled_or_is_over(invited):
    later = invited.starts_at + dt.timedelta(days=1)
    rows = Event.objects.filter(pk=invited.pk)

    rows.update(starts_at=later, ends_at=later + dt.timedelta(hours=2))
    moved = outdated()
    rows.update(state="cancelled")
    cancelled = outdated()
    rows.update(state="published")
    with clock.at(later + dt.timedelta(days=2)):
        over = outdated()

    assert [reason.partition(" on ")[0] for _t, _n, reason in moved] == ["The event begins"]
    assert [reason for _t, _n, reason in cancelled] == ["The event is cancelled."]
    assert [reason for _t, _n, reason in over] == ["The event is over."]


def test_the_list_asks_as_much_for_three_overtaken_letters_as_for_thirty(invited, as_person):
    client = as_person(with_role("Olu", invited.round.programme))
    Event.objects.update(state="cancelled")

    def asked(number: int) -> tuple[int, int]:
        for _ in range(number):
            events.invite(RegistrationFactory(event=invited))
        with CaptureQueriesContext(connection) as captured:
            html = client.get(reverse("outbox:mails"), {"per": "50"}).text
        return html.count("The event is cancelled."), len(captured)

    client.get(reverse("outbox:mails"))
    (few, queries_for_few), (many, queries_for_many) = asked(2), asked(27)

    assert (few, many) == (3, 30)
    assert queries_for_few == queries_for_many
