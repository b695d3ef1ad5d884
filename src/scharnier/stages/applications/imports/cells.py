"""What stands in cells that are more than the answer to one question."""

import datetime as dt
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from scharnier.foundation.questions.models import Question, QuestionType

FORMATS = (
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M", "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%d.%m.%Y, %H:%M:%S", "%d.%m.%Y, %H:%M",
)  # fmt: skip
_ADDRESS = re.compile(
    r"^(?P<street>.*?)[,;\n ]*\b(?:D[- ])?(?P<code>\d{5})\b[,;]?\s+(?P<place>\S.*)$", re.DOTALL
)
_LOOKS_LIKE_A_DAY = re.compile(r"^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


def moment(text: str) -> dt.datetime | None:
    """When a form was handed in, in the installation's time zone. Raises ValidationError."""
    text = " ".join(text.replace("Uhr", " ").split())
    if not text:
        return None
    here = ZoneInfo(settings.TIME_ZONE)
    for written in FORMATS:
        try:
            return dt.datetime.strptime(text, written).replace(tzinfo=here)
        except ValueError:
            continue
    if _LOOKS_LIKE_A_DAY.match(text):
        raise ValidationError(
            _("“%(text)s” is a day or time that does not exist. Correct it in the table.")
            % {"text": text[:60]}
        )
    raise ValidationError(
        _("“%(text)s” is no date with time. Write it as 31.12.2026 23:59.") % {"text": text[:60]}
    )


def address(text: str) -> dict[str, str]:
    """“Musterweg 84, 09456 Seiffen” → street, postcode and place; a place alone stays one."""
    found = _ADDRESS.match(" ".join(text.split()))
    if not found:
        return {"municipality": " ".join(text.split())}
    parts = {
        "street": found["street"].strip(" ,;"),
        "postal_code": found["code"],
        "municipality": found["place"].strip(),
    }
    return {key: value for key, value in parts.items() if value}


def joined(question: Question, texts: list[str]) -> object:
    """The cells of one or several columns as one raw answer."""
    given = [text for text in texts if text]
    if question.type == QuestionType.ROWS:
        return [row for text in given for row in _rows(question, text)] or None
    return "; ".join(given) if given else None


def _rows(question: Question, text: str) -> list[Mapping[str, str]]:
    """“https://example.org, 2024, Konzept” by the columns of the question, one row a line."""
    columns = [column["value"] for column in question.options]
    rows = []
    for line in text.split("\n"):
        parts = [part.strip() for part in line.split(",", len(columns) - 1)]
        rows.append(dict(zip(columns, parts, strict=False)))
    return [row for row in rows if any(row.values())]
