from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _p("application", "Draft")
    SUBMITTED = "submitted", _p("application", "Submitted")
    WITHDRAWN = "withdrawn", _p("application", "Withdrawn")
    MERGED = "merged", _p("application", "Merged as a duplicate")


S = ApplicationState

MOVES = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN, S.MERGED},
    S.SUBMITTED: {S.WITHDRAWN, S.MERGED},
    S.WITHDRAWN: set(),
    S.MERGED: set(),
}

TONES = {S.DRAFT: "line", S.SUBMITTED: "good", S.WITHDRAWN: "", S.MERGED: ""}

VERBS = {
    "application.started": _("began the application"),
    "application.submitted": _("handed the application in"),
    "application.sent_again": _("handed in a changed version"),
    "application.withdrawn": _("withdrew the application"),
    "application.merged": _("merged a duplicate"),
    "application.imported": _("took the application from a file"),
    "application.person_invited": _("invited a person to the application"),
    "application.person_removed": _("took a person off the application"),
    "application.link_sent": _("had a link sent"),
    "application.reminded": _("reminded of the draft"),
    "application.forgotten": _("erased answers and names"),
    "application.late_entry_granted": _("granted a late entry"),
    "application.consents_confirmed": _("confirmed the consents"),
    "call.late_entry_granted": _("granted a late entry"),
    "call.drafts_reminded": _("had reminders written"),
    "import.read": _("read a file"),
    "import.mapped": _("changed which column answers which question"),
    "import.applied": _("imported a file"),
}
