"""Associations, programme, regions and the people with roles."""

from i18nfield.strings import LazyI18nString

from scharnier.desk.demo.days import Days
from scharnier.desk.demo.personas import PERSONAS
from scharnier.desk.demo.story import JURORS
from scharnier.foundation.organisations import actions as organisations
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import actions as programmes
from scharnier.foundation.programmes.models import Programme, Region, Role

REGIONS = [
    ("erzgebirge", "Erzgebirge", "Ore Mountains", ["14521", "14511", "14524", "14522", "14523"]),
    ("lausitz", "Lausitz", "Lusatia", ["14625", "14626"]),
    ("elbland", "Elbland", "Elbe valley", ["14627", "14612", "14628"]),
]


def text(german: str, english: str = "") -> LazyI18nString:
    return LazyI18nString({"de": german, "en": english or german})


def assemble(days: Days) -> Programme:
    """The programme with its owners, regions and everybody who holds a role."""
    with days.on(2026, 6, 1):
        lead = organisations.enter(
            name="Beispielverband Kreativwirtschaft",
            type="association",
            municipality="Dresden",
            district="14612",
            by=None,
        )
        programme = programmes.found_programme(
            lead,
            name=text("Cross Innovation Erzgebirge"),
            slug="cross-innovation",
            by=None,
            is_fictional=True,
            funding_notice=text(
                "Fiktive Daten zur Vorführung. Im echten Betrieb steht hier der Förderhinweis aus dem Zuwendungsbescheid.",
                "Fictional data for a demonstration. In real use, the funding notice of your grant goes here.",
            ),
        )
        regions = _regions(programme)
        _roles(programme, regions)
    return programme


def _regions(programme: Programme) -> dict[str, Region]:
    made = {}
    for slug, german, english, districts in REGIONS:
        region = programmes.add_region(
            programme, name=text(german, english), slug=slug, districts=districts, by=None
        )
        partner = organisations.enter(name=f"Beispielverband {german}", type="association", by=None)
        programmes.add_partner(programme, association=partner, regions=[region], by=None)
        made[slug] = region
    return made


def _roles(programme: Programme, regions: dict[str, Region]) -> None:
    region = regions["erzgebirge"]
    staff = {persona.email: persona.name for persona in PERSONAS}
    for email, role, where in [
        ("leitung@example.org", Role.LEAD, None),
        ("agentin.erzgebirge@example.org", Role.AGENT, region),
        ("sichtung.eins@example.org", Role.REVIEWER, None),
        ("sichtung.zwei@example.org", Role.REVIEWER, None),
        ("sichtung.drei@example.org", Role.REVIEWER, None),
        ("kasse@example.org", Role.TREASURER, None),
        ("ministerium@example.org", Role.OBSERVER, None),
    ]:
        name = staff.get(email, "Robert Sommer" if "zwei" in email else "Rita Vogel")
        person = people.enter(name=name, email=email, by=None)
        programmes.grant_role(programme, person=person, role=role, region=where, by=None)
    for email, name, _institution in JURORS:
        person = people.enter(name=name, email=email, by=None)
        programmes.grant_role(programme, person=person, role=Role.JUROR, by=None)


def somebody(email: str) -> Person:
    return Person.objects.get(email=email)


def lead() -> Person:
    return somebody("leitung@example.org")


def agent() -> Person:
    return somebody("agentin.erzgebirge@example.org")
