"""Somebody on the waiting list whose team is confirmed takes part."""

import pytest

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.trail.models import Entry
from scharnier.stages.matching import actions
from scharnier.stages.reviews.models import Decision
from tests.factories import DecisionFactory
from tests.stages.matching.stagehand import Kickoff

pytestmark = pytest.mark.django_db


@pytest.fixture
def kickoff():
    kickoff = Kickoff(team_min=1)
    kickoff.firm("Turnery")
    kickoff.firm("Bakery")
    kickoff.creative("Studio")
    for rank, name in enumerate(("Turnery", "Bakery"), start=1):
        DecisionFactory(
            application=kickoff[name].application, released=True, waiting=True, rank=rank
        )
    return kickoff


def standing(kickoff, name):
    decision = Decision.objects.get(application=kickoff[name].application)
    return decision.outcome, decision.rank


def offered(kickoff):
    team = kickoff.team("Turnery", "Studio")
    actions.offer(team, by=None)
    return team


def test_with_the_last_yes_the_waiting_list_ends_and_the_next_moves_up(kickoff):
    team = offered(kickoff)
    actions.confirm(team, side=kickoff["Turnery"].application, by=None)
    before = standing(kickoff, "Turnery")

    actions.confirm(team, side=kickoff["Studio"].application, by=None)

    assert before == ("waitlisted", 1)
    assert standing(kickoff, "Turnery") == ("accepted", None)
    assert standing(kickoff, "Bakery") == ("waitlisted", 1)
    assert Entry.objects.filter(verb="application.taken_in").count() == 1
    assert not Mail.objects.filter(template="reviews_promoted").exists()


def test_an_offer_that_is_declined_leaves_the_list_as_it_was(kickoff):
    actions.decline(
        offered(kickoff), side=kickoff["Turnery"].application, reason="No time.", by=None
    )

    assert standing(kickoff, "Turnery") == ("waitlisted", 1)
    assert standing(kickoff, "Bakery") == ("waitlisted", 2)
