"""Applicants over real HTTP, and the server that they meet: for benchmarks and for kills.

A visitor keeps cookies, reads forms, solves the puzzle of the first step and saves every
answer as the page's script does. The server is ``gunicorn`` with two processes, as
``scharnier serve`` starts it, on a data folder of its own.
"""

import base64
import hashlib
import html
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
SECRET_KEY = "only-for-crowds"  # noqa: S105 - of throw-away installations
BEGIN = "/bewerbungen/neu/runde/organisation/"

# What a small firm answers, page by page of the shipped form; its address stands there already.
ANSWERS: dict[str, dict[str, str]] = {
    "organisation": {
        "org_name": "Drechslerei Helm",
        "org_type": "company",
        "street": "Musterweg 1",
        "postal_code": "09548",
        "municipality": "Seiffen",
    },
    "size": {
        "nace_code": "C16",
        "headcount_class": "2-9",
        "turnover_class": "2m",
        "linked_25": "no",
    },
    "contact": {"contact_name": "Ada Helm", "phone": "037362 00000"},
    "challenge": {
        "problem": "Bestellungen kommen per Zettel, und in der Weihnachtszeit geht jede zehnte "
        "verloren oder wird doppelt gefertigt. " * 4,
        "affected": "Zwei Personen, täglich eine Stunde. " * 5,
        "topic_tags": "sales",
    },
    "goal": {
        "desired": "Halb so viele Zettel, und keine Bestellung geht verloren. " * 4,
        "transfer": "Andere Werkstätten im Erzgebirge. " * 4,
        "wanted_skills": "ux",
    },
    "time": {"hours_month": "etwa 8", "second_person": "yes", "available_kickoff": "yes"},
    "consents": {"double_funding": "no", "blueprint_ok": "yes", "privacy_ack": "on"},
}


class NoAnswer(Exception):
    """The server ended while it was asked; nobody knows what it did."""


@dataclass
class Reply:
    """What came back."""

    status: int
    text: str
    location: str

    def json(self) -> dict:
        return json.loads(self.text)

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page."""
        tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', self.text)
        value = re.search(r'value="([^"]*)"', tag[0]) if tag else None
        return html.unescape(value[1]) if value else ""


@dataclass
class Visitor:
    """One browser: cookies and the form token, and the language of most applicants.

    ``keeps_line`` as browsers do, for what is measured; whoever meets a server that is
    killed and comes back is told the truth by a new line each time.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    keeps_line: bool = False
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Reply:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Reply:
        fields = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        return self._ask("POST", path, urlencode(fields), headers)

    def _ask(
        self, method: str, path: str, body: str | None = None, extra: dict[str, str] | None = None
    ) -> Reply:
        headers = {
            "Accept": "text/html",
            "Accept-Language": "de",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **(extra or {}),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://localhost:{self.port}"
        self.requests += 1
        line = self._line or http.client.HTTPConnection("localhost", self.port, timeout=120)
        self._line = line if self.keeps_line else None
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        except (http.client.HTTPException, OSError) as error:
            raise NoAnswer(f"{method} {path}") from error
        finally:
            if not self.keeps_line:
                line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Reply(answer.status, text, answer.headers.get("Location", ""))


@dataclass
class Applicant:
    """Somebody who fills in the form, and what the server has told them is safe."""

    server: "Server"
    email: str
    place: str = ""
    saved: dict[str, str] = field(default_factory=dict)
    number: str = ""
    told_late: bool = False

    def __post_init__(self) -> None:
        self.browser = Visitor(self.server.port)

    def begin(self) -> None:
        first = self.browser.get(BEGIN)
        # Nobody sends a form within two seconds, so the moment is that of an earlier look.
        started = self.server.looked_at or first.hidden("started")
        fields = {"email": self.email, "started": started, "altcha": solve(first.text)}
        answer = self.browser.post(BEGIN, fields)
        check(answer.status == 302, answer)
        self.place = answer.location

    def fill_in(self) -> None:
        """Every page: look at it, save each answer by itself, go on."""
        for answers in ANSWERS.values():
            page = self.browser.get(self.place)
            check(page.status == 200, page)
            versions = dict(pair.split(":") for pair in page.hidden("versions").split())
            for key, value in answers.items():
                versions |= self.save(key, value, versions)
            fields = {**answers, "versions": joined(versions)}
            if "contact_name" in answers:
                fields["email"] = self.email
            onward = self.browser.post(self.place, fields)
            check(onward.status == 302, onward)
            self.place = onward.location

    def save(self, key: str, value: str, versions: dict[str, str]) -> dict[str, str]:
        """One answer, as the script of the page sends it; returns the versions that changed."""
        fields = {key: value, "changed": key, "versions": joined(versions)}
        answer = self.browser.post(f"{self.place}speichern/", fields, Accept="application/json")
        check(answer.status == 200, answer)
        told = answer.json()
        check(bool(told["saved"]) and not told["errors"] and not told["conflicts"], answer)
        self.saved[key] = value
        return {name: str(version) for name, version in told["versions"].items()}

    def hand_in(self) -> None:
        """Check, hand in, and read the number; or be told that it is too late."""
        check(self.browser.get(self.place).status == 200, None)
        answer = self.browser.post(self.place, {"truth": "on"})
        if answer.status == 422:
            self.told_late = "geschlossen" in answer.text
            check(self.told_late, answer)
            return
        check(answer.status == 302, answer)
        self.read_number(answer.location)

    def read_number(self, status_page: str) -> None:
        told = self.browser.get(status_page)
        found = re.search(r"Nummer ([A-Z]+-\d+)", told.text)
        check(found is not None, told)
        self.number = found[1] if found else ""


def joined(versions: dict[str, str]) -> str:
    return " ".join(f"{key}:{number}" for key, number in versions.items())


def check(good: bool, answer: Reply | None) -> None:
    if not good:
        text = f"{answer.status} {answer.location}\n{answer.text[:3000]}" if answer else ""
        raise AssertionError(f"The server answered what was not expected: {text}")


def solve(page: str) -> str:
    """The puzzle of the first step, as its script solves it."""
    given = {
        name: html.unescape(found[1])
        if (found := re.search(rf'data-{name}="([^"]*)"', page))
        else ""
        for name in ("algorithm", "challenge", "salt", "signature", "most")
    }
    for number in range(int(given.pop("most") or 0) + 1):
        if hashlib.sha256(f"{given['salt']}{number}".encode()).hexdigest() == given["challenge"]:
            return base64.b64encode(json.dumps(given | {"number": number}).encode()).decode()
    return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """An installation in ``folder`` with two web processes and, if wished, a worker."""

    def __init__(self, folder: Path, database_url: str = "", **settings: str) -> None:
        self.port, self.looked_at = free_port(), ""
        self.web: subprocess.Popen | None = None
        self.worker: subprocess.Popen | None = None
        self.grounds: subprocess.Popen | None = None
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "scharnier.settings",
            "PYTHONPATH": str(ROOT),
            "SCHARNIER_DATA_DIR": str(folder),
            "SCHARNIER_SECRET_KEY": SECRET_KEY,
            "SCHARNIER_BASE_URL": f"http://localhost:{self.port}",
            "SCHARNIER_MAIL_URL": "none://",
            **({"DATABASE_URL": database_url} if database_url else {}),
            **settings,
        }
        for name in ("SCHARNIER_DEMO", "SCHARNIER_TASKS_IMMEDIATE"):
            self.environment.pop(name, None)

    def ground(self, *order: str) -> dict:
        """Have ``tools.ground`` do something to the database, and read what it says.

        One process takes all orders: starting another costs more than most of them.
        """
        if self.grounds is None:
            self.grounds = subprocess.Popen(
                [sys.executable, "-m", "tools.ground"], env=self.environment, cwd=ROOT,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        print(json.dumps(order), file=self.grounds.stdin, flush=True)
        said = self.grounds.stdout.readline() if self.grounds.stdout else ""
        if not said:
            raise RuntimeError(f"tools.ground ended while it was told to {' '.join(order)}.")
        return json.loads(said)

    def start(self) -> None:
        """Two processes of four threads, as ``scharnier serve`` has them."""
        self.web = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "scharnier.wsgi:application",
                "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4",
                "--timeout", "120", "--log-level", "error", "--preload",
            ],
            env=self.environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                first = Visitor(self.port).get(BEGIN)
            except NoAnswer:
                time.sleep(0.1)
            else:
                self.looked_at = self.looked_at or first.hidden("started")
                return
        raise TimeoutError("The server does not answer.")

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "scharnier.cli", "worker", "--ends-with-parent"]
        self.worker = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, start_new_session=True
        )

    def kill(self) -> None:
        """End all web processes this very moment, whatever they are doing."""
        _end(self.web, signal.SIGKILL)

    def kill_worker(self) -> None:
        _end(self.worker, signal.SIGKILL)

    def stop(self) -> None:
        for process in (self.web, self.worker):
            _end(process, signal.SIGKILL)

    def close(self) -> None:
        """Stop, and let who worked on the database leave."""
        self.stop()
        if self.grounds is not None:
            self.grounds.communicate()
            self.grounds = None

    def cpu(self) -> float:
        """Seconds of processor time that the web processes have used."""
        return sum(cpu_of(pid) for pid in family(self.web.pid)) if self.web else 0.0


def _end(process: subprocess.Popen | None, how: signal.Signals) -> None:
    if process is not None and process.poll() is None:
        os.killpg(process.pid, how)
        process.wait()


def family(pid: int) -> list[int]:
    """A process and its children, also those of children."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def cpu_of(pid: int) -> float:
    """User and system seconds, those of its ended children among them.

    What its threads have used is known to the nanosecond, what has ended only to the tick.
    """
    here = Path(f"/proc/{pid}")
    try:
        ended = (here / "stat").read_text().rpartition(")")[2].split()[13:15]
        running = [int(one.read_text().split()[0]) for one in here.glob("task/*/schedstat")]
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, ended)) / TICKS + sum(running) / 1e9


def nobody(number: int) -> str:
    """An address that no other run has."""
    return f"a{number}-{secrets.token_hex(4)}@example.org"
