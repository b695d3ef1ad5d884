"""Web and worker as one process tree, forked from a process that has imported everything once."""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from huey.contrib.djhuey import HUEY

from scharnier.desk.installation import missing_migrations
from scharnier.foundation.jobs import worker
from scharnier.foundation.web import processes

log = logging.getLogger("scharnier.desk")

PATIENCE = 30  # seconds that a child gets to finish what it is doing
RESTART_AFTER = 1.0  # seconds before a dead worker is started again
FORK = multiprocessing.get_context("fork")


def prepare() -> None:
    """Bring the database and the static files up to date; quick when nothing is to be done."""
    if missing_migrations():
        call_command("migrate", verbosity=0)
    if not settings.DEBUG and not static_files_are_collected():
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(*, host: str, port: int, web: int, threads: int, has_worker: bool) -> int:
    """Serve until stopped, or until the web process ends; returns its exit status."""
    roles: dict[str, Callable[[], object]] = {
        "web": Web(host=host, port=port, processes=web, threads=threads).run
    }
    if has_worker and not HUEY.immediate:
        roles["worker"] = partial(worker.work, HUEY, ends_with_parent=True)
    return Family(roles).run()


def static_files_are_collected() -> bool:
    """Whether the collected static files are newer than all sources; collecting takes seconds."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = (
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return max(sources) < manifest.stat().st_mtime


class Web(BaseApplication):
    """gunicorn with our settings, inside this process tree."""

    def __init__(self, *, host: str, port: int, processes: int, threads: int) -> None:
        self.wishes = {
            "bind": f"{host}:{port}",
            "workers": processes,
            "threads": threads,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",  # noqa: S108
            "graceful_timeout": PATIENCE,
            "timeout": 60,
            "loglevel": "warning",
            "preload_app": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.wishes.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application with its addresses, so that no web process reads them again."""
        application = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018 - reading imports them
        let_go()
        return application


def let_go() -> None:
    """Before a fork: no connection may be shared, and what is loaded should be."""
    connections.close_all()
    HUEY.storage.close()
    processes.settle()


class Family:
    """Child processes that live and end together; a dead worker is started again."""

    def __init__(self, roles: dict[str, Callable[[], object]]) -> None:
        self.roles = roles
        self.children: dict[str, multiprocessing.context.ForkProcess] = {}
        self.is_ending = False

    def run(self) -> int:
        """Until a signal, or until the web process ends; returns its exit status."""
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, self.end)
        for role in self.roles:
            self.start(role)
        while not self.is_ending:
            time.sleep(0.5)
            if not self.children["web"].is_alive():
                break
            if "worker" in self.children and not self.children["worker"].is_alive():
                log.warning("The worker ended; starting it again.")
                time.sleep(RESTART_AFTER)
                self.start("worker")
        return self.stop()

    def start(self, role: str) -> None:
        let_go()
        self.children[role] = FORK.Process(target=_live, args=(self.roles[role],), name=role)
        self.children[role].start()

    def end(self, *_: object) -> None:
        self.is_ending = True

    def stop(self) -> int:
        for child in self.children.values():
            if child.is_alive():
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            child.join(max(0.1, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()
        return 0 if self.is_ending else (self.children["web"].exitcode or 1)


def _live(role: Callable[[], object]) -> None:
    """What a child does: in a session of its own, so that Ctrl-C reaches it through us, once."""
    os.setsid()
    for ours in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ours, signal.SIG_DFL)
    role()
