"""Who writes a blueprint, releases it, publishes it. Reading a published one needs nobody."""

from rules import add_perm, predicate

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.blueprints.states import BlueprintState as S
from scharnier.stages.projects.rules import is_on_team


@predicate
def is_partner(person, blueprint):
    return is_on_team(person, blueprint.project.team)


@predicate
def is_writable(person, blueprint):
    return blueprint.state != S.WITHDRAWN


@predicate
def awaits_release(person, blueprint):
    return blueprint.state == S.RELEASING


@predicate
def is_draft(person, blueprint):
    return blueprint.state == S.DRAFT


@predicate
def is_released(person, blueprint):
    return blueprint.state in {S.RELEASED, S.WITHDRAWN}


@predicate
def is_in_library(person, blueprint):
    return blueprint.published_id is not None and blueprint.state != S.WITHDRAWN


accompanies = has_role(Role.LEAD, Role.AGENT)

add_perm("blueprints.view_blueprint", is_partner | accompanies)
add_perm("blueprints.write_blueprint", is_writable & (is_partner | accompanies))
add_perm("blueprints.ask_for_release", is_draft & (is_partner | accompanies))
add_perm("blueprints.release_blueprint", awaits_release & is_partner)
add_perm("blueprints.publish_blueprint", is_released & accompanies)
add_perm("blueprints.withdraw_blueprint", is_in_library & accompanies)
add_perm("blueprints.list_blueprints", accompanies)
add_perm("blueprints.show_reuse", accompanies)
