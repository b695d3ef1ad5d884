"""What the reviews know, by noun."""

from scharnier.stages.reviews.queries.assigning import (
    candidates,
    open_places,
    workload,
)
from scharnier.stages.reviews.queries.checking import (
    check_of,
    checked_applications,
    facts_of,
    next_to_check,
    reasons_for,
)
from scharnier.stages.reviews.queries.deciding import (
    accepted,
    decision_of,
    decision_panel,
    held_letters,
    known_to,
    prepared,
    rejected,
    told,
    undecided,
    unread,
    waitlisted,
)
from scharnier.stages.reviews.queries.ranking import (
    ranked,
    ranks,
    scores_of,
    standing_of,
)
from scharnier.stages.reviews.queries.reading import Reading, reading_of
from scharnier.stages.reviews.queries.reviewing import (
    criteria_of,
    next_review,
    others_of,
    progress_of,
    queue_of,
    rubric_of,
)
from scharnier.stages.reviews.queries.rounds import (
    counts_of,
    rounds_for,
    visible_to,
    waiting_by_round,
)

__all__ = [
    "Reading",
    "accepted",
    "candidates",
    "check_of",
    "checked_applications",
    "counts_of",
    "criteria_of",
    "decision_of",
    "decision_panel",
    "facts_of",
    "held_letters",
    "known_to",
    "next_review",
    "next_to_check",
    "open_places",
    "others_of",
    "prepared",
    "progress_of",
    "queue_of",
    "ranked",
    "ranks",
    "reading_of",
    "reasons_for",
    "rejected",
    "rounds_for",
    "rubric_of",
    "scores_of",
    "standing_of",
    "told",
    "undecided",
    "unread",
    "visible_to",
    "waiting_by_round",
    "waitlisted",
    "workload",
]
