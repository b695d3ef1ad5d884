import pytest

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from scharnier.stages.events import actions, queries
from scharnier.stages.events.models import Event, Registration
from scharnier.stages.events.states import (
    EVENT_MOVES,
    REGISTRATION_MOVES,
    EventState,
    RegistrationState,
)
from tests.conftest import MONDAY
from tests.factories import EventFactory, PersonFactory, RegistrationFactory, days, text

pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str, str]]:
    rows = Mail.objects.order_by("pk")
    return [(mail.to_address, mail.template, mail.state) for mail in rows]


def states(event) -> dict[str, str]:
    return {row.person.name: row.state for row in event.registrations.select_related("person")}


@pytest.mark.parametrize("start", EventState)
@pytest.mark.parametrize("to", EventState)
def test_only_the_moves_of_an_event_are_possible(start, to):
    event = EventFactory(state=start)

    if to in EVENT_MOVES[start]:
        move(event, to, moves=EVENT_MOVES)
        assert Event.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(event, to, moves=EVENT_MOVES)
        assert Event.objects.get().state == start


@pytest.mark.parametrize("start", RegistrationState)
@pytest.mark.parametrize("to", RegistrationState)
def test_only_the_moves_of_a_registration_are_possible(start, to):
    row = RegistrationFactory(state=start)

    if to in REGISTRATION_MOVES[start]:
        move(row, to, moves=REGISTRATION_MOVES)
        assert Registration.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(row, to, moves=REGISTRATION_MOVES)
        assert Registration.objects.get().state == start


def test_an_event_begins_as_a_draft(event, olu):
    made = actions.create(
        event.round, kind="workshop", title="Werkstatt", starts_at=days(1), ends_at=days(2), by=olu
    )

    assert made.state == EventState.DRAFT
    assert Entry.objects.about(made).get().verb == "event.created"


def test_an_event_that_ends_before_it_begins_is_refused(event):
    with pytest.raises(Refused, match="end must lie after"):
        actions.change(event, ends_at=days(1), by=None)
    assert Event.objects.get().ends_at == event.ends_at


def test_an_event_in_the_past_is_not_published():
    event = EventFactory(state="draft", starts_at=days(-2), ends_at=days(-1))

    with pytest.raises(Refused, match="lies in the past"):
        actions.publish(event, by=None)


def test_whoever_comes_first_has_a_place_and_the_rest_wait(event):
    kim, max_ = PersonFactory(name="Kim"), PersonFactory(name="Max")

    for person in (kim, max_):
        actions.register(event, person=person, by=person)

    assert states(event) == {"Ada": "registered", "Kim": "registered", "Max": "waiting"}
    assert mails() == [
        (kim.email, "events/registration", "waiting"),
        (max_.email, "events/registration", "waiting"),
    ]


def test_registering_twice_changes_nothing(event):
    kim = PersonFactory()
    first = actions.register(event, person=kim, by=kim)

    assert actions.register(event, person=kim, by=kim) == first
    assert Mail.objects.count() == 1


def test_a_place_given_back_goes_to_the_first_who_waits(event):
    kim = RegistrationFactory(event=event, person__name="Kim")
    RegistrationFactory(event=event, waiting=True, person__name="Late", registered_at=days(-1))
    RegistrationFactory(event=event, waiting=True, person__name="Early", registered_at=days(-2))

    actions.cancel_registration(kim, by=kim.person)

    assert states(event) == {
        "Ada": "registered",
        "Kim": "cancelled",
        "Late": "waiting",
        "Early": "registered",
    }
    assert [template for _to, template, _state in mails()] == ["events/place_is_free"]


def test_the_mail_about_a_free_place_waits_for_its_release(event):
    waiting = RegistrationFactory(event=event, waiting=True)

    actions.change(event, capacity=3, by=None)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.REGISTERED
    assert mails() == [(waiting.person.email, "events/place_is_free", "held")]


def test_a_place_is_not_given_back_twice(event):
    row = event.registrations.get()
    same = Registration.objects.get(pk=row.pk)
    actions.cancel_registration(row, by=None)

    with pytest.raises(MoveRefused):
        actions.cancel_registration(same, by=None)


@pytest.mark.parametrize(
    "facts", [{"state": "draft"}, {"state": "cancelled"}, {"registration_until": MONDAY}]
)
def test_nobody_registers_when_the_door_is_shut(facts):
    event = EventFactory(**facts)

    with pytest.raises(Refused, match="takes no registrations"):
        actions.register(event, person=PersonFactory(), by=None)


def test_people_are_invited_once_with_a_link_of_their_own(event):
    kim, ada = PersonFactory(name="Kim"), event.registrations.get().person

    new = actions.invite(event, people=[kim, ada, kim], address_form="du", by=None)

    assert [row.person for row in new] == [kim]
    assert Pass.objects.get().person == kim
    mail = Mail.objects.get()
    assert (mail.address_form, "wir laden dich ein" in mail.text) == ("du", True)


def test_an_invited_person_may_accept_or_decline(event):
    kim, max_ = PersonFactory(name="Kim"), PersonFactory(name="Max")
    actions.invite(event, people=[kim, max_], by=None)

    actions.register(event, person=kim, by=kim)
    actions.cancel_registration(event.registrations.get(person=max_), by=max_)

    assert states(event) == {"Ada": "registered", "Kim": "registered", "Max": "cancelled"}


def test_everybody_on_the_list_hears_of_a_cancellation(event):
    RegistrationFactory(event=event, waiting=True, person__email="w@example.org")
    RegistrationFactory(event=event, state="cancelled", person__email="c@example.org")

    told = actions.cancel(event, reason=text("Sturm", "Storm"), by=None)

    ada = event.registrations.get(person__name="Ada").person.email
    assert told == 2
    assert sorted(mails()) == sorted(
        [(ada, "events/cancelled", "held"), ("w@example.org", "events/cancelled", "held")]
    )
    assert "Sturm" in Mail.objects.first().text


def test_what_is_over_took_place_and_is_not_cancelled(event):
    with clock.at(event.ends_at), pytest.raises(Refused, match="is over"):
        actions.cancel(event, by=None)

    assert (mails(), event.state) == ([], "published")


def test_whoever_had_their_data_erased_hears_of_no_cancellation(event):
    RegistrationFactory(event=event, person__email=None, person__is_active=False)

    assert actions.cancel(event, by=None) == 1


def test_a_new_time_is_told_but_a_new_text_is_not(event):
    actions.change(event, description=text("Neu"), by=None)
    assert mails() == []

    actions.change(event, starts_at=days(9), by=None)
    assert [template for _to, template, _state in mails()] == ["events/changed"]


def test_who_comes_is_checked_in_and_out_again(event):
    row = event.registrations.get()

    actions.check_in(row, by=None)
    actions.check_in(row, by=None)

    assert list(queries.attending(event)) == [row.person]
    assert Entry.objects.filter(verb="event.checked_in").count() == 1
    actions.undo_check_in(row, by=None)
    assert list(queries.attending(event)) == []


def test_who_comes_without_registration_is_registered_at_the_door(event):
    row = actions.check_in_walk_in(event, name="Kim", email="kim@example.org", by=None)

    assert (row.state, row.is_walk_in, row.attended_at) == ("registered", True, clock.now())
    actions.undo_check_in(row, by=None)
    assert states(event) == {"Ada": "registered", "Kim": "cancelled"}


def test_a_known_address_at_the_door_is_that_person(event):
    ada = event.registrations.get().person

    actions.check_in_walk_in(event, name="A. D.", email=ada.email.upper(), by=None)

    assert Person.objects.filter(email=ada.email).get().name == "Ada"
    assert event.registrations.count() == 1


def test_nobody_is_checked_in_at_a_cancelled_event():
    row = RegistrationFactory(event__state="cancelled")

    with pytest.raises(Refused, match="nobody can be checked in"):
        actions.check_in(row, by=None)


@pytest.mark.parametrize(("on", "reminded"), [(6, 0), (7, 1), (9.9, 1), (11, 0)])
def test_reminders_leave_as_many_days_before_as_the_event_says(event, on, reminded):
    with clock.at(days(on)):
        due = queries.due_reminders()
        assert [actions.remind(due, by=None), actions.remind(due, by=None)] == [reminded, 0]

    assert Mail.objects.count() == reminded


def test_an_event_without_a_number_of_days_reminds_nobody(event):
    Event.objects.update(remind_days_before=None)

    with clock.at(days(9)):
        assert queries.due_reminders() == []
