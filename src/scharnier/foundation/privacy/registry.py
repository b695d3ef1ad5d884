"""What each app says about its personal data: how long it is kept, exported, erased.

An app says it in its ``privacy.py``, which is imported when the programme starts::

    RULES = [
        Keep("applications.Application.name", why=_("To decide about the application."),
             months=lambda row: row.call.round.keep_rejected_months, after="decided_at",
             where=Q(state="rejected"), then="anonymise"),
    ]
    NOT_PERSONAL = ["calls.Call.*", "applications.Application.number"]

    register_export(_("Applications"), export_of)
    register_erasure(erase)
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignObjectRel, Model, Q
from django.utils.functional import Promise

from scharnier.foundation.people.models import Person

Words = str | Promise
Then = Literal["anonymise", "delete"]


def column_of(model: type[Model], name: str) -> Field:
    """The column of that name. Raises FieldDoesNotExist also for the way back of a key."""
    found = model._meta.get_field(name)
    if isinstance(found, ForeignObjectRel):
        raise FieldDoesNotExist(f"{model._meta.label}.{name} is no column.")
    return found


@dataclass(frozen=True)
class Keep:
    """Why a field (``"app.Model.field"`` or ``"app.Model.*"``) is kept, and how long.

    ``months`` are counted from ``after``, a date or moment of the row (``__`` leads to
    other rows); None keeps the field as long as its row. Then the field is emptied
    (``anonymise``), or the whole row goes (``delete``). ``where`` narrows the rule to
    some rows; one field may have several rules. ``what`` names what it speaks of, if
    that is something else than the model (``things``). ``by_law``: it belongs to the accounts
    and stays readable until then, also if somebody whom it names has their data erased.
    """

    field: str
    why: Words
    months: int | Callable[..., int | None] | None = None
    after: str = ""
    then: Then = "anonymise"
    where: Q = dataclasses.field(default_factory=Q)
    what: Words = ""
    by_law: bool = False

    @property
    def model(self) -> type[Model]:
        app, model = self.field.split(".")[:2]
        return apps.get_model(app, model)

    @property
    def fields(self) -> list[Field]:
        """The columns that it speaks of."""
        name = self.field.split(".")[2]
        found = self.model._meta.concrete_fields
        return (
            [f for f in found if is_text_like(f)] if name == "*" else [column_of(self.model, name)]
        )


@dataclass(frozen=True)
class Kept:
    """Something that the law keeps for now although its person wants it erased."""

    what: Words
    why: Words
    until: date


@dataclass(frozen=True)
class Export:
    label: Words
    function: Callable[[Person], dict | list]


@dataclass(frozen=True)
class Names:
    """``own(person)``: what somebody is called in an app; ``others(name, person)``: who else is."""

    own: Callable[[Person], Iterable[str]]
    others: Callable[[str, Person], bool]


Erasure = Callable[..., Iterable[Kept] | None]

_rules: list[Keep] = []
_not_personal: list[str] = []
_exports: list[Export] = []
_erasures: list[Erasure] = []
_names: list[Names] = []
_withdrawals: dict[str, list[Callable[..., None]]] = {}


def add_rules(rules: Iterable[Keep], not_personal: Iterable[str] = ()) -> None:
    """Add an app's rules, and the names of its fields that say nothing about anybody."""
    _rules.extend(rules)
    _not_personal.extend(not_personal)


def register_export(label: Words, function: Callable[[Person], dict | list]) -> None:
    """Let ``function(person)`` return what an app knows about somebody, as plain JSON."""
    _exports.append(Export(label, function))


def register_erasure(function: Erasure) -> None:
    """Let ``function(person, by=…)`` erase what an app knows about somebody.

    It returns what must stay for now as ``Kept``. It may be called again for the same
    person when that time is over. Later stages are asked before earlier ones.
    """
    _erasures.append(function)


def register_names(
    own: Callable[[Person], Iterable[str]], others: Callable[[str, Person], bool]
) -> None:
    """Let ``own(person)`` say what somebody is called in an app besides their name.

    Erasure takes these words out of what others wrote and got, unless ``others(name,
    person)`` says that somebody else goes by them as well.
    """
    _names.append(Names(own, others))


def register_withdrawal(purpose: str, function: Callable[..., None]) -> None:
    """Call ``function(consent, by=…)`` when a consent for ``purpose`` is withdrawn."""
    _withdrawals.setdefault(purpose, []).append(function)


def rules() -> list[Keep]:
    return list(_rules)


def exports() -> list[Export]:
    return list(_exports)


def erasures() -> list[Erasure]:
    return list(reversed(_erasures))


def names_of(person: Person) -> set[str]:
    """What somebody is called in all apps and nobody else is."""
    found = {name for one in _names for name in one.own(person) if name}
    return {name for name in found if not any(others.others(name, person) for others in _names)}


def withdrawals(purpose: str) -> list[Callable[..., None]]:
    return list(_withdrawals.get(purpose, ()))


def discover() -> None:
    """Read the ``privacy.py`` of every app of ours, in the order of the life of a project."""
    for app in apps.get_app_configs():
        if app.name.startswith("scharnier.") and find_spec(f"{app.name}.privacy") is not None:
            module = import_module(f"{app.name}.privacy")
            add_rules(getattr(module, "RULES", ()), getattr(module, "NOT_PERSONAL", ()))


TEXT_LIKE = {
    "CharField", "TextField", "EmailField", "URLField", "JSONField", "FileField", "ImageField",
    "GenericIPAddressField", "DateField",
}  # fmt: skip
NAMES_OF_BIRTHDAYS = ("birth", "born")


def is_text_like(column: Field) -> bool:
    """Whether a column could say something about somebody.

    Texts, JSON, files and days of birth can. Choices from a fixed list, keys in
    addresses (slugs) and organisers' texts in several languages are taken not to.
    """
    if (
        column.choices
        or column.get_internal_type() == "SlugField"
        or type(column).__name__.startswith("I18n")
    ):
        return False
    if column.get_internal_type() == "DateField":
        return any(word in column.name for word in NAMES_OF_BIRTHDAYS)
    return column.get_internal_type() in TEXT_LIKE


def kept_by_law() -> set[str]:
    """The columns (``app.Model.field``) that stay readable after an erasure."""
    return {
        f"{rule.model._meta.label}.{field.name}"
        for rule in _rules
        if rule.by_law
        for field in rule.fields
    }


def undecided(model: type[Model]) -> list[str]:
    """The columns of ``model`` for which nobody has said how long they are kept."""
    decided = {rule.field for rule in _rules} | set(_not_personal)
    whole = f"{model._meta.label}.*"
    return [
        f"{model._meta.label}.{column.name}"
        for column in model._meta.concrete_fields
        if is_text_like(column)
        and whole not in decided
        and f"{model._meta.label}.{column.name}" not in decided
    ]
