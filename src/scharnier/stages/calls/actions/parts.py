"""What a call page is made of, row by row: facts, dates, questions, contacts, media, leaves."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files.actions import attach, detach, store
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.calls.models import (
    IN_LISTS_OF,
    MEDIA_KINDS,
    PAGE_PARTS,
    Call,
    CallDate,
    CallMedium,
    OrderedPart,
    PagePart,
)

OWN_DAYS = {CallDate.Kind.OPENING, CallDate.Kind.DEADLINE}


@transaction.atomic
def add_part(call: Call, *, part: str, by: Person | None, **fields: object) -> PagePart:
    """Add a row to one ``part`` of the page (``"facts"``, ``"dates"`` …), at its end."""
    model = PAGE_PARTS[part]
    if hasattr(model, "position"):
        last = model._default_manager.filter(call=call).aggregate(last=Max("position"))["last"]
        fields["position"] = (last or 0) + 1
    _take_upload(fields, by)
    row = model._default_manager.create(call=call, **fields)
    _keep_file(row)
    _touch(call)
    record("call.part_added", call, by=by, part=part)
    return row


@transaction.atomic
def change_part(row: PagePart, *, by: Person | None, **fields: object) -> None:
    """Change one row of the page; an ``upload`` becomes the medium's file.

    Raises Refused if the file cannot be stored.
    """
    _take_upload(fields, by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    _keep_file(row)
    _touch(row.call)
    record("call.part_changed", row.call, by=by, part=row._meta.model_name, fields=sorted(fields))


@transaction.atomic
def move_part(row: OrderedPart, *, up: bool, by: Person | None) -> None:
    """Let a row and its neighbour change places; at the end of the list nothing happens."""
    rows: list[OrderedPart] = list(
        type(row)._default_manager.filter(call=row.call_id).order_by("position", "pk")
    )
    here = next(index for index, other in enumerate(rows) if other.pk == row.pk)
    before, after = range(here - 1, -1, -1), range(here + 1, len(rows))
    alike = (index for index in (before if up else after) if _in_line(rows[index], row))
    there = next(alike, None)
    if there is None:
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, other in enumerate(rows, start=1):
        if other.position != position:
            type(row)._default_manager.filter(pk=other.pk).update(position=position)
    _touch(row.call)
    record("call.part_moved", row.call, by=by, part=row._meta.model_name)


def _in_line(one: OrderedPart, other: OrderedPart) -> bool:
    """Whether both stand in the same list of the page."""
    name = IN_LISTS_OF.get(type(one))
    return name is None or getattr(one, name) == getattr(other, name)


@transaction.atomic
def remove_part(row: PagePart, *, by: Person | None) -> None:
    """Take a row off the page. Raises Refused for the stops of opening and deadline."""
    if isinstance(row, CallDate) and row.kind in OWN_DAYS:
        raise Refused(_("Opening and deadline stay on the timeline; change their words instead."))
    if isinstance(row, CallMedium):
        detach(row, keep=set())
    _touch(row.call)
    record("call.part_removed", row.call, by=by, part=row._meta.model_name, name=str(row)[:80])
    row.delete()


def _touch(call: Call) -> None:
    """What was kept of the page is out of date."""
    Call.objects.filter(pk=call.pk).update(changed_at=clock.machine_now())


def _take_upload(fields: dict, by: Person | None) -> None:
    upload = fields.pop("upload", None)
    if upload:
        fields["file"] = store(upload, by=by, kinds=MEDIA_KINDS)


def _keep_file(row: PagePart) -> None:
    """Let a medium's use of its file follow the row."""
    if not isinstance(row, CallMedium):
        return
    keep: set[int] = {row.file.pk} if isinstance(row.file, File) else set()
    detach(row, keep=keep)
    attach(keep, to=row)
