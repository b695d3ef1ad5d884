from collections.abc import Sequence

from scharnier.foundation.questions.models import Question
from scharnier.stages.jury.models import JuryDay
from scharnier.stages.jury.states import TieBreak


def tie_breaks_in_words(day: JuryDay, criteria: Sequence[Question]) -> list[str]:
    """What decides at equal points, first to last, as people say it."""
    labels = {c.key: str(c.label) for c in criteria} | {
        one.value: str(one.label) for one in TieBreak
    }
    return [labels[name] for name in day.tie_breaks if name in labels]
