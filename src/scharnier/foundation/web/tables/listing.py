"""A table for one request: what the URL asks for, the rows, the addresses, the answers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.html import html_safe
from django.utils.safestring import mark_safe

from scharnier.foundation.web.pages import is_htmx
from scharnier.foundation.web.tables.columns import Column
from scharnier.foundation.web.tables.export import FORMATS
from scharnier.foundation.web.tables.filters import View, search_q

if TYPE_CHECKING:
    from scharnier.foundation.web.tables.table import Table

PER_PAGE = (25, 50, 100)


@html_safe
@dataclass(frozen=True)
class Listing:
    """A table for one request: reads the URL, makes two queries."""

    table: "Table"
    request: HttpRequest
    queryset: QuerySet

    def __str__(self) -> str:
        return render_to_string("web/table/table.html", {"table": self}, self.request)

    # What the URL asks for ---------------------------------------------------------

    def key(self, name: str) -> str:
        return f"{self.table.prefix}{name}"

    def asked(self, name: str) -> str:
        return self.request.GET.get(self.key(name), "").replace("\x00", "").strip()

    @property
    def html_id(self) -> str:
        return f"table-{self.table.prefix}{self.table.name}"

    @property
    def is_asked_for(self) -> bool:
        """True if htmx wants this table and nothing else of the page."""
        target = self.request.headers.get("HX-Target", "")
        return is_htmx(self.request) and target.rpartition("#")[2] == self.html_id

    @property
    def export_format(self) -> str:
        wanted = self.asked("export")
        return wanted if self.table.exports and wanted in FORMATS else ""

    @cached_property
    def words(self) -> str:
        return self.asked("q")

    @cached_property
    def view(self) -> View | None:
        return next((view for view in self.table.views if view.name == self.asked("view")), None)

    @cached_property
    def per_page(self) -> int:
        if self.table.whole:
            return max(1, self.total)
        wanted = self.asked("per")
        return int(wanted) if wanted in map(str, PER_PAGE) else PER_PAGE[0]

    @cached_property
    def sort(self) -> str:
        """The column sorted by, with a minus if from its end; never one that cannot be sorted."""
        sortable = {column.name for column in self.table.columns if column.sort}
        wanted = self.asked("sort")
        return wanted if wanted.removeprefix("-") in sortable else self.table.order

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """The filters with their options and what is chosen; unknown values choose nothing."""
        shown = []
        for one in self.table.filters:
            options, wanted = one.options(self.request), self.asked(one.name)
            label = dict(options).get(wanted, "")
            shown.append(
                {
                    "filter": one,
                    "options": options,
                    "chosen": wanted if label else "",
                    "chosen_label": label,
                }
            )
        return shown

    # The rows ----------------------------------------------------------------------

    @cached_property
    def narrowed(self) -> Q:
        """Search and filters, without the saved view."""
        q = search_q(self.table.search, self.words)
        for one in self.filters:
            if one["chosen"]:
                q &= one["filter"].q(one["chosen"])
        return q

    @cached_property
    def shown_q(self) -> Q:
        return self.narrowed & self.view.q(self.request) if self.view else self.narrowed

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.view)

    @cached_property
    def rows(self) -> QuerySet:
        """All rows of what is shown, in its order, each once."""
        found = self.queryset
        if self.shown_q:
            found = found.filter(pk__in=self.queryset.filter(self.shown_q).order_by().values("pk"))
        return found.order_by(*self._ordering())

    def _ordering(self) -> list:
        column = next(
            (c for c in self.table.columns if c.name == self.sort.removeprefix("-")), None
        )
        if column is None or not column.sort:
            return ["pk"]
        descending = self.sort.startswith("-")
        return [*column.ordering(descending=descending), "-pk" if descending else "pk"]

    @cached_property
    def counts(self) -> dict[str, int]:
        """One query: how many rows are shown, and how many each saved view has."""
        wanted = {"all": self.narrowed, "shown": self.shown_q}
        wanted |= {f"view_{v.name}": self.narrowed & v.q(self.request) for v in self.table.views}
        return self.queryset.order_by().aggregate(
            **{name: Count("pk", filter=q or None, distinct=True) for name, q in wanted.items()}
        )

    @property
    def total(self) -> int:
        return self.counts["shown"]

    @cached_property
    def page(self) -> Page:
        paginator = Paginator(self.rows, self.per_page)
        paginator.count = self.total
        return paginator.get_page(self.asked("page") or 1)

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The rows of this page with their cells, for the template."""
        rows = list(self.page)
        if self.table.mark:
            self.table.mark(rows)
        return [
            {
                "row": row,
                "name": self._name_of(row) if self.table.bulk else "",
                "cells": mark_safe(
                    "".join(c.cell_of(row, self.request) for c in self.table.columns)
                ),
            }
            for row in rows
        ]

    def _name_of(self, row: Any) -> str:
        """What a row is called by whoever cannot see it: as on a phone's card, main and sub."""
        values = (column.of(row) for column in self._naming)
        return ", ".join(str(value) for value in values if value)

    @cached_property
    def _naming(self) -> list[Column]:
        main = [column for column in self.table.columns if column.is_main]
        subs = [column for column in self.table.columns if column.place == "sub"]
        return [*(main or self.table.columns[:1]), *subs]

    # Addresses ---------------------------------------------------------------------

    def address(self, **changes: Any) -> str:
        """This page's address with other wishes for this table; other keys stay."""
        query = self.request.GET.copy()
        for name in ("export", *changes):
            query.pop(self.key(name), None)
        for name, value in changes.items():
            if value:
                query[self.key(name)] = str(value)
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The header cells: label, address that sorts by it, and how it is sorted now."""
        return [self._head(column) for column in self.table.columns]

    def _head(self, column: Column) -> dict[str, Any]:
        now = ""
        if self.sort.removeprefix("-") == column.name and column.sort:
            now = "descending" if self.sort.startswith("-") else "ascending"
        wanted = f"-{column.name}" if now == "ascending" else column.name
        return {
            "column": column,
            "now": now,
            "address": self.address(sort=wanted, page=None) if column.sort else "",
        }

    @cached_property
    def chips(self) -> list[dict[str, Any]]:
        if not self.table.views:
            return []
        chips: list[dict[str, Any]] = [
            {"view": None, "count": self.counts["all"], "current": not self.view, "name": ""}
        ]
        for view in self.table.views:
            count = self.counts[f"view_{view.name}"]
            chips.append(
                {"view": view, "count": count, "current": view == self.view, "name": view.name}
            )
        return [chip | {"address": self.address(view=chip["name"], page=None)} for chip in chips]

    @cached_property
    def chosen(self) -> list[dict[str, str]]:
        """What is narrowed right now, each with the address that takes it away."""
        taken = [
            {
                "label": one["filter"].label,
                "value": one["chosen_label"],
                "address": self.address(**{one["filter"].name: None, "page": None}),
            }
            for one in self.filters
            if one["chosen"]
        ]
        if self.words:
            taken.insert(
                0,
                {
                    "label": "",
                    "value": f"„{self.words}“",
                    "address": self.address(q=None, page=None),
                },
            )
        return taken

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the search form must carry along: everything it has no control for."""
        own = {
            self.key(name)
            for name in ("q", "page", "export", *(f.name for f in self.table.filters))
        }
        return [
            (key, value)
            for key, values in self.request.GET.lists()
            for value in values
            if key not in own and value
        ]

    @property
    def reset_address(self) -> str:
        return self.address(
            q=None, view=None, page=None, **{one.name: None for one in self.table.filters}
        )

    @property
    def export_addresses(self) -> list[tuple[str, str]]:
        return (
            [(kind.upper(), self.address(export=kind, page=None)) for kind in FORMATS]
            if self.table.exports
            else []
        )

    @property
    def pages(self) -> dict[str, str]:
        here = self.page
        return {
            "previous": self.address(page=here.previous_page_number())
            if here.has_previous()
            else "",
            "next": self.address(page=here.next_page_number()) if here.has_next() else "",
        }

    @property
    def sizes(self) -> list[dict[str, Any]]:
        return [
            {"n": n, "current": n == self.per_page, "address": self.address(per=n, page=None)}
            for n in PER_PAGE
        ]

    # Answers -----------------------------------------------------------------------

    def fragment(self) -> HttpResponse:
        """Only the table; the browser's address then says what is shown."""
        response = HttpResponse(str(self))
        response["HX-Push-Url"] = self.address()
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def file(self) -> HttpResponseBase:
        """All rows of what is shown as a file."""
        columns = [column for column in self.table.columns if column.export]
        return FORMATS[self.export_format](str(self.table.caption), columns, self.rows)
