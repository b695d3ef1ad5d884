"""Who may see a file: whoever may see one of the rows that it belongs to.

An app says so for its own rows in ``AppConfig.ready``::

    access.register("applications.Application", may_see=lambda person, a: person.has_perm("…", a))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Pass, Person


@dataclass(frozen=True)
class Door:
    """``may_see`` asks for one person and one row. ``passes_for`` names the row for which a
    link without login must have been given, if it is another one (an answer sheet's
    application)."""

    may_see: Callable[[Person, Model], bool]
    passes_for: Callable[[Model], Model | None]


_doors: dict[str, Door] = {}


def register(
    label: str,
    may_see: Callable[[Person, Model], bool],
    *,
    passes_for: Callable[[Model], Model | None] = lambda subject: subject,
) -> None:
    """Say who may see the files of the model ``label`` (“applications.Application”)."""
    _doors[label.lower()] = Door(may_see, passes_for)


def forget(label: str) -> None:
    """Close the door of a model again (for tests)."""
    _doors.pop(label.lower(), None)


def may_see(person: Person, file: File) -> bool:
    """Whether this person may see the file. A file that nothing uses yet is its uploader's own."""
    if not getattr(person, "is_authenticated", False):
        return False
    uses = list(file.uses.all())
    if not uses:
        return file.uploaded_by_id == person.pk
    return any(door.may_see(person, subject) for door, subject in _subjects(uses))


def may_see_with(held: Iterable[Pass], file: File) -> bool:
    """Whether one of these links without login was given for a row that the file belongs to.

    What belongs to nothing (yet, or any more) opens with none: not every link shows whose
    address it was, and who its person is does not make a file theirs to read.
    """
    keys = {(one.subject_type, one.subject_id): one.person for one in held}
    if not keys:
        return False
    for door, subject in _subjects(file.uses.all()):
        owner = door.passes_for(subject)
        person = keys.get((owner._meta.label_lower, owner.pk)) if owner is not None else None
        if person is not None and door.may_see(person, subject):
            return True
    return False


def _subjects(uses: Iterable) -> Iterable[tuple[Door, Model]]:
    """The rows that still exist, with their doors. A model without a door shows nothing."""
    for use in uses:
        door = _doors.get(use.subject_type)
        if door is None:
            continue
        subject = apps.get_model(use.subject_type)._base_manager.filter(pk=use.subject_id).first()
        if subject is not None:
            yield door, subject
