"""The command ``scharnier``: ours first, then all of Django's own."""

import os
import sys

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import DatabaseError


def main() -> None:
    """Run ``scharnier <verb> …``; every verb is a management command.

    What is wrong with the settings or the database is said in words, whichever verb meets it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scharnier.settings")
    if sys.argv[1:2] == ["demo"]:
        # Before the settings are read: the demo has doors that a real installation must not have.
        os.environ["SCHARNIER_DEMO"] = "1"
        os.environ.setdefault("SCHARNIER_DATA_DIR", "var/demo")
        os.environ.setdefault("SCHARNIER_MAIL_URL", "none://")
    _read_settings()
    try:
        execute_from_command_line(["scharnier", *sys.argv[1:]])
    except DatabaseError as error:
        _say_what_is_wrong(error)
        raise


def _read_settings() -> None:
    try:
        settings.DEBUG  # noqa: B018 - reading one reads and checks them all
    except (ValueError, OSError) as refusal:
        sys.exit(
            f"scharnier: {refusal}\n  → All settings and their values: docs/install/settings.md"
        )


def _say_what_is_wrong(error: DatabaseError) -> None:
    """Ends the process if ``check`` finds the reason; else the error is one of ours."""
    sys.stderr.write(f"The database says: {error}\nWhat “scharnier check” says:\n")
    call_command("check", stdout=sys.stderr)


if __name__ == "__main__":
    main()
