"""What a file really is, whatever its name says; pictures without the place of the camera."""

import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.files.base import File as AnyFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError

from scharnier.foundation.states import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

# What may be stored: the content types of each kind, with the endings that go with them.
KINDS = {
    "image": {"image/jpeg": ".jpg .jpeg .jpe .jfif", "image/png": ".png", "image/webp": ".webp"},
    "pdf": {"application/pdf": ".pdf"},
    "office": {
        f"{_OFFICE}.wordprocessingml.document": ".docx",
        f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
        f"{_OFFICE}.presentationml.presentation": ".pptx",
        f"{_OPEN}.text": ".odt",
        f"{_OPEN}.spreadsheet": ".ods",
        f"{_OPEN}.presentation": ".odp",
    },
    "text": {"text/plain": ".txt .md", "text/csv": ".csv"},
    "xml": {"application/xml": ".xml"},
    "audio": {"audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/ogg": ".ogg"},
    "video": {"video/mp4": ".mp4", "video/webm": ".webm"},
}
KIND_NAMES = {
    "image": gettext_lazy("picture (JPG, PNG, WebP)"),
    "pdf": pgettext_lazy("file kind", "PDF"),
    "office": gettext_lazy("text or table document (DOCX, XLSX, PPTX, ODT, ODS, ODP)"),
    "text": gettext_lazy("plain text (TXT, CSV)"),
    "xml": gettext_lazy("electronic invoice (XML)"),
    "audio": gettext_lazy("sound (MP3, WAV, OGG)"),
    "video": gettext_lazy("film (MP4, WebM)"),
}
DOCUMENTS = ("image", "pdf")

MOST_PIXELS = 60_000_000
LARGEST_SIDE, THUMBNAIL_SIDE = 3000, 480
_IMAGE_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_SAME_TYPE = {"text/xml": "application/xml", "audio/x-wav": "audio/wav", "audio/mp3": "audio/mpeg",
              "application/ogg": "audio/ogg", "video/x-m4v": "video/mp4"}  # fmt: skip


@dataclass(frozen=True)
class Content:
    """A file's bytes as they will be stored, and what they are."""

    name: str
    data: bytes
    content_type: str
    kind: str
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None


def look_at(
    upload: AnyFile, *, kinds: tuple[str, ...] = DOCUMENTS, max_bytes: int | None = None
) -> Content:
    """Read an upload and say what it is. Raises Refused, saying what is wrong and what to do."""
    name = safe_name(upload.name or "")
    limit = settings.UPLOAD_MAX_BYTES if max_bytes is None else max_bytes
    if upload.size > limit:
        raise Refused(
            _("“%(name)s” has %(size)s; %(limit)s are possible. Make the file smaller.")
            % {"name": name, "size": filesizeformat(upload.size), "limit": filesizeformat(limit)}
        )
    upload.seek(0)
    data = upload.read(limit + 1)
    if not data:
        raise Refused(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    content_type = type_of(data, name)
    kind = next((kind for kind in kinds if content_type in KINDS[kind]), None)
    _refuse_unwanted(name, content_type, kind, kinds)
    return _picture(name, data) if kind == "image" else Content(name, data, content_type, str(kind))


def _refuse_unwanted(
    name: str, content_type: str, kind: str | None, kinds: tuple[str, ...]
) -> None:
    claimed = kind_by_ending(name)
    wanted = "; ".join(str(KIND_NAMES[kind]) for kind in kinds)
    if claimed and content_type not in KINDS[claimed]:
        raise Refused(
            _(
                "“%(name)s” is not what its name says: the content is no %(claimed)s. "
                "Export it again and upload that."
            )
            % {"name": name, "claimed": KIND_NAMES[claimed]}
        )
    if kind is None:
        raise Refused(
            _("“%(name)s” is of a kind that cannot be taken here. Possible are: %(kinds)s.")
            % {"name": name, "kinds": wanted}
        )


def safe_name(name: str) -> str:
    """The last part of a path without control characters, 200 characters at most."""
    plain = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C"
    )
    last = re.split(r"[\\/]", plain)[-1].strip(" .")
    path = PurePath(last or "file")
    return path.stem[: 200 - len(path.suffix[:12])] + path.suffix[:12]


def kind_by_ending(name: str) -> str | None:
    ending = PurePath(name).suffix.lower()
    return next(
        (
            kind
            for kind, types in KINDS.items()
            if ending and any(ending in e.split() for e in types.values())
        ),
        None,
    )


def accept(kinds: tuple[str, ...]) -> str:
    """For the ``accept`` attribute: the endings of these kinds."""
    return ",".join(
        ending for kind in kinds for endings in KINDS[kind].values() for ending in endings.split()
    )


def type_of(data: bytes, name: str) -> str:
    """The content type found in the bytes; the name decides only between kinds of text."""
    if data[:4] == b"PK\x03\x04":
        return _type_in_zip(data)
    try:
        found = puremagic.magic_string(data[:8192])
    except (puremagic.PureError, ValueError):
        found = []
    for match in found:
        content_type = _SAME_TYPE.get(match.mime_type, match.mime_type)
        if any(content_type in types for types in KINDS.values()) and match.confidence >= 0.3:
            return content_type
    if found and found[0].confidence >= 0.5:
        return found[0].mime_type or "application/octet-stream"
    return _type_of_text(data, name)


def _type_of_text(data: bytes, name: str) -> str:
    if b"\0" in data or sum(byte < 9 for byte in data[:4096]):
        return "application/octet-stream"
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def _type_in_zip(data: bytes) -> str:
    """Office documents are packed folders; what is inside tells which."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                return packed.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "application/zip"
    inside = {
        "word/": "wordprocessingml.document",
        "xl/": "spreadsheetml.sheet",
        "ppt/": "presentationml.presentation",
    }
    if "[Content_Types].xml" in names and not any(
        name.endswith("vbaProject.bin") for name in names
    ):
        for folder, end in inside.items():
            if any(name.startswith(folder) for name in names):
                return f"{_OFFICE}.{end}"
    return "application/zip"


def _picture(name: str, data: bytes) -> Content:
    """The picture turned upright, not larger than needed, and without everything but its pixels."""
    unreadable = Refused(
        _("“%(name)s” cannot be opened as a picture. Save it again and upload that.")
        % {"name": name}
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_IMAGE_FORMATS)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise unreadable
                upright = ImageOps.exif_transpose(opened)
                image_format, profile = str(opened.format), opened.info.get("icc_profile")
                upright.load()
    except (
        UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning,
        OSError, SyntaxError, ValueError, EOFError,
    ) as error:  # fmt: skip
        raise unreadable from error
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    bare = _encoded(upright, image_format, profile)
    small = upright.convert("RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Content(
        name,
        bare,
        _IMAGE_FORMATS[image_format],
        "image",
        upright.width,
        upright.height,
        _encoded(small, "JPEG", None),
    )


def _encoded(image: Image.Image, image_format: str, profile: bytes | None) -> bytes:
    """The pixels alone, in the given format, with their colour profile."""
    pixels = Image.new(image.mode, image.size)
    pixels.paste(image)
    if image.mode == "P":
        pixels = image.convert("RGBA" if "transparency" in image.info else "RGB")
        pixels.info = {}
    if image_format == "JPEG" and pixels.mode not in ("RGB", "L", "CMYK"):
        pixels = pixels.convert("RGB")
    kept = {"icc_profile": profile} if profile else {}
    quality = {} if image_format == "PNG" else {"quality": 88}
    written = io.BytesIO()
    pixels.save(written, image_format, **quality, **kept)
    return written.getvalue()
