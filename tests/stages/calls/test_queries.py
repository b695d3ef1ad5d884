import pytest

from scharnier.foundation import clock
from scharnier.stages.calls import actions, queries
from scharnier.stages.calls.models import Call
from tests.factories import CallFactory, PersonFactory, RoundFactory
from tests.personas import ROLES, with_role
from tests.stages.calls.conftest import moment, set_up

pytestmark = pytest.mark.django_db


def test_who_may_view_agrees_with_what_is_listed():
    ours, theirs = CallFactory(draft=True), CallFactory()
    people = [with_role(name, ours.round.programme) for name in ROLES]
    for person in [*people, with_role("Nia", theirs.round.programme), PersonFactory()]:
        may_view = {c for c in (ours, theirs) if person.has_perm("calls.view_call", c)}
        assert set(queries.visible_to(person)) == may_view


def test_calls_are_public_open_and_next_by_their_dates():
    closed, upcoming, open_call = (
        CallFactory(closed=True),
        CallFactory(upcoming=True),
        CallFactory(),
    )
    CallFactory(draft=True)

    assert list(queries.public_calls()) == [upcoming, open_call, closed]
    assert list(queries.open_calls()) == [open_call]


def test_the_next_call_of_the_same_programme_is_found():
    closed = CallFactory(closed=True)
    later = CallFactory(upcoming=True, round=RoundFactory(programme=closed.round.programme))
    CallFactory(upcoming=True)

    assert queries.next_call(closed) == later


def test_a_round_knows_its_call():
    call = CallFactory()

    assert queries.for_round(call.round) == call
    assert queries.for_round(RoundFactory()) is None


@pytest.mark.parametrize(
    ("days", "states"),
    [
        (0, ["now", "later", "later", "later", "later"]),
        (11, ["done", "now", "later", "later", "later"]),
        (40.5, ["done", "done", "now", "later", "later"]),
        (60, ["done", "done", "now", "later", "later"]),
        (400, ["done", "done", "done", "done", "done"]),
    ],
)
def test_the_lights_of_the_timeline_follow_the_clock(draft, days, states):
    call = Call.objects.get(pk=draft.pk)
    queries.load_everything(call)

    steps = queries.timeline(call, now=moment(days))

    assert [step["kind"] for step in steps] == ["opening", "deadline", "kickoff", "jury", "final"]
    assert [step["state"] for step in steps] == states


def test_the_kickoff_on_the_day_of_the_deadline_comes_after_it(draft):
    deadline = draft.dates.get(kind="deadline").on
    draft.dates.filter(kind="kickoff").update(on=deadline)
    call = Call.objects.get(pk=draft.pk)
    queries.load_everything(call)

    kinds = [step["kind"] for step in queries.timeline(call, now=clock.now())]

    assert kinds[:3] == ["opening", "deadline", "kickoff"]


def test_the_number_of_queries_does_not_grow_with_the_page(draft, olu, django_assert_num_queries):
    for number in range(30):
        actions.add_part(draft, part="facts", figure=str(number), text="x", by=olu)
        actions.add_part(draft, part="contacts", name=f"Kontakt {number}", by=olu)
    call = Call.objects.select_related("round__programme").get(pk=draft.pk)

    with django_assert_num_queries(9):
        queries.load_everything(call)
        queries.timeline(call, now=clock.now())


def test_parts_are_counted_in_one_query(draft, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted = queries.parts_counted(draft)

    assert counted == {
        "target_groups": 2,
        "facts": 10,
        "dates": 5,
        "frequent_questions": 8,
        "eligibility_questions": 9,
        "contacts": 1,
        "media": 4,
    }


def test_calls_for_lead_and_agents_are_those_of_their_programmes(programme, olu):
    first, second = set_up(programme, slug="eins"), set_up(programme, slug="zwei", opens=200)
    CallFactory()

    assert list(queries.calls_for(olu)) == [second, first]
