"""What others may ask about wishes, the board and teams."""

from scharnier.stages.matching.queries.facts import Facts, facts_of
from scharnier.stages.matching.queries.gathering import (
    attended,
    candidates,
    earlier_waits,
    matching_of,
    matchings_for,
    participants_of,
)
from scharnier.stages.matching.queries.inviting import (
    held_invitations,
    invitation_panel,
    not_invited,
    wish_mails,
    with_held_link,
    without_link,
)
from scharnier.stages.matching.queries.teams import (
    Partner,
    answers_of,
    confirmed_teams,
    living_members_of,
    open_answers,
    part_of,
    partners_of,
    sides_of,
    team_panel,
    teams_of,
    teams_of_person,
    visible_to,
    with_parts,
)
from scharnier.stages.matching.queries.wishes import WishRow, wish_list, wishes_by

__all__ = [
    "Facts",
    "Partner",
    "WishRow",
    "answers_of",
    "attended",
    "candidates",
    "confirmed_teams",
    "earlier_waits",
    "facts_of",
    "held_invitations",
    "invitation_panel",
    "living_members_of",
    "matching_of",
    "matchings_for",
    "not_invited",
    "open_answers",
    "part_of",
    "participants_of",
    "partners_of",
    "sides_of",
    "team_panel",
    "teams_of",
    "teams_of_person",
    "visible_to",
    "wish_list",
    "wish_mails",
    "wishes_by",
    "with_held_link",
    "with_parts",
    "without_link",
]
