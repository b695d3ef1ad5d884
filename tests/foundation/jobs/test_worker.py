"""The worker as a process of its own, on a database of its own."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

TIME_TO_START = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("installation")


@pytest.fixture(scope="module")
def home(folder: Path, migrated: Path) -> dict[str, str]:
    """The environment of an installation on SQLite in a folder of its own, migrated."""
    shutil.copy(migrated, folder / "scharnier.sqlite3")
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "scharnier.settings",
        "PYTHONPATH": "src",
        "SCHARNIER_DATA_DIR": str(folder),
        "SCHARNIER_MAIL_URL": "file://",
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def look(folder: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "scharnier.sqlite3", timeout=5)) as database:
        return database.execute(question).fetchall()


def until(folder: Path, question: str, answer: list[tuple]) -> list[tuple]:
    end = time.monotonic() + TIME_TO_START
    while (said := look(folder, question)) != answer and time.monotonic() < end:
        time.sleep(0.3)
    return said


def test_it_beats_sends_the_mails_and_ends_when_asked(home, folder):
    run(home, "shell", "-v", "0", "-c", (
        "from scharnier.foundation.outbox import actions;"
        "actions.put('people/unknown_address', to='ada@example.org', subject=None, urgent=True)"
    ))  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-m", "django", "worker"], env=home)

    mails = until(folder, "select state, attempts from outbox_mail", [("sent", 1)])
    beats = look(folder, "select count(*) from jobs_workerbeat")
    worker.send_signal(signal.SIGTERM)
    ended = worker.wait(timeout=30)

    assert (mails, beats, ended) == ([("sent", 1)], [(1,)], 0)
    assert len(list((folder / "mails").iterdir())) == 1
    assert look(folder, "select count(*) from jobs_workerbeat") == [(0,)]


def test_a_worker_ends_with_the_process_that_started_it(home, folder):
    starts_and_dies = (
        "import os, subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-m', 'django', 'worker', '--ends-with-parent']);"
        "print(child.pid, flush=True); import time; time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", starts_and_dies], env=home, stdout=subprocess.PIPE, text=True
    )
    number = int(parent.stdout.readline())
    until(folder, "select count(*) from jobs_workerbeat", [(1,)])

    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert until(folder, "select count(*) from jobs_workerbeat", [(0,)]) == [(0,)]
    assert gone(number)


def gone(number: int) -> bool:
    """Whether a process has ended (a zombie whose parent is away counts as ended)."""
    end = time.monotonic() + TIME_TO_START
    status = Path(f"/proc/{number}/status")
    while time.monotonic() < end:
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        time.sleep(0.3)
    return False
