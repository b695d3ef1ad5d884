from django.db.models import Q, QuerySet

from scharnier.foundation import places
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import (
    Ownership,
    Programme,
    ProgrammeRound,
    Role,
    RoleGrant,
)
from scharnier.foundation.programmes.rules import grants_of


def rounds_for(person: Person, *roles: Role) -> QuerySet[ProgrammeRound]:
    """The rounds in whose programme the person holds one of ``roles`` (default: any)."""
    wanted = set(roles) or set(Role)
    programmes = {grant.programme_id for grant in grants_of(person) if grant.role in wanted}
    return ProgrammeRound.objects.filter(programme__in=programmes).select_related("programme")


def programmes_for(person: Person, *roles: Role) -> QuerySet[Programme]:
    wanted = set(roles) or set(Role)
    return Programme.objects.filter(
        pk__in={grant.programme_id for grant in grants_of(person) if grant.role in wanted}
    )


def within_reach(
    person: Person, *roles: Role, round: str = "round", district: str = "district"
) -> Q:
    """The list twin of ``has_role``: a filter for rows that lie in a programme and a district.

    ``round`` and ``district`` are the lookups from the row to its round and its
    district's key. A grant without a region reaches the whole programme; one with a
    region reaches its districts and the rows that have no district.
    """
    reach = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role not in roles:
            continue
        here = Q(**{f"{round}__programme": grant.programme_id})
        if grant.region is not None:
            here &= Q(**{f"{district}__in": [*grant.region.districts, ""]})
        reach |= here
    return reach


def people_with(role: Role, programme: Programme) -> QuerySet[Person]:
    """Everybody who holds ``role`` in the programme, in any region, by name."""
    return (
        Person.objects.filter(
            is_active=True, role_grants__role=role, role_grants__programme=programme
        )
        .distinct()
        .order_by("name", "pk")
    )


def team_of(programme: Programme) -> QuerySet[RoleGrant]:
    """All grants of a programme with people and regions, for the page of people and roles."""
    return programme.role_grants.select_related("person", "region").order_by(
        "role", "person__name", "pk"
    )


def regions_of(programme: Programme) -> list[dict]:
    """The regions with the names of their districts."""
    names = {district.ags: district.name for district in places.DISTRICTS}
    return [
        {"region": region, "districts": [names.get(key, key) for key in region.districts]}
        for region in programme.regions.order_by("pk")
    ]


def owners_of(programme: Programme) -> QuerySet[Ownership]:
    """The associations, the lead first, with their regions."""
    owners = programme.ownerships.select_related("organisation").prefetch_related("regions")
    return owners.order_by("kind", "pk")
