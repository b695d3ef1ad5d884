import re
from collections.abc import Callable
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation import places
from scharnier.foundation import skills as taxonomy
from scharnier.foundation.questions.clean.reading import Asked, Reading, as_text, label_of, same
from scharnier.foundation.questions.clean.texts import postcode, short_enough
from scharnier.foundation.unseen import one_line

DONT_KNOW = (
    "weiß nicht", "weiss nicht", "weiß ich nicht", "keine Ahnung", "unsicher", "noch unklar",
    "egal", "don't know", "do not know", "dont know", "unsure", "not sure", "?",
)  # fmt: skip
PLACE_LENGTH, STREET_LENGTH, SKILL_LENGTH = 120, 200, 60
MOST_SKILLS, MOST_ROWS, MOST_FILES = 20, 20, 10
LEVELS = ("1", "2", "3")


def place(question: Asked, raw: object) -> Reading:
    """A municipality with its key and district. An unknown place is kept by its name.

    Refused only if several municipalities bear the name: then somebody must say which.
    """
    if isinstance(raw, dict):
        known = places.get(as_text(raw.get("ags"))) if raw.get("ags") else None
        district = as_text(raw.get("district"))[:5]
        text = as_text(raw.get("name")) + (f" ({district})" if places.district(district) else "")
        raw = known.name if known else text
        found = known or places.find(text)
    else:
        found = places.find(as_text(raw))
    text = one_line(as_text(raw))
    if found is None and len(several := places.candidates(text)) > 1:
        raise ValidationError(
            _("There are several places of this name. Write one of these: %(names)s.")
            % {"names": ", ".join(_told_apart(p, several) for p in several)},
            code="ambiguous",
        )
    found = found or places.Place(name=text)
    name = short_enough(found.name, PLACE_LENGTH)
    return Reading({"name": name, "ags": found.ags, "district": found.district})


def address(question: Asked, raw: object) -> Reading:
    """Street, postcode and a place as ``place`` reads it; from three fields or one line."""
    given = raw if isinstance(raw, dict) else _address_in_line(as_text(raw))
    street = short_enough(one_line(as_text(given.get("street"))), STREET_LENGTH)
    code = one_line(as_text(given.get("postal_code")))
    code = postcode(code) if code else ""
    where = given.get("place") if "name" not in given else given["name"] and given
    found = place(question, where).value if where else None
    if not street and not code and found is None:
        return Reading(None)
    town = found if isinstance(found, dict) else {"name": "", "ags": "", "district": ""}
    return Reading({"street": street, "postal_code": code, **town})


def _address_in_line(line: str) -> dict[str, str]:
    """“Musterweg 1, 09548 Seiffen”; without a postcode the last comma parts off the place."""
    found = re.search(r"\b([0-9]{5})[;,\s]+(\S.*)$", line)
    if found:
        street, code, where = line[: found.start()], found[1], found[2]
    else:
        street, _comma, where = line.rpartition(",")
        code = ""
    return {"street": street.strip(" ,;"), "postal_code": code, "place": where.strip(" ,;")}


def is_whole(value: object) -> bool:
    """Whether an address has all its parts."""
    parts = ("street", "postal_code", "name")
    return isinstance(value, dict) and all(value.get(part) for part in parts)


def _told_apart(one: places.Place, several: list[places.Place]) -> str:
    """The name, with the district's key where two have the very same name."""
    alone = sum(other.name == one.name for other in several) == 1
    return one.name if alone else f"{one.name} ({one.district})"


def skills(question: Asked, raw: object) -> Reading:
    """Skills by any word for them; what nobody knows is kept as a free addition.

    A level may follow (“UX (3)”); it is 2 unless said otherwise. “Don't know” is an
    answer, too: an empty list with the words as its note.
    """
    parts = raw if isinstance(raw, list) else re.split(r"[;,\n]", as_text(raw))
    chosen: dict[str, dict] = {}
    for part in parts:
        entry = _skill(part)
        if entry is not None:
            name = entry["skill"] or entry["label"].casefold()
            if name not in chosen or entry["level"] != 2:  # ticked, and written with a level
                chosen[name] = entry
    if len(chosen) > (most := question.max_value or MOST_SKILLS):
        raise ValidationError(
            ngettext("Name %(limit)d skill at most.", "Name %(limit)d skills at most.", most)
            % {"limit": most},
            code="too_many",
        )
    return Reading(list(chosen.values()), "" if chosen else as_text(raw)[:200])


def _skill(part: object) -> dict | None:
    given = part if isinstance(part, dict) else {}
    said = " ".join(as_text(given.get("skill") or given.get("label") if given else part).split())
    text, level_in_text = _without_level(said)
    if not text or any(same(text, words) for words in DONT_KNOW):
        return None
    level = given.get("level", level_in_text)
    known = taxonomy.find(text)
    return {
        "skill": known.key if known else "",
        "label": known.de if known else short_enough(text, SKILL_LENGTH),
        "level": level if level in (1, 2, 3) else 2,
    }


def _without_level(text: str) -> tuple[str, int]:
    """“UX (3)” and “UX 3” are UX at level 3; “CSS 3” stays what it is if nobody knows “CSS”."""
    in_brackets = re.fullmatch(r"(.*?) ?\((\d+)\)", text)
    if in_brackets and in_brackets[2] not in LEVELS:
        raise ValidationError(
            _("Write 1, 2 or 3 in brackets behind “%(skill)s”.") % {"skill": in_brackets[1]},
            code="level",
        )
    if in_brackets:
        return in_brackets[1], int(in_brackets[2])
    behind = re.fullmatch(r"(.+) ([123])", text)
    if behind and taxonomy.find(behind[1]) and not taxonomy.find(text):
        return behind[1], int(behind[2])
    return text, 2


def files(question: Asked, raw: object) -> Reading:
    """Keys of files that are stored already."""
    given = raw if isinstance(raw, list) else re.split(r"[;,\s]+", as_text(raw))
    if not all(isinstance(key, int) or as_text(key).isdecimal() for key in given):
        raise ValidationError(_("Upload the file here."), code="file")
    keys = list(dict.fromkeys(int(key) for key in given))
    most = question.max_value or MOST_FILES
    if len(keys) > most:
        raise ValidationError(
            ngettext("Keep %(limit)d file at most.", "Keep %(limit)d files at most.", most)
            % {"limit": most},
            code="too_many",
        )
    return Reading(keys)


def rows(question: Asked, raw: object, answer: Callable) -> Reading:
    """A table: a list of rows, or text with a row a line and commas between the columns."""
    if isinstance(raw, dict):
        raw = [raw]
    lines = raw if isinstance(raw, list) else as_text(raw).split("\n")
    keys = [column["value"] for column in question.options]
    table: list[dict[str, Reading]] = []
    for line in lines:
        given = line if isinstance(line, dict) else _in_columns(question, line)
        if any(as_text(given.get(key)) for key in keys):
            row = _row(question, given, len(table) + 1, answer)
            if any(cell.value is not None for cell in row.values()):
                table.append(row)
    most = question.max_value or MOST_ROWS
    if len(table) > most:
        raise ValidationError(
            ngettext("Fill in %(limit)d row at most.", "Fill in %(limit)d rows at most.", most)
            % {"limit": most},
            code="too_many",
        )
    values = [{key: reading.value for key, reading in row.items()} for row in table]
    notes = [cell.note for row in table for cell in row.values() if cell.note]
    return Reading(values or None, "; ".join(notes))


def _row(question: Asked, row: dict, number: int, answer: Callable) -> dict[str, Reading]:
    cells = {}
    for column in question.options:
        try:
            cell = answer(column_as_question(column), row.get(column["value"]))
        except ValidationError as error:
            raise _in_cell(number, column, error.messages[0]) from error
        if column.get("required") and cell.value in (None, ""):
            raise _in_cell(number, column, _("Fill this in or leave the whole row empty."))
        cells[column["value"]] = cell
    return cells


def _in_cell(number: int, column: dict, message: str) -> ValidationError:
    return ValidationError(
        _("Entry %(number)d, %(column)s: %(message)s")
        % {"number": number, "column": label_of(column), "message": message},
        code="row",
    )


def column_as_question(column: dict) -> SimpleNamespace:
    """A column of a table, seen as a small question."""
    return SimpleNamespace(
        type=column.get("type", "short_text"),
        options=column.get("options", []),
        max_length=column.get("max_length"),
        min_value=column.get("min_value"),
        max_value=column.get("max_value"),
    )


def _in_columns(question: Asked, line: object) -> dict[str, str]:
    keys = [column["value"] for column in question.options]
    parts = [
        part.strip()
        for part in as_text(line).split("," if "\t" not in as_text(line) else "\t", len(keys) - 1)
    ]
    return dict(zip(keys, parts, strict=False))
