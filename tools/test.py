"""Everything that CI runs, in one command: ``make test``.

usage: python tools/test.py [--only lint|unit|journeys|soak]

Installs what tests need from Debian's packages where it is missing and it may, starts a
throw-away PostgreSQL cluster, runs every check, stops the cluster and says what was run
on which database. Exits with 1 if anything failed; nothing stops at the first failure.
"""

import argparse
import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = str(min(4, os.cpu_count() or 1))
PACKAGES = {"chromium": "chromium", "initdb": "postgresql", "xgettext": "gettext"}


@dataclass
class Step:
    """One check: its name, what it runs, whether it needs PostgreSQL, whether it keeps one core."""

    name: str
    command: list[str]
    postgres: bool = False
    group: str = "lint"
    alone: bool = True


def pytest(*arguments: str, workers: str = WORKERS) -> list[str]:
    """One file stays with one worker: what a module sets up is set up once."""
    return [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile", *arguments]


def check(name: str, *command: str) -> Step:
    return Step(name, list(command), alone=False)


STEPS = [
    # Nothing here asks a database, and its compiled loops are compiled once for all later steps.
    Step("team formation", pytest("tests/teaming", workers="0"), group="unit", alone=False),
    check("ruff", str(BIN / "ruff"), "check", "."),
    check("ruff format", str(BIN / "ruff"), "format", "--check", "-q", "."),
    check("import contracts", str(BIN / "lint-imports"), "--no-logo"),
    check("templates (djlint)", str(BIN / "djlint"), "--lint", "--quiet", "src"),
    check("types (mypy)", str(BIN / "mypy")),
    check(
        "migrations are complete",
        *(sys.executable, "-P", "-m", "django", "makemigrations", "--check", "--dry-run"),
    ),
    Step(
        "unit tests on SQLite",
        pytest("-m", "not journey", "--ignore=tests/teaming"),
        group="unit",
    ),
    Step(
        "unit tests on PostgreSQL",
        # What asks no database is not asked twice.
        pytest(
            *("-m", "not journey", "--ignore=tests/teaming", "--ignore=tests/test_house.py"),
            "--ignore=tests/foundation/web/test_house.py",
        ),
        postgres=True,
        group="unit",
    ),
    Step(
        "whole-round journey on SQLite", pytest("-m", "whole_round", workers="1"), group="journeys"
    ),
    Step("journeys on PostgreSQL", pytest("-m", "journey"), postgres=True, group="journeys"),
]
# The short ones of these are among the unit tests.
LONG = [
    Step("soak on SQLite", pytest("tests/soak", "--soak", workers="0"), group="soak"),
    Step(
        "soak on PostgreSQL",
        pytest("tests/soak", "--soak", workers="0"),
        postgres=True,
        group="soak",
    ),
]


def find(program: str) -> str | None:
    """Where a program is; PostgreSQL's server programs are not on Debian's PATH."""
    if found := shutil.which(program):
        return found
    return next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))), None
    )


def install_missing() -> None:
    missing = sorted({package for program, package in PACKAGES.items() if not find(program)})
    if not missing:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print(f"Installing {', '.join(missing)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with contextlib.suppress(FileNotFoundError):
        subprocess.run([*sudo, "apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(
            [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    still = sorted({package for program, package in PACKAGES.items() if not find(program)})
    if still:
        sys.exit(
            f"The tests need {', '.join(still)}, which could not be installed here. "
            f"Please run: apt-get install {' '.join(still)}"
        )


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL cluster in a temporary folder, on a socket of its own; yields its URL."""
    folder = Path(tempfile.mkdtemp(prefix="scharnier-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses root
        user = next(name for name in ("postgres", "nobody") if _exists(name))
        shutil.chown(folder, user)
        as_user = ["runuser", "-u", user, "--"]
    data, initdb, control = folder / "data", find("initdb"), find("pg_ctl")

    def quietly(*command: str | Path | None) -> None:
        subprocess.run([*as_user, *command], stdout=subprocess.DEVNULL, check=True, cwd=folder)

    quietly(
        initdb, "-D", data, "-U", "scharnier", "-A", "trust", "-E", "UTF8", "--no-sync",
        "--locale=C.UTF-8",
    )  # fmt: skip
    options = (
        f"-c listen_addresses= -k {folder} -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c max_connections=60"
    )
    quietly(control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgres://scharnier@/postgres?host={folder}"
    finally:
        quietly(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


TALKING = threading.Lock()


def run(step: Step, database_url: str | None) -> tuple[Step, bool, float]:
    """Run one step; what runs beside others keeps its words together until it has ended."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "CHROMIUM": find("chromium") or "",
    }
    environment.pop("DATABASE_URL", None)
    if step.postgres and database_url:
        environment["DATABASE_URL"] = database_url
    if step.alone:
        print(f"\n── {step.name}", flush=True)
    kept = None if step.alone else subprocess.PIPE
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment,
        check=False,
        text=True,
        stdout=kept,
        stderr=kept and subprocess.STDOUT,
    )
    seconds = time.monotonic() - began
    if kept:
        with TALKING:
            print(f"\n── {step.name}\n{done.stdout}", end="", flush=True)
    return step, done.returncode == 0, seconds


def run_all(steps: Sequence[Step], database_url: str | None) -> list[tuple[Step, bool, float]]:
    """What keeps one core runs beside others of its kind, the rest has the machine alone."""
    with ThreadPoolExecutor(int(WORKERS)) as beside:
        results = list(
            beside.map(lambda step: run(step, database_url), [s for s in steps if not s.alone])
        )
    return results + [run(step, database_url) for step in steps if step.alone]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["lint", "unit", "journeys", "soak"])
    only = parser.parse_args().only
    steps = [step for step in STEPS + LONG if step.group == only] if only else STEPS
    install_missing()
    with contextlib.ExitStack() as stack:
        needs_postgres = any(step.postgres for step in steps)
        database_url = stack.enter_context(postgres()) if needs_postgres else None
        # The demo round is played once for each database, see tests/story.py.
        stories = tempfile.TemporaryDirectory(prefix="scharnier-stories-")
        os.environ["SCHARNIER_TEST_STORIES"] = stack.enter_context(stories)
        results = run_all(steps, database_url)
    print("\n── In short")
    for step, passed, seconds in results:
        print(f"{'ok    ' if passed else 'FAILED'} {seconds:6.0f} s  {step.name}")
    failed = sum(not passed for _, passed, _ in results)
    print(f"\n{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
