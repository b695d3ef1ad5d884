"""A real server on a real database, real applicants, and somebody who pulls the plug.

``make soak`` gives the option ``--soak``: the same tests with many kills and hundreds of people.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.databases import TEMPLATE
from tools.crowd import Server


@dataclass(frozen=True)
class Size:
    """How much is played; five kills in ``make test`` are three on SQLite and two on PostgreSQL."""

    kills: int
    applicants: int
    rushing: int
    seconds: float
    worker_kills: int


LONG = Size(kills=40, applicants=20, rushing=500, seconds=60, worker_kills=10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="many kills and a rush of 500")


@pytest.fixture(scope="module")
def size(pytestconfig: pytest.Config) -> Size:
    if pytestconfig.getoption("--soak", default=False):
        return LONG
    on_postgresql = "DATABASE_URL" in os.environ
    return Size(
        kills=2 if on_postgresql else 3, applicants=20, rushing=40, seconds=5, worker_kills=1
    )


@pytest.fixture(scope="module")
def database_url(migrated: Path) -> Iterator[str]:
    """A database beside that of the other tests, or nothing for a file in the server's folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    name = f"soak_{secrets.token_hex(4)}"
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as line:
        begin = f" TEMPLATE {TEMPLATE}" if migrated.exists() else ""
        line.execute(f"CREATE DATABASE {name}{begin}")
        yield re.sub(r"/postgres\?", f"/{name}?", url)
        line.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, database_url: str, migrated: Path
) -> Iterator[Server]:
    """Prepared, not started."""
    folder: Path = tmp_path_factory.mktemp("installation")
    if not database_url:
        shutil.copy(migrated, folder / "scharnier.sqlite3")
    server = Server(folder, database_url, DJANGO_SETTINGS_MODULE="tests.soak.settings")
    server.ground("prepare")
    yield server
    server.close()
