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
    names = [*ROLES, *PARTICIPANTS]
    addresses = {name: f"{name.lower()}@example.org" for name in names}
    known = {one.email: one for one in Person.objects.filter(email__in=addresses.values())}
    missing = [
        Person(email=addresses[name], name=name) for name in names if addresses[name] not in known
    ]
    for one in missing:
        one.set_unusable_password()
    known |= {one.email: one for one in Person.objects.bulk_create(missing)}
    people = {name: known[address] for name, address in addresses.items()}
    held = set(
        RoleGrant.objects.filter(programme=programme, region=None).values_list("person_id", "role")
    )
    wanted = [(people[name], role) for name, role in ROLES.items()]
    RoleGrant.objects.bulk_create(
        RoleGrant(person=one, role=role, programme=programme)
        for one, role in wanted
        if (one.pk, role) not in held
    )
    return people
