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
PAGE_HAS_ITS_OWN_H1 = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "typographer": False}).enable(
    ["table", "strikethrough"]
)


def to_html(text: object) -> SafeString:
    """HTML of ``text``: no images, no classes, no scripts, headings one level down."""
    tokens = _reader.parse(str(text or ""))
    for token in tokens:
        token.tag = PAGE_HAS_ITS_OWN_H1.get(token.tag, token.tag)
        token.attrs.pop("style", None)
    html = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it
