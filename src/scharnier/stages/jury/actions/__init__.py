"""The verbs of the jury, by noun."""

from scharnier.stages.jury.actions.days import (
    add_case,
    add_cases,
    arrange,
    change_day,
    convene,
    drop_case,
    invite,
    seat,
    tell_jurors,
    unseat,
)
from scharnier.stages.jury.actions.scoring import (
    call,
    declare_bias,
    hand_in,
    open_scoring,
    promise_confidentiality,
    score,
    take_back,
)
from scharnier.stages.jury.actions.verdicts import (
    deliberate,
    give_verdict,
    meet_condition,
    release,
    reopen_condition,
    reveal,
)

__all__ = [
    "add_case",
    "add_cases",
    "arrange",
    "call",
    "change_day",
    "convene",
    "declare_bias",
    "deliberate",
    "drop_case",
    "give_verdict",
    "hand_in",
    "invite",
    "meet_condition",
    "open_scoring",
    "promise_confidentiality",
    "release",
    "reopen_condition",
    "reveal",
    "score",
    "seat",
    "take_back",
    "tell_jurors",
    "unseat",
]
