import gc
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser

from tests.journeys.walking import Spare, Walk


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite a file as in real use: every thread of the server has a connection of its own."""
    database = connections["default"].settings_dict
    if not database["ENGINE"].endswith("sqlite3"):
        return
    database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "scharnier.sqlite3")
    database["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def spare(chromium: Browser, live_server: object) -> Iterator[Spare]:
    """Windows that nobody has at the moment; closed before the server and its database are."""
    windows: Spare = {}
    yield windows
    for window in itertools.chain.from_iterable(windows.values()):
        window.context.close()


@pytest.fixture
def walk(
    request: pytest.FixtureRequest,
    chromium: Browser,
    spare: Spare,
    transactional_db: None,
    live_server: object,
) -> Iterator[Walk]:
    """A journey; fails if the console or the policy complained.

    If it fails, pictures and outlines of the open pages lie in ``scharnier-journeys`` in
    the folder for temporary files.
    """
    folder = Path(tempfile.gettempdir()) / "scharnier-journeys" / request.node.name
    going = Walk(chromium, live_server.url, folder, spare)
    yield going
    if request.node.stash.get(FAILED, False):
        going.photograph()
    going.close()
    gc.collect()
    assert going.complaints == []
