"""``scharnier setup``: the first association, programme and lead, and a test mail."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import connection
from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from scharnier.foundation import places
from scharnier.foundation.organisations import actions as organisations
from scharnier.foundation.organisations.models import Organisation, OrganisationType
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import actions
from scharnier.foundation.programmes.models import OwnershipKind, Programme, Role
from scharnier.foundation.slugs import slug_of

REGION = re.compile(r"^(?P<name>[^=]+)=(?P<districts>\d{5}(,\d{5})*)$")
FLAGS = {
    "association": "Name of the lead association",
    "programme": "Name of the programme",
    "lead": "E-mail address of the programme lead",
    "lead_name": "Name of the programme lead",
}


class Command(BaseCommand):
    help = "Set up the first association, programme and lead. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        for flag, words in FLAGS.items():
            parser.add_argument(f"--{flag.replace('_', '-')}", help=words)
        parser.add_argument(
            "--region",
            action="append",
            default=[],
            help="a region and the keys of its districts: “Lausitz=14625,14626”; may be repeated",
        )
        parser.add_argument("--test-mail", metavar="ADDRESS", help="send one mail to this address")
        parser.add_argument("--no-input", action="store_true", help="never ask; flags must do")

    def handle(self, *args: Any, **options: Any) -> None:
        if Programme._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet. Run “scharnier migrate” first.")
        regions = [self._region(text) for text in options["region"]]
        answers = {flag: self._answer(flag, options) for flag in FLAGS}
        try:
            validate_email(answers["lead"])
        except ValidationError as error:
            raise CommandError(f"“{answers['lead']}” is not an e-mail address.") from error
        association = self._association(answers["association"])
        programme = self._programme(association, answers["programme"])
        for name, districts in regions:
            self._add_region(programme, name, districts)
        self._lead(programme, answers["lead"], answers["lead_name"])
        if options["test_mail"]:
            self._test_mail(options["test_mail"])
        self.stdout.write("Set up. Start “scharnier serve” and sign in with the lead's address.")

    def _answer(self, flag: str, options: dict) -> str:
        given = (options[flag] or "").strip()
        if not given and not options["no_input"]:
            given = input(f"{FLAGS[flag]}: ").strip()
        if not given:
            raise CommandError(f"Say it with --{flag.replace('_', '-')}: {FLAGS[flag]}.")
        return given

    def _region(self, text: str) -> tuple[str, list[str]]:
        found = REGION.match(text)
        if not found:
            raise CommandError(f"“{text}” is not like “Lausitz=14625,14626”.")
        known = {district.ags for district in places.DISTRICTS}
        districts = found["districts"].split(",")
        unknown = [key for key in districts if key not in known]
        if unknown:
            raise CommandError(f"There is no district with the key {', '.join(unknown)}.")
        return found["name"].strip(), districts

    def _association(self, name: str) -> Organisation:
        known = Organisation.objects.filter(name=name, type=OrganisationType.ASSOCIATION).first()
        return known or organisations.enter(name=name, type=OrganisationType.ASSOCIATION, by=None)

    def _programme(self, association: Organisation, name: str) -> Programme:
        slug = slug_of(name, longest=50) or "programm"
        known = Programme.objects.filter(slug__in=[slug, _former_slug(name)]).first()
        if known is None:
            return actions.found_programme(association, name=_both(name), slug=slug, by=None)
        lead = known.ownerships.get(kind=OwnershipKind.LEAD).organisation
        if lead.pk != association.pk:
            raise CommandError(f"“{known}” is led by {lead} already.")
        return known

    def _add_region(self, programme: Programme, name: str, districts: list[str]) -> None:
        slug = slug_of(name, longest=50)
        if not programme.regions.filter(slug__in=[slug, _former_slug(name)]).exists():
            actions.add_region(programme, name=_both(name), slug=slug, districts=districts, by=None)

    def _lead(self, programme: Programme, address: str, name: str) -> Person:
        person = people.enter(name=name, email=address, by=None)
        actions.grant_role(programme, person=person, role=Role.LEAD, by=None)
        return person

    def _test_mail(self, address: str) -> None:
        """Straight to the mail server, so that what is wrong is seen here and now."""
        try:
            send_mail(
                "Scharnier: Testmail / test mail",
                "Diese Nachricht zeigt, dass Scharnier Mails senden kann.\n"
                "This message shows that Scharnier can send mails.\n",
                None,
                [address],
            )
        except OSError as error:
            raise CommandError(
                f"The mail could not be sent: {error}. Everything else is set up. "
                "Correct SCHARNIER_MAIL_URL and run this again."
            ) from error
        self.stdout.write(f"A test mail is on its way to {address}.")


def _both(name: str) -> LazyI18nString:
    return LazyI18nString({"de": name, "en": name})


def _former_slug(name: str) -> str:
    """As addresses were made before “ü” became “ue”: what has such a one keeps it."""
    return slugify(name)[:50]
