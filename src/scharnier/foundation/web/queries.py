from pathlib import Path

from i18nfield.strings import LazyI18nString

from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.models import LegalPage

SHIPPED_TEXTS = Path(__file__).parent / "legal_texts"
SHIPPED_LANGUAGES = ("de", "en")


def legal_page(kind: LegalKind) -> LegalPage:
    """The association's text; where it has written none yet, ours, not saved and of version 0."""
    written = LegalPage.objects.filter(kind=kind).first()
    return written or LegalPage(kind=kind, body=shipped_text(kind), version=0)


def shipped_text(kind: LegalKind) -> LazyI18nString:
    return LazyI18nString(
        {
            code: (SHIPPED_TEXTS / f"{kind}.{code}.md").read_text(encoding="utf-8")
            for code in SHIPPED_LANGUAGES
        }
    )
