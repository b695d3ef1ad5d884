"""Queries that almost every request asks: their SQL is worked out once in each process.

Working out the SQL of a query with several joins costs Django three times what asking it
costs. What is prepared is still a plain queryset, in one dialect for both databases; only
row numbers may change between two calls. See ADR 0031.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

FIRST_MARK = 900_719_925_474_000  # no row has such a number


@dataclass(frozen=True)
class _Worked:
    """The SQL for one kind of database, and which of its parameters is which number."""

    queryset: Any
    compiler: Any
    sql: str
    parameters: tuple
    places: dict[int, int]

    def with_numbers(self, numbers: tuple[int, ...]) -> tuple:
        return tuple(
            numbers[self.places[at]] if at in self.places else given
            for at, given in enumerate(self.parameters)
        )


class Prepared[Row: Model]:
    """``Prepared(make)``: calling it with row numbers gives the rows of ``make(*numbers)``.

    ``make`` must build the same query whatever the numbers are, use each of them, and not
    ask for the time: what depends on the moment is left to whoever looks at the rows.
    """

    def __init__(self, make: Callable[..., QuerySet[Row]]) -> None:
        self._make = make
        self._known: dict[tuple[str, int], _Worked] = {}

    def __call__(self, *numbers: int) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._known.get((connection.vendor, len(numbers)))
        if known is None:
            known = self._known[connection.vendor, len(numbers)] = self._work_out(len(numbers))
        compiler = copy.copy(known.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (known.sql, known.with_numbers(numbers))
        # What ModelIterable asks of a queryset.
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=known.queryset.model,
            query=SimpleNamespace(get_compiler=lambda **_using: compiler),
            _fetch_mode=known.queryset._fetch_mode,
            _known_related_objects={},
        )
        return list(ModelIterable(asked))

    def _work_out(self, count: int) -> _Worked:
        marks = [FIRST_MARK + n for n in range(count)]
        queryset = self._make(*marks)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = {at: marks.index(p) for at, p in enumerate(parameters) if p in marks}
        if set(places.values()) != set(range(count)):
            raise ValueError("A prepared query does not ask for every number it is given.")
        return _Worked(queryset, compiler, sql, tuple(parameters), places)


def keep_related(row: Model, name: str, related: Sequence[Model]) -> None:
    """Let ``row.<name>.all()`` be these rows, as if they had been prefetched."""
    rows = getattr(row, name).all()
    rows._result_cache = list(related)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
