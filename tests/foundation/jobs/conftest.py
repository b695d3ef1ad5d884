from collections.abc import Callable, Iterator

import pytest

from scharnier.foundation.jobs import actions, registry, runner
from scharnier.foundation.jobs.models import Job
from tests.factories import RoundFactory
from tests.personas import with_role


@pytest.fixture
def kinds() -> Iterator[Callable]:
    """Register a function for ``programmes.test`` during one test."""
    known = dict(registry._jobs)

    def register(
        function: Callable, *, retries: int = 0, kind: str = "programmes.test"
    ) -> Callable:
        return registry.job(kind, retries=retries)(function)

    yield register
    registry._jobs.clear()
    registry._jobs.update(known)


@pytest.fixture(autouse=True)
def not_ending() -> Iterator[None]:
    runner.ending.clear()
    yield
    runner.ending.clear()


@pytest.fixture
def request_job(db) -> Callable[..., Job]:
    """Ask for ``programmes.test`` on a round that Olu leads."""

    def ask(round=None, by=None, **facts) -> Job:
        round = round or RoundFactory()
        by = by or with_role("Olu", round.programme)
        return actions.request("programmes.test", subject=round, by=by, **facts)

    return ask
