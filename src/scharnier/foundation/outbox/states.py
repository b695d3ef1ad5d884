"""What may become of a mail."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MailState(models.TextChoices):
    HELD = "held", pgettext_lazy("mail", "Held")
    WAITING = "waiting", pgettext_lazy("mail", "Waiting to be sent")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    FAILED = "failed", pgettext_lazy("mail", "Failed")
    UNCLEAR = "unclear", pgettext_lazy("mail", "Unclear")
    DISCARDED = "discarded", pgettext_lazy("mail", "Discarded")


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
