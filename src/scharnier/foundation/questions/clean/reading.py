import unicodedata
from dataclasses import dataclass
from typing import Protocol

from i18nfield.strings import LazyI18nString

from scharnier.foundation.places import fold

HARD_LIMIT = 100_000  # characters of anything that is kept, right or wrong
DEEPEST, LONGEST = 4, 200  # how far lists and tables from outside are followed


class Asked(Protocol):
    """What cleaning needs to know of a question (or of a column of a table)."""

    type: str
    options: list
    max_length: int | None
    min_value: int | None
    max_value: int | None


@dataclass(frozen=True)
class Reading:
    """What was understood, and the words that went beyond it."""

    value: object = None
    note: str = ""


EMPTY = Reading()


def tidy(raw: object, depth: int = 0) -> object:
    """The same without what no database and no reader can bear, cut to the hard limit.

    Null bytes, lone surrogates and other control characters go; line ends become one
    kind; composed characters are composed. Whitespace around goes, too.
    """
    if isinstance(raw, str):
        text = (
            unicodedata.normalize("NFC", raw[:HARD_LIMIT]).replace("\r\n", "\n").replace("\r", "\n")
        )
        return "".join(
            c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
        ).strip()
    if depth >= DEEPEST:
        return None
    if isinstance(raw, list | tuple):
        return [tidy(part, depth + 1) for part in raw[:LONGEST]]
    if isinstance(raw, dict):
        return {
            str(tidy(str(key))): tidy(part, depth + 1) for key, part in list(raw.items())[:LONGEST]
        }
    if isinstance(raw, float) and not abs(raw) < float("inf"):
        return None
    return raw


def as_text(raw: object) -> str:
    """What a cell of a spreadsheet or a JSON value would read like."""
    if isinstance(raw, list):
        return "; ".join(as_text(part) for part in raw)
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)


def same(one: str, other: str) -> bool:
    """Whether two labels are the same to a human: case, umlauts and marks do not matter."""
    return fold(one).replace(" ", "") == fold(other).replace(" ", "")


def names_of(option: dict) -> list[str]:
    """Everything that an option is called: its value, its labels in all languages, synonyms."""
    label = option.get("label", "")
    labels = label.values() if isinstance(label, dict) else [label]
    return [str(option["value"]), *filter(None, labels), *option.get("synonyms", ())]


def label_of(option: dict) -> str:
    return str(LazyI18nString(option.get("label") or str(option["value"])))
