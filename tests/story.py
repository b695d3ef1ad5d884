"""The demo round for tests: played once in a run, afterwards copied into every database that asks.

The copies lie where ``tests.databases`` keeps the empty database: ``tools/test.py`` names one
folder for all its steps. Without it the workers of one run of pytest share a folder.
"""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import translation

from scharnier.desk.demo import loader
from tests import databases, scenes

LAST_DAY = dt.date(2026, 9, 14)


def play() -> None:
    with translation.override("de"):
        loader.load(last=LAST_DAY)


@contextmanager
def told(folder: Path, name: str = "demo", tell: Callable[[], object] = play) -> Iterator[None]:
    """The story is in the database while the block lasts; the database is empty afterwards."""
    try:
        bring(folder, name, tell)
        yield
    finally:
        databases.empty()


def bring(folder: Path, name: str = "demo", tell: Callable[[], object] = play) -> None:
    """Put the story into the database: as it was kept, or told now for all who come later."""
    folder = databases.shared(folder)
    kept = folder / f"{name}-{connection.vendor}"
    with databases.alone(folder, kept.name):
        if (kept / "whole").exists():
            fetch(kept)
        else:
            shutil.rmtree(kept, ignore_errors=True)
            tell()
            keep(kept)


def keep(kept: Path) -> None:
    """Copy the database and its files into the folder."""
    kept.mkdir()
    if connection.vendor == "sqlite":
        databases.copy_out(kept / "database")
    else:
        with connection.cursor() as cursor:
            for table in databases.tables():
                with (
                    cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as rows,
                    (kept / table).open("wb") as file,
                ):
                    for block in rows:
                        file.write(block)
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    shutil.copytree(settings.MEDIA_ROOT, kept / "files", dirs_exist_ok=True)
    (kept / "whole").touch()


def fetch(kept: Path) -> None:
    """Put the copy in the place of what is in the database."""
    scenes.forget()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        databases.copy_in(kept / "database")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            named = ", ".join(f'"{table}"' for table in databases.tables())
            cursor.execute(f"TRUNCATE {named}")
            for table in databases.tables():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as rows:
                    rows.write((kept / table).read_bytes())
            models = apps.get_models(include_auto_created=True)
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    shutil.copytree(kept / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
