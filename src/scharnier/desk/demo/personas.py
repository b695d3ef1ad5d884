"""The people of the demo. They appear by function only; all of it is invented."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Persona:
    """Somebody to step into: what tools and tests call them, address, name, what they come for."""

    key: str
    email: str
    name: str
    role: str | Promise
    comes_for: str | Promise


PERSONAS = [
    Persona(
        "lead",
        "leitung@example.org",
        "Ulrike Leitner",
        _("Programme lead"),
        _("Runs the round, answers to the funder, releases mails."),
    ),
    Persona(
        "agent",
        "agentin.erzgebirge@example.org",
        "Nadja Berg",
        _("Network agent, Ore Mountains"),
        _("Accompanies the teams, enters people by phone, forms teams at the kickoff."),
    ),
    Persona(
        "reviewer",
        "sichtung.eins@example.org",
        "Renate Ernst",
        _("Reviewer"),
        _("Reads applications and scores them."),
    ),
    Persona(
        "juror",
        "jury.eins@example.org",
        "Jonas Winkler",
        _("Juror"),
        _("Hears ten teams in ninety minutes and scores them on the phone."),
    ),
    Persona(
        "treasurer",
        "kasse@example.org",
        "Thomas Kramer",
        _("Treasurer"),
        _("Checks vouchers and keeps the voucher list."),
    ),
    Persona(
        "observer",
        "ministerium@example.org",
        "Frauke Amtmann",
        _("Observer of the funder"),
        _("Sees figures and the voucher list, nobody's wishes or scores."),
    ),
    Persona(
        "firm",
        "o02@example.org",
        "Max Beispiel",
        _("Owner of a small firm"),
        _("Metal construction in Schwarzenberg: a photo instead of a paper slip."),
    ),
    Persona(
        "creative",
        "k02@example.org",
        "Kim Klarform",
        _("Creative freelancer"),
        _("Service design in Annaberg-Buchholz, in a team with the metal builder."),
    ),
]

ADDRESSES = {persona.key: persona.email for persona in PERSONAS}
