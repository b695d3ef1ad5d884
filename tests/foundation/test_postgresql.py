import socket
from contextlib import nullcontext
from types import SimpleNamespace

import psycopg
import pytest
from django.db.utils import load_backend

from scharnier.foundation.postgresql.base import DatabaseWrapper


@pytest.fixture
def line():
    """A line to a server at the other end of a pair of sockets; every question fails."""
    here, there = socket.socketpair()
    asked = []

    def execute(sql: str) -> None:
        asked.append(sql)
        raise psycopg.OperationalError("There is nobody.")

    wrapper = DatabaseWrapper({"CONN_HEALTH_CHECKS": True})
    cursor = nullcontext(SimpleNamespace(execute=execute))
    wrapper.connection = SimpleNamespace(closed=False, fileno=here.fileno, cursor=lambda: cursor)
    yield SimpleNamespace(wrapper=wrapper, there=there, asked=asked)
    there.close()
    here.close()


def test_it_is_the_engine_that_the_settings_name():
    assert load_backend("scharnier.foundation.postgresql").DatabaseWrapper is DatabaseWrapper


def test_a_quiet_line_is_there_and_is_not_asked(line):
    assert line.wrapper.is_usable()
    assert line.asked == []


def test_a_line_that_the_server_has_closed_is_asked_and_refused(line):
    line.there.close()

    assert not line.wrapper.is_usable()
    assert line.asked == ["SELECT 1"]


def test_a_line_on_which_something_went_wrong_is_asked(line):
    line.wrapper.errors_occurred = True

    assert not line.wrapper.is_usable()
    assert line.asked == ["SELECT 1"]
