"""Where the button of a pass leads, if not simply to the page of its object."""

from collections.abc import Callable

from django.db.models import Model

_doors: dict[str, Callable[[Model], str]] = {}


def register(purpose: str, address_of: Callable[[Model], str]) -> None:
    """Let passes of ``purpose`` lead to ``address_of(subject)``."""
    _doors[purpose] = address_of


def address(purpose: str, subject: Model) -> str:
    """The address behind the door."""
    return _doors[purpose](subject) if purpose in _doors else subject.get_absolute_url()
