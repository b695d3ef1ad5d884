"""How much of a round's figures somebody may see: all of it, or the districts of their regions."""

from django.db.models import Q

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of

WHOLE = (Role.LEAD, Role.AGENT)


def districts_of(person: Person, round: ProgrammeRound) -> frozenset[str] | None:
    """The districts whose figures ``person`` may see; None is the whole round.

    Whoever works on the round sees all of it; an observer who is bound to regions sees
    those and nothing else.
    """
    found: set[str] = set()
    for grant in grants_of(person):
        if grant.programme_id != round.programme_id:
            continue
        if grant.role in WHOLE or (grant.role == Role.OBSERVER and grant.region is None):
            return None
        if grant.role == Role.OBSERVER and grant.region is not None:
            found.update(grant.region.districts)
    return frozenset(found)


def lies_in(districts: frozenset[str] | None, path: str) -> Q:
    """The condition for rows whose ``path`` is one of these districts."""
    return Q() if districts is None else Q(**{f"{path}__in": districts})
