"""From a template and a context to the subject and text of one mail."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.template import Context
from django.template.backends.django import Template
from django.template.loader import get_template
from django.utils import translation
from django.utils.text import normalize_newlines

from scharnier.foundation.outbox import layout

SUBJECT = "Subject:"


class BadLetter(Exception):
    """A mail template does not begin with its subject; a mistake of its author."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str
    version: str


def write(template: str, context: dict, *, locale: str, sender: str = "") -> Letter:
    """Fill ``mails/<template>.txt`` in a locale. Its first line is “Subject: …”.

    Plain text is not escaped; the HTML made from it is, all of it.
    """
    found = cast("Template", get_template(f"mails/{template}.txt")).template
    with translation.override(locale):
        filled = normalize_newlines(found.render(Context(context, autoescape=False))).strip()
        first, _newline, rest = filled.partition("\n")
        if not first.startswith(SUBJECT):
            raise BadLetter(
                f"mails/{template}.txt begins with {first[:40]!r}, not with “{SUBJECT}”"
            )
        subject = one_line(first.removeprefix(SUBJECT))[:250]
        text = tidy(rest)
        html = layout.to_html(text, subject=subject, language=locale, sender=sender)
    source = Path(found.origin.name).read_bytes()
    return Letter(subject, text, html, hashlib.sha256(source).hexdigest()[:12])


def one_line(words: str) -> str:
    """Headers are one line: whatever a name brings along, no header follows it."""
    return " ".join(words.split())


def tidy(text: str) -> str:
    """No space at line ends, never more than one empty line."""
    kept: list[str] = []
    for line in map(str.rstrip, text.strip().splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept) + "\n"
