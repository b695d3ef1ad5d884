from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scharnier.foundation.outbox import actions
from scharnier.foundation.outbox.models import Mail
from tests.factories import PersonFactory
from tests.mail_server import MailServer, running
from tests.personas import person

HELLO = """Subject: Hallo {{ name }}, {{ word }}
{% load i18n %}{% get_current_language as locale %}
Locale {{ locale }}. {{ word }}

https://example.org/weiter?a=1&b=2

- one
- two
"""


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
    with running() as server:
        point_to(server.port)
        yield server


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
