"""Asking for a new link. Each purpose says how; nobody learns whether an address is known."""

from collections.abc import Callable

_renewals: dict[str, Callable[[str], None]] = {}


def register(purpose: str, renew: Callable[[str], None]) -> None:
    """Let ``renew(email)`` send new links of ``purpose`` to whoever has this address.

    It is called for every address that somebody types in, and does nothing for one
    that is not known. What it raises would tell, so it must not raise.
    """
    _renewals[purpose] = renew


def renew(purpose: str, email: str) -> None:
    """Send new links of one purpose, or, if none is named, of every purpose."""
    for name, function in list(_renewals.items()):
        if purpose in ("", name):
            function(email.strip().lower())


def is_known(purpose: str) -> bool:
    return purpose in _renewals
