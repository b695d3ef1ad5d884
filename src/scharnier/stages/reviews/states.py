from django.db import models
from django.utils.translation import pgettext_lazy as _p


class ReviewState(models.TextChoices):
    ASSIGNED = "assigned", _p("review", "Assigned")
    STARTED = "started", _p("review", "Started")
    HANDED_IN = "handed_in", _p("review", "Handed in")
    CONFLICTED = "conflicted", _p("review", "Conflict of interest")


class DecisionState(models.TextChoices):
    PREPARED = "prepared", _p("decision", "Prepared")
    RELEASED = "released", _p("decision", "Released")


R, D = ReviewState, DecisionState

REVIEW_MOVES = {
    R.ASSIGNED: {R.STARTED, R.HANDED_IN, R.CONFLICTED},
    R.STARTED: {R.HANDED_IN, R.CONFLICTED},
    R.HANDED_IN: {R.STARTED},
    R.CONFLICTED: set(),
}
DECISION_MOVES = {
    D.PREPARED: {D.RELEASED},
    D.RELEASED: set(),
}
TONES = {
    R.ASSIGNED: "warn", R.STARTED: "brand", R.HANDED_IN: "good", R.CONFLICTED: "",
    D.PREPARED: "line", D.RELEASED: "good",
}
