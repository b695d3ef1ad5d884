from django.db import models
from django.utils.translation import pgettext_lazy as _p


class JuryDayState(models.TextChoices):
    PLANNED = "planned", _p("jury day", "Planned")
    OPEN = "open", _p("jury day", "Scores are taken")
    DELIBERATING = "deliberating", _p("jury day", "Deliberation")
    RELEASED = "released", _p("jury day", "Verdicts released")


class ScoreState(models.TextChoices):
    DRAFT = "draft", _p("score", "Not handed in")
    HANDED_IN = "handed_in", _p("score", "Handed in")


class VerdictState(models.TextChoices):
    PREPARED = "prepared", _p("verdict", "Prepared")
    RELEASED = "released", _p("verdict", "Released")


J, S, V = JuryDayState, ScoreState, VerdictState

JURY_DAY_MOVES = {
    J.PLANNED: {J.OPEN},
    J.OPEN: {J.PLANNED, J.DELIBERATING},
    J.DELIBERATING: {J.OPEN, J.RELEASED},
    J.RELEASED: set(),
}
SCORE_MOVES = {S.DRAFT: {S.HANDED_IN}, S.HANDED_IN: {S.DRAFT}}
VERDICT_MOVES = {V.PREPARED: {V.RELEASED}, V.RELEASED: set()}
TONES = {
    J.PLANNED: "line", J.OPEN: "spark", J.DELIBERATING: "brand", J.RELEASED: "good",
    S.DRAFT: "line", S.HANDED_IN: "good",
}
