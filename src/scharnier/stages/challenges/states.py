from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class ChallengeState(models.TextChoices):
    DRAFT = "draft", _p("challenge", "Being written")
    SIGNING = "signing", _p("challenge", "Waits for signatures")
    SIGNED = "signed", _p("challenge", "Signed by all")
    HANDED_IN = "handed_in", _p("challenge", "Handed in to the jury")


S = ChallengeState

MOVES = {
    S.DRAFT: {S.SIGNING},
    S.SIGNING: {S.DRAFT, S.SIGNED},
    S.SIGNED: {S.DRAFT, S.HANDED_IN},
    S.HANDED_IN: {S.DRAFT},
}
TONES = {S.DRAFT: "line", S.SIGNING: "warn", S.SIGNED: "brand", S.HANDED_IN: "good"}

# What stands on the canvas, in the order in which a team thinks it through.
FIELDS = (
    "problem",
    "affected",
    "question",
    "success",
    "approach",
    "digital",
    "transfer",
    "first_step",
)

LABELS = {
    "problem": _("What is the problem, in the organisation's words?"),
    "affected": _("Whom does it concern, and how often?"),
    "question": _("How can we …?"),
    "success": _("How will we notice that it is better?"),
    "approach": _("What do we want to try?"),
    "digital": _("What is digital about it?"),
    "transfer": _("Who else could use it?"),
    "first_step": _("What is the first step, and by when?"),
}

VERBS = {
    "challenge.opened": _("opened the challenge"),
    "challenge.written": _("wrote a version"),
    "challenge.restored": _("restored an earlier version"),
    "challenge.signatures_asked": _("asked for signatures"),
    "challenge.signed": _("signed"),
    "challenge.signed_on_behalf": _("noted a signature given by telephone or on paper"),
    "challenge.complete": _("has all signatures"),
    "challenge.reminded": _("reminded those who are missing"),
    "challenge.handed_in": _("handed the challenge in to the jury"),
    "challenge.reopened": _("opened the challenge again"),
    "challenge.due_moved": _("moved the due date"),
}
