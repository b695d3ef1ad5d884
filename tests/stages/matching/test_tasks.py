from unittest import mock

import pytest

from scharnier.stages.matching import tasks
from scharnier.stages.matching.models import Matching
from scharnier.stages.matching.states import MatchingState
from tests.stages.matching.stagehand import Kickoff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("large", "state", "is_warmed"),
    [
        (1, MatchingState.WISHING, True),
        (2, MatchingState.WISHING, False),
        (1, MatchingState.CLOSED, False),
    ],
)
def test_the_night_gets_ready_for_a_large_kickoff(large, state, is_warmed):
    kickoff = Kickoff()
    kickoff.firm("Metallbau")
    kickoff.creative("Klarform")
    Matching.objects.update(state=state)

    with mock.patch.object(tasks, "LARGE", large), mock.patch.object(tasks.solver, "warm") as warm:
        tasks.warm_up()

    assert warm.called == is_warmed
