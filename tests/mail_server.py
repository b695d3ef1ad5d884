"""A real SMTP server on this machine that answers as a test wishes."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class MailServer:
    rcpt: str = "250 OK"
    data: str = "250 OK"
    drops: bool = False
    took: list[Envelope] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    accounts: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)

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

    def knows(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        mechanism: str,
        account: LoginPassword,
    ) -> AuthResult:
        user, password = account.login.decode(), account.password.decode()
        if self.accounts.get(user) != password:
            return AuthResult(success=False, handled=False)
        self.signed_in.append(user)
        return AuthResult(success=True)


@contextmanager
def running() -> Iterator[MailServer]:
    server = MailServer()
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        authenticator=server.knows,
        auth_require_tls=False,
    )
    controller.start()
    yield server
    controller.stop()
