"""Sending statements that are known: without Django's layers around a cursor.

Those layers turn marks, log and let others look on; a request of an applicant sends a
dozen statements. Where somebody does look on (tests that count queries, debugging),
everything goes the usual way. On PostgreSQL the server keeps how it answers.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX


class _Planned(psycopg.Cursor):
    """Values travel beside the statement, and the server plans it once for each connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Planned":
        return super().execute(query, params, prepare=True, **options)


def read(connection: Any, sql: str, values: Sequence[Any]) -> list[tuple]:
    """The rows that a statement brings."""
    cursor = _sent(connection, sql, values)
    with connection.wrap_database_errors:
        rows = cursor.fetchall()
    cursor.close()
    return rows


def write(connection: Any, sql: str, values: Sequence[Any]) -> int:
    """How many rows a statement changed."""
    cursor = _sent(connection, sql, values)
    changed = cursor.rowcount
    cursor.close()
    return changed


def _sent(connection: Any, sql: str, values: Sequence[Any]) -> Any:
    """The cursor that sent it; see ``SCHARNIER_PREPARED_STATEMENTS``."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    line, watched = connection.connection, connection.queries_logged or connection.execute_wrappers
    is_planned = connection.vendor == "postgresql" and line.prepare_threshold is not None
    if watched or not (is_planned or connection.vendor == "sqlite"):
        cursor = connection._prepare_cursor(_Planned(line)) if is_planned else connection.cursor()
        cursor.execute(sql, values)
        return cursor
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        cursor = _Planned(line) if is_planned else line.cursor()
        cursor.execute(sql if is_planned else _with_question_marks(sql), values)
    return cursor


@cache
def _with_question_marks(sql: str) -> str:
    """As Django writes a statement for SQLite each time; the few that are prepared are kept."""
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
