"""The declaration of a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

from scharnier.foundation.web.pages import page
from scharnier.foundation.web.tables.columns import Column
from scharnier.foundation.web.tables.filters import Filter, View
from scharnier.foundation.web.tables.listing import Listing


@dataclass(frozen=True)
class Bulk:
    """A button for the selected rows: POSTs ``selected`` (primary keys) to ``url``."""

    label: str | Promise
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Table:
    """A table as it is declared, once, beside the view that shows it.

    ``order`` is the name of a column, with a minus to begin at the end.
    ``empty`` is what is said when there is nothing at all: (title, text).
    ``prefix`` keeps two tables of one page apart in the URL.
    ``whole``: all rows on one page, because it is printed.
    ``mark`` gets the rows of the page that is shown, for what is asked about all of them at
    once; what it notes on a row, the columns find there. Files are not marked.
    """

    name: str
    caption: str | Promise
    columns: Sequence[Column]
    search: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    views: Sequence[View] = ()
    bulk: Sequence[Bulk] = ()
    order: str = ""
    empty: tuple[str | Promise, str | Promise] = ("", "")
    prefix: str = ""
    exports: bool = True
    whole: bool = False
    mark: Callable[[Sequence[Any]], object] | None = None

    def render(self, request: HttpRequest, queryset: QuerySet, **changes: Any) -> Listing:
        """What ``{{ table }}`` shows; ``changes`` replace parts of the declaration."""
        return Listing(replace(self, **changes) if changes else self, request, queryset)

    def respond(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        template: str,
        context: dict | None = None,
        **changes: Any,
    ) -> HttpResponseBase:
        """The whole answer of a view: a page, the swapped table, or a file."""
        listing = self.render(request, queryset, **changes)
        if listing.export_format:
            return listing.file()
        if listing.is_asked_for:
            return listing.fragment()
        return page(request, template, {**(context or {}), "table": listing})
