from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _p("application", "Draft")
    SUBMITTED = "submitted", _p("application", "Submitted")
    WITHDRAWN = "withdrawn", _p("application", "Withdrawn")
    MERGED = "merged", _p("application", "Merged as a duplicate")


class QuestionBackState(models.TextChoices):
    OPEN = "open", _p("question back", "Waits for an answer")
    ANSWERED = "answered", _p("question back", "Answered")
    LAPSED = "lapsed", _p("question back", "Date passed without an answer")
    TAKEN_BACK = "taken_back", _p("question back", "Taken back")


S, Q = ApplicationState, QuestionBackState

MOVES = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN, S.MERGED},
    S.SUBMITTED: {S.WITHDRAWN, S.MERGED},
    S.WITHDRAWN: set(),
    S.MERGED: set(),
}

QUESTION_BACK_MOVES = {
    Q.OPEN: {Q.ANSWERED, Q.LAPSED, Q.TAKEN_BACK},
    Q.ANSWERED: set(),
    Q.LAPSED: set(),
    Q.TAKEN_BACK: set(),
}
TONES = {
    S.DRAFT: "line",
    S.SUBMITTED: "good",
    S.WITHDRAWN: "",
    S.MERGED: "",
    Q.OPEN: "warn",
    Q.ANSWERED: "good",
    Q.LAPSED: "bad",
    Q.TAKEN_BACK: "",
}

VERBS = {
    "application.started": _("began the application"),
    "application.submitted": _("handed the application in"),
    "application.sent_again": _("handed in a changed version"),
    "application.withdrawn": _("withdrew the application"),
    "application.merged": _("merged a duplicate"),
    "application.imported": _("took the application from a file"),
    "application.person_invited": _("invited a person to the application"),
    "application.contact_reads_along": _("named an address that reads along"),
    "application.person_removed": _("took a person off the application"),
    "application.link_sent": _("had a link sent"),
    "application.reminded": _("reminded of the draft"),
    "application.forgotten": _("erased answers and names"),
    "application.asked_back": _("asked a question back"),
    "application.answered_back": _("answered the question back"),
    "application.question_back_ended": _("ended a question back"),
    "application.late_entry_granted": _("granted a late entry"),
    "application.consents_confirmed": _("confirmed the consents"),
    "call.late_entry_granted": _("granted a late entry"),
    "call.drafts_reminded": _("had reminders written"),
    "import.read": _("read a file"),
    "import.mapped": _("changed which column answers which question"),
    "import.applied": _("imported a file"),
}
