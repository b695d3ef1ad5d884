"""What happens to applications. The only place that writes them."""

from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.actions.answering import answer, answer_page, save_page
from scharnier.stages.applications.actions.asking_back import (
    answer_back,
    ask_back,
    remind_of_questions_back,
    take_back_question,
)
from scharnier.stages.applications.actions.begin import (
    begin_by_mail,
    enter_on_behalf,
    send_link,
    start,
    take_over,
)
from scharnier.stages.applications.actions.belonging import confirm_consents
from scharnier.stages.applications.actions.forgetting import (
    erase_person,
    forget,
    forget_what_is_old,
)
from scharnier.stages.applications.actions.sending import (
    hand_in,
    send_copies_of_what_came_too_late,
    send_copy_too_late,
    submit,
    withdraw,
)
from scharnier.stages.applications.actions.sharing import invite, remove_person
from scharnier.stages.applications.actions.team import (
    grant_late_entry,
    merge,
    remind_drafts,
    remind_to_send_again,
)

__all__ = [
    "answer",
    "answer_back",
    "answer_page",
    "ask_back",
    "begin_by_mail",
    "confirm_consents",
    "enter_on_behalf",
    "erase_person",
    "forget",
    "forget_what_is_old",
    "grant_late_entry",
    "hand_in",
    "imports",
    "invite",
    "merge",
    "remind_drafts",
    "remind_of_questions_back",
    "remind_to_send_again",
    "remove_person",
    "save_page",
    "send_copies_of_what_came_too_late",
    "send_copy_too_late",
    "send_link",
    "start",
    "submit",
    "take_back_question",
    "take_over",
    "withdraw",
]
