import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from scharnier.foundation import clock

# No test asserts how long something takes: a busy machine must not fail one.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

MONDAY = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Every test happens on the same Monday morning, in English, unless it says otherwise."""
    with clock.at(MONDAY), translation.override("en"):
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
