"""A migrated database at once: the first process of a run migrates, all others begin with its copy.

``SCHARNIER_TEST_STORIES`` names the folder that the processes of a run share, see ``tests.story``.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection, transaction
from django.db.backends.signals import connection_created

TEMPLATE = "migrated"
# What migrating makes and nobody changes.
LASTING = {"django_content_type", "auth_permission"}


def shared(folder: Path) -> Path:
    """The folder of the run, which several steps of ``make test`` may share."""
    found = Path(os.environ.get("SCHARNIER_TEST_STORIES") or folder)
    found.mkdir(parents=True, exist_ok=True)
    return found


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """One process after the other."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def migrated_once(folder: Path) -> Iterator[None]:
    """In the block the test database is made: migrated, or a copy of one that was."""
    folder = shared(folder)
    with alone(folder, f"migrated-{connection.vendor}"):
        begin = _in_a_file if connection.vendor == "sqlite" else _in_the_cluster
        with begin(migrated(folder)):
            yield


def migrated(folder: Path) -> Path:
    """Where the empty database lies; for PostgreSQL it says that ``TEMPLATE`` is there."""
    return shared(folder) / f"migrated-{connection.vendor}"


@contextmanager
def _in_a_file(kept: Path) -> Iterator[None]:
    if not kept.exists():
        yield
        copy_out(kept)
        return

    def fill(**_signal: object) -> None:
        connection_created.disconnect(fill)
        copy_in(kept)

    connection_created.connect(fill, weak=False)
    yield


@contextmanager
def _in_the_cluster(kept: Path) -> Iterator[None]:
    if "SCHARNIER_TEST_STORIES" not in os.environ:
        yield  # somebody's own cluster, in which nothing is left behind
    elif kept.exists():
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
        yield
    else:
        yield
        made = connection.settings_dict["NAME"]
        connection.close()
        url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
        with psycopg.connect(url, autocommit=True) as line:
            line.execute(f'CREATE DATABASE {TEMPLATE} TEMPLATE "{made}"')
        kept.touch()


def copy_out(kept: Path) -> None:
    """Copy the SQLite database into a file that is whole or not there."""
    unfinished = kept.with_suffix(".part")
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # a copy in memory knows no WAL
    unfinished.rename(kept)


def copy_in(kept: Path) -> None:
    """Put a copied file in the place of what is in the SQLite database."""
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(connection.connection)


def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def full() -> list[str]:
    """The tables in which there is something that does not last."""
    some = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"  # noqa: S608 - our names
        for table in sorted(set(tables()) - LASTING)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(some))
        return [table for (table,) in cursor.fetchall()]


def empty() -> None:
    """What ``flush`` does, only where there is something, and without making again what lasts."""
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        if connection.vendor == "postgresql":  # rows leave one by one without asking the others
            cursor.execute(
                "SELECT set_config('session_replication_role', 'replica', true) "
                "WHERE current_setting('is_superuser') = 'on'"
            )
        for table in full():
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608


def send_others_away() -> None:
    """A thread of the live server may not have noticed yet that its browser is gone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
