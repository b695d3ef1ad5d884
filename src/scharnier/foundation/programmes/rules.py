"""Who holds which role where, as predicates that every stage combines."""

from collections.abc import Callable
from typing import Protocol

from django.db.models import Model
from rules import Predicate, add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Programme, ProgrammeRound, Role, RoleGrant

KEPT = "_grants"


class OfARound(Protocol):
    """A row that belongs to a round."""

    @property
    def round(self) -> ProgrammeRound: ...


Subject = Programme | ProgrammeRound | OfARound


def grants_of(person: Person) -> list[RoleGrant]:
    """The person's grants, loaded once for as long as this object lives (one request)."""
    if not getattr(person, "is_authenticated", False) or person.pk is None:
        return []
    grants: list[RoleGrant] | None = getattr(person, KEPT, None)
    if grants is None:
        grants = list(person.role_grants.select_related("region"))
        setattr(person, KEPT, grants)
    return grants


def programme_of(subject: Subject | None) -> int | None:
    """The programme's key that ``subject`` belongs to, read from what is already loaded."""
    if subject is None:
        return None
    if isinstance(subject, Programme):
        return subject.pk
    if isinstance(subject, ProgrammeRound):
        return subject.programme_id
    return subject.round.programme_id


def district_of(subject: Subject | None) -> str | None:
    """The district that ``subject`` lies in, or None if it belongs to no region."""
    return getattr(subject, "district", None) or None


def holds(person: Person, role: Role, subject: Subject | None) -> bool:
    """Whether the person has ``role`` for ``subject``; a region's grant sees its districts only.

    Without a subject: anywhere at all.
    """
    programme, district = programme_of(subject), district_of(subject)
    for grant in grants_of(person):
        if grant.role != role:
            continue
        if subject is None:
            return True
        if grant.programme_id != programme:
            continue
        if grant.region is None or district is None or district in grant.region.districts:
            return True
    return False


def has_role(*roles: Role, of: Callable[..., Subject] = lambda subject: subject) -> Predicate:
    """A predicate: the person holds one of ``roles`` for what ``of`` makes of the subject."""

    def check(person: Person, subject: Subject | None = None) -> bool:
        target = of(subject) if subject is not None else None
        return any(holds(person, role, target) for role in roles)

    return Predicate(check, name="has_role:" + "|".join(roles))


@predicate
def is_signed_in(person: Person, subject: Model | None = None) -> bool:
    return bool(getattr(person, "is_authenticated", False))


is_lead = has_role(Role.LEAD)

add_perm("programmes.create_round", is_lead)
add_perm("programmes.change_round", is_lead)
add_perm("programmes.change_programme", is_lead)
add_perm("programmes.grant_role", is_lead)
add_perm("programmes.view_round", has_role(*Role))
