import datetime as dt
import errno
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as AnyFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.files.content import DOCUMENTS, Content, look_at
from scharnier.foundation.files.models import File, FileUse, ScanState
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record

# How long a file that nothing uses is kept: an upload may be waiting for its form.
KEPT_UNUSED = dt.timedelta(hours=24)
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


def storage() -> Storage:
    """The private storage; nothing in it has an address of its own."""
    return storages[settings.PRIVATE_FILES]


def store(
    upload: AnyFile,
    *,
    by: Person | None,
    kinds: tuple[str, ...] = DOCUMENTS,
    max_bytes: int | None = None,
) -> File:
    """Keep an upload under the hash of its content.

    Pictures are turned upright, reduced to 3,000 pixels and lose their EXIF data (and so
    the place); everything else is kept byte by byte. Raises Refused if the content is
    not of these kinds, is not what its name says, is too large or empty, or if the disk
    is full; then nothing is left behind.
    """
    content = look_at(upload, kinds=kinds, max_bytes=max_bytes)
    file = File(
        sha256=hashlib.sha256(content.data).hexdigest(),
        name=content.name,
        size=len(content.data),
        content_type=content.content_type,
        kind=content.kind,
        width=content.width,
        height=content.height,
        has_thumbnail=content.thumbnail is not None,
        uploaded_by=by,
    )
    _write(file, content)
    with transaction.atomic():
        file.save()
        record("file.stored", file, by=by, kind=file.kind, size=file.size)
    return file


def _write(file: File, content: Content) -> None:
    _put(file.path, content.data, file.name)
    if content.thumbnail is not None:
        _put(file.thumbnail_path, content.thumbnail, file.name)


def _put(path: str, data: bytes, name: str) -> None:
    """Write the bytes unless they are there; a half-written rest is replaced."""
    private = storage()
    try:
        if private.exists(path):
            if private.size(path) == len(data):
                return
            private.delete(path)
        written = private.save(path, ContentFile(data))
        if written != path:  # somebody stored the same content at the same moment
            private.delete(written)
    except OSError as error:
        private.delete(path)
        if error.errno in _NO_ROOM:
            raise Refused(
                _(
                    "“%(name)s” could not be stored because the disk is full. "
                    "Everything else is safe; try again later."
                )
                % {"name": name}
            ) from error
        raise


def attach(files: Iterable[File | int], *, to: Model) -> None:
    """Let the row ``to`` use these files: who may see it may see them. Again changes nothing."""
    keys = {file.pk if isinstance(file, File) else file for file in files}
    FileUse.objects.bulk_create(
        [
            FileUse(file_id=key, subject_type=to._meta.label_lower, subject_id=to.pk)
            for key in sorted(keys)
        ],
        ignore_conflicts=True,
    )


def detach(subject: Model, *, keep: set[int]) -> int:
    """Let the row use only the files in ``keep``; returns how many it let go."""
    return FileUse.objects.of(subject).exclude(file__in=keep).delete()[0]


@transaction.atomic
def discard(file: File, *, by: Person | None) -> None:
    """Delete a file for good, whatever uses it. The bytes go when nothing else has them."""
    record("file.discarded", file, by=by)
    path, thumbnail, sha256 = file.path, file.thumbnail_path, file.sha256
    file.delete()
    if not File.objects.filter(sha256=sha256).exists():
        transaction.on_commit(lambda: _remove(path, thumbnail))


def _remove(*paths: str) -> None:
    for path in paths:
        storage().delete(path)


@transaction.atomic
def keep_preview(file: File, *, pages: int, picture: bytes | None, by: Person | None) -> None:
    """Remember how many pages a PDF has, and the small picture of its first one (a JPEG)."""
    if picture is not None:
        _put(file.thumbnail_path, picture, file.name)
    same = File.objects.filter(sha256=file.sha256)
    same.update(pages=pages, has_thumbnail=picture is not None)
    record("file.previewed", file, by=by, pages=pages)


@transaction.atomic
def mark_scanned(file: File, state: ScanState, *, by: Person | None) -> None:
    """Remember what a virus scanner said. An infected file is not handed out any more."""
    File.objects.filter(sha256=file.sha256).update(scan_state=state)
    file.scan_state = state
    record("file.scanned", file, by=by, state=state)


def sweep(*, by: Person | None = None) -> int:
    """Delete files that nothing has used for a day, and bytes that no row knows.

    Returns how many rows and contents went. Safe to run at any time and twice.
    """
    too_old = clock.now() - KEPT_UNUSED
    gone = 0
    for file in File.objects.unused().filter(stored_at__lt=too_old).iterator():
        discard(file, by=by)
        gone += 1
    return gone + _sweep_bytes(too_old)


def _sweep_bytes(too_old: dt.datetime) -> int:
    private, gone = storage(), 0
    for folder in _listed(private, "")[0]:
        names = [name for name in _listed(private, folder)[1] if folder == name[:2]]
        known = set(File.objects.filter(sha256__startswith=folder).values_list("sha256", flat=True))
        for name in names:
            path = f"{folder}/{name}"
            if name.split(".")[0] not in known and private.get_modified_time(path) < too_old:
                private.delete(path)
                gone += 1
    return gone


def _listed(private: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return private.listdir(folder)
    except FileNotFoundError:
        return [], []
