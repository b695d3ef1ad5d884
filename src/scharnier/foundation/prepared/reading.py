"""Reading rows by a query that is known already."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState

from scharnier.foundation.prepared.cursors import read

FIRST_MARK = 900_719_925_474_000  # no row has such a number
type Given = int | str


@dataclass(frozen=True)
class _Made:
    """How some columns of a row become an object, and with it the objects joined to it."""

    model: type[Model]
    start: int
    end: int
    names: list[str]
    key: int  # the column of the primary key: empty where an outer join found nothing
    joined: list[tuple["_Made", Callable, Callable]]

    def of(self, row: Sequence[Any]) -> Any:
        """As ``Model.from_db`` makes it; columns that were not asked for are read when wanted."""
        made = self.model.__new__(self.model)
        made.__dict__.update(zip(self.names, row[self.start : self.end], strict=True))
        made._state = ModelState()
        made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
        for other, set_here, set_there in self.joined:
            found = None if row[other.key] is None else other.of(row)
            set_here(made, found)
            if found is not None:
                set_there(found, made)
        return made


@dataclass(frozen=True)
class _Worked:
    """The SQL for one kind of database, and which of its parameters is which value."""

    sql: str
    parameters: tuple
    places: dict[int, int]
    converters: list[tuple[int, tuple[list[Callable], Any]]]
    made: _Made
    beside: dict[str, int]  # what is computed beside each row, and its column

    def with_values(self, values: tuple[Given, ...]) -> tuple:
        return tuple(
            values[self.places[at]] if at in self.places else given
            for at, given in enumerate(self.parameters)
        )

    def rows(self, values: tuple[Given, ...]) -> Iterator[list]:
        connection = connections[DEFAULT_DB_ALIAS]
        for row in map(list, read(connection, self.sql, self.with_values(values))):
            for at, (steps, expression) in self.converters:
                for convert in steps:
                    row[at] = convert(row[at], expression, connection)
            yield row

    def row_of(self, row: Sequence[Any]) -> Any:
        made = self.made.of(row)
        for name, at in self.beside.items():
            setattr(made, name, row[at])
        return made


class Prepared[Row: Model]:
    """``Prepared(make)``: calling it with values gives the rows of ``make(*values)``.

    Values are row numbers or keys. ``make`` must build the same query whatever they are,
    use each of them, and not ask for the time: what depends on the moment is left to
    whoever looks at the rows.
    """

    def __init__(self, make: Callable[..., QuerySet[Row]]) -> None:
        self._make = make
        self._known: dict[tuple, _Worked] = {}

    def __call__(self, *values: Given) -> list[Row]:
        kind = (connections[DEFAULT_DB_ALIAS].vendor, *map(type, values))
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = self._work_out(values)
        return [known.row_of(row) for row in known.rows(values)]

    def _work_out(self, values: tuple[Given, ...]) -> _Worked:
        marks = [
            f"mark {n} of a prepared query" if isinstance(value, str) else FIRST_MARK + n
            for n, value in enumerate(values)
        ]
        compiler: Any = self._make(*marks).query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = {at: marks.index(p) for at, p in enumerate(parameters) if p in marks}
        if set(places.values()) != set(range(len(marks))):
            raise ValueError("A prepared query does not ask for every value it is given.")
        if compiler.has_extra_select:
            raise ValueError("A prepared query brings rows and what is annotated to them.")
        columns = [column for column, _sql, _alias in compiler.select]
        converters = list(compiler.get_converters(columns).items())
        made = _made_by(compiler.klass_info, columns)
        beside = dict(compiler.annotation_col_map)
        return _Worked(sql, tuple(parameters), places, converters, made, beside)


def _made_by(info: dict[str, Any], columns: list[Any]) -> _Made:
    """What the compiler knows about the columns of a model and of those joined to it."""
    model, at = info["model"], info["select_fields"]
    if model.__init__ is not Model.__init__ or info.get("from_parent"):
        raise ValueError(f"Rows of {model.__name__} are not made of their columns alone.")
    start, end = at[0], at[-1] + 1
    names = [column.target.attname for column in columns[start:end]]
    return _Made(
        model,
        start,
        end,
        names,
        start + names.index(model._meta.pk.attname),
        [
            (_made_by(one, columns), one["local_setter"], one["remote_setter"])
            for one in info.get("related_klass_infos", [])
        ],
    )


def keep_related(row: Model, name: str, related: Sequence[Model]) -> None:
    """Let ``row.<name>.all()`` be these rows, as if they had been prefetched."""
    rows = getattr(row, name).all()
    rows._result_cache = list(related)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
