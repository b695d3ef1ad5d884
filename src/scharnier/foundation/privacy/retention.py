"""The nightly clock that forgets: every rule of every app, applied to what is old enough."""

import calendar
import datetime as dt
import logging

from django.db import transaction
from django.db.models import Field, Model, ProtectedError, QuerySet

from scharnier.foundation import clock
from scharnier.foundation.privacy import actions, registry
from scharnier.foundation.privacy.models import DataSubjectRequest, RequestKind
from scharnier.foundation.privacy.registry import Keep
from scharnier.foundation.privacy.states import RequestState

log = logging.getLogger("scharnier.privacy")

AT_ONCE = 500


def forget() -> int:
    """Apply all rules as of today. Returns how many rows were emptied or deleted."""
    today = clock.today()
    forgotten = sum(apply(rule, today) for rule in registry.rules() if rule.after)
    return forgotten + erase_what_was_blocked(today)


def erase_what_was_blocked(today: dt.date) -> int:
    """Finish the erasures whose retention periods are over. Returns how many were finished."""
    due = DataSubjectRequest.objects.filter(
        kind=RequestKind.ERASURE, state=RequestState.BLOCKED, blocked_until__lt=today
    )
    return sum(
        actions.erase(request.person, by=None).state == RequestState.DONE
        for request in due.select_related("person")
    )


def apply(rule: Keep, today: dt.date) -> int:
    """Empty the field, or delete the rows, whose time is over. Returns how many rows."""
    old = _old_rows(rule, today)
    if rule.then == "delete":
        return sum(_delete(row) for row in old)
    empty = {column.attname: empty_value(column) for column in rule.fields}
    numbers = [
        row.pk for row in old if any(getattr(row, name) != value for name, value in empty.items())
    ]
    for start in range(0, len(numbers), AT_ONCE):
        chunk = rule.model._base_manager.filter(pk__in=numbers[start : start + AT_ONCE])
        chunk.update(**empty)
    return len(numbers)


def _old_rows(rule: Keep, today: dt.date) -> list[Model]:
    rows: QuerySet = rule.model._base_manager.filter(rule.where, **{f"{rule.after}__isnull": False})
    if not callable(rule.months):
        return list(
            rows.filter(
                **{f"{rule.after}__lt": _begin(months_before(today, rule.months or 0), rule)}
            )
        )
    return [row for row in rows if _is_old(row, rule, today)]


def _is_old(row: Model, rule: Keep, today: dt.date) -> bool:
    months = rule.months(row) if callable(rule.months) else rule.months
    since = _value(row, rule.after)
    if months is None or since is None:
        return False
    day = since.date() if isinstance(since, dt.datetime) else since
    return day < months_before(today, months)


def _begin(day: dt.date, rule: Keep) -> dt.date | dt.datetime:
    """The day, or its first moment if the rule counts from a moment."""
    column = _column(rule.model, rule.after)
    if column.get_internal_type() == "DateTimeField":
        return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    return day


def _column(model: type[Model], path: str) -> Field:
    first, _dots, rest = path.partition("__")
    if not rest:
        return registry.column_of(model, first)
    related = model._meta.get_field(first).related_model
    if related is None:
        raise LookupError(f"{model._meta.label}.{first} leads nowhere.")
    return _column(related, rest)


def _value(row: Model, path: str) -> dt.date | dt.datetime | None:
    reached: object = row
    for name in path.split("__"):
        reached = getattr(reached, name, None)
    return reached if isinstance(reached, dt.date) else None


def _delete(row: Model) -> int:
    """Delete a row; one that something else still needs stays, and the log says so."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        log.warning(
            "%s %s is old enough, but something still points at it.", row._meta.label, row.pk
        )
        return 0
    return 1


def empty_value(column: Field) -> object:
    """What a column holds when it says nothing any more."""
    if column.null:
        return None
    return column.get_default() if column.get_internal_type() == "JSONField" else ""


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
