"""Words as part of an address, spelled as German is spelled without umlauts."""

import unicodedata

from django.utils.text import slugify

SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)


def slug_of(text: object, longest: int | None = None) -> str:
    """Small letters, digits and hyphens, at most ``longest``; empty if nothing is left.

    >>> slug_of("Fünf Fragen für Größen")
    'fuenf-fragen-fuer-groessen'
    """
    composed = unicodedata.normalize("NFC", str(text))
    return slugify(composed.translate(SPELLED))[:longest].strip("-")
