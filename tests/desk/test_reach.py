"""An observer who is bound to a region sees the figures of that region and nothing else."""

import pytest
from django.test import override_settings
from django.urls import reverse

from scharnier.desk.money import money_of
from scharnier.desk.progress import figures_of
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.actions import grant_role
from scharnier.foundation.programmes.models import Region, Role
from tests.stages.projects.stagehand import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    made = Stage()
    made.running()
    made.line(100_000)
    return made


def observer_of(stage: Stage, *districts: str) -> Person:
    """An observer of a region with these districts."""
    region = Region.objects.create(
        programme=stage.round.programme, name="R", slug="r", districts=list(districts)
    )
    person = Person.objects.create_user(email="fern@example.org", name="Fern")
    grant_role(stage.round.programme, person=person, role=Role.OBSERVER, region=region, by=None)
    return person


def numbers_of(stage: Stage, person: Person) -> dict[str, int]:
    return {
        str(one.label): sum(number for number, _words in one.figures)
        for one in figures_of(stage.round, person)
    }


def test_the_observer_of_the_region_sees_its_team_and_its_money(stage: Stage) -> None:
    person = observer_of(stage, stage.team.district)

    (money,) = money_of([stage.round], person=person)

    assert numbers_of(stage, person)["Teams"] == 1
    assert numbers_of(stage, person)["Projects"] == 1
    assert money.total.sums.planned == 100_000


def test_the_observer_of_another_region_sees_nothing_of_it(stage: Stage) -> None:
    person = observer_of(stage, "14625")

    (money,) = money_of([stage.round], person=person)

    assert set(numbers_of(stage, person).values()) == {0}
    assert (money.regions, money.total.sums.planned) == ([], 0)


def test_the_page_and_the_file_hold_to_it(stage: Stage, as_person) -> None:
    client = as_person(observer_of(stage, "14625"))

    page = client.get(reverse("desk:round", args=[stage.round.pk])).text
    rows = client.get(reverse("desk:money", args=[stage.round.pk])).content.decode("utf-8-sig")

    assert "€1,000" not in page
    assert rows.splitlines()[1:] == ["All regions;0,00;0,00;0,00;0,00;0,00;EUR"]


def test_the_lead_sees_the_whole(stage: Stage) -> None:
    assert numbers_of(stage, stage.people["Olu"])["Teams"] == 1


def test_the_way_to_another_role_is_there_in_the_demo_only(stage: Stage, as_person) -> None:
    client = as_person(stage.people["Olu"])
    home, address = reverse("desk:home"), reverse("demo:personas")

    shown = client.get(home).text
    with override_settings(DEMO=False):
        hidden = client.get(f"{home}?anew").text

    assert f'href="{address}"' in shown
    assert f'href="{address}"' not in hidden
