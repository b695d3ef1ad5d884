"""What each kind of job is called. Each app registers its own when it starts.

A job is read by others than who asked for it, so its row holds no words: they are said in
the language of whoever reads.
"""

from collections.abc import Mapping

_titles: dict[str, object] = {}


def register(titles: Mapping[str, object]) -> None:
    """Add an app's kinds: ``{"applications.import": _("Import %(subject)s")}`` (lazy texts)."""
    _titles.update(titles)


def in_words(kind: str, subject: str) -> str:
    """The title in the reader's language; an unknown kind is shown as it is written."""
    if kind not in _titles:
        return kind
    return str(_titles[kind]) % {"subject": subject}


def known() -> frozenset[str]:
    """All kinds that have a title, for the test that every registered job has one."""
    return frozenset(_titles)
