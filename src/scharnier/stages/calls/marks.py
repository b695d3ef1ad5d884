"""How the two sides are told apart at a glance: by shape, by colour and by a short word."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from scharnier.stages.calls.models import Side


def side(value: str) -> SafeString:
    """A square for organisations, a disc for creatives; for the cells of a list."""
    if value == Side.ORGANISATION:
        return format_html(
            '<span class="side a">{}</span>', pgettext("side, in a list", "Organisation")
        )
    return format_html('<span class="side b">{}</span>', Side.CREATIVE.label)
