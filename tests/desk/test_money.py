"""The money of a round, as the funder's observer sees it."""

import pytest
from django.urls import reverse

from scharnier.desk.money import money_of
from scharnier.foundation.programmes.models import Region
from scharnier.stages.projects import actions
from tests.stages.projects.stagehand import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    made = Stage()
    made.running()
    line = made.line(100_000)
    actions.accept_voucher(made.handed_in(line, eligible_cents=20_000), by=made.tom)
    made.handed_in(line, eligible_cents=5_000)
    made.voucher(line)  # a draft is the team's own
    return made


def test_the_sums_of_a_round_are_those_of_its_regions(stage):
    Region.objects.create(
        programme=stage.round.programme, name="Mountains", slug="m", districts=[stage.team.district]
    )

    (money,) = money_of([stage.round], person=stage.people["Olu"])

    sums = money.total.sums
    assert (sums.awarded, sums.planned) == (250_000, 100_000)
    assert (sums.handed_in, sums.accepted, money.total.share) == (25_000, 20_000, 18_000)
    assert [(row.name, row.sums) for row in money.regions] == [("Mountains", sums)]


def test_the_observer_finds_the_money_at_home_on_the_round_and_as_a_file(stage, as_person):
    fay = as_person(stage.people["Fay"])
    pages = [
        fay.get(reverse("desk:home")).text,
        fay.get(reverse("desk:round", args=[stage.round.pk])).text,
    ]

    for page in pages:
        assert "€2,500" in page
        assert "€180" in page
        assert "Max" not in page
    rows = fay.get(reverse("desk:money", args=[stage.round.pk])).content.decode("utf-8-sig")
    assert rows.splitlines()[-1] == "All regions;2500,00;1000,00;250,00;200,00;180,00;EUR"


@pytest.mark.parametrize(
    ("name", "status"), [("Fay", 200), ("Olu", 200), ("Max", 404), ("Sam", 404)]
)
def test_the_money_is_not_for_everybody(stage, as_person, name, status):
    address = reverse("desk:money", args=[stage.round.pk])

    assert as_person(stage.people[name]).get(address).status_code == status
