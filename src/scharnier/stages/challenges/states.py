from django.db import models
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
