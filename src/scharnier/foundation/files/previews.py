"""Small pictures of the first pages of PDFs, made by the worker after they were stored."""

import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from scharnier.foundation.files.actions import keep_preview, storage
from scharnier.foundation.files.content import THUMBNAIL_SIDE
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person

SECONDS_A_FILE, SECONDS_AT_ONCE = 20, 15
AT_ONCE = 10


def make(*, by: Person | None) -> int:
    """Look into the PDFs that nobody has looked into; returns how many it did.

    Each is tried once. It ends after some seconds, the next call goes on.
    """
    ends_at, done = time.monotonic() + SECONDS_AT_ONCE, 0
    for file in File.objects.to_preview()[:AT_ONCE]:
        pages, picture = _look_into(file)
        keep_preview(file, pages=pages, picture=picture, by=by)
        done += 1
        if time.monotonic() > ends_at:
            break
    return done


def _look_into(file: File) -> tuple[int, bytes | None]:
    with tempfile.TemporaryDirectory(prefix="scharnier-pdf-") as name:
        folder = Path(name)
        try:
            with storage().open(file.path) as stored:
                (folder / "page.pdf").write_bytes(stored.read())
        except FileNotFoundError:
            return 0, None
        _run(folder)
        told, drawn = folder / "told.json", folder / "page.png"
        pages = int(json.loads(told.read_text())["pages"]) if told.exists() else 0
        return pages, _small(drawn.read_bytes()) if drawn.exists() else None


def _run(folder: Path) -> None:
    """Whatever it leaves in the folder is what could be known."""
    command = [sys.executable, "-m", "scharnier.foundation.files.first_page", str(folder)]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=SECONDS_A_FILE, check=False)  # noqa: S603 - our own module on a folder of ours


def _small(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as page:
        white = Image.new("RGB", page.size, "white")
        white.paste(page, mask=page.getchannel("A") if page.mode == "RGBA" else None)
    white.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    written = io.BytesIO()
    white.save(written, "JPEG", quality=85)
    return written.getvalue()
