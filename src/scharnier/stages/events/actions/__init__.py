"""What happens to events and to the people on their lists. Only here they are written."""

from scharnier.stages.events.actions.attendance import check_in, check_in_walk_in, undo_check_in
from scharnier.stages.events.actions.event import cancel, change, create, publish
from scharnier.stages.events.actions.registrations import (
    cancel_registration,
    invite,
    register,
    remind,
)

__all__ = [
    "cancel",
    "cancel_registration",
    "change",
    "check_in",
    "check_in_walk_in",
    "create",
    "invite",
    "publish",
    "register",
    "remind",
    "undo_check_in",
]
