from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class ProjectState(models.TextChoices):
    AGREEING = "agreeing", _p("project", "Agreement to be signed")
    RUNNING = "running", _p("project", "Running")
    FINISHED = "finished", _p("project", "Finished")
    ENDED_EARLY = "ended_early", _p("project", "Ended early")


class VoucherState(models.TextChoices):
    DRAFT = "draft", _p("voucher", "Draft")
    HANDED_IN = "handed_in", _p("voucher", "Handed in")
    QUERIED = "queried", _p("voucher", "Query")
    ACCEPTED = "accepted", _p("voucher", "Accepted")
    REFUSED = "refused", _p("voucher", "Refused")


P, V = ProjectState, VoucherState

PROJECT_MOVES = {
    P.AGREEING: {P.RUNNING, P.ENDED_EARLY},
    P.RUNNING: {P.FINISHED, P.ENDED_EARLY},
    P.FINISHED: {P.RUNNING},
    P.ENDED_EARLY: set(),
}
VOUCHER_MOVES = {
    V.DRAFT: {V.HANDED_IN},
    V.HANDED_IN: {V.DRAFT, V.QUERIED, V.ACCEPTED, V.REFUSED},
    V.QUERIED: {V.HANDED_IN, V.REFUSED},
    V.ACCEPTED: {V.QUERIED},
    V.REFUSED: set(),
}
TONES = {
    P.AGREEING: "warn",
    P.RUNNING: "brand",
    P.FINISHED: "good",
    P.ENDED_EARLY: "",
    V.DRAFT: "line",
    V.HANDED_IN: "brand",
    V.QUERIED: "warn",
    V.ACCEPTED: "good",
    V.REFUSED: "bad",
}

VERBS = {
    "round.cost_categories_made": _("prepared the cost categories"),
    "project.begun": _("began the project"),
    "project.agreement_changed": _("changed the agreement"),
    "project.agreement_signed": _("signed the agreement"),
    "project.started": _("the project runs: all have signed"),
    "project.budget_planned": _("planned a cost"),
    "project.budget_changed": _("changed a planned cost"),
    "project.budget_dropped": _("took a planned cost away"),
    "project.checked_in": _("wrote down a check-in"),
    "project.milestone_set": _("set a milestone"),
    "project.milestone_reached": _("marked a milestone as reached"),
    "project.milestone_reopened": _("opened a milestone again"),
    "project.milestone_dropped": _("took a milestone away"),
    "project.prototype_shown": _("showed the prototype"),
    "project.prototype_changed": _("changed the prototype"),
    "project.prototype_tested": _("recorded a test"),
    "project.renamed": _("renamed the project"),
    "project.finished": _("finished the project"),
    "project.reopened": _("took the project up again"),
    "project.ended_early": _("ended the project early"),
    "voucher.drafted": _("typed in a voucher"),
    "voucher.changed": _("changed the voucher"),
    "voucher.files_added": _("added files to the voucher"),
    "voucher.file_dropped": _("took a file off the voucher"),
    "voucher.handed_in": _("handed the voucher in"),
    "voucher.taken_back": _("took the voucher back"),
    "voucher.accepted": _("accepted the voucher"),
    "voucher.queried": _("asked a question back"),
    "voucher.refused": _("refused the voucher"),
}
