"""What may become of a mail."""

from django.db import models
from django.utils.translation import pgettext_lazy as _p


class MailState(models.TextChoices):
    HELD = "held", _p("mail", "Held")
    WAITING = "waiting", _p("mail", "Waiting to be sent")
    SENDING = "sending", _p("mail", "Being sent")
    SENT = "sent", _p("mail", "Sent")
    FAILED = "failed", _p("mail", "Failed")
    UNCLEAR = "unclear", _p("mail", "Unclear")
    DISCARDED = "discarded", _p("mail", "Discarded")


S = MailState

MOVES = {
    S.HELD: {S.WAITING, S.DISCARDED},
    S.WAITING: {S.SENDING, S.DISCARDED},
    S.SENDING: {S.SENT, S.WAITING, S.FAILED, S.UNCLEAR},
    S.SENT: set(),
    S.FAILED: {S.WAITING, S.DISCARDED},
    S.UNCLEAR: {S.SENT, S.WAITING, S.DISCARDED},
    S.DISCARDED: set(),
}

TONES = {
    S.HELD: ("spark", "circle-pause"),
    S.WAITING: ("brand", "clock"),
    S.SENDING: "brand",
    S.SENT: "good",
    S.FAILED: "bad",
    S.UNCLEAR: "warn",
    S.DISCARDED: "line",
}

# Somebody has to do something about these.
NEEDS_A_PERSON = (S.HELD, S.FAILED, S.UNCLEAR)
