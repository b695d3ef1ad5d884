"""The command ``scharnier``: ours first, then all of Django's own."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run ``scharnier <verb> …``; every verb is a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scharnier.settings")
    if sys.argv[1:2] == ["demo"]:
        # Before the settings are read: the demo has doors that a real installation must not have.
        os.environ["SCHARNIER_DEMO"] = "1"
        os.environ.setdefault("SCHARNIER_DATA_DIR", "var/demo")
        os.environ.setdefault("SCHARNIER_MAIL_URL", "none://")
    execute_from_command_line(["scharnier", *sys.argv[1:]])


if __name__ == "__main__":
    main()
