"""What can be wrong with an installation, and how to mend it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from scharnier.foundation import mail_server
from scharnier.foundation.jobs.queries import worker_is_silent
from scharnier.foundation.programmes.models import Role, RoleGrant
from scharnier.foundation.web.queries import unfinished_legal_pages
from scharnier.stages.calls import queries as calls
from scharnier.stages.calls.words import joined

LOW_DISK_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """Something to mend: what is wrong and what to do. ``is_grave`` if people cannot work."""

    what: str
    mend: str
    is_grave: bool = True


def findings() -> list[Finding]:
    """Everything found, the grave first. Reads only."""
    database = list(_database())
    rest = [] if database else [*_people(), *_worker(), *_legal()]
    found = [*database, *rest, *_disk(), *_mail(), *_address()]
    return sorted(found, key=lambda finding: not finding.is_grave)


def missing_migrations() -> int:
    """How many steps the database lacks; asks it once and changes nothing."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _database() -> Iterator[Finding]:
    try:
        pending = missing_migrations()
    except DatabaseError as error:
        yield Finding(
            _("The database cannot be reached: %(error)s") % {"error": error},
            _("Check DATABASE_URL and that the database server runs."),
        )
        return
    if pending:
        yield Finding(
            _("%(number)s steps of the database are missing.") % {"number": pending},
            _("Run: scharnier migrate"),
        )


def _people() -> Iterator[Finding]:
    if not RoleGrant.objects.filter(role=Role.LEAD).exists():
        yield Finding(_("Nobody leads a programme yet."), _("Run: scharnier setup"))


def _worker() -> Iterator[Finding]:
    if worker_is_silent():
        yield Finding(
            _("No worker has run for two minutes: mails and long work wait."),
            _("Start one with: scharnier worker (scharnier serve brings its own)."),
        )


def _legal() -> Iterator[Finding]:
    if calls.is_any_real_one_public() and (unfinished := unfinished_legal_pages()):
        yield Finding(
            _("A call is public, and these pages still have gaps in square brackets: %(pages)s.")
            % {"pages": joined([str(one) for one in unfinished])},
            _("The programme lead fills them in: “Change this text” on each of them."),
            is_grave=False,
        )


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LOW_DISK_BYTES:
        yield Finding(
            _("Only %(megabytes)s MB are free in %(folder)s.")
            % {"megabytes": free // 1024**2, "folder": settings.DATA_DIR},
            _("Free some space or move SCHARNIER_DATA_DIR; uploads are refused when it is full."),
        )
    storage = storages[settings.PRIVATE_FILES]
    location = getattr(storage, "location", None)
    if location and not _is_writable(Path(location)):
        yield Finding(
            _("The folder for files cannot be written: %(folder)s") % {"folder": location},
            _("Give the user that runs Scharnier the right to write there."),
        )


def _is_writable(folder: Path) -> bool:
    probe = folder / ".scharnier-check"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


def _mail() -> Iterator[Finding]:
    if not settings.DEMO and not mail_server.sends(settings.MAILERS["default"]):
        yield Finding(
            _("No mail server is set: no mail leaves, not even a code for signing in."),
            _("Run: scharnier setup (it asks for the mail server), or set SCHARNIER_MAIL_URL"),
            is_grave=False,
        )


def _address() -> Iterator[Finding]:
    if not settings.BASE_URL.startswith("https://") and not settings.DEMO:
        yield Finding(
            _("The address %(address)s is not encrypted.") % {"address": settings.BASE_URL},
            _("Put a proxy with a certificate in front and set SCHARNIER_BASE_URL to https://…"),
            is_grave=False,
        )
