from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from scharnier.foundation import skills
from scharnier.foundation.outbox import queries as outbox
from scharnier.foundation.people.models import Person
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.queries import latest_answers_of
from scharnier.stages.calls.models import Side
from scharnier.stages.matching.models import Participant, Wish
from scharnier.stages.matching.queries.facts import as_words
from scharnier.stages.matching.queries.inviting import WISH_MAIL
from scharnier.stages.matching.states import MatchingState

LINE = 160  # characters of a problem that are shown on a phone
SENTENCE = 300  # of what somebody says of themselves


@dataclass(frozen=True)
class WishRow:
    """Somebody of the other side as a phone shows them, and what was said about them."""

    participant: Participant
    about: str
    place: str
    value: int | None


def wish_list(giver: Participant) -> list[WishRow]:
    """The other side's present participants, each with one line, as ``giver`` may see them."""
    others = list(
        Participant.objects.filter(matching=giver.matching_id, is_present=True)
        .exclude(side=giver.side)
        .select_related("application")
        .order_by("application__name", "pk")
    )
    answers = latest_answers_of([other.application for other in others])
    said = wishes_by(giver)
    return [
        WishRow(
            other,
            one_line(other, answers.get(other.application_id, {})),
            other.application.municipality,
            said.get(other.pk),
        )
        for other in others
    ]


@dataclass(frozen=True)
class Introduction:
    """A side of a team as its partners get to know it, before anybody's address is told.

    ``skills`` are what a creative can do or what an organisation wishes for, ``sentence``
    their own words, ``link`` a work to look at.
    """

    application: Application
    skills: list[str]
    sentence: str
    link: str


def introduced(sides: Iterable[Application]) -> list[Introduction]:
    """These sides as they describe themselves in their applications; one query."""
    listed = list(sides)
    answers = latest_answers_of(listed)
    return [_introduce(side, answers[side.pk]) for side in listed]


def _introduce(side: Application, answers: dict) -> Introduction:
    if side.side == Side.ORGANISATION:
        return Introduction(
            side, skill_words(answers, "wanted_skills"), _own_words(answers, "problem"), ""
        )
    works = [
        entry.get("link") for entry in answers.get("references") or [] if isinstance(entry, dict)
    ]
    link = next((str(work) for work in works if str(work).startswith(("https://", "http://"))), "")
    return Introduction(side, skill_words(answers), _own_words(answers, "strength"), link)


def _own_words(answers: dict, key: str) -> str:
    return Truncator(" ".join(as_words(answers.get(key)).split())).chars(SENTENCE)


def asked_for_wishes(person: Person) -> list[Participant]:
    """The person's own participants who are present while the wishes are open, and know it."""
    here = Participant.objects.filter(
        application__applicants__person=person.pk,
        is_present=True,
        matching__state=MatchingState.WISHING,
    ).exclude(outbox.is_held_back(Participant, "pk", WISH_MAIL, to=[person.pk]))
    return list(here.select_related("matching__round").order_by("-pk"))


def wishes_by(giver: Participant) -> dict[int, int]:
    """Participant → what ``giver`` said about them. For the giver and for agents only."""
    rows = Wish.objects.filter(from_participant=giver)
    return dict(rows.values_list("to_participant", "value"))


def one_line(participant: Participant, answers: dict) -> str:
    """An organisation's problem or a creative's skills in one line."""
    if participant.side == Side.CREATIVE:
        return ", ".join(skill_words(answers)) or as_words(answers.get("better_than_others"))[:LINE]
    problem = " ".join(as_words(answers.get("problem")).split())
    return problem if len(problem) <= LINE else f"{problem[: LINE - 1].rstrip()}…"


def skill_words(answers: dict, key: str = "skills") -> list[str]:
    """Skills in the language of the page."""
    words = []
    for entry in answers.get(key) or []:
        named = entry if isinstance(entry, dict) else {"skill": str(entry), "label": str(entry)}
        known = skills.get(named.get("skill") or "")
        words.append(str(known) if known else str(named.get("label") or named.get("skill") or ""))
    return [word for word in words if word]
