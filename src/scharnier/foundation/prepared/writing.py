"""Writing rows by a statement that is known already."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery, UpdateQuery

from scharnier.foundation.prepared.cursors import read, write

GIVEN: Any = object()  # the value of this column comes with each call


class PreparedInsert[Row: Model]:
    """``PreparedInsert(Model)``: calling it with a new object inserts it, as ``save`` would."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model
        self._known: dict[str, tuple[str, list[Any]]] = {}

    def __call__(self, row: Row) -> Row:
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._known.get(connection.vendor)
        if known is None:
            known = self._known[connection.vendor] = self._work_out(row)
        sql, fields = known
        values = [
            field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields
        ]
        with transaction.mark_for_rollback_on_error():
            [[row.pk]] = read(connection, sql, values)
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return row

    def _work_out(self, row: Row) -> tuple[str, list[Any]]:
        meta = self._model._meta
        fields = [field for field in meta.local_concrete_fields if field is not meta.pk]
        query = InsertQuery(self._model)
        query.insert_values(fields, [row])
        compiler: Any = query.get_compiler(using=DEFAULT_DB_ALIAS)
        compiler.returning_fields = [meta.pk]
        [(sql, values)] = compiler.as_sql()
        _check(len(values) == len(fields), self._model)
        return sql, fields


class PreparedUpdate:
    """``PreparedUpdate(Model, "pk", state=GIVEN, number=F("number") + 1)``.

    Calling it with the values to look for, and those that are given, updates as
    ``filter(pk=…).update(…)`` would and returns the number of rows.
    """

    def __init__(self, model: type[Model], *where: str, **changes: object) -> None:
        self._model, self._where = model, where
        self._given = [name for name, change in changes.items() if change is GIVEN]
        self._fixed = {name: change for name, change in changes.items() if change is not GIVEN}
        self._known: dict[str, tuple[str, tuple]] = {}

    def __call__(self, *at: object, **given: object) -> int:
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._known.get(connection.vendor)
        if known is None:
            known = self._known[connection.vendor] = self._work_out(at, given)
        sql, fixed = known
        field: Any = self._model._meta.get_field
        set_to = [field(name).get_db_prep_save(given[name], connection) for name in self._given]
        with transaction.mark_for_rollback_on_error():
            return write(connection, sql, [*set_to, *fixed, *at])

    def _work_out(self, at: tuple, given: dict[str, object]) -> tuple[str, tuple]:
        """What is given stands first, then what is fixed, then what is looked for."""
        _check(given.keys() == set(self._given) and len(at) == len(self._where), self._model)
        rows = self._model._default_manager.all()
        for name, value in zip(self._where, at, strict=True):
            rows = rows.filter(**{name: value})
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values({name: given[name] for name in self._given} | self._fixed)
        sql, values = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
        fixed = values[len(given) : len(values) - len(at)]
        _check(values[len(values) - len(at) :] == at, self._model)
        return sql, fixed


def _check(holds: bool, model: type[Model]) -> None:
    if not holds:
        raise ValueError(f"This write to {model.__name__} is not one that can be prepared.")
