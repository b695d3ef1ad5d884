"""Whether a later stage has decided about a challenge, so that nobody gives it back any more.

The jury comes later and a stage never looks forward: it says here how to ask, once, in its
``AppConfig.ready()``.
"""

from collections.abc import Callable
from typing import Any

_deciders: list[Callable[[Any], bool]] = []


def register(decider: Callable[[Any], bool]) -> None:
    if decider not in _deciders:
        _deciders.append(decider)


def is_decided(challenge: Any) -> bool:
    """Whether somebody has decided for good and said so."""
    return any(decider(challenge) for decider in _deciders)
