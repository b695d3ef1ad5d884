"""Django's system checks, and what else can be wrong with an installation."""

import sys
from typing import Any

from django.core.management import CommandParser
from django.core.management.commands.check import Command as DjangoCheck

from scharnier.desk.installation import findings


class Command(DjangoCheck):
    help = "Say what is wrong with this installation and how to mend it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--code-only", action="store_true", help="only Django's own checks")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        code_only = options.pop("code_only")
        super().handle(*app_labels, **options)
        if code_only or app_labels:
            return
        found = findings()
        for finding in found:
            mark = "!" if finding.is_grave else "i"
            self.stdout.write(f"{mark} {finding.what}\n  → {finding.mend}")
        if not found:
            self.stdout.write("The installation is in order.")
        if any(finding.is_grave for finding in found):
            sys.exit(1)
