"""People who mean the same in every test.

Olu leads the programme, Nia is a network agent in the Ore Mountains, Rey and Ria
review, Jun sits on the jury, Tom is the treasurer, Fay observes for the funder.
Max owns a firm, Kim is a creative, Ada applies, Sam is a stranger.
"""

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme, Region, Role, RoleGrant

ROLES = {
    "Olu": Role.LEAD,
    "Nia": Role.AGENT,
    "Rey": Role.REVIEWER,
    "Ria": Role.REVIEWER,
    "Jun": Role.JUROR,
    "Tom": Role.TREASURER,
    "Fay": Role.OBSERVER,
}
PARTICIPANTS = ["Max", "Kim", "Ada", "Sam"]


def person(name: str) -> Person:
    """The persona, made when first asked for."""
    email = f"{name.lower()}@example.org"
    return Person.objects.filter(email=email).first() or Person.objects.create_user(
        email=email, name=name
    )


def with_role(name: str, programme: Programme, region: Region | None = None) -> Person:
    """The persona with the role that goes with the name, in ``programme``."""
    someone = person(name)
    RoleGrant.objects.get_or_create(
        person=someone, role=ROLES[name], programme=programme, region=region
    )
    return Person.objects.get(pk=someone.pk)


def everybody(programme: Programme) -> dict[str, Person]:
    """All personas by name; the first seven hold their roles in ``programme``."""
    people = {name: with_role(name, programme) for name in ROLES}
    return people | {name: person(name) for name in PARTICIPANTS}
