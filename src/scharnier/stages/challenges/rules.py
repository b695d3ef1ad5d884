"""Who may read, write and sign a team's challenge."""

from typing import Any

from rules import add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.challenges import decided
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.matching import rules as matching

SEE_CHALLENGES = (Role.LEAD, Role.AGENT)


@predicate
def is_partner(person: Person, challenge: Any) -> bool:
    return matching.works_in(person, challenge.team)


@predicate
def is_team_agent(person: Person, challenge: Any) -> bool:
    return matching.is_team_agent(person, challenge.team)


@predicate
def is_handed_in(person: Person, challenge: Any) -> bool:
    return challenge.state == ChallengeState.HANDED_IN


@predicate
def is_undecided(person: Person, challenge: Any) -> bool:
    return not decided.is_decided(challenge)


@predicate
def waits_for_signatures(person: Person, challenge: Any) -> bool:
    return challenge.state == ChallengeState.SIGNING


@predicate
def is_signed(person: Person, challenge: Any) -> bool:
    return challenge.state == ChallengeState.SIGNED


accompanies = has_role(Role.LEAD, Role.AGENT)

add_perm("challenges.view_challenge", has_role(*SEE_CHALLENGES) | is_partner)
add_perm("challenges.write_challenge", ~is_handed_in & (accompanies | is_partner))
add_perm("challenges.sign_challenge", waits_for_signatures & (is_team_agent | is_partner))
add_perm("challenges.note_signature", waits_for_signatures & accompanies)
add_perm("challenges.hand_in_challenge", is_signed & (accompanies | is_partner))
add_perm("challenges.run_challenge", accompanies)
add_perm("challenges.reopen_challenge", is_handed_in & accompanies & is_undecided)
