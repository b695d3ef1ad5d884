"""What became of an application after this stage, told by those who know.

Decisions, teams and projects come later, and a stage never looks forward. So whoever sees
them all says here how to ask, once, in its ``AppConfig.ready()``::

    standing.register(standing_of)

``standing_of(application)`` returns what is true now, or ``None`` as long as nothing has
been told to the applicant.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Standing:
    """The latest truth in words, with its button if there is something to open or to answer.

    ``course`` are the stations reached since it was handed in. ``goes_on`` is False when
    nothing of the call's dates concerns the applicant any more.
    """

    headline: str
    title: str
    text: str = ""
    kind: str = "good"
    url: str = ""
    action: str = ""
    course: tuple[tuple[str, dt.datetime | None], ...] = ()
    may_withdraw: bool = True
    goes_on: bool = True


Teller = Callable[[Any], Standing | None]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Ask ``teller`` what became of an application; the last one registered is asked first."""
    if teller not in _tellers:
        _tellers.insert(0, teller)


def of(application: Any) -> Standing | None:
    """What became of it; asked once for as long as ``application`` lives."""
    known = application.__dict__
    if "_standing" not in known:
        told = (teller(application) for teller in _tellers)
        known["_standing"] = next((standing for standing in told if standing), None)
    return known["_standing"]
