"""Where the button of a pass leads, if not simply to the page of its object."""

from collections.abc import Callable
from typing import Protocol

_doors: dict[str, Callable[..., str]] = {}


class HasPage(Protocol):
    """A row with a page of its own."""

    def get_absolute_url(self) -> str: ...


def register(purpose: str, address_of: Callable[..., str]) -> None:
    """Let passes of ``purpose`` lead to ``address_of(subject)``."""
    _doors[purpose] = address_of


def address(purpose: str, subject: HasPage) -> str:
    """The address behind the door."""
    return _doors[purpose](subject) if purpose in _doors else subject.get_absolute_url()
