"""Draws the first page of a PDF and counts its pages, in a process of its own.

``python -m scharnier.foundation.files.first_page FOLDER`` reads ``page.pdf`` in the folder,
writes ``{"pages": number}`` to ``told.json``, and ``page.png`` if the page can be drawn.
It knows nothing of Django. A document that was made to hurt takes no more than this process, its
seconds and its memory.
"""

import json
import re
import resource
import sys
import zlib
from pathlib import Path

import typst

SECONDS, BYTES = 10, 1 << 30
WIDTH = "360pt"
MOST_PAGES = 100_000
MOST_UNPACKED = 20_000_000
LAYOUT = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf", width: {WIDTH})\n'

_PAGES = re.compile(
    rb"/Type\s*/Pages\b[^<>]*?/Count\s+(\d{1,6})|/Count\s+(\d{1,6})\b[^<>]*?/Type\s*/Pages\b"
)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n")


def count_pages(data: bytes) -> int:
    """The largest number that a tree of pages says it has, else the pages one by one."""
    texts = [data, *_unpacked(data)]
    told = [int(a or b) for text in texts for a, b in _PAGES.findall(text)]
    pages = max(told, default=0) or sum(len(_PAGE.findall(text)) for text in texts)
    return min(pages, MOST_PAGES)


def _unpacked(data: bytes) -> list[bytes]:
    """Objects that newer documents keep in compressed streams."""
    found, room = [], MOST_UNPACKED
    for start in _PACKED.finditer(data):
        try:
            text = zlib.decompressobj().decompress(data[start.end() :], room)
        except zlib.error:
            continue
        found.append(text)
        room -= len(text)
        if room <= 0:
            break
    return found


def draw(folder: Path) -> None:
    (folder / "page.typ").write_text(LAYOUT)
    png = typst.compile(folder / "page.typ", root=folder, format="png", ppi=96.0)
    (folder / "page.png").write_bytes(png if isinstance(png, bytes) else png[0])


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    folder = Path(sys.argv[1])
    told = json.dumps({"pages": count_pages((folder / "page.pdf").read_bytes())})
    (folder / "told.json").write_text(told)
    draw(folder)


if __name__ == "__main__":
    main()
