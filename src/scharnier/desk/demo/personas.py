"""The people of the demo. They appear by function only; all of it is invented."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Persona:
    """Somebody to step into: their address, what they are called, what they come for."""

    email: str
    name: str
    role: str | Promise
    comes_for: str | Promise


PERSONAS = [
    Persona(
        "leitung@example.org",
        "Ulrike Leitner",
        _("Programme lead"),
        _("Runs the round, answers to the funder, releases mails."),
    ),
    Persona(
        "agentin.erzgebirge@example.org",
        "Nadja Berg",
        _("Network agent, Ore Mountains"),
        _("Accompanies the teams, enters people by phone, forms teams at the kickoff."),
    ),
    Persona(
        "sichtung.eins@example.org",
        "Renate Ernst",
        _("Reviewer"),
        _("Reads applications and scores them."),
    ),
    Persona(
        "jury.eins@example.org",
        "Jonas Winkler",
        _("Juror"),
        _("Hears ten teams in ninety minutes and scores them on the phone."),
    ),
    Persona(
        "kasse@example.org",
        "Thomas Kramer",
        _("Treasurer"),
        _("Checks vouchers and keeps the voucher list."),
    ),
    Persona(
        "ministerium@example.org",
        "Frauke Amtmann",
        _("Observer of the funder"),
        _("Sees figures and the voucher list, nobody's wishes or scores."),
    ),
    Persona(
        "o02@example.org",
        "Max Beispiel",
        _("Owner of a small firm"),
        _("Metal construction in Schwarzenberg: a photo instead of a paper slip."),
    ),
    Persona(
        "k02@example.org",
        "Kim Klarform",
        _("Creative freelancer"),
        _("Service design in Annaberg-Buchholz, in a team with the metal builder."),
    ),
]
