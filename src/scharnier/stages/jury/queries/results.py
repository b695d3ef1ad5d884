"""Means, spread and ranks of a day, in five queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import fmean

from scharnier.foundation.questions.models import Answer, Question
from scharnier.stages.jury.models import Award, Bias, Case, JuryDay, JuryVerdict, Score
from scharnier.stages.jury.queries.cases import biases_by_case, cases_of
from scharnier.stages.jury.queries.scoring import criteria_of
from scharnier.stages.jury.states import ScoreState, TieBreak


@dataclass(frozen=True)
class Result:
    """One case in the deliberation. ``means`` and ``flagged`` are by criterion, in the rubric's order."""

    case: Case
    scores: tuple[Score, ...]
    points: Decimal | None
    means: tuple[tuple[Question, float | None], ...]
    flagged: tuple[tuple[Question, tuple[int, ...]], ...]
    reaches: bool
    is_enough: bool
    biased: tuple[str, ...]
    verdict: JuryVerdict | None
    rank: int | None = None


def results_of(day: JuryDay) -> list[Result]:
    """All cases, the best first; ties broken as the day says; cases without points come last."""
    criteria = criteria_of(day)
    cases = list(cases_of(day))
    scores = _scores(day)
    points = _points(score.sheet_id for found in scores.values() for score in found)
    verdicts = {
        one.case_id: one
        for one in JuryVerdict.objects.filter(case__jury_day=day).prefetch_related("conditions")
    }
    biases = biases_by_case(day)
    rows = [
        _result(
            case,
            day,
            [(c, _given(c, scores[case.pk], points)) for c in criteria],
            scores=scores[case.pk],
            verdict=verdicts.get(case.pk),
            biases=biases.get(case.pk, []),
        )
        for case in cases
    ]
    return _ranked(rows, day)


def _scores(day: JuryDay) -> dict[int, list[Score]]:
    found: dict[int, list[Score]] = defaultdict(list)
    handed_in = Score.objects.filter(case__jury_day=day, state=ScoreState.HANDED_IN)
    for score in handed_in.select_related("seat__person").order_by("seat__pk"):
        found[score.case_id].append(score)
    return found


def _points(sheets: Iterable[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Answer.objects.filter(sheet__in=list(sheets), value__isnull=False)
    for sheet, key, value in rows.values_list("sheet_id", "question__key", "value"):
        if value is not None:
            found[sheet][key] = value
    return found


def _given(
    criterion: Question, scores: list[Score], points: dict[int, dict[str, int]]
) -> tuple[int, ...]:
    """The points of all jurors for one criterion; who left it open is left out."""
    found = (points[score.sheet_id].get(criterion.key) for score in scores)
    return tuple(value for value in found if value is not None)


def _result(
    case: Case,
    day: JuryDay,
    given: list[tuple[Question, tuple[int, ...]]],
    *,
    scores: list[Score],
    verdict: JuryVerdict | None,
    biases: list[Bias],
) -> Result:
    round = day.round
    percents = [score.percent for score in scores if score.percent is not None]
    mean = (
        (sum(percents, Decimal(0)) / len(percents)).quantize(Decimal("0.01")) if percents else None
    )
    return Result(
        case=case,
        scores=tuple(scores),
        points=mean,
        means=tuple((c, fmean(values) if values else None) for c, values in given),
        flagged=tuple(
            (c, values)
            for c, values in given
            if values and max(values) - min(values) >= round.jury_spread_flagged
        ),
        reaches=mean is not None and mean >= round.jury_threshold,
        is_enough=len(scores) >= round.jury_min_scores,
        biased=tuple(str(bias.seat) for bias in biases),
        verdict=verdict,
    )


def _ranked(rows: list[Result], day: JuryDay) -> list[Result]:
    """One after another: the best of what is left, so that “a new district” can be asked each time."""
    awarded = Award.objects.filter(team__round=day.round_id).exclude(verdict__case__jury_day=day.pk)
    served = set(awarded.values_list("team__district", flat=True))
    left = [row for row in rows if row.points is not None]
    order: list[Result] = []
    while left:
        best = min(left, key=lambda row: _key(row, day.tie_breaks, served))
        left.remove(best)
        order.append(replace(best, rank=len(order) + 1))
        served.add(best.case.district)
    return order + [row for row in rows if row.points is None]


def _key(row: Result, tie_breaks: list[str], served: set[str]) -> tuple:
    means = {criterion.key: mean for criterion, mean in row.means}
    key: list[object] = [-(row.points or 0)]
    for name in tie_breaks:
        if name == TieBreak.NEW_REGION:
            key.append(row.case.district in served)
        elif name == TieBreak.LOT:
            key.append(row.case.lot or 0)
        else:
            key.append(-(means.get(name) or 0))
    return (*key, row.case.position, row.case.pk)
