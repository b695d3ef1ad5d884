"""What an applicant's requests ask the database: thousands of them come in the last hour.

See ADR 0031 and docs/performance.md; ``bench/web.py`` measures what it costs.
"""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Application
from tests.stages.applications.test_views import posted, url, with_link

pytestmark = pytest.mark.django_db

STATEMENT = re.compile(r'\b(FROM|INTO|UPDATE) "(\w+)"')
VERBS = {"FROM": "select", "INTO": "insert", "UPDATE": "update"}


@pytest.fixture
def browser(complete: Application, ada: Person) -> Client:
    return with_link(complete, ada)


def asked(what: Callable[[], object]) -> list[str]:
    """What each statement does to which table, in order."""
    with CaptureQueriesContext(connection) as captured:
        what()
    return [
        f"{VERBS[found[1]]} {found[2]}"
        for one in captured
        if (found := STATEMENT.search(one["sql"])) is not None
    ]


ENTERING = [
    "select django_session",
    "select people_pass",
    "select applications_applicant",  # and with them the application
    "select questions_answer",
]


def save(browser: Client, application: Application, **answers: str) -> list[str]:
    address = url("page", application.pk, "challenge")
    fields = posted(browser.get(address).text) | answers | {"changed": list(answers)}
    headers = {"accept": "application/json"}
    return asked(lambda: browser.post(f"{address}speichern/", fields, headers=headers))


def test_saving_an_answer_reads_four_times_and_writes_four_times(complete, browser):
    saved = [save(browser, complete, problem=text) for text in ("Zettel.", "Mehr Zettel.")]

    writes = [
        "update questions_answer",
        "update questions_sheet",
        "insert trail_entry",
        "update applications_application",
    ]
    assert saved == [ENTERING + writes, ENTERING + writes]


def test_saving_what_stands_there_already_writes_nothing(complete, browser):
    save(browser, complete, problem="Zettel.")

    assert save(browser, complete, problem="Zettel.") == ENTERING


def test_a_page_of_the_form_reads_six_times(complete, browser):
    address = url("page", complete.pk, "challenge")
    browser.get(address)

    read = asked(lambda: browser.get(address))

    beside = ["select calls_contact", "select programmes_programme"]
    assert (read[:4], sorted(read[4:])) == (ENTERING, beside)


def test_handing_in_sends_no_more_statements_than_it_did(complete, browser):
    address = url("check", complete.pk)
    browser.get(address)

    done = asked(lambda: browser.post(address, {"truth": "on"}))

    assert Application.objects.get(pk=complete.pk).state == "submitted"
    assert len(done) <= 41, done
