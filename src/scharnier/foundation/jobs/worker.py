"""The worker process: jobs from the queue, and what goes on without end beside them."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import close_old_connections, connections
from huey import Huey
from huey.consumer import Consumer

from scharnier.foundation.jobs import registry, runner, upkeep
from scharnier.foundation.jobs.attempt import Attempt

log = logging.getLogger("scharnier.jobs")

BEAT_EVERY = 15.0
LOOK_FOR_TURNS_EVERY = 5.0
PAUSE_AFTER_A_MISTAKE = 5.0
PATIENCE = 20  # seconds that running jobs get to stop


class _Consumer(Consumer):
    """Huey's consumer, with our loops beside it, and telling running jobs that the end has come."""

    loops: list[threading.Thread]

    def start(self) -> None:
        """First the signals, then the beat: who has beaten once also says goodbye."""
        super().start()
        upkeep.beat()
        for loop in self.loops:
            loop.start()

    def _handle_signal(self, signum: int, frame: object) -> None:
        runner.ending.set()
        super()._handle_signal(signum, frame)


def work(huey: Huey, *, ends_with_parent: bool = False) -> None:
    """Work until SIGTERM or SIGINT. Running jobs are asked to stop and go back into the queue."""
    registry.import_all_tasks()
    if hasattr(huey.storage, "initialize_schema"):
        huey.storage.initialize_schema()
    runner.ending.clear()
    consumer = _consumer(huey)
    consumer.loops = [
        threading.Thread(target=_again_and_again, args=args, daemon=True, name=args[0])
        for args in _loops(ends_with_parent=ends_with_parent)
    ]
    consumer.run()
    runner.ending.set()
    for loop in consumer.loops:
        loop.join(timeout=PATIENCE)
    upkeep.leave()
    connections.close_all()


def _consumer(huey: Huey) -> Consumer:
    wished = settings.HUEY.get("consumer", {}) if isinstance(settings.HUEY, dict) else {}
    return _Consumer(
        huey,
        workers=wished.get("workers", 2) if isinstance(wished, dict) else 2,
        worker_type="thread",
        periodic=False,
        max_delay=1.0,
        scheduler_interval=5,
        shutdown_timeout=PATIENCE,
        graceful_signal="TERM",
    )


def _loops(*, ends_with_parent: bool) -> list[tuple[str, Callable[[], None], float]]:
    loops = [
        ("beat", upkeep.beat, BEAT_EVERY),
        ("turns", upkeep.take_turns, LOOK_FOR_TURNS_EVERY),
        ("late turns", upkeep.take_late_turns, LOOK_FOR_TURNS_EVERY),
    ]
    loops += [
        (endless.name, partial(endless.function, runner.ending.is_set), endless.pause)
        for endless in registry.endless_functions()
    ]
    if ends_with_parent:
        parent = os.getppid()
        loops.append(("parent", lambda: _end_with(parent), 1.0))
    return loops


def _end_with(parent: int) -> None:
    """End as if asked to, once the process that started this one is gone."""
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _again_and_again(name: str, function: Callable[[], None], pause: float) -> None:
    """Call ``function`` until the end; a mistake (a database away) is noted, not the end."""
    while not runner.ending.is_set():
        close_old_connections()
        with Attempt() as attempt:
            function()
        if attempt.error is not None:
            log.error("%s failed and goes on:\n%s", name, attempt.traceback)
        with Attempt():
            close_old_connections()
        runner.ending.wait(PAUSE_AFTER_A_MISTAKE if attempt.error else pause)
    connections.close_all()
