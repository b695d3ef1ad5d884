"""Which mail server an installation hands its mails to, and where it remembers that.

``settings`` reads this before Django is there, so nothing of Django is imported here.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

VARIABLE = "SCHARNIER_MAIL_URL"
SENDER = "SCHARNIER_MAIL_FROM"
KEPT_IN = "settings.env"

SMTP = "scharnier.foundation.outbox.smtp.EmailBackend"
BACKENDS = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "none": "django.core.mail.backends.dummy.EmailBackend",
    "smtp": SMTP,
    "smtps": SMTP,
    "smtp+tls": SMTP,
}
STAYING = {BACKENDS[scheme] for scheme in ("console", "file", "none")}
PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
HOST = re.compile(r"[a-z0-9]([a-z0-9.:-]*[a-z0-9])?")
PATIENCE = 20  # seconds in which a server must answer


class MailUrlRefused(ValueError):
    """An address of a mail server that cannot be one; the sentence says how it must look."""


def mailer(url: str, *, data_dir: Path) -> dict[str, object]:
    """Django's entry of ``MAILERS`` for an address such as ``smtp+tls://user:password@host``.

    Raises MailUrlRefused if the address makes no sense.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:  # square brackets around what is no address of a machine
        raise MailUrlRefused(f"{VARIABLE} cannot be read: {error}.") from error
    if parts.scheme not in BACKENDS:
        raise MailUrlRefused(
            f"{VARIABLE} starts with “{parts.scheme}”; it must start with one of: "
            f"{', '.join(sorted(BACKENDS))}."
        )
    options: dict[str, object] = {}
    if parts.scheme in PORTS:
        options = _smtp(parts)
    elif parts.scheme == "file":
        options = {"file_path": str(data_dir / "mails")}
    return {"BACKEND": BACKENDS[parts.scheme], "OPTIONS": options}


def _smtp(parts: SplitResult) -> dict[str, object]:
    host = parts.hostname or "localhost"
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise MailUrlRefused(f"The port in {VARIABLE} must be a number up to 65535.") from error
    if not HOST.fullmatch(host):
        raise MailUrlRefused(f"“{host}” in {VARIABLE} is not the name of a server.")
    user, password = account_of(parts.geturl())
    return {
        "host": host,
        "port": port,
        "username": user,
        "password": password,
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": PATIENCE,
    }


def sends(mailer: Mapping[str, object]) -> bool:
    """Whether mails leave this machine at all."""
    return mailer["BACKEND"] not in STAYING


def account_of(url: str) -> tuple[str, str]:
    """The user and the password in an address, empty where there is none."""
    parts = urlsplit(url)
    return unquote(parts.username or ""), unquote(parts.password or "")


def with_account(url: str, *, user: str, password: str) -> str:
    """The address of a server with the account that it asks for."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    account = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return f"{parts.scheme}://{account}{place}"


def keep(data_dir: Path, variables: Mapping[str, str]) -> Path:
    """Write down what the next start shall read; only the owner of the folder may read it.

    Lines about other variables stay. What the environment says wins over this file.
    """
    file = data_dir / KEPT_IN
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    others = [line for line in lines if line.partition("=")[0].strip() not in variables]
    ours = [f"{name}={_quoted(value)}" for name, value in variables.items()]
    fresh = file.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write("\n".join([*others, *ours]) + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    return file


def _quoted(value: str) -> str:
    """In single quotes, in which nothing but these and backslashes means something."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
