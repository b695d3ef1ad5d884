"""The public addresses: ours, and those that stages name in ``AppConfig.ready()``.

::

    sitemap.register(lambda: [call.get_absolute_url() for call in Call.objects.public()])
"""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from django.urls import reverse

from scharnier.foundation.web.legal_kinds import LegalKind

PRIVATE = (
    "/konto/",
    "/dateien/",
    "/postausgang/",
    "/aufgaben/",
    "/meine-daten/",
    "/demo/",
    "/muster/",
)

_sources: list[Callable[[], Iterable[str]]] = []


def register(source: Callable[[], Iterable[str]]) -> None:
    if source not in _sources:
        _sources.append(source)


def public() -> list[str]:
    legal = [reverse("web:legal", args=[kind]) for kind in LegalKind]
    return ["/", *legal, *(address for source in _sources for address in source())]


def as_xml(addresses: Iterable[str]) -> str:
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>'
    )
