import pytest
from django.contrib.auth.models import AnonymousUser

from scharnier.foundation.programmes.models import Role, RoleGrant
from scharnier.stages.events import entrances, queries
from scharnier.stages.events.models import Event
from tests.factories import EventFactory, PersonFactory, RegionFactory, RegistrationFactory, days
from tests.personas import ROLES, person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Events of all kinds in one programme with two regions, and one elsewhere."""
    plain = EventFactory()
    programme = plain.round.programme
    here, there = RegionFactory(programme=programme), RegionFactory(programme=programme)
    of_round = {"round": plain.round}
    return {
        "plain": plain,
        "draft": EventFactory(state="draft", **of_round),
        "public": EventFactory(is_public=True, **of_round),
        "public_draft": EventFactory(is_public=True, state="draft", **of_round),
        "cancelled": EventFactory(state="cancelled", **of_round),
        "here": EventFactory(region=here, **of_round),
        "there": EventFactory(region=there, **of_round),
        "elsewhere": EventFactory(),
    }


def everybody(events):
    programme, here = events["plain"].round.programme, events["here"].region
    people = [with_role(name, programme) for name in ROLES if name != "Nia"]
    guest = PersonFactory()
    for name in ("plain", "draft", "elsewhere"):
        RegistrationFactory(event=events[name], person=guest)
    return [*people, with_role("Nia", programme, here), guest, person("Sam")]


def test_who_may_view_agrees_with_what_is_listed(events):
    for someone in everybody(events):
        may = {e for e in events.values() if someone.has_perm("events.view_event", e)}
        assert set(queries.visible_to(someone)) == may


def test_who_may_organise_agrees_with_what_is_listed(events):
    for someone in everybody(events):
        may = {e for e in events.values() if someone.has_perm("events.organise_event", e)}
        assert set(queries.organised_by(someone)) == may


def test_an_agent_of_a_region_organises_there_and_for_all(events):
    programme = events["plain"].round.programme
    nia = with_role("Nia", programme, events["here"].region)

    names = {name for name, event in events.items() if event in queries.organised_by(nia)}

    assert names == {"plain", "draft", "public", "public_draft", "cancelled", "here"}


def test_a_visitor_sees_what_is_public(events):
    assert set(queries.visible_to(AnonymousUser())) == {events["public"]}


def test_a_role_in_two_regions_reaches_both(events):
    programme = events["plain"].round.programme
    nia = with_role("Nia", programme, events["here"].region)
    there = events["there"].region
    RoleGrant.objects.create(person=nia, role=Role.AGENT, programme=programme, region=there)

    assert {events["here"], events["there"]} <= set(queries.organised_by(nia))


def test_the_kickoff_is_the_first_that_was_not_cancelled():
    cancelled = EventFactory(state="cancelled", starts_at=days(1), ends_at=days(2))
    EventFactory(round=cancelled.round, kind="workshop", starts_at=days(3), ends_at=days(4))
    kickoff = EventFactory(round=cancelled.round, starts_at=days(5), ends_at=days(6))

    assert queries.kickoff_of(cancelled.round) == kickoff


def test_numbers_and_lists_take_one_query_each(event, django_assert_num_queries):
    for _number in range(30):
        RegistrationFactory(event=event, waiting=True)

    with django_assert_num_queries(1):
        numbers = queries.numbers(event)
    assert numbers == {
        "registered": 1,
        "waiting": 30,
        "invited": 0,
        "attended": 0,
        "free": 1,
        "expected": 31,
    }
    with django_assert_num_queries(1):
        assert len([row.person.name for row in queries.expected(event)]) == 31


def test_the_door_finds_people_by_name_with_umlauts(event):
    RegistrationFactory(event=event, person__name="Jörg Übel")

    assert [row.person.name for row in queries.expected(event, "übel jörg")] == ["Jörg Übel"]


def test_lost_links_come_again_for_events_still_to_come(event):
    ada = event.registrations.get().person
    over = EventFactory(starts_at=days(-3), ends_at=days(-2))
    RegistrationFactory(event=over, person=ada)

    assert [row.event for row in queries.coming_up_for(ada.email.upper())] == [event]
    entrances.send_new_links("nobody@example.org")


def test_upcoming_and_past_part_at_the_end_of_an_event():
    running = EventFactory(starts_at=days(-0.1), ends_at=days(0.1))
    over = EventFactory(starts_at=days(-2), ends_at=days(-1))

    assert list(Event.objects.upcoming()) == [running]
    assert list(Event.objects.past()) == [over]
