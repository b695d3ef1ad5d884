"""One catalogue of words for each language.

Django keeps the words of every app in a catalogue of its own and asks one after the
other: its merging compares a function with the code of one, so that nothing is ever
merged. With thirty apps that is a tenth of a page.
"""

from typing import Any

from django.utils.translation import trans_real


class Catalog(trans_real.TranslationCatalog):
    """As Django means it: what has the same plural goes into the same catalogue."""

    _catalogs: list[dict]
    _plurals: list[Any]

    def update(self, trans: Any) -> None:
        if trans.plural.__code__ == self._plurals[0].__code__:
            self._catalogs[0].update(trans._catalog)
        else:
            super().update(trans)


def merge() -> None:
    """For languages that are read from now on; called before the first one is."""
    trans_real.TranslationCatalog = Catalog  # type: ignore[misc]
