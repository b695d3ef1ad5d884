from django.db import models
from django.utils.translation import gettext_lazy as _
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
    R.ASSIGNED: {R.STARTED, R.CONFLICTED},
    R.STARTED: {R.HANDED_IN, R.CONFLICTED},
    R.HANDED_IN: {R.STARTED, R.CONFLICTED},
    R.CONFLICTED: set(),
}
DECISION_MOVES = {
    D.PREPARED: {D.RELEASED},
    D.RELEASED: set(),
}
TONES = {
    R.ASSIGNED: "warn",
    R.STARTED: "brand",
    R.HANDED_IN: "good",
    R.CONFLICTED: "",
    D.PREPARED: "line",
    D.RELEASED: "good",
}
VERBS = {
    "reviews.prepared": _("prepared the formal check and the rubrics"),
    "reviews.reason_changed": _("changed a point of the formal check"),
    "reviews.reason_added": _("added a point to the formal check"),
    "reviews.reason_dropped": _("took a point out of the formal check"),
    "application.checked": _("checked the formal points"),
    "review.assigned": _("asked somebody to review"),
    "review.unassigned": _("took a review back"),
    "reviews.spread": _("spread the applications among the reviewers"),
    "reviews.reviewers_told": _("told the reviewers what waits for them"),
    "review.begun": _("began to review"),
    "review.scored": _("gave points"),
    "review.handed_in": _("handed a review in"),
    "review.taken_back": _("opened a review again"),
    "review.conflict_declared": _("declared a conflict of interest"),
    "application.decided": _("prepared a decision"),
    "decisions.prepared": _("prepared decisions from the ranking"),
    "decision.released": _("released the decision"),
    "decisions.released": _("released the decisions"),
    "application.promoted": _("let an application move up from the waiting list"),
    "application.taken_in": _("takes part after all: the team is confirmed"),
}
