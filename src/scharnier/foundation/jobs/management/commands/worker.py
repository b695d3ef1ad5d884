from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from huey.contrib.djhuey import HUEY

from scharnier.foundation.jobs import worker


class Command(BaseCommand):
    help = "Work through jobs, send the mails of the outbox, and keep the nightly clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ends-with-parent",
            action="store_true",
            help="stop when the process that started this one is gone",
        )

    def handle(self, *args: object, ends_with_parent: bool, **options: object) -> None:
        if HUEY.immediate:
            raise CommandError(
                "SCHARNIER_TASKS_IMMEDIATE is set: jobs run at once where they are asked for, "
                "and a worker would have nothing to do. Unset it and start again."
            )
        worker.work(HUEY, ends_with_parent=ends_with_parent)
