import pytest

from tests.factories import EventFactory, RegionFactory, RegistrationFactory
from tests.personas import everybody, with_role

pytestmark = pytest.mark.django_db

TEAM = {"Olu", "Nia", "Rey", "Ria", "Jun", "Tom", "Fay"}
ALL = TEAM | {"Max", "Kim", "Ada", "Sam"}


@pytest.mark.parametrize(
    ("permission", "facts", "who"),
    [
        ("view_event", {}, TEAM | {"Ada"}),
        ("view_event", {"is_public": True}, ALL),
        ("view_event", {"state": "draft", "is_public": True}, {"Olu", "Nia"}),
        ("organise_event", {}, {"Olu", "Nia"}),
        ("change_event", {}, {"Olu", "Nia"}),
        ("change_event", {"state": "cancelled"}, set()),
        ("publish_event", {"state": "draft"}, {"Olu", "Nia"}),
        ("publish_event", {}, set()),
        ("cancel_event", {}, {"Olu", "Nia"}),
        ("cancel_event", {"state": "draft"}, set()),
        ("invite_to_event", {}, {"Olu", "Nia"}),
        ("check_in_event", {}, {"Olu", "Nia"}),
        ("register_event", {}, TEAM | {"Ada"}),
        ("register_event", {"is_public": True}, ALL),
        ("register_event", {"state": "cancelled", "is_public": True}, set()),
    ],
)
def test_who_may_do_what_with_an_event(permission, facts, who):
    event = EventFactory(**facts)
    people = everybody(event.round.programme)
    RegistrationFactory(event=event, person=people["Ada"], invited=True)

    allowed = {n for n, one in people.items() if one.has_perm(f"events.{permission}", event)}

    assert allowed == who


def test_an_agent_organises_nothing_in_another_region():
    here = RegionFactory()
    there = RegionFactory(programme=here.programme)
    nia = with_role("Nia", here.programme, here)

    events = [EventFactory(region=region, round__programme=here.programme)
              for region in (here, there, None)]  # fmt: skip

    assert [nia.has_perm("events.organise_event", event) for event in events] == [True, False, True]
