from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, QuerySet

from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.people.models import Person


def files_of(subject: Model) -> QuerySet[File]:
    """The files that a row uses, in the order in which they were stored."""
    keys = FileUse.objects.of(subject).values("file")
    return File.objects.filter(pk__in=keys).order_by("stored_at", "pk")


def files_of_all(subjects: Iterable[Model]) -> dict[int, list[File]]:
    """The files of several rows of one model, by the key of the row, in one query."""
    wanted = list(subjects)
    found: dict[int, list[File]] = defaultdict(list)
    if wanted:
        uses = FileUse.objects.filter(
            subject_type=wanted[0]._meta.label_lower,
            subject_id__in=[subject.pk for subject in wanted],
        )
        for use in uses.select_related("file").order_by("file__stored_at", "file"):
            found[use.subject_id].append(use.file)
    return found


def usable_by(keys: Iterable[int], subject: Model, uploader: Person | None) -> set[int]:
    """Which of these files a row may use: those it uses already, and the uploader's own."""
    wanted = list(keys)
    if not wanted:
        return set()
    own = (
        File.objects.filter(pk__in=wanted, uploaded_by=uploader)
        if uploader
        else File.objects.none()
    )
    used = FileUse.objects.of(subject).filter(file__in=wanted).values_list("file", flat=True)
    return {*own.values_list("pk", flat=True), *used}
