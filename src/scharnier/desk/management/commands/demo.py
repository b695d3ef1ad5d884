"""The demo: loads the fictional round once, then serves it."""

import datetime as dt
import os
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from django.utils import translation

from scharnier.desk import serving
from scharnier.desk.demo import loader
from scharnier.desk.demo.days import NOVEMBER, STORY_ENDS

STANDS = {"november": NOVEMBER, "june": STORY_ENDS}


class Command(BaseCommand):
    help = "Load the fictional demo round (once) and serve it."
    requires_system_checks: list[str] = []  # a second start should be quick

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--day",
            type=dt.date.fromisoformat,
            help="the day on which the story ends, instead of today",
        )
        parser.add_argument(
            "--story",
            choices=sorted(STANDS),
            default=os.environ.get("STORY", "june"),
            help="where the story stands on its last day: in november the jury has heard the "
            "teams and agreements are being signed, in june blueprints are published",
        )
        parser.add_argument("--load-only", action="store_true", help="load and do not serve")

    def handle(
        self,
        *,
        port: int,
        host: str,
        day: dt.date | None,
        story: str,
        load_only: bool,
        **_: object,
    ) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Start the demo as “scharnier demo”: it must not touch a real installation."
            )
        if "SCHARNIER_BASE_URL" not in os.environ:
            # Mails and documents lead to where this demo is served.
            settings.BASE_URL = f"http://localhost:{port}"
        serving.prepare()
        if loader.is_loaded():
            self.stdout.write("The demo round is there already; what was entered is kept.")
        else:
            if loader.is_half_loaded():
                self.stdout.write("The last load was broken off; beginning anew.")
                call_command("flush", interactive=False, verbosity=0)
            self.load(day or dt.datetime.now(tz=dt.UTC).date(), ends=STANDS[story])
        if not load_only:
            self.stdout.write(
                self.style.SUCCESS(
                    f"Click http://{'localhost' if host == '127.0.0.1' else host}:{port}/demo/ "
                    "and step in as Ulrike Leitner (lead), Max Beispiel (firm) or Kim Klarform (creative)."
                )
            )
            self.stdout.flush()
            sys.exit(serving.serve(host=host, port=port, web=2, threads=4, has_worker=True))

    def load(self, day: dt.date, *, ends: dt.date) -> None:
        self.stdout.write("Loading the demo round; this happens once.")
        if connection.vendor == "sqlite":
            # Nothing of this must survive a power cut: it can be loaded again.
            connection.cursor().execute("PRAGMA synchronous=OFF")
        with translation.override("de"):
            loader.load(last=day, ends=ends, say=self.say)
        connection.close()

    def say(self, words: str) -> None:
        self.stdout.write(f"  {words} …")
        self.stdout.flush()
