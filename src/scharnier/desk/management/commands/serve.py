"""Web and worker as one process tree: all that a small association needs to run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandParser, call_command

PATIENCE = 30  # seconds that a child gets to finish what it is doing


class Command(BaseCommand):
    help = "Serve the product: web processes and a worker, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--host", default="127.0.0.1", help="0.0.0.0 to be reached from elsewhere"
        )
        parser.add_argument("--web", type=int, default=2, help="web processes (default 2)")
        parser.add_argument("--threads", type=int, default=4, help="threads of a web process")
        parser.add_argument("--no-worker", action="store_true", help="workers run elsewhere")

    def handle(
        self, *, port: int, host: str, web: int, threads: int, no_worker: bool, **_: object
    ) -> None:
        call_command("migrate", verbosity=0)
        if not settings.DEBUG and not static_files_are_collected():
            call_command("collectstatic", interactive=False, verbosity=0)
        commands = {
            "web": [
                sys.executable, "-m", "gunicorn", "scharnier.wsgi:application",
                "--bind", f"{host}:{port}", "--workers", str(web), "--threads", str(threads),
                "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: PTH112, S108
                "--graceful-timeout", str(PATIENCE), "--timeout", "60", "--log-level", "warning",
            ]
        }  # fmt: skip
        if not no_worker:
            commands["worker"] = [
                sys.executable,
                "-m",
                "scharnier.cli",
                "worker",
                "--ends-with-parent",
            ]
        sys.exit(Family(commands).run())


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


class Family:
    """Child processes that live and end together; a dead worker is started again."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen] = {}
        self.is_ending = False

    def run(self) -> int:
        """Until a signal, or until the web process ends; returns its exit status."""
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, self.end)
        for name in self.commands:
            self.start(name)
        while not self.is_ending:
            time.sleep(0.5)
            if self.children["web"].poll() is not None:
                break
            if "worker" in self.children and self.children["worker"].poll() is not None:
                print("The worker ended; starting it again.", file=sys.stderr)
                time.sleep(1)
                self.start("worker")
        return self.stop()

    def start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches the children through us, once.
        self.children[name] = subprocess.Popen(self.commands[name], start_new_session=True)  # noqa: S603

    def end(self, *_: object) -> None:
        self.is_ending = True

    def stop(self) -> int:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        return 0 if self.is_ending else (self.children["web"].returncode or 1)
