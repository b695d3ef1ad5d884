"""January to August: specialist events, peer learning, the interim show, the final event."""

from dataclasses import dataclass

from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.cast import text
from scharnier.desk.demo.days import Days
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.calls.models import Call
from scharnier.stages.events import actions as events
from scharnier.stages.events.models import Event, EventKind


@dataclass(frozen=True)
class Occasion:
    """An event of the story: day (year, month, day), hours from and to, where."""

    kind: EventKind
    title: tuple[str, str]
    day: tuple[int, int, int]
    hours: tuple[int, int]
    place: str
    municipality: str = ""
    online_link: str = ""
    is_public: bool = False


OCCASIONS = [
    Occasion(
        EventKind.SPECIALIST,
        ("Was KI im kleinen Betrieb kann", "What AI can do in a small firm"),
        (2027, 1, 30), (14, 18), "Technische Sammlungen (fiktiv)", "Dresden", is_public=True,
    ),
    Occasion(
        EventKind.PEER_LEARNING,
        ("Peer Learning online: erste Skizzen", "Peer learning online: first sketches"),
        (2027, 2, 7), (9, 11), "", online_link="https://example.org/peer-learning",
    ),
    Occasion(
        EventKind.PEER_LEARNING,
        ("Peer Learning: was beim Testen herauskam", "Peer learning: what the tests showed"),
        (2027, 3, 12), (9, 13), "Stolln-Café (fiktiv)", "Bockau",
    ),
    Occasion(
        EventKind.NETWORK,
        ("Zwischenschau der Prototypen", "Interim show of the prototypes"),
        (2027, 4, 16), (16, 20), "Gründerhaus (fiktiv)", "Schneeberg", is_public=True,
    ),
    Occasion(
        EventKind.FINAL,
        ("Abschluss mit Katalog", "Final event with catalogue"),
        (2027, 8, 27), (16, 20), "Kulturzentrum Goldne Sonne (fiktiv)", "Schneeberg", is_public=True,
    ),
]  # fmt: skip


def meet(round: ProgrammeRound, days: Days) -> None:
    """Each is announced in January; some of the teams come. The final event is still ahead."""
    call = Call.objects.get(round=round)
    with days.on(2027, 1, 8):
        planned = [(one, _announce(round, one, days)) for one in OCCASIONS]
    for place, (one, event) in enumerate(planned):
        guests = [
            selection.by_email(call, key)
            for match in story.MATCHES[place % 3 :: 3]
            for key in (match.organisation, match.creative)
            if key != story.REPLACED[0]
        ]
        with days.on(2027, 1, 20):
            coming = [events.register(event, person=owner_of(g), by=cast.agent()) for g in guests]
        if one.kind != EventKind.FINAL:
            with days.on(*one.day, one.hours[0]):
                for registration in coming[1:]:
                    events.check_in(registration, by=cast.agent())


def _announce(round: ProgrammeRound, one: Occasion, days: Days) -> Event:
    event = events.create(
        round,
        kind=one.kind,
        title=text(*one.title),
        starts_at=days.moment(*one.day, one.hours[0]),
        ends_at=days.moment(*one.day, one.hours[1]),
        venue=one.place,
        municipality=one.municipality,
        online_link=one.online_link,
        is_public=one.is_public,
        by=cast.lead(),
    )
    events.publish(event, by=cast.lead())
    return event
