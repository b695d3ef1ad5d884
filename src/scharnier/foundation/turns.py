"""Turns at writing: who writes for a long time lets others write in between.

SQLite knows one writer at a time and no queue: whoever waits asks again every tenth of a
second, and a loop of short transactions can win every time. PostgreSQL needs nothing of this.
"""

import time

from django.db import connection

WRITES_FOR = 0.3  # seconds of writing, then others may
PAUSE = 0.12  # seconds; longer than SQLite's waiting writers sleep (0.1)


class Turns:
    """``leave_room()`` between two transactions of a long loop, never inside one."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def leave_room(self) -> None:
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            return
        if time.monotonic() - self._since >= WRITES_FOR:
            time.sleep(PAUSE)
            self._since = time.monotonic()
