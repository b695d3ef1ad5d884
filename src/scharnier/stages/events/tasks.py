"""What the worker does for events by itself."""

from scharnier.foundation.jobs.registry import nightly
from scharnier.stages.events import actions, queries


@nightly
def remind_of_events() -> None:
    """Remind registered people as many days before as each event says."""
    actions.remind(queries.due_reminders(), by=None)
