from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy as _p


class BarrierState(TextChoices):
    OPEN = "open", _p("barrier report", "Open")
    ANSWERED = "answered", _p("barrier report", "Answered")


MOVES = {
    BarrierState.OPEN: {BarrierState.ANSWERED},
    BarrierState.ANSWERED: {BarrierState.OPEN},
}
TONES = {BarrierState.OPEN: "warn", BarrierState.ANSWERED: "good"}
