import pytest

from tests.factories import CallFactory
from tests.personas import everybody

pytestmark = pytest.mark.django_db

TEAM = {"Olu", "Nia", "Rey", "Ria", "Jun", "Tom", "Fay"}


@pytest.mark.parametrize(
    ("permission", "traits", "who"),
    [
        ("view_call", {"draft": True}, TEAM),
        ("change_call", {"draft": True}, {"Olu"}),
        ("change_call", {}, {"Olu"}),
        ("change_call", {"state": "archived"}, set()),
        ("publish_call", {"draft": True}, {"Olu"}),
        ("publish_call", {}, set()),
        ("unpublish_call", {"upcoming": True}, {"Olu"}),
        ("unpublish_call", {"draft": True}, set()),
        ("extend_call", {}, {"Olu"}),
        ("extend_call", {"draft": True}, set()),
        ("archive_call", {"closed": True}, {"Olu"}),
        ("archive_call", {"state": "archived"}, set()),
        ("read_page", {}, TEAM | {"Max", "Kim", "Ada", "Sam"}),
        ("read_page", {"draft": True}, TEAM),
    ],
)
def test_who_may_do_what_with_a_call(permission, traits, who):
    call = CallFactory(**traits)
    people = everybody(call.round.programme)

    allowed = {n for n, person in people.items() if person.has_perm(f"calls.{permission}", call)}

    assert allowed == who


def test_the_lead_of_another_programme_is_a_stranger():
    ours, theirs = CallFactory(), CallFactory()
    olu = everybody(theirs.round.programme)["Olu"]

    assert not olu.has_perm("calls.change_call", ours)
