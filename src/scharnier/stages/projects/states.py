from django.db import models
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
