"""What the public page of a call and a whole application cost the server, over real HTTP.

usage: python bench/web.py [--database sqlite|postgresql|both] [--rows 0,1000,5000]
                           [--rounds 10] [--write docs/performance/web.md]

For each size it starts gunicorn with two processes on a throw-away database of its own, in
which so many submitted applications are in the call, and plays visitors one after another:
the public page of the call, and a whole application from the first page to the
acknowledgement with every answer saved by itself. An applicant keeps one connection, as
browsers do. Counted is the processor time of the web and of the database processes; what
the worker does (PDF, mail) is counted apart.

The sizes take turns within each round, so that what else the machine does meets them alike,
and a figure is the least of all rounds: others only add to it. A fixed piece of Python
beside them says how fast the machine is. Exits with 1 if a figure is above what was aimed at.
"""

import argparse
import contextlib
import datetime as dt
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.crowd import Applicant, Server, Visitor, cpu_of, family, nobody
from tools.test import postgres

PAGE_MS, APPLICATION_MS, GROWTH = 10, 300, 1.10
WARM = 3  # runs before counting: both processes have loaded what they need
PAGES, APPLICATIONS = 20, 3  # in one turn
LOOP = 300_000  # additions that tell how fast the machine is


@dataclass
class Installation:
    """A server with so many applications in its call, and what its turns have cost."""

    database: str
    size: int
    server: Server
    used_by_database: Callable[[], float]
    pages: list[float] = field(default_factory=list)
    applications: list[float] = field(default_factory=list)
    requests: int = 0
    played: int = 0

    def look(self) -> None:
        assert Visitor(self.server.port).get("/aufrufe/runde/").status == 200

    def apply(self) -> None:
        one = Applicant(self.server, nobody(self.size))
        one.browser.keeps_line = True
        one.begin()
        one.fill_in()
        one.hand_in()
        assert one.number
        self.requests, self.played = one.browser.requests, self.played + 1

    def take_turn(self) -> None:
        self.pages.append(self._cost_of(self.look, PAGES))
        self.applications.append(self._cost_of(self.apply, APPLICATIONS))

    def _cost_of(self, what: Callable[[], None], times: int) -> float:
        """Milliseconds of processor time, the web and the database processes together."""
        before = self._used()
        for _time in range(times):
            what()
        return (self._used() - before) / times * 1000

    def _used(self) -> float:
        return self.server.cpu() + self.used_by_database()


@dataclass
class Row:
    database: str
    applications: int
    page: float
    application: float
    requests: int
    worker: float | None

    def __str__(self) -> str:
        return (
            f"| {self.database} | {self.applications:,} | {self.page:.1f} | "
            f"{self.application:.0f} | {self.requests} | "
            f"{'' if self.worker is None else round(self.worker)} |"
        )


@contextlib.contextmanager
def installed(name: str, size: int) -> Iterator[Installation]:
    """It runs while the block lasts."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scharnier-web-")))
        url, used_by_database = stack.enter_context(database(name))
        server = Server(folder, url)
        server.ground("prepare")
        server.ground("collect")
        server.ground("fill", str(size))
        stack.callback(server.close)
        server.start()
        yield Installation(name, size, server, used_by_database)


@contextlib.contextmanager
def database(name: str) -> Iterator[tuple[str, Callable[[], float]]]:
    """Its URL, and how to ask for the processor seconds of its processes."""
    if name == "sqlite":
        yield "", lambda: 0.0
        return
    with postgres(durable=True) as url:
        folder = Path(url.rpartition("host=")[2])
        main = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        # Its own time and that of ended connections, and that of living ones.
        yield url, lambda: sum(cpu_of(pid) for pid in family(main))


def measure(name: str, sizes: list[int], rounds: int) -> tuple[list[Row], float]:
    """The rows of one database, and the milliseconds of the fixed loop on an idle core."""
    with ExitStack() as stack:
        played = [stack.enter_context(installed(name, size)) for size in sizes]
        for one in played:
            for _turn in range(WARM):
                one.look()
                one.apply()
        loops = []
        for number in range(rounds):
            for one in played if number % 2 else reversed(played):
                loops.append(_loop())
                one.take_turn()
        rows = [
            Row(name, one.size, min(one.pages), min(one.applications), one.requests,
                _by_worker(one) if one is played[-1] else None)
            for one in played
        ]  # fmt: skip
    print(*rows, sep="\n", flush=True)
    return rows, min(loops)


def _loop() -> float:
    began, total = time.process_time(), 0
    for number in range(LOOP):
        total += number * number % 7
    return (time.process_time() - began) * 1000


def _by_worker(one: Installation) -> float:
    """What a worker needs for the mails and copies of one application; its start not counted."""
    server = one.server
    server.start_worker()
    assert server.worker is not None
    time.sleep(6)  # it has started and found nothing else to do
    while server.ground("waiting")["mails"]:
        time.sleep(1)
    busy = cpu_of(server.worker.pid)
    server.kill_worker()
    server.start_worker()
    time.sleep(6)
    idle = cpu_of(server.worker.pid)
    server.kill_worker()
    return max(0.0, busy - idle) / one.played * 1000


def misses(rows: list[Row]) -> list[str]:
    found = [
        f"{r.database}, {r.applications}: a page costs {r.page:.1f} ms"
        for r in rows
        if r.page > PAGE_MS
    ]
    found += [
        f"{r.database}, {r.applications}: an application costs {r.application:.0f} ms"
        for r in rows
        if r.application > APPLICATION_MS
    ]
    by_size = {(r.database, r.applications): r for r in rows}
    for (name, size), row in by_size.items():
        few = by_size.get((name, 1000))
        if size != 5000 or few is None:
            continue
        for what in ("page", "application"):
            grown = getattr(row, what) / getattr(few, what)
            if grown > GROWTH:
                found.append(f"{name}: {what} grows by {(grown - 1) * 100:.0f} %")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--rows", default="0,1000,5000")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    names = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    sizes = [int(n) for n in options.rows.split(",")]
    measured = [measure(name, sizes, options.rounds) for name in names]
    rows = [row for some, _loop in measured for row in some]
    missed = misses(rows)
    lines = [
        (
            f"gunicorn with 2 processes of 4 threads, CPython {platform.python_version()}, "
            f"{dt.datetime.now(tz=dt.UTC):%d %B %Y}, load average {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores. "
            "Milliseconds of processor time of the web and database processes, the least of "
            f"{options.rounds} rounds in which the sizes take turns. {LOOP:,} additions in Python "
            f"took {min(loop for _rows, loop in measured):.0f} ms."
        ),
        "",
        "| database | applications in the call | public page, ms | whole application, ms | requests of it | worker apart, ms |",
        "|---|---:|---:|---:|---:|---:|",
        *map(str, rows),
        "",
        *(["Above what was aimed at:", "", *(f"- {miss}" for miss in missed)] if missed else []),
    ]
    print("\n".join(lines))
    if options.write:
        head = "# What an application costs\n\nMade by `python bench/web.py --write docs/performance/web.md`.\n\n"
        options.write.write_text(head + "\n".join(lines).rstrip() + "\n")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
