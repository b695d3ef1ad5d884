"""The rules of all apps as people read them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.privacy import registry
from scharnier.foundation.privacy.registry import Keep
from scharnier.foundation.privacy.things import THINGS


def in_words() -> list[dict]:
    """One group for each reason: why, what (names of things), how long."""
    groups: dict[tuple[str, str], list[str]] = {}
    for rule in registry.rules():
        things = groups.setdefault((str(rule.why), how_long(rule)), [])
        name = str(THINGS[rule.model.__name__])
        if name not in things:
            things.append(name)
    return [
        {"why": why, "how_long": long, "things": ", ".join(sorted(things))}
        for (why, long), things in groups.items()
    ]


def how_long(rule: Keep) -> str:
    """“24 months”, or what it depends on."""
    if callable(rule.months):
        return _("as the programme round says")
    if rule.months is None:
        return _("as long as what it belongs to")
    if rule.months == 0:
        return _("no longer than that")
    return ngettext("%(n)d month", "%(n)d months", rule.months) % {"n": rule.months}
