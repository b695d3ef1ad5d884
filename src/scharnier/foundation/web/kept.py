"""Parts of a page that look the same for many: made once for everything they are told.

A part is told its values by name and sees nothing else, so that what is kept cannot
depend on anything but them and the language. What belongs to one visitor (the token of
the forms, the address of the page) is put in afterwards.
"""

import secrets
from collections.abc import Hashable, Mapping

from django.conf import settings
from django.template import Context, Engine
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST = 500
TOKEN, HERE = (f"put-in-later-{secrets.token_hex(16)}" for _n in range(2))
_kept: dict[Hashable, str] = {}


def part(
    engine: Engine, template: str, told: Mapping[str, object], *, token: object, here: str
) -> SafeString:
    """``template`` told these values; ``token`` and ``here`` stand where it asks for them."""
    key = (template, get_language(), settings.ROOT_URLCONF, settings.DEMO, _frozen(told))
    html = _kept.get(key)
    if html is None:
        context = Context({**told, "csrf_token": TOKEN, "here": HERE})
        html = engine.get_template(template).render(context)
        if len(_kept) >= MOST:
            _kept.clear()
        if not settings.DEBUG:
            _kept[key] = html
    if TOKEN in html:
        html = html.replace(TOKEN, conditional_escape(str(token)))
    if HERE in html:
        html = html.replace(HERE, conditional_escape(here))
    return mark_safe(html)


def _frozen(told: object) -> Hashable:
    """Values as a key; texts that wait for their language are read in it."""
    if isinstance(told, Mapping):
        return tuple((name, _frozen(value)) for name, value in told.items())
    if isinstance(told, list | tuple):
        return tuple(map(_frozen, told))
    if isinstance(told, bool | int | None):
        return (type(told), told)
    return (isinstance(told, SafeString), str(told))
