"""From a file to headers and rows of text, whatever wrote it."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from zipfile import BadZipFile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scharnier.foundation.states import Refused

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 10_000_000, 10_000, 200
UNPACKED = 20 * MOST_BYTES
LONGEST_CELL = 20_000
DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 20_000  # characters that are looked at to tell a text from a picture
NO_TEXT = {chr(n) for n in range(32)} - {"\t", "\n", "\r", "\f"}
ODS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"


@dataclass(frozen=True)
class Table:
    headers: list[str]
    rows: list[tuple[int, list[str]]]  # with the line in the file, the headers' being 1


def read_table(name: str, content: bytes) -> Table:
    """The first sheet of a file. Formulas stay the text that they are; nothing is calculated.

    Raises Refused with what to do if it is no table, too long or empty.
    """
    if len(content) > MOST_BYTES:
        raise Refused(
            _("“%(name)s” is larger than 10 MB. Divide it into several files.") % {"name": name}
        )
    lines = _lines(name, content)
    filled = [(number, line) for number, line in lines if any(line)]
    if len(filled) < 2:
        raise Refused(_("“%(name)s” holds no rows below its headings.") % {"name": name})
    if len(filled) > MOST_ROWS:
        raise Refused(
            _("“%(name)s” has more than %(most)d rows. Divide it into several files.")
            % {"name": name, "most": MOST_ROWS}
        )
    headers = _told_apart(filled[0][1])
    width = len(headers)
    rows = [(number, [*line, *[""] * width][:width]) for number, line in filled[1:]]
    return Table(headers, rows)


def _lines(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    try:
        if zipfile.is_zipfile(io.BytesIO(content)):
            lines = list(_ods(content)) if _is_ods(content) else list(_xlsx(content))
        else:
            lines = list(_csv(content))
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        ElementTree.ParseError,
        DefusedXmlException,
        csv.Error,
    ) as error:
        raise _unreadable(name) from error
    return [
        (number, [_tidy(cell) for cell in line[:MOST_COLUMNS]])
        for number, line in enumerate(lines, 1)
    ]


def _unreadable(name: str) -> Refused:
    return Refused(
        _("“%(name)s” cannot be read as a table. Save it as CSV or Excel and try again.")
        % {"name": name}
    )


def _tidy(cell: str) -> str:
    text = cell.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[:LONGEST_CELL]


def _told_apart(headers: list[str]) -> list[str]:
    """Two columns of the same heading are counted; the last empty ones are cut off."""
    while headers and not headers[-1]:
        headers = headers[:-1]
    seen: dict[str, int] = {}
    names = []
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        names.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return names


# CSV ----------------------------------------------------------------------------------


def _csv(content: bytes) -> Iterable[list[str]]:
    text = decode(content)
    if sum(sign in NO_TEXT for sign in text[:SAMPLE]) > len(text[:SAMPLE]) // 100:
        raise csv.Error
    text = text.replace("\x00", "")
    if not text.strip():
        return []
    return csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))


def decode(content: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16, or what Excel writes in Germany (cp1252)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    half = len(content[:2000]) // 2
    if half and content[1:2000:2].count(0) > half * 0.7:
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most columns, and into equally many."""

    def judge(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
        widths = [len(line) for _n, line in zip(range(20), reader, strict=False) if any(line)]
        whole = widths[:-1] or widths
        return (widths[0] if widths[0] > 1 else 0, sum(width == widths[0] for width in whole))

    return max(DELIMITERS, key=judge)


# Excel --------------------------------------------------------------------------------


def _xlsx(content: bytes) -> Iterable[list[str]]:
    _refuse_bombs(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS):
        yield [_as_text(cell) for cell in row]


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "Ja" if cell else "Nein"
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d.%m.%Y %H:%M:%S")
    if isinstance(cell, dt.date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return "" if cell is None else str(cell)


def _refuse_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED:
            raise BadZipFile


# OpenDocument ---------------------------------------------------------------------------


def _is_ods(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "content.xml" in packed.namelist()


def _ods(content: bytes) -> Iterable[list[str]]:
    _refuse_bombs(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = ElementTree.fromstring(packed.read("content.xml"))
    sheet = root.find(f".//{ODS % 'table'}table")
    if sheet is None:
        return
    number = 0
    for row in sheet.iter(f"{ODS % 'table'}table-row"):
        cells = _ods_cells(row)
        times = _repeated(row, "rows") if any(cells) else 1
        for _again in range(min(times, MOST_ROWS - number)):
            number += 1
            yield cells


def _ods_cells(row) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if not cell.tag.endswith("table-cell"):
            continue
        text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{ODS % 'text'}p"))
        times = _repeated(cell, "columns")
        cells += [text] * (times if text else min(times, MOST_COLUMNS - len(cells)))
    return cells[:MOST_COLUMNS]


def _repeated(element, what: str) -> int:
    given = element.get(f"{ODS % 'table'}number-{what}-repeated", "1")
    return int(given) if given.isdigit() else 1
