from typing import Protocol

from django.db.models import Manager
from rules import Predicate, add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.events.states import EventState

TEAM = (Role.LEAD, Role.AGENT)


class Event(Protocol):
    """What the rules read of an event; the model stands above them."""

    state: str
    is_public: bool
    round: ProgrammeRound
    region_id: int | None
    is_over: bool
    registrations: Manager


def has_role_near(*roles: Role) -> Predicate:
    """A predicate: the person holds one of ``roles`` for the event's region.

    A grant with a region reaches the events of that region and those for all. The list
    twin is ``queries.near``.
    """

    def check(person: Person, event: Event | None = None) -> bool:
        for grant in grants_of(person):
            if grant.role not in roles:
                continue
            if event is None:
                return True
            is_here = grant.region_id is None or event.region_id in (None, grant.region_id)
            if grant.programme_id == event.round.programme_id and is_here:
                return True
        return False

    return Predicate(check, name="has_role_near:" + "|".join(roles))


@predicate
def is_draft(person: Person, event: Event) -> bool:
    return event.state == EventState.DRAFT


@predicate
def is_published(person: Person, event: Event) -> bool:
    return event.state == EventState.PUBLISHED


@predicate
def is_cancelled(person: Person, event: Event) -> bool:
    return event.state == EventState.CANCELLED


@predicate
def is_over(person: Person, event: Event) -> bool:
    return event.is_over


@predicate
def is_public(person: Person, event: Event) -> bool:
    return event.is_public and event.state != EventState.DRAFT


@predicate
def is_on_its_list(person: Person, event: Event) -> bool:
    """Invited, registered, waiting, or registered once: one query."""
    if event.state == EventState.DRAFT or person.pk is None:
        return False
    return event.registrations.filter(person=person.pk).exists()


is_of_the_programme = has_role_near(*Role)
organises = has_role_near(*TEAM)

add_perm(
    "events.view_event", is_public | organises | (~is_draft & is_of_the_programme) | is_on_its_list
)
add_perm("events.organise_event", organises)
add_perm("events.create_event", organises)
add_perm("events.change_event", ~is_cancelled & organises)
add_perm("events.publish_event", is_draft & organises)
add_perm("events.cancel_event", is_published & ~is_over & organises)
add_perm("events.invite_to_event", is_published & organises)
add_perm("events.check_in_event", is_published & organises)
add_perm(
    "events.register_event",
    is_published & (is_public | is_of_the_programme | is_on_its_list),
)
