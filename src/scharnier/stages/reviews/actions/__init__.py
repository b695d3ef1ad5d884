"""The verbs of the reviews, by noun."""

from scharnier.stages.reviews.actions.assigning import assign, assign_pairs, invite, unassign
from scharnier.stages.reviews.actions.checking import check
from scharnier.stages.reviews.actions.deciding import (
    decide,
    decide_many,
    decide_ranking,
    promote,
    release,
    take_in,
)
from scharnier.stages.reviews.actions.preparing import (
    add_reason,
    change_reason,
    drop_reason,
    prepare_round,
)
from scharnier.stages.reviews.actions.reviewing import (
    begin,
    declare_conflict,
    hand_in,
    score,
    take_back,
)

__all__ = [
    "add_reason",
    "assign",
    "assign_pairs",
    "begin",
    "change_reason",
    "check",
    "decide",
    "decide_many",
    "decide_ranking",
    "declare_conflict",
    "drop_reason",
    "hand_in",
    "invite",
    "prepare_round",
    "promote",
    "release",
    "score",
    "take_back",
    "take_in",
    "unassign",
]
