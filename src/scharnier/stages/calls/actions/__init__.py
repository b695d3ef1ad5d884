"""What happens to calls, their parts and the wishes to be reminded. Only here they are written."""

from scharnier.stages.calls.actions.call import archive, change, extend, publish, unpublish
from scharnier.stages.calls.actions.parts import add_part, change_part, move_part, remove_part
from scharnier.stages.calls.actions.reminders import (
    REMINDER_PURPOSE,
    ask_for_reminder,
    confirm_reminder,
    send_reminders,
    stop_reminder,
)
from scharnier.stages.calls.actions.setting_up import create_from_template

__all__ = [
    "REMINDER_PURPOSE",
    "add_part",
    "archive",
    "ask_for_reminder",
    "change",
    "change_part",
    "confirm_reminder",
    "create_from_template",
    "extend",
    "move_part",
    "publish",
    "remove_part",
    "send_reminders",
    "stop_reminder",
    "unpublish",
]
