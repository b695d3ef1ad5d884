"""The words for what the trail records. Each app registers its own when it starts."""

from collections.abc import Mapping

_words: dict[str, object] = {}


def register(verbs: Mapping[str, object]) -> None:
    """Add an app's verbs: ``{"application.submitted": _("handed in")}`` (lazy texts)."""
    _words.update(verbs)


def in_words(verb: str) -> str:
    """The verb in the reader's language; an unknown one is shown as it is written."""
    return str(_words.get(verb, verb))


def known() -> frozenset[str]:
    """All registered verbs, for the house test that every recorded one has words."""
    return frozenset(_words)
