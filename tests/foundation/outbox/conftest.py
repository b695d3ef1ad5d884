import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from scharnier.foundation.outbox import actions
from scharnier.foundation.outbox.models import Mail
from tests.factories import PersonFactory
from tests.personas import person

HELLO = """Subject: Hallo {{ name }}, {{ word }}
{% load i18n %}{% get_current_language as locale %}
Locale {{ locale }}. {{ word }}

https://example.org/weiter?a=1&b=2

- one
- two
"""


@dataclass
class MailServer:
    """A real SMTP server on this machine that answers as the test wishes."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    drops: bool = False
    took: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data.startswith("2"):
            self.took.append(envelope)
        if self.drops:
            server.transport.abort()
            await asyncio.sleep(0.05)
        return self.data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def point_to(settings) -> Callable[[int], None]:
    """Let our mails go to a port of this machine."""

    def point(port: int) -> None:
        settings.MAILERS = {
            "default": {
                "BACKEND": "scharnier.foundation.outbox.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
            }
        }

    return point


@pytest.fixture
def mail_server(point_to) -> Iterator[MailServer]:
    handler = MailServer(port=free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    point_to(handler.port)
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def hello(settings, tmp_path: Path) -> None:
    """The template ``mails/hello.txt``."""
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "hello.txt").write_text(HELLO)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]


@pytest.fixture
def put(db) -> Callable[..., Mail]:
    """Put ``hello`` into the outbox for somebody."""

    def put_hello(to=None, **facts) -> Mail:
        to = to or person("Ada")
        facts.setdefault("context", {"word": "willkommen"})
        facts.setdefault("subject", to if not isinstance(to, str) else PersonFactory())
        return actions.put("hello", to=to, **facts)

    return put_hello
