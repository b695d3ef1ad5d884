from django.db import models
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
