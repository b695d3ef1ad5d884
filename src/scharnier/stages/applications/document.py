"""What was handed in as a tagged PDF: attached to the receipt, to be had from the status page."""

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from scharnier.foundation.outbox import enclosures
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.questions.queries import summarise
from scharnier.foundation.slugs import slug_of
from scharnier.foundation.web import formats
from scharnier.foundation.web.pdf import render
from scharnier.stages.applications import queries
from scharnier.stages.applications.models import SentVersion

LAYOUT = Path(__file__).parent / "pdf" / "copy.typ"
PDF = "application/pdf"


def copy_of(version: SentVersion) -> bytes:
    """The version as PDF/UA-1, in the language that is active."""
    return render(LAYOUT, facts_of(version))


def name_of(version: SentVersion) -> str:
    """Such as ``bewerbung-b-014.pdf``; a changed version says its number, too."""
    parts = [_("application"), version.application.number or ""]
    if version.number > 1:
        parts.append(str(version.number))
    return f"{slug_of('-'.join(parts))}.pdf"


def facts_of(version: SentVersion) -> dict:
    application = version.application
    call = application.call
    number, when = {"number": application.number}, formats.moment(version.sent_at)
    return {
        "title": _("Application %(number)s") % number,
        "language": (translation.get_language() or "de")[:2],
        "eyebrow": str(call),
        "summary": _("%(name)s, handed in on %(when)s") % {"name": application, "when": when},
        "sections": [
            {
                "title": str(one.page.title),
                "rows": [(str(r.question.label), r.words) for r in one.rows if r.words],
            }
            for one in summarise(queries.as_sent(version))
            if any(row.words for row in one.rows)
        ],
        "footer": str(call.round.programme.name),
    }


def enclose_copy(mail: Mail) -> list[enclosures.Enclosure]:
    """The version that the receipt is about: the last one from before the mail was written."""
    versions = SentVersion.objects.filter(
        application=mail.subject_id, sent_at__lte=mail.created_at
    ).select_related("application__call__round__programme", "application__sheet__form")
    version = versions.order_by("-number").first()
    if version is None:
        return []
    with translation.override(mail.locale):
        return [enclosures.Enclosure(name_of(version), copy_of(version), PDF)]


for receipt in ("applications/receipt", "applications/receipt_of_change"):
    enclosures.register(receipt, enclose_copy)
