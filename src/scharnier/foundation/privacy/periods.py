"""The rules of all apps as people read them: by what one does, not by tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as _p

from scharnier.foundation.privacy import registry
from scharnier.foundation.privacy.registry import Keep
from scharnier.foundation.privacy.things import THINGS

A_YEAR = 12
SAID_IN_YEARS = 36  # and more
SITUATIONS = [
    (_p("kept data", "Your name and your profile"), ("people", "organisations")),
    (_p("kept data", "Your application"), ("calls", "questions", "applications", "reviews")),
    (_p("kept data", "Events"), ("events",)),
    (
        _p("kept data", "Team, jury and project"),
        ("matching", "challenges", "jury", "projects", "blueprints"),
    ),
    (_p("kept data", "Mails and requests"), ("outbox", "privacy", "web")),
    (_p("kept data", "What keeps the programme running"), ()),  # and all others
]


def in_words() -> list[dict]:
    """For each situation its rows: what (names of things), how long, why."""
    situations: list[dict[tuple[str, str], dict]] = [{} for _situation in SITUATIONS]
    for rule in registry.rules():
        why, long = str(rule.why), how_long(rule)
        # What goes with something else needs no row for each reason.
        key = (long, "" if rule.months is None else why)
        row = situations[_situation_of(rule)].setdefault(
            key, {"how_long": long, "things": [], "why": []}
        )
        name = str(rule.what or THINGS[rule.model.__name__])
        row["things"] += [name] if name not in row["things"] else []
        row["why"] += [why] if why not in row["why"] else []
    return [
        {"name": name, "rows": [_joined(row) for row in rows.values()]}
        for (name, _apps), rows in zip(SITUATIONS, situations, strict=True)
        if rows
    ]


def _situation_of(rule: Keep) -> int:
    label = rule.model._meta.app_label
    named = (place for place, (_name, apps) in enumerate(SITUATIONS) if label in apps)
    return next(named, len(SITUATIONS) - 1)


def _joined(row: dict) -> dict:
    return row | {"things": ", ".join(sorted(row["things"])), "why": " ".join(row["why"])}


def how_long(rule: Keep) -> str:
    """“24 months”, “10 years”, or what it depends on."""
    if callable(rule.months):
        return _("as the programme round says")
    if rule.months is None:
        return _("as long as what it belongs to")
    if rule.months == 0:
        return _("no longer than that")
    if rule.months >= SAID_IN_YEARS and rule.months % A_YEAR == 0:
        years = rule.months // A_YEAR
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d month", "%(n)d months", rule.months) % {"n": rule.months}
