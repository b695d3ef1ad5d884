"""Texts of organisers: Markdown in, safe HTML out."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title", "hreflang", "lang"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"https", "http", "mailto", "tel"}
HIGHEST, LOWEST = 2, 4  # the page has its own h1

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "typographer": False}).enable(
    ["table", "strikethrough"]
)


def to_html(text: object) -> SafeString:
    """HTML of ``text``: no images, no classes, no scripts; its highest heading is an h2."""
    tokens = _reader.parse(str(text or ""))
    headings = [token for token in tokens if token.type.startswith("heading_")]
    highest = min((int(token.tag[1]) for token in headings), default=HIGHEST)
    for token in headings:
        token.tag = f"h{min(LOWEST, int(token.tag[1]) - highest + HIGHEST)}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"
    )
    return mark_safe(clean)
