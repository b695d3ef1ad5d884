"""The cursor for statements that are known: PostgreSQL keeps how it answers them, too."""

from contextlib import AbstractContextManager
from typing import Any

import psycopg


class _Planned(psycopg.Cursor):
    """Values travel beside the statement, and the server plans it once for each connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Planned":
        return super().execute(query, params, prepare=True, **options)


def cursor_of(connection: Any) -> AbstractContextManager[Any]:
    """As ``connection.cursor()``; see ``SCHARNIER_PREPARED_STATEMENTS``."""
    cursor = connection.cursor()
    if connection.vendor != "postgresql" or connection.connection.prepare_threshold is None:
        return cursor
    cursor.close()
    return connection._prepare_cursor(_Planned(connection.connection))
