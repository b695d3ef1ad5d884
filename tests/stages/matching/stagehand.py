"""A kickoff for tests: organisations and creatives with answers, people and places."""

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Applicant, Application, SentVersion
from scharnier.stages.calls.models import Call, Side, TargetGroup
from scharnier.stages.matching import actions
from scharnier.stages.matching.models import Matching, Participant
from tests import scenes
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    MatchingFactory,
    PersonFactory,
    TargetGroupFactory,
)

PLACES = {
    "Seiffen": {"name": "Seiffen/Erzgeb.", "ags": "14521570", "district": "14521"},
    "Dresden": {"name": "Dresden", "ags": "14612000", "district": "14612"},
    "Olbernhau": {"name": "Olbernhau", "ags": "14521460", "district": "14521"},
}


def skills(*keys: str, level: int = 2) -> list[dict]:
    return [{"skill": key, "label": key, "level": level} for key in keys]


class Kickoff:
    """One matching and those who take part in it, by name."""

    def __init__(self, **settings: object) -> None:
        self.matching: Matching = MatchingFactory(**{f"round__{k}": v for k, v in settings.items()})
        self.round: ProgrammeRound = self.matching.round
        self.programme = self.round.programme
        self.call: Call = CallFactory(round=self.round)
        self.groups: dict[str, TargetGroup] = {
            side: TargetGroupFactory(call=self.call, side=side) for side in Side
        }
        self.by_name: dict[str, Participant] = {}

    def __getitem__(self, name: str) -> Participant:
        return self.by_name[name]

    def apply(
        self, name: str, side: Side, *, person: Person | None = None, **answers: object
    ) -> Application:
        """Somebody's submitted application with answers."""
        application = ApplicationFactory(submitted=True, target_group=self.groups[side], name=name)
        Applicant.objects.create(
            application=application, person=person or PersonFactory(name=f"{name} in person")
        )
        SentVersion.objects.create(application=application, number=1, answers=answers)
        return application

    def firm(self, name: str, *, is_present: bool = True, **facts: object) -> Participant:
        return self._join(name, Side.ORGANISATION, is_present, facts)

    def creative(self, name: str, *, is_present: bool = True, **facts: object) -> Participant:
        return self._join(name, Side.CREATIVE, is_present, facts)

    def _join(self, name: str, side: Side, is_present: bool, facts: dict) -> Participant:
        place = facts.pop("place", "Seiffen")
        waited = facts.pop("waited", 0)
        facts["municipality"] = PLACES.get(place, {"name": place, "ags": "", "district": ""})
        application = self.apply(name, side, **facts)
        self.by_name[name] = Participant.objects.create(
            matching=self.matching, application=application, side=side,
            is_present=is_present, waited=waited,
        )  # fmt: skip
        return self.by_name[name]

    def owner(self, name: str) -> Person:
        return self[name].application.applicants.get().person

    def move(
        self, creative: str, to: str | None, *, source: str | None = None, by: Person | None = None
    ):
        """Move by names with the present version of the board."""
        self.matching.refresh_from_db()
        return actions.move(
            self.matching, creative=self[creative], source=self[source] if source else None,
            target=self[to] if to else None, version=self.matching.version, by=by,
        )  # fmt: skip

    def team(self, firm: str, *creatives: str):
        """Creatives put together with a firm on the board; returns the team."""
        for creative in creatives:
            made = self.move(creative, firm)
        return made.to_team


@scenes.once
def small(**settings: object) -> Kickoff:
    """A turnery and a museum, an UX studio and a photographer, all in Seiffen."""
    kickoff = Kickoff(**settings)
    kickoff.firm(
        "Turnery",
        problem="Orders come by letter.",
        wanted_skills=skills("ux"),
        meet_online="no",
        hours_month=8,
    )
    kickoff.firm(
        "Museum",
        problem="Tours need staff.",
        topic_tags=["product"],
        meet_online="partly",
        hours_month=8,
    )
    kickoff.creative(
        "Studio",
        skills=skills("ux", "wireframes"),
        submarket="design",
        hours_month=20,
        radius_km=50,
    )
    kickoff.creative(
        "Photographer",
        skills=skills("photography", "scan_3d"),
        submarket="film",
        hours_month=20,
        radius_km=50,
    )
    return kickoff
