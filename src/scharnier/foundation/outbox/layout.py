"""One layout for all mails: from their text to their HTML, everything escaped."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
ITEM = re.compile(r"^[-*•] +")


def to_html(text: str, *, subject: str, language: str, sender: str = "") -> str:
    """HTML of a mail's text: paragraphs, lists, and a line that is only a link as a button."""
    context = {
        "blocks": [_block(block) for block in re.split(r"\n\s*\n", text.strip())],
        "subject": subject,
        "language": language[:2],
        "sender": sender,
        "base_url": settings.BASE_URL,
    }
    return render_to_string("outbox/mail_layout.html", context)


def _block(block: str) -> dict:
    lines = [line.strip() for line in block.splitlines()]
    if len(lines) == 1 and LINK.fullmatch(lines[0]):
        return {"kind": "button", "address": lines[0]}
    if all(ITEM.match(line) for line in lines):
        items = [f"<li>{linked(ITEM.sub('', line))}</li>" for line in lines]
        return {"kind": "list", "words": mark_safe("".join(items))}
    return {"kind": "paragraph", "words": mark_safe("<br>".join(map(linked, lines)))}


def paragraphs(text: str) -> SafeString:
    """The text as it stands on a page: escaped, its addresses as links, its lines kept."""
    return mark_safe(linebreaks(linked(text)))


def linked(line: str) -> SafeString:
    """The line or lines, escaped, with their web addresses as links."""
    pieces, end = [], 0
    for found in LINK.finditer(line):
        address = escape(found.group())
        pieces += [escape(line[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    pieces.append(escape(line[end:]))
    return mark_safe("".join(pieces))
