"""What happens while teams are formed. Nothing else writes here."""

from scharnier.stages.matching.actions.answering import confirm, decline
from scharnier.stages.matching.actions.board import free, move, pin, undo_move, veto
from scharnier.stages.matching.actions.forgetting import erase_person
from scharnier.stages.matching.actions.gathering import (
    add_participant,
    check_in,
    close,
    close_wishes,
    invite_accepted,
    open_matching,
    open_wishes,
    reopen,
    send_links,
    take_attendance,
    undo_check_in,
)
from scharnier.stages.matching.actions.offering import (
    assign_agent,
    dissolve,
    offer,
    offer_teams,
    replace_member,
    take_back_offer,
)
from scharnier.stages.matching.actions.proposals import adopt, discard, keep_proposal, propose
from scharnier.stages.matching.actions.wishing import wish

__all__ = [
    "add_participant",
    "adopt",
    "assign_agent",
    "check_in",
    "close",
    "close_wishes",
    "confirm",
    "decline",
    "discard",
    "dissolve",
    "erase_person",
    "free",
    "invite_accepted",
    "keep_proposal",
    "move",
    "offer",
    "offer_teams",
    "open_matching",
    "open_wishes",
    "pin",
    "propose",
    "reopen",
    "replace_member",
    "send_links",
    "take_attendance",
    "take_back_offer",
    "undo_check_in",
    "undo_move",
    "veto",
    "wish",
]
