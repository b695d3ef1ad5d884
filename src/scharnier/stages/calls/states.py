from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class CallState(models.TextChoices):
    DRAFT = "draft", _p("call", "Draft")
    PUBLISHED = "published", _p("call", "Published")
    ARCHIVED = "archived", _p("call", "Archived")


S = CallState

MOVES = {
    S.DRAFT: {S.PUBLISHED},
    S.PUBLISHED: {S.DRAFT, S.ARCHIVED},
    S.ARCHIVED: set(),
}

TONES = {S.DRAFT: "line", S.PUBLISHED: "good", S.ARCHIVED: ""}


class Phase(models.TextChoices):
    """What the dates of a published call say today. Never stored."""

    BEFORE = "before", _("Opens soon")
    OPEN = "open", _("Open")
    EXTENDED = "extended", _("Open, deadline extended")
    CLOSED = "closed", _("Closed")
