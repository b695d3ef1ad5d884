# ruff: noqa: N999 - the verb of the command line is “import”
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.models import ImportRow, ImportRun
from scharnier.stages.calls.models import Call, Side

GROUPS = {"organisations": Side.ORGANISATION, "creatives": Side.CREATIVE}


class Command(BaseCommand):
    help = "Import tables that people have: scharnier import applications FILE --round R --group G"

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHAT")
        applications = kinds.add_parser("applications", help="answers to one of the two forms")
        applications.add_argument("file", type=Path, help="CSV, XLSX or ODS")
        applications.add_argument(
            "--round", required=True, help="the last part of the address of its call page"
        )
        applications.add_argument("--group", required=True, choices=sorted(GROUPS))
        applications.add_argument(
            "--dry-run", action="store_true", help="only say what would happen"
        )
        applications.add_argument(
            "--by", metavar="EMAIL", help="who imports; without it the system"
        )

    def handle(self, *args: object, **options: Any) -> None:
        by = self._person(options["by"])
        with translation.override(by.language if by else "en"):
            try:
                self._import(options, by)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal

    def _import(self, options: dict, by: Person | None) -> None:
        call = self._call(options["round"])
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("“%(file)s” cannot be read: %(why)s") % {"file": path, "why": error.strerror}
            ) from error
        run = imports.read(
            call, side=GROUPS[options["group"]], name=path.name, content=content, by=by
        )
        if not options["dry_run"]:
            imports.apply(run, by=by)
        self._tell(run, dry=bool(options["dry_run"]))

    def _call(self, said: str) -> Call:
        calls = Call.objects.select_related("round__programme").order_by("-pk")
        call = calls.filter(Q(slug=said) | Q(round__slug=said)).first()
        if call is None:
            known = "; ".join(f"{one.slug} ({one.round})" for one in calls)
            raise CommandError(
                _("There is no call for a round “%(round)s”. Known are: %(known)s")
                % {"round": said, "known": known or "–"}
            )
        return call

    def _tell(self, run: ImportRun, *, dry: bool) -> None:
        for header, key in run.mapping.items():
            self.stdout.write(f"  {header} → {key or '–'}")
        for row in run.rows.order_by("line"):
            remarks = " ".join(row.remarks)
            self.stdout.write(
                f"{row.line:>5}  {row.get_outcome_display():<24}  {row.name}  {remarks}".rstrip()
            )
        counts = dict(run.rows.values_list("outcome").annotate(n=Count("pk")).order_by())
        said = [
            f"{label}: {counts[value]}"
            for value, label in ImportRow.Outcome.choices
            if value in counts
        ]
        self.stdout.write(", ".join(said))
        if dry:
            self.stdout.write(_("Nothing was written besides this preview."))

    def _person(self, email: str | None) -> Person | None:
        if not email:
            return None
        person = Person.objects.with_email(email)
        if person is None:
            raise CommandError(_("Nobody has the address “%(email)s”.") % {"email": email})
        return person
