"""What the worker does for calls by itself."""

from scharnier.foundation.jobs.registry import every_minute
from scharnier.stages.calls import actions, queries

AT_ONCE = 200


@every_minute
def tell_who_wanted_to_know() -> None:
    """Send word to those who asked to be reminded, once their call has opened."""
    actions.send_reminders(list(queries.due_reminders()[:AT_ONCE]), by=None)
