"""What the worker does for the outbox."""

from collections.abc import Callable

from scharnier.foundation.jobs import registry
from scharnier.foundation.outbox import postman


@registry.without_end(pause=1.0)
def send_mails(should_stop: Callable[[], bool]) -> None:
    postman.send_due(should_stop=should_stop)


@registry.every_minute
def take_back_mails_of_dead_workers() -> None:
    postman.recover()
