"""People who took part in every stage are erased; no table says anything about them afterwards."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from django.db import connections

from scharnier.desk.demo.personas import PERSONAS
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.privacy import actions
from scharnier.stages.applications.models import Applicant
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.queries import releases_of
from scharnier.stages.calls.models import Side
from scharnier.stages.events import queries as events
from scharnier.stages.events.models import Event
from tests import story

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]

# The law keeps vouchers and what was agreed about the money for ten years, and who signed it.
THE_LAW_KEEPS = {
    "people_person.kept_name",
    "projects_budgetline.payee",
    "projects_teamagreement.text",
    "projects_voucher.payee",
}
KIM, HEARD = "k02@example.org", "k14@example.org"  # through all stages, and left over in the pool
LEADS_ALONE = "leitung@example.org"


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: object, stories: Path) -> Iterator[None]:
    """The whole story, committed; emptied again afterwards."""
    with django_db_blocker.unblock(), story.told(stories):
        yield


def words_of(person: Person) -> set[str]:
    """Name, address, telephone and studio; a firm's name says nothing about a person."""
    parts = Applicant.objects.filter(person=person, application__side=Side.CREATIVE)
    studios = CreativeProfile.objects.filter(person=person).values_list("studio", flat=True)
    own = {person.name, person.email, person.phone, *studios}
    return (own | set(parts.values_list("application__name", flat=True))) - {""}


def columns_with(words: set[str]) -> set[str]:
    """``table.column`` of every column of every database in which one of the words stands."""
    spelled = {s for word in words for s in (word, escape(word), json.dumps(word)[1:-1])}
    return {found for alias in connections for found in _columns_with(alias, spelled)}


def _columns_with(alias: str, spelled: set[str]) -> Iterator[str]:
    like = [f"%{one.lower()}%".replace("\\", "\\\\") for one in spelled]
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" WHERE 1 = 0')  # noqa: S608 - our names
            for column in [one[0] for one in cursor.description]:
                said = f"""LOWER(CAST("{column}" AS TEXT)) LIKE %s ESCAPE '\\'"""
                told = " OR ".join([said] * len(like))
                cursor.execute(f'SELECT 1 FROM "{table}" WHERE {told}', like)  # noqa: S608 - our names
                if cursor.fetchone():
                    yield f"{table}.{column}"


def test_somebody_who_took_part_in_every_stage_is_named_only_where_the_law_demands_it() -> None:
    kim = Person.objects.get(email=KIM)
    words = words_of(kim)
    assert words == {"Kim Klarform", "Büro Klarform", KIM}
    assert columns_with(words) > {
        "outbox_mail.text",
        "trail_entry.details",
        "projects_voucher.payee",
    }

    actions.erase(kim, by=kim)

    assert columns_with(words) == THE_LAW_KEEPS


@pytest.mark.parametrize(
    "email",
    [HEARD, *(one.email for one in PERSONAS if one.email not in {KIM, LEADS_ALONE})],
)
def test_of_anybody_else_nothing_is_left_but_a_signature(email: str) -> None:
    person = Person.objects.get(email=email)
    words = words_of(person)
    assert columns_with(words)

    actions.erase(person, by=person)

    assert columns_with(words) <= {"people_person.kept_name"}


def test_whoever_is_erased_is_neither_written_to_nor_waited_for() -> None:
    kim = Person.objects.get(email=KIM)
    kickoff = Event.objects.get(kind="kickoff", registrations__person=kim)
    blueprint = Blueprint.objects.get(project__team__members__application__applicants__person=kim)
    assert kim in [one.person for one in events.to_be_told(kickoff)]
    assert kim in [p for yes in releases_of(blueprint.current, blueprint) for p in yes.people]

    actions.erase(kim, by=kim)

    assert kim not in [one.person for one in events.to_be_told(kickoff)]
    assert [len(yes.people) for yes in releases_of(blueprint.current, blueprint)] == [1]
    assert Mail.objects.filter(to_person=kim).exclude(state__in=["sent", "discarded"]).count() == 0
