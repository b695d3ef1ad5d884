"""One column: where its value comes from, how it is sorted, shown and exported."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from operator import attrgetter
from typing import Any, Literal

from django.db.models import F
from django.db.models.expressions import BaseExpression, OrderBy
from django.template.loader import get_template
from django.utils import formats as l10n
from django.utils.functional import Promise, cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from scharnier.foundation import money
from scharnier.foundation.web import formats

Place = Literal["", "key", "main", "sub", "status"]
PLACES = {"key": "c-key", "main": "c-main", "sub": "c-sub", "status": "c-stat"}


@dataclass(frozen=True, kw_only=False)
class Column:
    """A column of a ``Table``.

    Parameters
    ----------
    name : str
        In the URL, and the attribute of the row unless ``value`` is given.
        Dots lead along relations: ``"region.name"`` needs ``value`` or this.
    sort : str, expression or sequence of them
        What ``order_by`` gets; without it the column cannot be sorted.
    value : callable
        ``row -> value``. Also what is exported: numbers, days and moments stay what they are.
    cell : callable or str
        ``row -> inside of the cell``, such as ``pieces.state``. Or a template, for a cell with
        a form in it; it gets ``row``, ``value`` and ``request``, and costs ten times as much.
    link : bool or callable
        True: ``row.get_absolute_url()``; else ``row -> address``.
    place : "key", "main", "sub" or "status"
        On a phone a row is a card: a number above, the name, a line below it, the state at the
        right. One column is "main". Any other column is a line with its label, unless the row
        has nothing in it.
    priority : 0, 1 or 2
        Where not all columns fit, those with 1 leave first, then 2, then 0; within one number the
        last leaves first. Which fit follows from what is in them (``fitting``). "main" and
        "status" never leave.
    card : bool
        Whether the column is on the card; unless said, those with priority 1 are not.
    paper : bool
        False keeps the column off paper; True shows it there and nowhere else.
    money : str
        The attribute path that holds the currency, or a currency: cents become words.
    export : bool
        False keeps the column out of files.
    """

    name: str
    label: str | Promise
    sort: Any = None
    value: Callable[[Any], Any] | None = None
    cell: Callable[[Any], str] | str = ""
    link: bool | Callable[[Any], str] = False
    place: Place = ""
    priority: int = 0
    card: bool | None = None
    paper: bool | None = None
    numeric: bool = False
    money: str = ""
    export: bool = True

    @property
    def is_main(self) -> bool:
        return self.place == "main"

    @property
    def stays(self) -> bool:
        """It is there in a table of every width."""
        return self.place in ("main", "status")

    @property
    def is_on_cards(self) -> bool:
        return self.priority != 1 if self.card is None else self.card

    @cached_property
    def css(self) -> str:
        words = [PLACES.get(self.place, ""), "num" if self.numeric or self.money else ""]
        words.append({None: "", True: "only-paper", False: "no-paper"}[self.paper])
        return " ".join(filter(None, words))

    def of(self, row: Any) -> Any:
        """The value of this column in ``row``; a relation that is empty on the way gives None."""
        if self.value:
            return self.value(row)
        found = row
        for part in self.name.split("."):
            found = found.get(part) if isinstance(found, dict) else getattr(found, part, None)
        return found() if callable(found) else found

    def inside_of(self, row: Any, request: Any) -> str:
        return conditional_escape(self.shown(row, request))

    def cell_around(self, inside: str, css: str, label: str) -> str:
        """The whole cell; made here, because a table has hundreds of them."""
        name, scope = ("th", ' scope="row"') if self.is_main else ("td", "")
        if name == "td" and (not inside or inside == not_given()):
            css = f"{css} c-none".lstrip()
        classes = f' class="{css}"' if css else ""
        labelled = f' data-label="{label}"' if label else ""
        return f"<{name}{scope}{classes}{labelled}>{inside}</{name}>"

    def shown(self, row: Any, request: Any) -> str:
        """The inside of the cell."""
        if callable(self.cell):
            return self.cell(row)
        value = self.of(row)
        if self.cell:
            return get_template(self.cell).render({"row": row, "value": value, "request": request})
        text = self.choice(row) or self._in_words(row, value)
        if not self.link:
            return text
        address = row.get_absolute_url() if self.link is True else self.link(row)
        return format_html('<a class="name" href="{}">{}</a>', address, text) if address else text

    def choice(self, row: Any) -> str:
        """The words of a field with choices; empty for every other column."""
        display = None if self.value else getattr(row, f"get_{self.name}_display", None)
        return str(display() or "") if display else ""

    def _in_words(self, row: Any, value: Any) -> str:
        if value is None or value == "":
            return not_given()
        if self.money:
            return money.in_words(value, self.currency(row))
        return conditional_escape(_in_words(value))

    def currency(self, row: Any) -> str:
        """A currency code stands for itself, anything else is a path on the row."""
        return self.money if self.money.isupper() else attrgetter(self.money)(row)

    def ordering(self, *, descending: bool) -> list[OrderBy]:
        """What is not known comes last, in both directions and on both databases."""
        keys = self.sort if isinstance(self.sort, list | tuple) else [self.sort]
        return [_directed(key, descending=descending) for key in keys]


def not_given() -> SafeString:
    return format_html('<span class="muted" title="{}">–</span>', gettext("not given"))


def _directed(key: str | BaseExpression, *, descending: bool) -> OrderBy:
    if isinstance(key, str) and key.startswith("-"):
        key, descending = key[1:], not descending
    expression = F(key) if isinstance(key, str) else key
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


@singledispatch
def _in_words(value: Any) -> str:
    return value


@_in_words.register
def _(value: bool) -> str:
    return gettext("yes") if value else gettext("no")


@_in_words.register(int | float | Decimal)
def _(value: float | Decimal) -> str:
    return l10n.number_format(value, use_l10n=True)


@_in_words.register
def _(value: dt.date) -> str:
    return formats.day(value)


@_in_words.register
def _(value: dt.datetime) -> str:
    return formats.in_short(value)
