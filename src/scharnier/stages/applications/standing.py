"""What became of an application after this stage, told by those who know.

Decisions, teams and projects come later, and a stage never looks forward. So whoever sees
them all says here how to ask, once, in its ``AppConfig.ready()``::

    standing.register(standing_of, binds)
    standing.register_for_the_team(words_of)

``standing_of(application)`` returns what is true now, or ``None`` as long as nothing has
been told to the applicant. ``binds(application)`` says whether there is nothing left to
withdraw, and asks less. ``words_of(applications)`` says of many at once, in as many queries
as of one, where each stands: a word and its tone, by key, for the team's lists.
"""

import datetime as dt
from collections.abc import Callable, Sequence
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
    goes_on: bool = True


@dataclass(frozen=True)
class Word:
    """Where an application stands, as the team's tag says it; ``kind`` is one of ``tones.KINDS``."""

    text: str
    kind: str


Teller = Callable[[Any], Standing | None]
Binder = Callable[[Any], bool]
Lister = Callable[[Sequence[Any]], dict[int, Word]]

_tellers: list[Teller] = []
_binders: list[Binder] = []
_listers: list[Lister] = []


def register(teller: Teller, binder: Binder) -> None:
    """Ask these what became of an application; the teller registered last is asked first."""
    if teller not in _tellers:
        _tellers.insert(0, teller)
        _binders.insert(0, binder)


def register_for_the_team(lister: Lister) -> None:
    """Ask this one, too, where many applications stand."""
    if lister not in _listers:
        _listers.append(lister)


def of(application: Any) -> Standing | None:
    """What became of it; asked once for as long as ``application`` lives."""
    known = application.__dict__
    if "_standing" not in known:
        told = (teller(application) for teller in _tellers)
        known["_standing"] = next((standing for standing in told if standing), None)
    return known["_standing"]


def binds(application: Any) -> bool:
    """Whether what became of it leaves nothing to withdraw."""
    return any(binder(application) for binder in _binders)


def words_of(applications: Sequence[Any]) -> dict[int, Word]:
    """Where each of them stands after this stage, by key; who is still in it is left out."""
    told: dict[int, Word] = {}
    for lister in _listers:
        told |= lister(applications)
    return told
