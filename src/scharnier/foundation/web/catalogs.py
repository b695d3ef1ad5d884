"""One catalogue of words for each language.

Django keeps the words of every app in a catalogue of its own and asks one after the
other: its merging compares a function with the code of one, so that nothing is ever
merged. With thirty apps that is a tenth of a page.

“Du” falls back to “Sie” as a whole (ADR 0023). Left alone, every app would fall back by
itself: a library that knows no “du” would put its own German before ours.
"""

import gettext
from pathlib import Path
from typing import Any

from django.utils.translation import to_locale, trans_real


class Catalog(trans_real.TranslationCatalog):
    """As Django means it: what has the same plural goes into the same catalogue."""

    _catalogs: list[dict]
    _plurals: list[Any]

    def update(self, trans: Any) -> None:
        if trans.plural.__code__ == self._plurals[0].__code__:
            self._catalogs[0].update(trans._catalog)
        else:
            super().update(trans)


class Translation(trans_real.DjangoTranslation):
    """As Django's; a variant of a language holds what it says itself and nothing else."""

    def _new_gnu_trans(
        self, localedir: str, use_null_fallback: bool = True
    ) -> gettext.NullTranslations:
        locale = to_locale(self.language())
        own = Path(localedir, locale, "LC_MESSAGES", f"{self.domain}.mo")
        if "_" in locale and not own.exists():
            return gettext.NullTranslations()
        found: gettext.NullTranslations = super()._new_gnu_trans(  # type: ignore[misc]
            localedir, use_null_fallback
        )
        found._fallback = None  # type: ignore[attr-defined]
        return found


def merge() -> None:
    """For languages that are read from now on; called before the first one is."""
    trans_real.TranslationCatalog = Catalog  # type: ignore[misc]
    trans_real.DjangoTranslation = Translation  # type: ignore[misc]
