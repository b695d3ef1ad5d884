"""The demo, walked as each of its personas: every link leads somewhere, and no page is dear."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scharnier.desk.demo.personas import PERSONAS
from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent, DataSubjectRequest
from scharnier.stages.applications.models import Application, ImportRow
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.jury.models import JuryVerdict
from scharnier.stages.matching.models import Team, TeamMember
from scharnier.stages.projects.models import Project, Voucher
from tests import story

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]

MOST_PAGES = 90
MOST_QUERIES = 20
LINK = re.compile(r'href="(/[^"#?]*)')
ELSEWHERE = ("/static/", "/konto/", "/dateien/", "/muster", "/theme/")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: object, stories: Path) -> Iterator[None]:
    """The whole story, committed; emptied again afterwards."""
    with django_db_blocker.unblock(), story.told(stories):
        yield


def states_of(rows: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_the_story_is_the_one_that_is_told() -> None:
    assert states_of(Application.objects.filter(side="organisation")) == {
        "submitted": 19,
        "withdrawn": 1,
    }
    assert states_of(Application.objects.filter(side="creative")) == {
        "submitted": 39,
        "withdrawn": 1,
    }
    assert ImportRow.objects.filter(outcome="duplicate").count() == 1
    assert Team.objects.filter(state="confirmed").count() == 10
    assert {
        outcome: JuryVerdict.objects.filter(outcome=outcome).count()
        for outcome in ("approved", "conditions", "revise", "rejected")
    } == {"approved": 9, "conditions": 1, "revise": 1, "rejected": 0}
    assert states_of(Project.objects.all()) == {"agreeing": 1, "running": 4, "finished": 5}
    assert Blueprint.objects.filter(state="published").count() == 5


def test_its_odd_cases_are_played() -> None:
    replaced = TeamMember.objects.select_related("application").filter(state="replaced")
    forgotten = DataSubjectRequest.objects.get(kind="erasure")
    no_levy = Voucher.objects.filter(project__team__organisation__name="Muster-Gasthof am Kamm")
    photos = Consent.objects.filter(text__purpose="photo")

    assert [str(member.application) for member in replaced] == ["Kamera Kammweg"]
    assert forgotten.state == "blocked"
    assert [kept["why"] for kept in forgotten.kept] != []
    assert Voucher.objects.filter(voucher_number="2027-K40").get().payee == "Automatik und Anmut"
    assert set(no_levy.values_list("bears_levy", flat=True)) == {False}
    assert (photos.count(), photos.in_force().count()) == (20, 19)
    assert states_of_lights() == {"green": 6, "amber": 3, "red": 1}


def states_of_lights() -> dict[str, int]:
    lights = list(Project.objects.values_list("health_status", flat=True))
    return {light: lights.count(light) for light in ("green", "amber", "red")}


def test_what_is_under_an_embargo_is_not_in_the_library() -> None:
    with clock.at(dt.datetime(2026, 9, 14, 12, tzinfo=dt.UTC)):
        assert Blueprint.objects.public().count() == 4


@pytest.mark.parametrize("email", [None, *(persona.email for persona in PERSONAS)])
def test_every_page_answers_with_few_queries(email: str | None) -> None:
    client = Client(headers={"accept-language": "de"})
    if email is not None:
        client.force_login(Person.objects.get(email=email))
    faults, seen = [], set()
    waiting = ["/heute/" if email else "/", "/", "/blaupausen/"]

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if (
            path in seen
            or path.startswith(ELSEWHERE)
            or path.endswith((".csv", ".xlsx", ".pdf", ".ics", ".json"))
        ):
            continue
        seen.add(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code not in {200, 302, 405}:
            faults.append(f"{path}: {answer.status_code}")
        if len(queries) > MOST_QUERIES:
            faults.append(f"{path}: {len(queries)} queries")
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            waiting += LINK.findall(answer.content.decode())

    assert faults == []
    assert len(seen) > 10
