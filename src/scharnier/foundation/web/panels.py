"""Places on early pages that later stages may fill.

A stage never imports what comes after it. So the page names a place, and a
later stage registers a panel for it in ``AppConfig.ready()``::

    panels.register("application", team_panel, "matching/_team_panel.html")

``team_panel(person, subject)`` returns the context of its template, or
``None`` if this person has nothing to see there. One query at most.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

PanelFunction = Callable[[Any, Any], dict[str, Any] | None]


class Panel(NamedTuple):
    function: PanelFunction
    template: str


_panels: dict[str, list[Panel]] = {}


def register(place: str, function: PanelFunction, template: str) -> None:
    """Show ``template`` at ``place`` whenever ``function`` returns a context."""
    panel = Panel(function, template)
    shown = _panels.setdefault(place, [])
    if panel not in shown:
        shown.append(panel)


def at(place: str) -> tuple[Panel, ...]:
    """The panels of ``place`` in the order in which the stages registered them."""
    return tuple(_panels.get(place, ()))
