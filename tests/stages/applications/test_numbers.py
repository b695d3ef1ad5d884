from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.models import Application, NumberSeries
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews import queries as reviews
from tests.factories import ApplicationFactory, ReviewFactory, TargetGroupFactory
from tests.personas import with_role

GIVEN = ["B-1000", "B-002", "B-999", "B-1001"]
IN_ORDER = ["B-002", "B-999", "B-1000", "B-1001"]


@pytest.fixture
def crowd(db) -> list[Application]:
    """Four firms around the thousandth, in no order, and a creative."""
    group = TargetGroupFactory()
    creatives = TargetGroupFactory(call=group.call, side=Side.CREATIVE)
    ApplicationFactory(target_group=creatives, submitted=True, number="K-001")
    return [
        ApplicationFactory(target_group=group, submitted=True, number=number) for number in GIVEN
    ]


def test_after_the_last_of_three_digits_comes_the_first_of_four(complete, ada):
    NumberSeries.objects.create(target_group=complete.target_group, last=999)

    actions.submit(complete, by=ada)

    complete.refresh_from_db()
    assert (complete.number, complete.number_key) == ("B-1000", "B-00001000")


def test_the_thousandth_is_listed_after_the_one_before(crowd):
    everything = queries.submitted(crowd[0].call.round)
    firms = queries.submitted(crowd[0].call.round, Side.ORGANISATION)

    assert [one.number for one in firms] == IN_ORDER
    assert [one.number for one in everything] == [*IN_ORDER, "K-001"]


@pytest.mark.parametrize(("sort", "expected"), [("number", IN_ORDER), ("-number", IN_ORDER[::-1])])
def test_the_tables_of_the_team_sort_by_the_count(client, crowd, sort, expected):
    client.force_login(with_role("Olu", crowd[0].call.round.programme))

    answer = client.get(reverse("applications:listing"), {"sort": sort, "side": "organisation"})

    assert [row.number for row in answer.context["table"].rows] == expected


def test_reviewers_read_in_the_order_of_the_count(crowd):
    rey = with_role("Rey", crowd[0].call.round.programme)
    for application in crowd:
        ReviewFactory(application=application, reviewer=rey)

    assert [one.number for one in reviews.queue_of(rey).order_by("number_key")] == IN_ORDER
    assert reviews.next_review(rey).number == "B-002"


def test_numbers_of_before_get_their_key_by_the_migration(crowd):
    Application.objects.update(number_key=None)
    draft = ApplicationFactory(number=None)
    fill = import_module(
        "scharnier.stages.applications.migrations.0004_fill_the_keys_of_numbers"
    ).fill

    fill(apps, None)

    keyed = Application.objects.filter(side=Side.ORGANISATION, number__isnull=False)
    assert [one.number for one in keyed.order_by("number_key")] == IN_ORDER
    for one in keyed:
        assert one.number_key == queries.number_key_of(one.number)
    draft.refresh_from_db()
    assert draft.number_key is None
