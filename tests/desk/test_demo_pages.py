"""The demo, walked as each of its personas: every link leads somewhere, and no page is dear."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scharnier.desk.demo.personas import ADDRESSES, PERSONAS
from scharnier.foundation.people.models import Person
from tests import story
from tests.streams import close

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]

MOST_PAGES = 90
MOST_QUERIES = 20
# Links and the number of queries are the same on both; that PostgreSQL answers every query of the
# others' pages, the doors, axe and the stages ask (tests/everywhere/test_doors.py).
WALKERS = (
    [ADDRESSES["lead"], ADDRESSES["firm"]]
    if connection.vendor == "postgresql"
    else [None, *(persona.email for persona in PERSONAS)]
)
LINK = re.compile(r'href="(/[^"#?]*)')
ELSEWHERE = ("/static/", "/konto/", "/dateien/", "/muster", "/theme/")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: object, stories: Path) -> Iterator[None]:
    """The whole story, committed; emptied again afterwards."""
    with django_db_blocker.unblock(), story.told(stories):
        # Django remembers them for a process; whoever comes first must not pay for all.
        ContentType.objects.get_for_models(*apps.get_models())
        yield


@pytest.mark.parametrize("email", WALKERS)
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
        elif answer.streaming:
            close(answer)

    assert faults == []
    assert len(seen) > 10


# What was written by somebody else than us, and the half of a call that speaks to the firms.
OF_OTHERS = ("/aufrufe/", "/bewerbungen/neu/durchgang-zwei/organisation/", "/impressum/", "/datenschutz/", "/barrierefreiheit/")  # fmt: skip
WRITTEN = (
    "Drei Leute füllen eine Woche lang eine Karte mit Fragen aus. Streichen Sie, was niemand liest.",
    "Begleiten Sie fünf Neue einen Nachmittag lang und schreiben Sie jede Frage auf.",
)
THEY = ("Sie wird nicht veröffentlicht.",)
FIRMS_LEAF = re.compile(r'<section class="leaf a".*?</section>', re.DOTALL)
FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihr|Ihre[mnrs]?)\b")


def test_a_creative_is_du_on_every_page() -> None:
    client = Client(headers={"accept-language": "de"})
    client.force_login(Person.objects.get(email=ADDRESSES["creative"]))
    said, seen = {}, set()
    waiting = ["/heute/", "/meine-daten/", "/meine-daten/loeschen/", "/blaupausen/", "/konto/sicherheit/"]  # fmt: skip

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or path.startswith(
            ("/static/", "/dateien/", "/theme/", "/demo/", *OF_OTHERS)
        ):
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.streaming:
            close(answer)
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            waiting += LINK.findall(page)
            said |= {line: path for line in sentences(page) if FORMAL.search(line)}

    assert said == {}
    assert len(seen) > 30


def sentences(page: str) -> Iterator[str]:
    page = FIRMS_LEAF.sub("", page)
    for known in (*WRITTEN, *THEY):
        page = page.replace(known, "")
    for line in re.sub(r"<[^>]+>", "\n", page).split("\n"):
        yield " ".join(line.split())
