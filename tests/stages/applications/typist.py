"""An applicant at the keyboard: reads a page's controls, types a row of a table into them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core import signing
from django.test import Client
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.questions import clean
from scharnier.foundation.questions.models import Question
from scharnier.stages.applications.forms import SALT
from scharnier.stages.applications.imports import cells
from scharnier.stages.applications.imports.columns import ADDRESS, TIMESTAMP
from scharnier.stages.applications.models import Application, ImportRun
from scharnier.stages.calls.models import TargetGroup

# What the tables never asked; the form needs it to be handed in.
NOT_IN_THE_TABLES = {"transfer": "Andere Betriebe.", "legal_form": "Freiberuf", "balance_class": ""}


class Controls(HTMLParser):
    """The controls of a page: by name its kind, its present text and its choices."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self.kinds[name] = given.get("type", "text")
            if self.kinds[name] in ("radio", "checkbox"):
                self.choices.setdefault(name, []).append(given.get("value", "on"))
            else:
                self.texts[name] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.kinds[name], self.texts[name] = name, "text", ""
        elif tag == "select":
            self._select, self.kinds[name] = name, "select"
        elif tag == "option" and self._select:
            self.choices.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            self.texts[self._area] += data


@dataclass
class Typist:
    """Types the rows of an imported table through the real pages of another call."""

    group: TargetGroup
    run: ImportRun
    questions: Mapping[str, Question] = field(init=False)
    seen: dict[tuple, Controls] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = {q.key: q for q in self.group.form.questions.all()}

    def texts(self, row: list[str]) -> dict[str, list[str]]:
        """What the row says to each question; an address in one cell is typed into three fields."""
        said: dict[str, list[str]] = {}
        for header, cell in zip(self.run.headers, row, strict=True):
            key = self.run.mapping[header]
            parts = cells.address(cell) if key == ADDRESS else {key: cell}
            for name, text in parts.items():
                if name not in ("", TIMESTAMP) and text:
                    said.setdefault(name, []).append(text)
        return said

    def handed_in_at(self, row: list[str]) -> dt.datetime:
        header = next(h for h, key in self.run.mapping.items() if key == TIMESTAMP)
        return cells.moment(row[self.run.headers.index(header)])

    def apply(self, row: list[str], *, visitor: int) -> Application:
        """From the address to the acknowledgement, without JavaScript."""
        client, said = Client(REMOTE_ADDR=f"10.0.0.{visitor}"), self.texts(row)
        at = self.begin(client, said["email"][0])
        while "/seite/" in at:
            answer = client.post(at, dict(self.typed(self.look_at(client, at, said), said)))
            assert answer.status_code == 302, (at, answer.context["form"].errors)
            at = answer.url
        assert client.post(at, {"truth": "on"}).status_code == 302
        return Application.objects.get(pk=at.split("/")[2])

    def look_at(self, client: Client, at: str, said: dict[str, list[str]]) -> Controls:
        """The controls of a page; the next applicant of the same kind knows them by heart."""
        page = (at.split("/")[4], *said.get("org_type", []))
        if page not in self.seen:
            self.seen[page] = Controls(client.get(at).text)
        return self.seen[page]

    def begin(self, client: Client, email: str) -> str:
        """With the address alone; after the deadline by the link that is mailed to it."""
        begin = reverse("applications:begin", args=[self.group.call.slug, self.group.side])
        started = signing.dumps(clock.machine_now().timestamp() - 30, salt=SALT)
        answer = client.post(begin, {"email": email, "started": started})
        if answer.status_code == 200:
            mail = Mail.objects.filter(template="applications/link").latest("pk")
            answer = client.post(re.search(r"http://localhost:8000(\S+)", mail.text)[1])
        return answer.url

    def typed(self, page: Controls, said: dict[str, list[str]]) -> Iterator[tuple[str, object]]:
        for name, kind in page.kinds.items():
            key = name.split("-")[0].removesuffix("_others")
            if key not in self.questions:
                yield name, page.texts.get(name, "")
            elif name.endswith("_others"):
                yield name, "; ".join(said.get(key, []))
            elif "-" in name:
                yield name, self.in_row(name, said)
            elif kind in ("radio", "checkbox", "select"):
                yield name, self.chosen(key, page.choices.get(name, []), said)
            elif kind != "file":
                yield name, "; ".join(said.get(key, [NOT_IN_THE_TABLES.get(key, "")]))

    def in_row(self, name: str, said: dict[str, list[str]]) -> str:
        """One cell of a table with rows."""
        key, number, column = name.split("-")
        rows = cells.joined(self.questions[key], said.get(key, [])) or []
        return rows[int(number)].get(column, "") if int(number) < len(rows) else ""

    def chosen(self, key: str, choices: list[str], said: dict[str, list[str]]) -> list[str]:
        """The ticks that mean what the cell says; free additions stand beside them."""
        question = self.questions[key]
        text = "; ".join(said.get(key, [NOT_IN_THE_TABLES.get(key, "")]))
        if not text or question.type == "skills":
            return []
        value = clean.value(question, text)
        if question.type == "consent":
            return choices if value else []
        if isinstance(value, bool):
            return ["yes" if value else "no"]
        return [
            choice
            for choice in choices
            if choice in (value if isinstance(value, list) else [value])
        ]
