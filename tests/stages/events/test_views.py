import re

import icalendar
import pytest
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.stages.events import actions
from scharnier.stages.events.models import Event
from tests.factories import EventFactory, PersonFactory, RegistrationFactory, days
from tests.personas import person, with_role
from tests.stages.calls.test_views import seen

pytestmark = pytest.mark.django_db

WORKSPACE = ["detail", "change", "cancel", "invite", "check_in_list", "attendance_list"]


def url_of(view, event, *more):
    return reverse(f"events:{view}", args=[event.pk, *more])


@pytest.mark.parametrize("view", WORKSPACE)
@pytest.mark.parametrize("htmx", [False, True])
def test_the_team_sees_every_page_and_strangers_none(event, olu, as_person, view, htmx):
    url = url_of(view, event)

    assert as_person(olu, htmx=htmx).get(url).status_code == 200
    assert as_person(person("Sam"), htmx=htmx).get(url).status_code == 404


def test_a_reviewer_organises_nothing(event, as_person):
    rey = with_role("Rey", event.round.programme)

    assert as_person(rey).get(reverse("events:listing")).status_code == 403
    assert as_person(rey).get(event.get_absolute_url()).status_code == 200


def test_the_public_sees_public_events_only(event, as_person):
    hidden = EventFactory(round=event.round)

    listing = as_person().get(reverse("events:public"))
    assert listing.context["upcoming"] == [event]
    assert as_person().get(event.get_absolute_url()).status_code == 200
    assert as_person().get(hidden.get_absolute_url()).status_code == 302
    assert as_person(person("Sam")).get(hidden.get_absolute_url()).status_code == 404


def test_a_guest_registers_with_name_and_address(event, as_person):
    entry = {"name": "Kim", "email": "kim@example.org", "note": "vegan"}

    answer = as_person(language="de").post(url_of("register", event), entry)

    kim = Person.objects.with_email("kim@example.org")
    row = event.registrations.get(person=kim)
    assert (answer.status_code, row.state, row.note) == (302, "registered", "vegan")


def test_a_guest_without_an_address_is_told_what_is_missing(event, as_person):
    answer = as_person(htmx=True).post(url_of("register", event), {"name": "Kim"})

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"email"})
    assert "<h1" not in answer.content.decode()


def test_the_mailed_link_opens_the_event_and_lets_one_cancel(event, as_person):
    Event.objects.update(is_public=False)
    kim = PersonFactory(name="Kim")
    event.refresh_from_db()
    actions.invite(event, people=[kim], by=None)
    link = re.search(r"http\S+", Mail.objects.get().text).group()
    client = as_person()

    client.post(link.replace("http://localhost:8000", ""))
    assert client.get(event.get_absolute_url()).status_code == 200
    client.post(url_of("register", event), {"note": ""})
    assert event.registrations.get(person=kim).state == "registered"
    client.post(url_of("cancel_registration", event))
    assert event.registrations.get(person=kim).state == "cancelled"


def test_nobody_cancels_what_they_do_not_have(event, as_person):
    answer = as_person(person("Sam")).post(url_of("cancel_registration", event))

    assert answer.status_code == 404


def test_the_calendar_file_spells_out_the_time_zone(event, as_person):
    answer = as_person().get(url_of("calendar", event))

    calendar = icalendar.Calendar.from_ical(answer.content)
    entry = next(iter(calendar.walk("VEVENT")))
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert (entry["UID"], entry["DTSTART"].dt) == (f"event-{event.pk}@localhost", event.starts_at)


def test_a_changed_event_keeps_its_number_in_calendars(event, as_person):
    before = as_person().get(url_of("calendar", event)).content
    actions.change(event, starts_at=days(9), by=None)
    after = as_person().get(url_of("calendar", event)).content

    entries = [next(iter(icalendar.Calendar.from_ical(c).walk("VEVENT"))) for c in (before, after)]
    assert entries[0]["UID"] == entries[1]["UID"]
    assert [entry["SEQUENCE"] for entry in entries] == [1, 2]


def an_event(**more) -> dict:
    return {
        "kind": "workshop",
        "title_0": "Werkstatt",
        "starts_at": "2026-11-01T10:00",
        "ends_at": "2026-11-01T12:00",
        "remind_days_before": "2",
        **more,
    }


def test_an_event_is_set_up_and_published(event, olu, as_person):
    client = as_person(olu)
    client.post(reverse("events:create", args=[event.round.pk]), an_event())
    made = Event.objects.exclude(pk=event.pk).get()

    client.post(url_of("publish", made))

    made.refresh_from_db()
    assert (made.state, made.title.localize("de")) == ("published", "Werkstatt")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"ends_at": "2026-11-01T09:00"}, "ends_at"),
        ({"starts_at": "2026-02-31T10:00"}, "starts_at"),
        ({"capacity": "0"}, "capacity"),
        ({"registration_until": "2026-12-01T10:00"}, "registration_until"),
        ({"title_0": ""}, "title"),
    ],
)
def test_an_event_that_contradicts_itself_is_refused(event, olu, as_person, entry, field):
    url = reverse("events:create", args=[event.round.pk])

    answer = as_person(olu, htmx=True).post(url, an_event(**entry))

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


def test_an_agent_sets_up_nothing_for_another_region(event, as_person):
    programme = event.round.programme
    here = programme.regions.get()
    there = programme.regions.create(name="Dort", slug="dort", districts=["14625"])
    nia = with_role("Nia", programme, here)
    url = reverse("events:create", args=[event.round.pk])

    answer = as_person(nia).post(url, an_event(region=there.pk))

    assert answer.status_code == 422
    assert "Choose a region that you work in." in seen(answer.content)


def test_a_cancellation_shows_its_mail_before_it_is_written(event, olu, as_person):
    client = as_person(olu)

    shown = seen(client.get(url_of("cancel", event)).content)
    assert ("Abgesagt: Auftakt" in shown, Mail.objects.count()) == (True, 0)
    client.post(url_of("cancel", event), {"reason_0": "Sturm"})

    assert Mail.objects.count() == 1
    assert Event.objects.get().state == "cancelled"


def test_people_are_invited_by_lines_of_name_and_address(event, olu, as_person):
    lines = "Mira Lohse mira@example.org\nKim <kim@example.org>"

    as_person(olu).post(url_of("invite", event), {"addresses": lines})

    invited = event.registrations.filter(state="invited").order_by("person__name")
    assert [row.person.name for row in invited] == ["Kim", "Mira Lohse"]


def test_a_line_without_an_address_is_quoted_back(event, olu, as_person):
    answer = as_person(olu).post(url_of("invite", event), {"addresses": "nur ein Name"})

    assert answer.status_code == 422
    assert "nur ein Name" in str(answer.context["form"].errors["addresses"])


@pytest.mark.parametrize("htmx", [False, True])
def test_people_are_checked_in_by_one_button_each(event, olu, as_person, htmx):
    row = event.registrations.get()
    client = as_person(olu, htmx=htmx)

    there = client.post(url_of("mark_attendance", event, row.pk), {"to": "here"})
    row.refresh_from_db()
    assert (there.status_code, row.attended_at) == (200 if htmx else 302, clock.now())
    client.post(url_of("mark_attendance", event, row.pk), {"to": "away"})
    row.refresh_from_db()
    assert row.attended_at is None


def test_somebody_without_registration_is_let_in(event, olu, as_person):
    client = as_person(olu)

    assert client.post(url_of("walk_in", event), {"name": ""}).status_code == 422
    client.post(url_of("walk_in", event), {"name": "Kim", "email": ""})

    assert event.registrations.get(person__name="Kim").is_walk_in


def test_strangers_check_nobody_in(event, as_person):
    url = url_of("mark_attendance", event, event.registrations.get().pk)

    assert as_person(person("Sam")).post(url, {"to": "here"}).status_code == 404


def test_the_attendance_list_prints_everybody(event, olu, as_person):
    for number in range(30):
        RegistrationFactory(event=event, person__name=f"Guest {number:02d}")

    html = as_person(olu).get(url_of("attendance_list", event)).content.decode()

    assert [f"Guest {number:02d}" in html for number in range(30)] == [True] * 30
    assert "Rows per page" not in html


def test_the_attendance_list_is_a_file_without_formulas(event, olu, as_person):
    RegistrationFactory(event=event, person__name="=1+1", note="-2")

    answer = as_person(olu).get(url_of("attendance_list", event), {"export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert ("'=1+1" in text, "'-2" in text) == (True, True)


@pytest.mark.parametrize("view", ["check_in_list", "attendance_list"])
def test_lists_cost_the_same_for_three_and_for_thirty(
    event, olu, as_person, django_assert_max_num_queries, view
):
    for _number in range(30):
        RegistrationFactory(event=event)
    client = as_person(olu)
    client.get(url_of(view, event))

    with django_assert_max_num_queries(7):
        client.get(url_of(view, event))


def test_an_event_that_is_over_offers_no_cancellation(event, olu, as_person):
    browser, cancel = as_person(olu), url_of("cancel", event)
    before = cancel in browser.get(url_of("detail", event)).text

    with clock.at(event.ends_at):
        after = cancel in browser.get(url_of("detail", event)).text
        answer = browser.get(cancel)

    assert (before, after, answer.status_code) == (True, False, 403)
