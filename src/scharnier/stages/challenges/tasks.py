"""Reminders before the due date, by the worker's night."""

import datetime as dt

from scharnier.foundation.jobs.registry import nightly
from scharnier.foundation.trail.models import Entry
from scharnier.stages.challenges import actions, queries
from scharnier.stages.challenges.states import ChallengeState

DAYS_BEFORE = dt.timedelta(days=3)


@nightly
def remind_teams() -> None:
    """Remind every team once whose challenge is due within three days."""
    for challenge in queries.due_soon(DAYS_BEFORE):
        if challenge.due_on is None:
            continue
        since = challenge.due_on - DAYS_BEFORE
        reminded = Entry.objects.about(challenge).filter(
            verb="challenge.reminded", actor=None, at__date__gte=since
        )
        if challenge.state != ChallengeState.SIGNED and not reminded.exists():
            actions.remind(challenge, by=None)
