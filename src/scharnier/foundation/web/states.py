from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class BarrierState(TextChoices):
    OPEN = "open", pgettext_lazy("barrier report", "Open")
    ANSWERED = "answered", pgettext_lazy("barrier report", "Answered")


MOVES = {
    BarrierState.OPEN: {BarrierState.ANSWERED},
    BarrierState.ANSWERED: {BarrierState.OPEN},
}
TONES = {BarrierState.OPEN: "warn", BarrierState.ANSWERED: "good"}
