from django.db import models
from django.utils.translation import gettext_lazy as _
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


class TieBreak(models.TextChoices):
    """What decides between equal points, beside the criteria of the rubric."""

    NEW_REGION = "new_region", _("a district that has no award yet")
    LOT = "lot", _("the lot")


def usual_tie_breaks() -> list[str]:
    """Transfer, then feasibility, then a district not served yet, then the lot."""
    return ["transfer", "feasibility", TieBreak.NEW_REGION.value, TieBreak.LOT.value]


J, S, V = JuryDayState, ScoreState, VerdictState

JURY_DAY_MOVES = {
    J.PLANNED: {J.OPEN},
    J.OPEN: {J.PLANNED, J.DELIBERATING},
    J.DELIBERATING: {J.OPEN, J.RELEASED},
    J.RELEASED: set(),
}
SCORE_MOVES = {S.DRAFT: {S.HANDED_IN}, S.HANDED_IN: {S.DRAFT}}
VERDICT_MOVES = {V.PREPARED: {V.RELEASED}, V.RELEASED: set()}
VERBS = {
    "jury.convened": _("called the jury together"),
    "jury.changed": _("changed the jury day"),
    "jury.seated": _("gave somebody a seat on the jury"),
    "jury.unseated": _("took a seat away"),
    "jury.jurors_told": _("told the jurors"),
    "jury.confidentiality_signed": _("promised confidentiality"),
    "jury.case_added": _("put a challenge on the list"),
    "jury.case_dropped": _("took a challenge off the list"),
    "jury.arranged": _("changed the order of pitches"),
    "jury.scoring_opened": _("opened the scoring"),
    "jury.case_called": _("called a team in"),
    "jury.bias_declared": _("declared a bias"),
    "jury.scored": _("gave points"),
    "jury.score_handed_in": _("handed the points in"),
    "jury.score_taken_back": _("opened the points again"),
    "jury.deliberation_begun": _("closed the scoring and began to deliberate"),
    "jury.verdict_given": _("wrote down the verdict"),
    "jury.result_shown": _("showed a result"),
    "jury.released": _("released the verdicts"),
    "award.granted": _("granted the budget"),
    "condition.met": _("noted a condition as met"),
    "condition.reopened": _("noted a condition as open again"),
}
TONES = {
    V.PREPARED: "line",
    J.PLANNED: "line",
    J.OPEN: "spark",
    J.DELIBERATING: "brand",
    J.RELEASED: "good",
    S.DRAFT: "line",
    S.HANDED_IN: "good",
}
