"""What every page of the demo costs on the server: CPU milliseconds and queries.

usage: python bench/pages.py [--most 80] [--write docs/performance/pages.md]

Loads the demo round into a throw-away SQLite file, walks it as each persona by the links
of the pages, and takes the least CPU time of three requests to each page (the first one
warms the templates), or of ten if it was above the bound: others on the machine only add
to it. A page may cost 60 ms and 20 queries; exits with 1 if one costs more.
"""

import argparse
import datetime as dt
import os
import platform
import re
import sys
import tempfile
import time
from pathlib import Path

os.environ.update(
    DJANGO_SETTINGS_MODULE="scharnier.settings",
    SCHARNIER_DATA_DIR=os.environ.get("SCHARNIER_DATA_DIR") or tempfile.mkdtemp(),
    SCHARNIER_DEMO="1",
    SCHARNIER_MAIL_URL="none://",
    SCHARNIER_ALLOWED_HOSTS="testserver,localhost",
)

import django

django.setup()

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.utils import translation

from scharnier.desk.demo import loader
from scharnier.desk.demo.personas import PERSONAS
from scharnier.foundation.people.models import Person

LINK = re.compile(r'href="(/[^"#?]*)')
ELSEWHERE = ("/static/", "/konto/", "/dateien/", "/muster", "/theme/")
FILES = (".csv", ".xlsx", ".pdf", ".ics", ".json")
CPU_MS, QUERIES = 60, 20
TURNS = 3


def cost_of(client: Client, path: str) -> tuple[float, int, str] | None:
    """Least CPU time in ms, queries of the last request, the page; None if it is no page."""
    least, queries, body = float("inf"), 0, ""
    for turn in range(10):
        if turn >= TURNS and least <= CPU_MS:
            break
        began = time.process_time()
        answer = client.get(path)
        least = min(least, (time.process_time() - began) * 1000)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return None
        body = answer.content.decode()
    connection.force_debug_cursor = True
    reset_queries()
    client.get(path)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    return least, queries, body


def walk(email: str | None, most: int) -> dict[str, tuple[float, int]]:
    client = Client(headers={"accept-language": "de"})
    if email:
        client.force_login(Person.objects.get(email=email))
    costs, seen, waiting = {}, set(), ["/heute/" if email else "/", "/"]
    while waiting and len(costs) < most:
        path = waiting.pop(0)
        if path in seen or path.startswith(ELSEWHERE) or path.endswith(FILES):
            continue
        seen.add(path)
        found = cost_of(client, path)
        if found:
            costs[path] = found[:2]
            waiting += LINK.findall(found[2])
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=80, help="pages a persona")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not loader.is_loaded():
        with translation.override("de"):
            loader.load(last=dt.datetime.now(tz=dt.UTC).date(), say=print)
    rows = []
    for email, role in [(None, "Visitor"), *((p.email, str(p.role)) for p in PERSONAS)]:
        rows += [
            (cpu, queries, role, path) for path, (cpu, queries) in walk(email, options.most).items()
        ]
    rows.sort(reverse=True)
    dear = [row for row in rows if row[0] > CPU_MS or row[1] > QUERIES]
    lines = [
        (
            f"{len(rows)} pages on SQLite, CPython {platform.python_version()}, "
            f"{dt.datetime.now(tz=dt.UTC):%d %B %Y}. Median {sorted(r[0] for r in rows)[len(rows) // 2]:.0f} ms CPU; "
            f"{len(dear)} pages above {CPU_MS} ms or {QUERIES} queries."
        ),
        "",
        "| CPU ms | queries | as | page |",
        "|---:|---:|---|---|",
        *(
            f"| {cpu:.0f} | {queries} | {role} | `{path}` |"
            for cpu, queries, role, path in rows[:25]
        ),
    ]
    print("\n".join(lines))
    if options.write:
        head = "# What the pages of the demo cost\n\nMade by `python bench/pages.py --write docs/performance/pages.md`; the 25 dearest.\n\n"
        options.write.write_text(head + "\n".join(lines) + "\n")
    sys.exit(1 if dear else 0)


if __name__ == "__main__":
    main()
