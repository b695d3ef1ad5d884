import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.people.models import Submarket
from scharnier.foundation.questions.clean.reading import (
    Asked,
    Reading,
    as_text,
    label_of,
    names_of,
    same,
)

YES = ("ja", "j", "yes", "y", "true", "wahr", "1", "x", "on", "an", "☑", "✓", "ja gerne", "ja klar")
NO = ("nein", "n", "no", "false", "falsch", "0", "off", "keine", "kein", "none")
AGREED = (*YES, "gelesen", "zur Kenntnis genommen", "zugestimmt", "einverstanden", "akzeptiert",
          "read", "accepted", "agreed", "I agree", "I have read it")  # fmt: skip

# The official German names, what people shorten them to, and English words.
SUBMARKET_WORDS = {
    Submarket.MUSIC: ("Musikwirtschaft", "Musik", "music industry", "music"),
    Submarket.BOOK: ("Buchmarkt", "Buch", "Literatur", "book market", "books", "publishing"),
    Submarket.ART: ("Kunstmarkt", "Kunst", "Bildende Kunst", "art market", "fine art"),
    Submarket.FILM: ("Filmwirtschaft", "Film", "film industry", "Film und Foto"),
    Submarket.BROADCASTING: ("Rundfunkwirtschaft", "Rundfunk", "broadcasting", "radio"),
    Submarket.PERFORMING_ARTS: ("Markt für Darstellende Künste", "Darstellende Künste", "Theater",
                                "performing arts", "Darstellende Kunst"),
    Submarket.DESIGN: ("Designwirtschaft", "Design", "design industry"),
    Submarket.ARCHITECTURE: ("Architekturmarkt", "Architektur", "architecture market",
                             "architecture"),
    Submarket.PRESS: ("Pressemarkt", "Presse", "Journalismus", "press market", "press"),
    Submarket.ADVERTISING: ("Werbemarkt", "Werbung", "advertising market", "advertising"),
    Submarket.SOFTWARE_GAMES: ("Software-/Games-Industrie", "Software und Games", "Software/Games",
                               "Games", "Software", "Software- und Games-Industrie",
                               "software and games industry", "software and games"),
    Submarket.CRAFTS: ("Kunsthandwerk", "arts and crafts", "crafts"),
    Submarket.OTHER: ("Sonstige", "Sonstiges", "Andere", "other"),
}  # fmt: skip


def choice(question: Asked, raw: object) -> Reading:
    """One option by its value, a label in any language or a synonym.

    What no option is called becomes the open one (“other”), if there is one, and stays
    as a note.
    """
    text = as_text(raw)
    option = _option(question, text)
    if option is not None:
        return Reading(option["value"])
    words_of_yes = re.match(r"(\w+)\s*[,:;–(-]\s*(.+)", text, re.DOTALL)
    if words_of_yes and (option := _option(question, words_of_yes[1])):
        return Reading(option["value"], words_of_yes[2].strip(" )"))
    if (option := _open_option(question)) is not None:
        return Reading(option["value"], text)
    raise ValidationError(
        _("Choose one of these: %(options)s.")
        % {"options": ", ".join(map(label_of, question.options))},
        code="choice",
    )


def multiple_choice(question: Asked, raw: object) -> Reading:
    """Options from a list or from text with semicolons, line ends or commas between them."""
    chosen, unknown = [], []
    for piece in _pieces(question, raw):
        option = _option(question, piece)
        (chosen.append(option["value"]) if option else unknown.append(piece))
    open_option = _open_option(question)
    if unknown and not open_option:
        raise ValidationError(
            _("“%(unknown)s” is not among the options. Choose from: %(options)s.")
            % {
                "unknown": ", ".join(unknown)[:200],
                "options": ", ".join(map(label_of, question.options)),
            },
            code="choice",
        )
    if unknown and open_option:
        chosen.append(open_option["value"])
    ordered = [option["value"] for option in question.options if option["value"] in chosen]
    _refuse_company(question, ordered)
    return Reading(_not_too_many(question, ordered), "; ".join(unknown))


def _refuse_company(question: Asked, chosen: list[str]) -> None:
    """“Don't know” and something else cannot both be meant."""
    alone = [o for o in question.options if o.get("exclusive") and o["value"] in chosen]
    if alone and len(chosen) > 1:
        raise ValidationError(
            _("“%(alone)s” stands alone: untick it, or untick all others.")
            % {"alone": label_of(alone[0])},
            code="exclusive",
        )


def ranking(question: Asked, raw: object) -> Reading:
    """Options, the first choice first: from a list, from numbers by option, or from text.

    Options without a number are left out, gaps between the numbers are closed.
    """
    if isinstance(raw, dict):
        ordered = _by_number(question, raw)
    else:
        ordered = [_known(question, _without_number(piece)) for piece in _pieces(question, raw)]
    return Reading(_not_too_many(question, list(dict.fromkeys(ordered))))


def _by_number(question: Asked, numbers: dict) -> list[str]:
    """What a page of selects brings: ``{option: its number or nothing}``."""
    given: dict[int, str] = {}
    for option in question.options:
        text = as_text(numbers.get(option["value"])).strip()
        if not text:
            continue
        if not text.isdecimal() or not 1 <= int(text) <= len(question.options):
            raise ValidationError(
                _("Give “%(option)s” a number from 1 to %(most)d, or none.")
                % {"option": label_of(option), "most": len(question.options)},
                code="ranking",
            )
        if int(text) in given:
            raise ValidationError(
                _("Give each number once: %(number)d stands at “%(one)s” and at “%(other)s”.")
                % {
                    "number": int(text),
                    "one": label_of(_option(question, given[int(text)]) or {"value": ""}),
                    "other": label_of(option),
                },
                code="ranking",
            )
        given[int(text)] = option["value"]
    return [given[number] for number in sorted(given)]


def _without_number(piece: str) -> str:
    """“2. Web” is Web; an option that begins with a number keeps it."""
    return re.sub(r"^\d+[.)]\s+", "", piece)


def _known(question: Asked, text: str) -> str:
    option = _option(question, text)
    if option is None:
        raise ValidationError(
            _("“%(unknown)s” is not among the options. Choose from: %(options)s.")
            % {"unknown": text[:200], "options": ", ".join(map(label_of, question.options))},
            code="choice",
        )
    return option["value"]


def _not_too_many(question: Asked, chosen: list[str]) -> list[str]:
    if question.max_value is not None and len(chosen) > question.max_value:
        raise ValidationError(
            ngettext(
                "Choose %(limit)d option at most.",
                "Choose %(limit)d options at most.",
                question.max_value,
            )
            % {"limit": question.max_value},
            code="too_many",
        )
    return chosen


def yes_no(question: Asked, raw: object) -> Reading:
    """Yes or no in either language; what follows (“Ja, Digitalbonus”) stays as a note."""
    if isinstance(raw, bool):
        return Reading(raw)
    text = as_text(raw)
    said = re.fullmatch(r"([^,;:–(]+?)\s*(?:[,;:–(]\s*(.*?)\)?)?", text, re.DOTALL)
    for words, meaning in ((YES, True), (NO, False)):
        if said and any(same(said[1], word) for word in words):
            return Reading(meaning, (said[2] or "").strip())
    raise ValidationError(_("Choose “yes” or “no”."), code="yes_no")


def consent(question: Asked, raw: object) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    text = as_text(raw)
    if any(same(text, word) for word in AGREED):
        return Reading(True)
    if any(same(text, word) for word in NO):
        return Reading(False)
    raise ValidationError(_("Choose “yes” or “no”."), code="yes_no")


def submarket(question: Asked, raw: object) -> Reading:
    text = as_text(raw)
    for value, names in SUBMARKET_WORDS.items():
        if any(same(text, name) for name in (value.value, str(value.label), *names)):
            return Reading(value.value)
    raise ValidationError(_("Choose the submarket that fits best."), code="choice")


def _option(question: Asked, text: str) -> dict | None:
    exact = next((o for o in question.options if str(o["value"]) == text), None)
    if exact is not None or not text:
        return exact
    return next(
        (o for o in question.options if any(same(text, name) for name in names_of(o))), None
    )


def _open_option(question: Asked) -> dict | None:
    return next((option for option in question.options if option.get("open")), None)


def _pieces(question: Asked, raw: object) -> list[str]:
    """Single answers; a comma parts them only where the whole is no option."""
    whole = raw if isinstance(raw, list) else re.split(r"[;\n]", as_text(raw))
    pieces = []
    for part in map(as_text, whole):
        parts = [part] if _option(question, part.strip()) else part.split(",")
        pieces += [piece.strip() for piece in parts if piece.strip()]
    return list(dict.fromkeys(pieces))
