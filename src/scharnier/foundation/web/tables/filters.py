"""What narrows a table: saved views (chips), filters (selects) and search (words)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class View:
    """A chip above the table, with its count: ``View("mine", _("My reviews"), condition)``.

    ``condition`` is a ``Q`` or ``request -> Q``.
    """

    name: str
    label: str | Promise
    condition: Q | Callable[[HttpRequest], Q]

    def q(self, request: HttpRequest) -> Q:
        return self.condition(request) if callable(self.condition) else self.condition


@dataclass(frozen=True)
class Filter:
    """A select above the table.

    ``choices`` are pairs or ``request -> pairs``; if they need a query it is one more.
    ``condition`` is ``value -> Q``; without it the column named ``field or name`` must be equal.
    """

    name: str
    label: str | Promise
    choices: Choices | Callable[[HttpRequest], Choices]
    field: str = ""
    condition: Callable[[str], Q] | None = None

    def options(self, request: HttpRequest) -> list[tuple[str, str]]:
        pairs = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in pairs if value not in (None, "")]

    def q(self, value: str) -> Q:
        return self.condition(value) if self.condition else Q(**{self.field or self.name: value})


def search_q(fields: Sequence[str], words: str) -> Q:
    """Every word must be found in one of the fields."""
    found = Q()
    for word in words.split():
        variants = (
            {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
        )
        anywhere = Q()
        for field in fields:
            for variant in variants:  # SQLite folds ASCII only
                anywhere |= Q(**{f"{field}__icontains": variant})
        found &= anywhere
    return found
