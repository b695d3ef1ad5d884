import re
from pathlib import Path

from i18nfield.strings import LazyI18nString

from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.models import LegalPage

SHIPPED_TEXTS = Path(__file__).parent / "legal_texts"
TO_FILL_IN = re.compile(r"\[[^\]\n]+\](?!\()")  # but not the words of a link
SHIPPED_LANGUAGES = ("de", "en")


def legal_page(kind: LegalKind) -> LegalPage:
    """The association's text; where it has written none yet, ours, not saved and of version 0."""
    written = LegalPage.objects.filter(kind=kind).first()
    return written or LegalPage(kind=kind, body=shipped_text(kind), version=0)


def unfinished_legal_pages() -> list[LegalPage]:
    """Pages on which words in square brackets still wait for the association's own."""
    written = {page.kind: page for page in LegalPage.objects.all()}
    return [
        written.get(kind) or LegalPage(kind=kind, version=0)
        for kind in LegalKind
        if kind not in written or TO_FILL_IN.search(str(written[kind].body.data))
    ]


def shipped_text(kind: LegalKind) -> LazyI18nString:
    return LazyI18nString(
        {
            code: (SHIPPED_TEXTS / f"{kind}.{code}.md").read_text(encoding="utf-8")
            for code in SHIPPED_LANGUAGES
        }
    )
