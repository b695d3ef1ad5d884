"""Which colour and which icon a state is shown with.

A stage says it in its ``states.py``, next to the states::

    TONES = {S.DRAFT: "line", S.SUBMITTED: "brand", S.DECLINED: ("bad", "circle-alert")}

What is not named there is shown neutrally. Colour never stands alone.
"""

import sys
from importlib import import_module

from scharnier.foundation.states import HasState

KINDS = ("neutral", "brand", "good", "warn", "bad", "spark", "line")
ICONS = {
    "brand": "circle-dot",
    "good": "circle-check",
    "warn": "clock",
    "bad": "triangle-alert",
    "line": "circle",
}
NOTICE_ICONS = {
    "info": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}

MESSAGES = {"success": "good", "warning": "warn", "error": "bad"}


def of(subject: HasState) -> dict[str, str]:
    """``kind`` and ``icon`` for the state of ``subject``."""
    tone = _tones_beside(type(subject).__module__).get(subject.state, "neutral")
    kind, icon = (tone, ICONS.get(tone, "")) if isinstance(tone, str) else tone
    return {"kind": kind, "icon": icon}


def _tones_beside(models_module: str) -> dict:
    """``TONES`` of the ``states`` module in the app of a model."""
    app, found, _rest = models_module.partition(".models")
    if not found:
        return {}
    name = f"{app}.states"
    states = sys.modules.get(name) or import_module(name)
    return getattr(states, "TONES", {})
