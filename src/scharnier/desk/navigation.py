"""The way round: public menu, rail of the workspace, tab bar of the phone."""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import grants_of

LEAD, AGENT, REVIEWER, JUROR, TREASURER, OBSERVER = (
    Role.LEAD, Role.AGENT, Role.REVIEWER, Role.JUROR, Role.TREASURER, Role.OBSERVER,
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A place of the workspace, for whom it is, and what its addresses begin with."""

    label: str | Promise
    view: str
    icon: str
    roles: frozenset[Role]


def _for(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


ROUND = [
    Entry(_("Today"), "desk:home", "list-checks", frozenset(Role)),
    Entry(_("Rounds"), "desk:rounds", "layout-grid", _for(LEAD, AGENT, OBSERVER)),
    Entry(_("Calls"), "calls:listing", "megaphone", _for(LEAD, AGENT)),
    Entry(_("Events"), "events:listing", "calendar", _for(LEAD, AGENT)),
    Entry(_("Applications"), "applications:listing", "file-text", _for(LEAD, AGENT)),
    Entry(_("Selection"), "reviews:home", "clipboard-check", _for(LEAD, AGENT)),
    Entry(_("My reviews"), "reviews:queue", "clipboard-check", _for(REVIEWER)),
    Entry(_("Teams"), "matching:listing", "users", _for(LEAD, AGENT)),
    Entry(_("Challenges"), "challenges:listing", "lightbulb", _for(LEAD, AGENT)),
    Entry(_("Jury"), "jury:listing", "gavel", _for(LEAD, AGENT, JUROR)),
    Entry(_("Projects"), "projects:listing", "rocket", _for(LEAD, AGENT, TREASURER)),
    Entry(_("Vouchers"), "projects:vouchers", "receipt", _for(LEAD, TREASURER, OBSERVER)),
    Entry(_("Blueprints"), "blueprints:workshop", "book-open", _for(LEAD, AGENT)),
]
ADMINISTRATION = [
    Entry(_("Outbox"), "outbox:mails", "mail", _for(LEAD)),
    Entry(_("Programme"), "programmes:index", "settings", _for(LEAD)),
    Entry(_("People and roles"), "programmes:roles", "user", _for(LEAD)),
    Entry(_("Barriers reported"), "web:barriers", "accessibility", _for(LEAD)),
    Entry(_("Background runs"), "jobs:jobs", "activity", _for(LEAD, AGENT)),
]
OWN = [
    Entry(_("Signing in safely"), "mfa_index", "key", frozenset(Role)),
    Entry(_("My data"), "privacy:my_data", "shield", frozenset(Role)),
    Entry(_("Sign out"), "account_logout", "log-out", frozenset(Role)),
]
TABS = ["desk:home", "applications:listing", "matching:listing", "jury:listing", "projects:listing",
        "reviews:queue", "projects:vouchers"]  # fmt: skip
MOST_TABS = 4  # and “More”, behind which everything is


def navigation(request: HttpRequest) -> dict:
    """Context for every page; asked only by pages that show it."""
    return {
        "rail": SimpleLazyObject(lambda: rail(request)),
        "tabbar": SimpleLazyObject(lambda: tabbar(request)),
        "public_nav": SimpleLazyObject(lambda: public_nav(request)),
    }


def rail(request: HttpRequest) -> list[dict]:
    groups: list[dict] = [{"label": "", "entries": _entries(request, ROUND)}]
    administration = _entries(request, ADMINISTRATION)
    if administration:
        groups.append({"label": _("Administration"), "entries": administration})
    groups.append({"label": str(request.user), "entries": _entries(request, OWN)})
    return groups


def tabbar(request: HttpRequest) -> list[dict]:
    chosen = [entry for entry in ROUND if entry.view in TABS]
    return _entries(request, chosen)[:MOST_TABS]


def public_nav(request: HttpRequest) -> list[dict]:
    places = [(_("Calls"), "desk:front"), (_("Blueprints"), "blueprints:library"),
              (_("Events"), "events:public")]  # fmt: skip
    if request.user.is_authenticated and getattr(request, "held_pass", None) is None:
        places += [(_("My area"), "desk:home"), (_("Sign out"), "account_logout")]
    else:
        places += [(_("Sign in"), "account_request_login_code")]
    front, here = _address("desk:front"), request.path
    # Calls stand on the front page; their own list and pages lie elsewhere.
    if here.startswith(_address("calls:index")):
        here = front
    return [
        {"label": label, "url": _address(view), "current": here == _address(view)}
        for label, view in places
    ]


def _entries(request: HttpRequest, entries: list[Entry]) -> list[dict]:
    roles = {grant.role for grant in grants_of(request.user)}
    shown = [entry for entry in entries if roles & entry.roles]
    addresses = [_address(entry.view) for entry in shown]
    here = _closest(request.path, addresses)
    return [
        {"label": entry.label, "icon": entry.icon, "url": url, "current": url == here}
        for entry, url in zip(shown, addresses, strict=True)
    ]


@cache
def _address(view: str) -> str:
    return reverse(view)


def _closest(path: str, addresses: list[str]) -> str:
    """The longest address that the path begins with, so that exactly one entry is current."""
    return max((a for a in addresses if path.startswith(a)), key=len, default="")
