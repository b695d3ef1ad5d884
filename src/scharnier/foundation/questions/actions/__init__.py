"""What happens to forms and to answer sheets. The only place that writes them."""

from scharnier.foundation.questions.actions.answers import (
    AnswerConflict,
    Entry,
    Written,
    answer,
    answer_page,
    write_page,
)
from scharnier.foundation.questions.actions.forms import (
    FormFault,
    build_form,
    change_question,
    copy_form,
    discard_form,
    publish_form,
)
from scharnier.foundation.questions.actions.sheets import (
    discard_sheet,
    fill_gaps,
    mark_sent,
    open_sheet,
    take_in,
)

__all__ = [
    "AnswerConflict",
    "Entry",
    "FormFault",
    "Written",
    "answer",
    "answer_page",
    "build_form",
    "change_question",
    "copy_form",
    "discard_form",
    "discard_sheet",
    "fill_gaps",
    "mark_sent",
    "open_sheet",
    "publish_form",
    "take_in",
    "write_page",
]
