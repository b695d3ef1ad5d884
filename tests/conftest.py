import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as whole_settings
from django.template.base import PartialTemplate, Template
from django.template.context import Context
from django.test import Client, TransactionTestCase
from django.test.signals import template_rendered
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from scharnier.foundation import clock
from tests import databases
from tests.browser import chromium as start_chromium
from tests.browser import lasting_static_files

# No test asserts how long something takes: a busy machine must not fail one.
# Every run tries the same examples: what is red is red again.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

MONDAY = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)

ASKS = {"db", "transactional_db", "live_server", "database_url"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database: the rest was said on SQLite and says the same."""
    if "DATABASE_URL" in os.environ:
        needed = {
            one for one in items if one.get_closest_marker("django_db") or asks_a_database(one)
        }
        config.hook.pytest_deselected(items=[one for one in items if one not in needed])
        items[:] = [one for one in items if one in needed]


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def asks_a_database(item: pytest.Item) -> bool:
    return not ASKS.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Every test happens on the same Monday morning, in English, unless it says otherwise."""
    with clock.at(MONDAY), translation.override("en"):
        yield


def noting_pages(template: Template | PartialTemplate, context: Context) -> str:
    """Render; only what was asked for is noted for ``answer.context``, not each of its pieces."""
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def only_pages_are_noted(django_test_environment: None) -> Iterator[None]:
    """Django's test client copies the context of everything that a page includes."""
    with (
        mock.patch.object(Template, "_render", noting_pages),
        mock.patch.object(PartialTemplate, "_render", noting_pages),
    ):
        yield


@pytest.fixture
def as_person() -> Callable[..., Client]:
    """A browser in which ``person`` is signed in; ``htmx=True`` asks as htmx does."""

    def sign_in(person: object = None, *, htmx: bool = False, language: str = "en") -> Client:
        headers = {"accept-language": language} | ({"hx-request": "true"} if htmx else {})
        client = Client(headers=headers)
        if person is not None:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers of one run keep what they were told (``tests.story``)."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "stories"


def emptied(case: TransactionTestCase) -> None:
    databases.empty()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: object,
    stories: Path,
) -> Iterator[None]:
    """pytest-django's, with migrations that are run once for all processes."""
    with django_db_blocker.unblock():
        with databases.migrated_once(stories):
            made = setup_databases(verbosity=0, interactive=False)
        with mock.patch.object(TransactionTestCase, "_fixture_teardown", emptied):
            yield
        databases.send_others_away()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, stories: Path) -> Path:
    """An empty, migrated SQLite file for installations that begin with a copy of it."""
    return databases.migrated(stories)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys of a process; playwright runs once in a thread."""
    Path(whole_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with lasting_static_files(), start_chromium() as browser:
        yield browser
