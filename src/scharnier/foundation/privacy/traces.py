"""Taking somebody's names out of what others wrote and got: mails, the trail, notes, texts.

Each app empties what is somebody's own. What names them elsewhere nobody can list, so every
column of ours that could say something about somebody is read (``registry.is_text_like``).
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from re import Pattern

from django.apps import apps
from django.db.models import EmailField, Field, Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy import registry

THEIR_OWN = ("people.", "organisations.")  # other people go on by their own names
SPEAK_OF_PEOPLE = ("outbox.Mail", "trail.Entry")


def names_of(person: Person) -> set[str]:
    """Every word by which somebody would be recognised; ask before anything is erased."""
    return registry.names_of(person) if person.is_active else {person.kept_name} - {""}


def efface(names: Iterable[str], *, from_addresses: bool = False) -> int:
    """Put “(erased)” in the place of these names everywhere; returns in how many fields.

    What the law keeps stays (``Keep.by_law``). A name of one word (“Wald”) may be any word, so
    it is taken for a name only in mails and in the trail. Columns that hold an address and
    nothing else come last (``from_addresses``): apps find by them what is somebody's own.
    """
    clear = sorted(name for name in names if not name.isalpha())
    alone = sorted(name for name in names if name.isalpha())
    changed = 0
    for model, column in _columns():
        if isinstance(column, EmailField) != from_addresses:
            continue
        words = clear + (alone if model._meta.label in SPEAK_OF_PEOPLE else [])
        if words:
            changed += _efface_in(model, column, words)
    return changed


def _columns() -> Iterator[tuple[type[Model], Field]]:
    kept = registry.kept_by_law()
    for model in apps.get_models():
        label = model._meta.label
        if not model.__module__.startswith("scharnier.") or label.startswith(THEIR_OWN):
            continue
        for column in model._meta.concrete_fields:
            is_date = column.get_internal_type() == "DateField"
            if (
                registry.is_text_like(column)
                and not is_date
                and f"{label}.{column.name}" not in kept
            ):
                yield model, column


def _efface_in(model: type[Model], column: Field, words: list[str]) -> int:
    spelled = {spelling for word in words for spelling in _spellings(word)}
    found = Q()
    for spelling in spelled:
        found |= Q(said__icontains=spelling)
    rows = model._base_manager.annotate(said=Cast(column.name, TextField())).filter(found)
    pattern = _pattern({spelling for word in words for spelling in (word, escape(word))})
    changed = 0
    for pk, value in list(rows.order_by().values_list("pk", column.name)):
        cleaned = (
            "" if isinstance(column, EmailField) else _cleaned(value, pattern, column.max_length)
        )
        if cleaned != value:
            model._base_manager.filter(pk=pk).update(**{column.name: cleaned})
            changed += 1
    return changed


def _spellings(word: str) -> set[str]:
    """As it stands in a text, in HTML, and in JSON where letters are written as numbers."""
    return {word, escape(word), json.dumps(word)[1:-1]}


def _pattern(spelled: set[str]) -> Pattern[str]:
    longest_first = sorted(spelled, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _cleaned(value: object, pattern: Pattern[str], longest: int | None) -> object:
    if isinstance(value, str):
        return pattern.sub(lambda _found: gettext("(erased)"), value)[:longest]
    if isinstance(value, list):
        return [_cleaned(one, pattern, None) for one in value]
    if isinstance(value, dict):
        return {key: _cleaned(one, pattern, None) for key, one in value.items()}
    return value
