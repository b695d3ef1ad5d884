"""``scharnier setup``: the first association, programme and lead, and the mail server."""

import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from scharnier.foundation import mail_server, places
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
    help = "Set up the first association, programme, lead and mail server. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        for flag, words in FLAGS.items():
            parser.add_argument(f"--{flag.replace('_', '-')}", help=words)
        parser.add_argument(
            "--region",
            action="append",
            default=[],
            help="a region and the keys of its districts: “Lausitz=14625,14626”; may be repeated",
        )
        parser.add_argument(
            "--mail-url",
            metavar="URL",
            help="the mail server, such as smtp+tls://user:password@mail.example.org",
        )
        parser.add_argument("--mail-from", metavar="SENDER", help="“Name <address>” of the sender")
        parser.add_argument(
            "--test-mail", metavar="ADDRESS", help="who gets the test mail; else the lead does"
        )
        parser.add_argument("--no-input", action="store_true", help="never ask; flags must do")

    def handle(self, *args: Any, **options: Any) -> None:
        if Programme._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet. Run “scharnier migrate” first.")
        regions = [self._region(text) for text in options["region"]]
        self._refuse_nonsense_about_mails(options)
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
        self._mails(options, answers)
        self.stdout.write("Set up. Start “scharnier serve” and sign in with the lead's address.")

    def _answer(self, flag: str, options: dict) -> str:
        given = (options[flag] or "").strip()
        if not given and not options["no_input"]:
            given = self._ask(f"{FLAGS[flag]}: ")
        if not given:
            raise CommandError(f"Say it with --{flag.replace('_', '-')}: {FLAGS[flag]}.")
        return given

    def _ask(self, question: str, *, by: Callable[[str], str] | None = None) -> str:
        """What somebody types; nothing if nobody is there to type."""
        try:
            return (by or input)(question).strip()
        except EOFError:
            return ""

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

    def _refuse_nonsense_about_mails(self, options: dict) -> None:
        """Before anything is set up."""
        if options["mail_from"]:
            _sender(options["mail_from"])
        if not options["mail_url"]:
            return
        if settings.MAIL_SERVER_IS_SET_OUTSIDE:
            raise CommandError(
                f"The environment says {mail_server.VARIABLE} already, and it wins. Change it there."
            )
        _mailer(options["mail_url"])

    def _mails(self, options: dict, answers: dict[str, str]) -> None:
        """Try the mail server that there is or is to be, and say what is true of it."""
        to = options["test_mail"] or answers["lead"]
        is_asking = not options["no_input"]
        if options["mail_url"]:
            sender = options["mail_from"] or _likely_sender(options["mail_url"], answers)
            self._take(options["mail_url"], sender, to)
        elif mail_server.sends(settings.MAILERS["default"]):
            if options["test_mail"] or is_asking:
                self._try(mailers.default, settings.DEFAULT_FROM_EMAIL, to)
        elif (
            not is_asking
            or settings.MAIL_SERVER_IS_SET_OUTSIDE
            or not self._ask_for_a_server(options["mail_from"], answers, to)
        ):
            self._say_that_no_mail_leaves(is_asked_to=bool(options["test_mail"]))

    def _ask_for_a_server(self, sender: str | None, answers: dict[str, str], to: str) -> bool:
        """Until a server takes the test mail, or nothing is typed; returns whether one did."""
        while host := self._ask(
            "Mail server, such as mail.example.org or smtps://mail.example.org (empty: none yet): "
        ):
            url = host if "://" in host else f"smtp+tls://{host}"
            try:
                _mailer(url)
                if user := self._ask("User name there (empty: none): "):
                    password = self._ask("Password (is not shown): ", by=getpass)
                    url = mail_server.with_account(url, user=user, password=password)
                likely = sender or _likely_sender(url, answers)
                self._take(url, self._ask(f"Sender [{likely}]: ") or likely, to)
            except CommandError as refusal:
                self.stderr.write(str(refusal))
            else:
                return True
        return False

    def _take(self, url: str, sender: str, to: str) -> None:
        """Keep a mail server for the next start if it takes a test mail; else say why not."""
        mailer, sender = _mailer(url), _sender(sender)
        backend = import_string(str(mailer["BACKEND"]))
        self._try(backend(alias="setup", **mailer["OPTIONS"]), sender, to)
        user, password = mail_server.account_of(url)
        url = mail_server.with_account(url, user=user, password=password)
        file = mail_server.keep(
            settings.DATA_DIR, {mail_server.VARIABLE: url, mail_server.SENDER: sender}
        )
        self.stdout.write(f"The mail settings are kept in {file}.")

    def _try(self, server: BaseEmailBackend, sender: str, to: str) -> None:
        """Straight to the mail server, so that what is wrong is seen here and now."""
        message = EmailMessage(
            "Scharnier: Testmail / test mail",
            "Diese Nachricht zeigt, dass Scharnier Mails senden kann.\n"
            "This message shows that Scharnier can send mails.\n",
            sender,
            [to],
        )
        try:
            server.send_messages([message])
        except OSError as error:
            raise CommandError(
                f"The mail server did not take the test mail to {to}: {error}. "
                "Everything else is set up; correct the mail settings."
            ) from error
        self.stdout.write(f"The mail server took a test mail to {to}.")

    def _say_that_no_mail_leaves(self, *, is_asked_to: bool) -> None:
        truth = (
            "No mail server is set: no mail leaves, and the codes for signing in stand in the log "
            "of “scharnier serve” only. Run this again with --mail-url, or set "
            f"{mail_server.VARIABLE}."
        )
        if is_asked_to:
            raise CommandError(f"{truth} The test mail was not sent; everything else is set up.")
        self.stdout.write(truth)


def _mailer(url: str) -> dict[str, Any]:
    try:
        mailer = mail_server.mailer(url, data_dir=settings.DATA_DIR)
    except mail_server.MailUrlRefused as refusal:
        raise CommandError(str(refusal)) from refusal
    if not mail_server.sends(mailer):
        raise CommandError("A mail server begins with smtp+tls://, smtps:// or smtp://.")
    return mailer


def _likely_sender(url: str, answers: dict[str, str]) -> str:
    """What the environment says, else the programme under the address that the server knows."""
    user, _password = mail_server.account_of(url)
    address = user if "@" in user else answers["lead"]
    return os.environ.get(mail_server.SENDER) or f"{answers['programme']} <{address}>"


def _sender(text: str) -> str:
    """“Name <address>”, quoted as mails need it; raises CommandError if it has no address."""
    name, address = parseaddr(text)
    try:
        validate_email(address)
    except ValidationError as error:
        raise CommandError(
            f"“{text}” is not like “Cross Innovation <mail@example.org>”."
        ) from error
    return f"{name} <{address}>" if name else address


def _both(name: str) -> LazyI18nString:
    return LazyI18nString({"de": name, "en": name})


def _former_slug(name: str) -> str:
    """As addresses were made before “ü” became “ue”: what has such a one keeps it."""
    return slugify(name)[:50]
