import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scharnier.foundation import clock
from scharnier.foundation.people.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """The key of a session that remembers a pass."""
    store = SessionStore()
    store["passes"] = [7]
    store.save()
    return store.session_key


def test_a_session_is_read_in_one_query(kept):
    with CaptureQueriesContext(connection) as asked:
        found = SessionStore(kept).get("passes")

    assert (found, len(asked)) == ([7], 1)


def test_a_session_ends_when_its_time_is_over(kept):
    Session.objects.update(expire_date=clock.machine_now() - dt.timedelta(seconds=1))

    late = SessionStore(kept)

    assert (late.get("passes"), late.session_key) == (None, None)


def test_a_key_that_nobody_was_given_opens_nothing_and_is_not_kept(kept):
    guessed = SessionStore("g" * 32)

    assert (guessed.get("passes"), guessed.session_key) == (None, None)
