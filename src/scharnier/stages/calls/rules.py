from rules import add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.foundation.states import HasState
from scharnier.stages.calls.states import CallState


@predicate
def is_public(person: Person, call: HasState) -> bool:
    return call.state != CallState.DRAFT


@predicate
def is_draft(person: Person, call: HasState) -> bool:
    return call.state == CallState.DRAFT


@predicate
def is_published(person: Person, call: HasState) -> bool:
    return call.state == CallState.PUBLISHED


@predicate
def is_archived(person: Person, call: HasState) -> bool:
    return call.state == CallState.ARCHIVED


is_lead = has_role(Role.LEAD)

add_perm("calls.view_call", has_role(*Role))
add_perm("calls.change_call", ~is_archived & is_lead)
add_perm("calls.publish_call", is_draft & is_lead)
add_perm("calls.unpublish_call", is_published & is_lead)
add_perm("calls.extend_call", is_published & is_lead)
add_perm("calls.archive_call", is_published & is_lead)
add_perm("calls.read_page", is_public | has_role(*Role))
