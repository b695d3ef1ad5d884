"""Who must hear of a new deadline. Later stages say so in ``AppConfig.ready``::

    hearers.register(owners_of_drafts, tell_owners_of_drafts)

``who(call)`` names the people on the page before the click, ``tell(call, by=…)`` writes
their mails into the outbox inside the transaction of ``actions.extend``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scharnier.stages.calls.models import Call


@dataclass(frozen=True)
class Hearer:
    who: Callable[[Call], list[str]]
    tell: Callable[..., int]


_hearers: list[Hearer] = []


def register(who: Callable[[Call], list[str]], tell: Callable[..., int]) -> None:
    hearer = Hearer(who, tell)
    if hearer not in _hearers:
        _hearers.append(hearer)


def forget(who: Callable[[Call], list[str]]) -> None:
    """Take a hearer out again (for tests)."""
    _hearers[:] = [hearer for hearer in _hearers if hearer.who != who]


def who(call: Call) -> list[str]:
    """The names of everybody who gets a mail when this call is extended."""
    return [name for hearer in _hearers for name in hearer.who(call)]


def tell(call: Call, *, by: object) -> int:
    """Let everybody who must know be told; returns how many mails were written."""
    return sum(hearer.tell(call, by=by) for hearer in _hearers)
