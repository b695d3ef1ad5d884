"""What is shown, as a file: CSV for everybody's spreadsheet, XLSX for those who ask for it."""

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, gettext, override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from scharnier.foundation import clock
from scharnier.foundation.slugs import slug_of
from scharnier.foundation.web import formats
from scharnier.foundation.web.tables.columns import Column

BOM = "\ufeff"
ROWS_AT_ONCE = 2000
CENT = Decimal("0.01")
SHEET_NAME_LENGTH = 31
MONEY_FORMAT, DAY_FORMAT, MOMENT_FORMAT = "#,##0.00", "DD.MM.YYYY", "DD.MM.YYYY HH:MM"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


Mark = Callable[[Sequence[Any]], object]


def csv_response(
    caption: str, columns: Sequence[Column], rows: QuerySet, mark: Mark | None = None
) -> HttpResponseBase:
    """UTF-8 with a mark for Excel; semicolons and decimal commas in German. Streamed."""
    language = get_language() or "de"
    german = not language.startswith("en")
    writer = csv.writer(_Echo(), delimiter=";" if german else ",", lineterminator="\r\n")

    def lines() -> Iterator[str]:
        yield BOM + writer.writerow([without_formula(str(column.label)) for column in columns])
        for row in _marked(rows, mark):
            with override(language):  # the request is over when this runs
                line = [_csv_cell(plain(column, row), german=german) for column in columns]
            yield writer.writerow(line)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(caption)}.csv"'
    return response


def xlsx_response(
    caption: str, columns: Sequence[Column], rows: QuerySet, mark: Mark | None = None
) -> HttpResponseBase:
    """A workbook written row by row; texts are texts, never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(file_name(caption)[:SHEET_NAME_LENGTH])
    sheet.freeze_panes = "A2"
    sheet.append([_xlsx_cell(sheet, str(column.label), head=True) for column in columns])
    for row in _marked(rows, mark):
        sheet.append(
            [_xlsx_cell(sheet, plain(column, row), money=bool(column.money)) for column in columns]
        )
    target = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    book.save(target)
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{file_name(caption)}.xlsx", content_type=XLSX_TYPE
    )


def _marked(rows: QuerySet, mark: Mark | None) -> Iterator[Any]:
    """The rows, some at once, with what their table notes on them."""
    for some in batched(rows.iterator(chunk_size=ROWS_AT_ONCE), ROWS_AT_ONCE):
        if mark:
            mark(some)
        yield from some


FORMATS: dict[str, Callable[..., HttpResponseBase]] = {
    "csv": csv_response,
    "xlsx": xlsx_response,
}


def plain(column: Column, row: Any) -> Any:
    """The value without its looks: cents as an amount, moments in local time, choices in words."""
    value = column.of(row)
    if column.money and value is not None:
        return (Decimal(value) / 100).quantize(CENT)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.datetime):
        return formats.local(value).replace(tzinfo=None)
    if words := column.choice(row):
        return words
    return (
        value if value is None or isinstance(value, dt.date | int | float | Decimal) else str(value)
    )


def without_formula(text: str) -> str:
    """A text that a spreadsheet will not calculate."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def file_name(caption: str) -> str:
    return f"{slug_of(caption) or 'table'}-{clock.today():%Y-%m-%d}"


def _csv_cell(value: Any, *, german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal | float | int):
        return str(value).replace(".", ",") if german else str(value)
    return without_formula(value)


def _xlsx_cell(sheet: Any, value: Any, *, head: bool = False, money: bool = False) -> WriteOnlyCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if text else value)
    if text:
        cell.data_type = "s"
    if head:
        cell.font = Font(bold=True)
    if money:
        cell.number_format = MONEY_FORMAT
    elif isinstance(value, dt.datetime):
        cell.number_format = MOMENT_FORMAT
    elif isinstance(value, dt.date):
        cell.number_format = DAY_FORMAT
    return cell


class _Echo:
    """A file that hands back what is written: the csv module then streams."""

    def write(self, text: str) -> str:
        return text
