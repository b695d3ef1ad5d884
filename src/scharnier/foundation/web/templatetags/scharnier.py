"""``{% load scharnier %}``: icons, notices, tags, panels, amounts and dates."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from scharnier.foundation import money as amounts
from scharnier.foundation.trail import verbs
from scharnier.foundation.trail.models import Entry
from scharnier.foundation.web import formats, kept, pieces, tones
from scharnier.foundation.web import panels as registry
from scharnier.foundation.web.markdown import to_html

register = template.Library()

register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("clock_time", formats.clock_time)
register.filter("ago", formats.ago)
register.filter("markdown", to_html)


@register.filter
def money(amount_cents: int | None, currency: str = "EUR") -> str:
    """``{{ line.amount_cents|money:round.currency }}``; an amount not known stays empty."""
    return "" if amount_cents in (None, "") else amounts.in_words(amount_cents, currency)


@register.filter
def initials(name: object) -> str:
    """Mira Lohse → ML."""
    words = [word for word in str(name).split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


@register.filter
def in_fours(text: object) -> list[str]:
    """A long key in groups of four, as people compare and type them."""
    key = str(text or "")
    return [key[at : at + 4] for at in range(0, len(key), 4)]


@register.filter
def phone_address(number: object) -> str:
    """0371 / 55-12 → 03715512, as ``tel:`` links want it."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.filter
def breakable(address: object) -> SafeString:
    """An e-mail address that breaks before its @ rather than in the middle of a word."""
    return mark_safe(conditional_escape(str(address)).replace("@", "<wbr>@"))


@register.filter
def until(begins: dt.datetime, ends: dt.datetime) -> str:
    """``{{ event.starts_at|until:event.ends_at }}``: the day once, both hours."""
    return formats.span(begins, ends)


@register.filter
def said(when: object) -> str:
    """A day, a moment or words that are words already."""
    if isinstance(when, dt.datetime):
        return formats.moment(when)
    return formats.day(when) if isinstance(when, dt.date) else str(when or "")


@register.filter
def in_words(verb: str) -> str:
    """The verb of an entry of the trail, in the reader's language."""
    return verbs.in_words(verb)


@register.filter
def trail_lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What happened, as ``web/_trail.html`` says it: the same thing again and again is one line,
    and whose trail it is need not stand in each."""
    found = list(entries)
    of_one = len({(one.subject_type, one.subject_id) for one in found}) == 1

    def alike(one: Entry) -> tuple:
        return one.actor_id, one.verb, one.subject_type, one.subject_id

    lines = []
    for _same, some in groupby(found, key=alike):
        latest, *earlier = some
        subject = "" if of_one else latest.subject_name
        lines.append({"entry": latest, "subject": subject, "times": 1 + len(earlier)})
    return lines


@register.filter
def message_kind(message: Message) -> str:
    return tones.MESSAGES.get(message.level_tag, "info")


@register.filter
def message_icon(message: Message) -> str:
    return tones.NOTICE_ICONS[message_kind(message)]


register.simple_tag(pieces.icon, name="icon")
register.simple_tag(pieces.state, name="state_tag")
register.simple_tag(pieces.task_list, name="task_list")


@register.simple_tag(name="kept", takes_context=True)
def kept_part(context, template_name: str, **told: object) -> SafeString:
    """``{% kept "web/_top.html" public_nav=public_nav %}``: as include, but told only this."""
    request = context.get("request")
    return kept.part(
        context.template.engine,
        template_name,
        told,
        token=context.get("csrf_token", ""),
        here=request.get_full_path() if request else "",
    )


@register.simple_tag
def tag(kind: str, text: object, icon: str | None = None) -> SafeString:
    """``{% tag "good" _("Ready") %}``: never colour alone, so every kind has its icon."""
    return pieces.toned(kind, text) if icon is None else pieces.tag(kind, text, icon)


@register.simple_block_tag(takes_context=True)
def notice(
    context, content: str, kind: str = "info", title: str = "", icon: str = ""
) -> SafeString:
    """``{% notice "warn" _("Two days left") %}…{% endnotice %}``."""
    shown = {
        "kind": kind,
        "title": title,
        "icon": icon or tones.NOTICE_ICONS[kind],
        "body": content,
    }
    return context.template.engine.get_template("web/_notice.html").render(template.Context(shown))


@register.simple_tag(takes_context=True)
def panels(context, place: str, subject: object = None) -> SafeString:
    """What later stages show at ``place`` to this person about ``subject``."""
    request = context["request"]
    pieces = []
    for panel in registry.at(place):
        shown = panel.function(request.user, subject)
        if shown is not None:
            engine = context.template.engine
            with context.push(**shown, subject=subject):
                pieces.append(engine.get_template(panel.template).render(context))
    return mark_safe("".join(pieces))


@register.simple_tag(takes_context=True)
def with_query(context, **changes: object) -> str:
    """The present address with some of its query changed: ``{% with_query page=2 %}``.

    ``None`` and the empty string take a key away, lists repeat it.
    """
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, list | tuple):
            query.setlist(key, [str(item) for item in value])
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"
