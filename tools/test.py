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
CORES = os.cpu_count() or 1
LANES = min(4, CORES + 1)  # steps that run side by side: one is always waiting for a browser
MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, nothing of the tests waits for a disk
ENOUGH = 4 * 1024**3
PACKAGES = {"initdb": "postgresql", "xgettext": "gettext"}
BROWSERS = ("chromium-headless-shell", "chromium")  # program and package; the first needs less


@dataclass
class Step:
    """One check: its name, what it runs, whether it needs PostgreSQL, the group it is asked for with."""

    name: str
    command: list[str]
    postgres: bool = False
    group: str = "lint"


def pytest(*arguments: str) -> list[str]:
    """One process: what keeps the other cores busy is the other steps."""
    return [sys.executable, "-m", "pytest", "-q", *arguments]


def unit(name: str, *arguments: str, postgres: bool = False) -> Step:
    return Step(name, pytest("-m", "not journey and not soak", *arguments), postgres, "unit")


def journey(name: str, *arguments: str, postgres: bool = True) -> Step:
    return Step(name, pytest(*arguments), postgres, "journeys")


def check(name: str, *command: str) -> Step:
    return Step(name, list(command))


STAGES, AXE, PATTERNS = (
    "tests/stages",
    "tests/journeys/accessibility",
    "tests/foundation/web/test_pattern_book.py",
)
ROUND = ("tests/journeys", f"--ignore={AXE}", "-m", "whole_round")
OTHERS = ("tests/journeys", PATTERNS, f"--ignore={AXE}", "-m", "journey and not whole_round")
REST = ["tests", *(f"--ignore=tests/{one}" for one in ("stages", "teaming", "soak", "journeys"))]
# The longest first, so that all cores are busy until the end.
STEPS = [
    journey("axe on every page, PostgreSQL", AXE),
    unit("unit tests of the stages on PostgreSQL", STAGES, postgres=True),
    unit("unit tests of the stages on SQLite", STAGES),
    unit("other unit tests on SQLite", *REST),
    unit("other unit tests on PostgreSQL", *REST, postgres=True),
    journey("whole-round journey on PostgreSQL", *ROUND),
    journey("other journeys on PostgreSQL", *OTHERS),
    journey("whole-round journey on SQLite", *ROUND, postgres=False),
    Step("short soak on SQLite", pytest("tests/soak"), group="unit"),
    Step("short soak on PostgreSQL", pytest("tests/soak"), postgres=True, group="unit"),
    Step("team formation", pytest("tests/teaming"), group="unit"),
    check("types (mypy)", str(BIN / "mypy")),
    check("templates (djlint)", str(BIN / "djlint"), "--lint", "--quiet", "src"),
    check("import contracts", str(BIN / "lint-imports"), "--no-logo"),
    check("ruff", str(BIN / "ruff"), "check", "."),
    check("ruff format", str(BIN / "ruff"), "format", "--check", "-q", "."),
]
LONG = [
    Step("soak on SQLite", pytest("tests/soak", "--soak"), group="soak"),
    Step("soak on PostgreSQL", pytest("tests/soak", "--soak"), postgres=True, group="soak"),
]


# How PostgreSQL keeps a cluster that lives as long as the tests.
FLEETING = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off "
    "-c wal_level=minimal -c max_wal_senders=0 -c jit=off"
)


def find(program: str) -> str | None:
    """Where a program is; PostgreSQL's server programs are not on Debian's PATH."""
    if found := shutil.which(program):
        return found
    return next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))), None
    )


def browser() -> str | None:
    return next(filter(None, map(find, BROWSERS)), None)


def missing() -> list[str]:
    packages = {package for program, package in PACKAGES.items() if not find(program)}
    return sorted(packages if browser() else {*packages, BROWSERS[-1]})


def install_missing() -> None:
    wanted = missing()
    if not wanted:
        return
    print(f"Installing {', '.join(wanted)} …", flush=True)
    with contextlib.suppress(FileNotFoundError):
        apt_get("update", "-qq")
        if not browser():  # not every system has the first
            apt_get("install", "-y", "-qq", "--no-install-recommends", BROWSERS[0])
        if wanted := missing():
            apt_get("install", "-y", "-qq", "--no-install-recommends", *wanted)
    if still := missing():
        sys.exit(
            f"The tests need {', '.join(still)}, which could not be installed here. "
            f"Please run: apt-get install {' '.join(still)}"
        )


def apt_get(*arguments: str) -> None:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        [*sudo, "apt-get", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL
    )


def scratch() -> str | None:
    """A folder in memory if there is room, else the system's for temporary files."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if roomy and os.access(MEMORY, os.W_OK) else None


@contextlib.contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL cluster in a temporary folder, on a socket of its own; yields its URL.

    For tests it need not survive anything and lies in memory; ``durable`` takes the disk
    and PostgreSQL's own settings, for what is measured.
    """
    folder = Path(tempfile.mkdtemp(prefix="scharnier-pg-", dir=None if durable else scratch()))
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
    options = f"-c listen_addresses= -k {folder} -c max_connections=200"
    if not durable:
        options += f" {FLEETING}"
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


@dataclass
class Done:
    """How a step went, how long it took and how much of the processor."""

    step: Step
    passed: bool
    seconds: float
    processor: float


TALKING = threading.Lock()


def busy() -> float:
    """Seconds of processor that the whole machine has worked, browsers and databases included."""
    with Path("/proc/stat").open() as file:
        user, nice, system, _idle, _waiting, *interrupts = map(int, file.readline().split()[1:])
    return sum((user, nice, system, *interrupts[:2])) / os.sysconf("SC_CLK_TCK")


def run(step: Step, database_url: str | None) -> Done:
    """Run one step; what it says is kept together until it has ended."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "CHROMIUM": browser() or "",
    }
    environment.pop("DATABASE_URL", None)
    if step.postgres and database_url:
        environment["DATABASE_URL"] = database_url
    print(f"… {step.name}", flush=True)
    began = time.monotonic()
    # A file and no pipe: a process that a test left behind must not keep this one waiting.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            step.command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read()
    done = Done(step, status == 0, time.monotonic() - began, used.ru_utime + used.ru_stime)
    with TALKING:
        print(f"\n── {step.name}\n{words}", end="", flush=True)
    return done


def run_all(steps: Sequence[Step], database_url: str | None) -> list[Done]:
    """As many steps side by side as there are cores; each takes the next one that is left."""
    with ThreadPoolExecutor(LANES) as lanes:
        return list(lanes.map(lambda step: run(step, database_url), steps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["lint", "unit", "journeys", "soak"])
    only = parser.parse_args().only
    steps = [step for step in STEPS + LONG if step.group == only] if only else STEPS
    install_missing()
    with contextlib.ExitStack() as stack:
        needs_postgres = any(step.postgres for step in steps)
        database_url = stack.enter_context(postgres()) if needs_postgres else None
        # Migrated and played once for each database: tests/databases.py, tests/story.py.
        stories = tempfile.TemporaryDirectory(prefix="scharnier-stories-", dir=scratch())
        os.environ["SCHARNIER_TEST_STORIES"] = stack.enter_context(stories)
        # What set-up compiled is used, and what the first step compiles is kept for all others.
        os.environ.pop("PYTHONPYCACHEPREFIX", None)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        began, worked = time.monotonic(), busy()
        results = run_all(steps, database_url)
        took, worked = time.monotonic() - began, busy() - worked
    print("\n── In short: seconds by the clock, seconds of processor")
    for done in results:
        answer = "ok    " if done.passed else "FAILED"
        print(f"{answer} {done.seconds:6.0f} {done.processor:6.0f}  {done.step.name}")
    share = worked / (took * CORES)
    print(
        f"       {took:6.0f} {worked:6.0f}  altogether; {CORES} cores were busy {share:.0%} of it"
    )
    failed = sum(not done.passed for done in results)
    print(f"\n{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
