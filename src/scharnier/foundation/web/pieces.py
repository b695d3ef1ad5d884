"""The smallest pieces of a page, made without a template: there are dozens of each on a page."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import capfirst
from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from scharnier.foundation.states import HasState
from scharnier.foundation.web import tones


def icon(name: str, label: object = "") -> SafeString:
    """One of the sprite's icons; decoration unless it has a ``label``."""
    return _icon(name, str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    hidden = f'role="img" aria-label="{conditional_escape(label)}"' if label else DECORATION
    address = f"{conditional_escape(static(SPRITE))}#{conditional_escape(name)}"
    return mark_safe(f'<svg class="icon" {hidden}><use href="{address}"></use></svg>')


def tag(kind: str, text: object, icon_name: str = "") -> SafeString:
    """A short word in a tone; ``kind`` is one of ``tones.KINDS``."""
    shape = icon(icon_name) if icon_name else ""
    words = conditional_escape(capfirst(str(text)))
    return mark_safe(f'<span class="tag {conditional_escape(kind)}">{shape}{words}</span>')


def toned(kind: str, text: object) -> SafeString:
    """A tag with the icon of its tone: colour never stands alone."""
    return tag(kind, text, tones.ICONS.get(kind, ""))


def unbroken(text: object) -> SafeString:
    """A number such as “B-014”, in one piece; a dash where none is given yet."""
    return mark_safe(
        f'<span class="nowrap num">{conditional_escape(str(text)) if text else "–"}</span>'
    )


def task_list(tasks: Iterable[Mapping[str, Any]], label: object = "") -> SafeString:
    """Steps in order, each done, at work or open; see ``web/_task_list.html``."""
    named = f' aria-label="{conditional_escape(str(label))}"' if label else ""
    lines = "".join(f"<li>{_task(number, task)}</li>" for number, task in enumerate(tasks, 1))
    return mark_safe(f'<ol class="tasks plainlist"{named}>{lines}</ol>')


def _task(number: int, task: Mapping[str, Any]) -> str:
    at, url = task["state"], task.get("url")
    dot = icon("check") if at == "done" else str(number)
    words = (
        f'<i class="dot {"" if at == "open" else conditional_escape(at)}" aria-hidden="true">'
        f"{dot}</i> <span>{conditional_escape(task['label'])}</span> "
        f'<span class="st">{conditional_escape(task.get("status", ""))}</span>'
    )
    if not url:
        return f'<span class="t">{words}</span>'
    current = ' aria-current="step"' if task.get("current") else ""
    return f'<a href="{conditional_escape(url)}"{current}>{words}</a>'


def state(subject: HasState) -> SafeString:
    """The state of a row in words, coloured as ``TONES`` in its ``states.py`` says.

    Made once for each state and language: a list says the same few again and again.
    """
    key = (type(subject), subject.state, get_language())
    made = _states.get(key)
    if made is None:
        tone = tones.of(subject)
        made = _states[key] = tag(tone["kind"], subject.get_state_display(), tone["icon"])
    return made


_states: dict[tuple[type, str, str | None], SafeString] = {}
SPRITE = "web/img/icons.svg"
DECORATION = 'aria-hidden="true"'
