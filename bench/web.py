"""What the public page of a call and a whole application cost the server, over real HTTP.

usage: python bench/web.py [--database sqlite|postgresql|both] [--rows 0,1000,5000]
                           [--runs 12] [--write docs/performance/web.md]

Starts gunicorn with two processes on a throw-away database, lets so many submitted
applications be in the call, and plays visitors one after another: the public page of the
call, and a whole application from the first page to the acknowledgement with every
answer saved by itself. An applicant keeps one connection, as browsers do. Counted is the
processor time of the web and of the database processes; what the worker does (PDF, mail)
is counted apart. Exits with 1 if a figure is above what was aimed at.
"""

import argparse
import contextlib
import datetime as dt
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.crowd import Applicant, Server, Visitor, cpu_of, family, nobody
from tools.test import postgres

PAGE_MS, APPLICATION_MS, GROWTH = 10, 300, 1.10
WARM = 3  # runs before counting: both processes have loaded what they need
PAGES = 20  # public pages in one run


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


def cost_of(what: Callable[[], object], used: Callable[[], float], runs: int) -> float:
    """Milliseconds of a run, the least of three thirds: others use the machine, too."""
    thirds = []
    for _third in range(3):
        before = used()
        for _run in range(max(1, runs // 3)):
            what()
        thirds.append((used() - before) / max(1, runs // 3) * 1000)
    return min(thirds)


def measure(name: str, rows: list[int], runs: int) -> list[Row]:
    folder, measured = Path(tempfile.mkdtemp(prefix="scharnier-web-")), []
    with database(name) as (url, used_by_database):
        server = Server(folder, url)
        server.ground("prepare")
        server.ground("collect")
        for number in rows:
            server.ground("fill", str(number))
            server.start()
            try:
                is_last = number == rows[-1]
                measured.append(_one(server, used_by_database, name, number, runs, is_last))
            finally:
                server.stop()
            print(measured[-1], flush=True)
        server.close()
    shutil.rmtree(folder, ignore_errors=True)
    return measured


def _one(
    server: Server,
    used_by_database: Callable[[], float],
    name: str,
    number: int,
    runs: int,
    with_worker: bool,
) -> Row:
    asked: list[int] = []

    def used() -> float:
        return server.cpu() + used_by_database()

    def page() -> None:
        for _turn in range(PAGES):
            assert Visitor(server.port).get("/aufrufe/runde/").status == 200

    def apply() -> None:
        one = Applicant(server, nobody(number))
        one.browser.keeps_line = True
        one.begin()
        one.fill_in()
        one.hand_in()
        assert one.number
        asked.append(one.browser.requests)

    for _turn in range(WARM):
        page()
        apply()
    of_page = cost_of(page, used, 3) / PAGES
    of_application = cost_of(apply, used, runs)
    by_worker = _by_worker(server, len(asked)) if with_worker else None
    return Row(name, number, of_page, of_application, asked[-1], by_worker)


def _by_worker(server: Server, applications: int) -> float:
    """What a worker needs for the mails and copies of one application; its start not counted."""
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
    return max(0.0, busy - idle) / applications * 1000


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
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    names = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    rows = [
        row
        for name in names
        for row in measure(name, [int(n) for n in options.rows.split(",")], options.runs)
    ]
    missed = misses(rows)
    load = os.getloadavg()[2]
    lines = [
        (
            f"gunicorn with 2 processes of 4 threads, CPython {platform.python_version()}, "
            f"{dt.datetime.now(tz=dt.UTC):%d %B %Y}, load average {load:.1f} on {os.cpu_count()} cores. "
            "Milliseconds of processor time of the web and database processes."
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
