"""Web and worker as one process tree: all that a small association needs to run."""

import os
import sys

from django.core.management import BaseCommand, CommandParser

from scharnier.desk import serving


class Command(BaseCommand):
    help = "Serve the product: web processes and a worker, until stopped."
    requires_system_checks: list[str] = []  # `scharnier check` is for that; starting is quick

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--host", default="127.0.0.1", help="0.0.0.0 to be reached from elsewhere"
        )
        parser.add_argument("--web", type=int, default=2, help="web processes (default 2)")
        parser.add_argument("--threads", type=int, default=4, help="threads of a web process")
        parser.add_argument("--no-worker", action="store_true", help="workers run elsewhere")

    def handle(
        self, *, port: int, host: str, web: int, threads: int, no_worker: bool, **_: object
    ) -> None:
        serving.prepare()
        sys.exit(
            serving.serve(host=host, port=port, web=web, threads=threads, has_worker=not no_worker)
        )
