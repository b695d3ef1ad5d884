from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scharnier.foundation.questions.models import Answer, Question, QuestionType, Sheet
from scharnier.stages.jury.models import Bias, Case, JuryDay, Score, Seat
from scharnier.stages.jury.states import ScoreState


@dataclass(frozen=True)
class Lights:
    """How many scores of a case have arrived, and how many can: never what they are."""

    on: int
    total: int

    @property
    def lamps(self) -> list[bool]:
        return [place < self.on for place in range(self.total)]


@dataclass(frozen=True)
class Missing:
    """A seat whose points of a case have not arrived; ``has_begun`` if some are saved."""

    seat: Seat
    has_begun: bool


@dataclass(frozen=True)
class Gap:
    """A case that not everybody has scored who may: how many have, and who has not."""

    case: Case
    arrived: int
    missing: tuple[Missing, ...]

    @property
    def total(self) -> int:
        return self.arrived + len(self.missing)


def criteria_of(day: JuryDay) -> list[Question]:
    scales = Question.objects.filter(form=day.form_id, type=QuestionType.SCALE)
    return list(scales.order_by("page__position", "page_id", "position", "pk"))


def points_of(sheet: Sheet | int) -> dict[str, int]:
    """What stands on one sheet, by criterion."""
    rows = Answer.objects.filter(sheet=sheet).values_list("question__key", "value")
    return {key: value for key, value in rows if value is not None}


def percent_of(
    criteria: Sequence[Question], points: Mapping[str, int | None], *, highest: int
) -> Decimal | None:
    """Points of 100 over the criteria that were answered, by their weights; None if none was."""
    given = [(c.weight or 1, value) for c in criteria if (value := points.get(c.key)) is not None]
    if not given or not highest:
        return None
    possible = sum(weight for weight, _value in given) * highest
    reached = sum(weight * value for weight, value in given)
    return (Decimal(100) * reached / possible).quantize(Decimal("0.01"))


def lights_of(case: Case) -> Lights:
    """One light a seat that may score the case."""
    biased = case.biases.values("seat")
    seats = Seat.objects.filter(jury_day=case.jury_day_id).exclude(pk__in=biased)
    arrived = Score.objects.filter(case=case, state=ScoreState.HANDED_IN)
    return Lights(on=arrived.count(), total=seats.count())


def gaps_of(day: JuryDay, cases: Iterable[Case]) -> list[Gap]:
    """Which of these cases lack points, and whose: names only, never values. Three queries."""
    seats = list(Seat.objects.filter(jury_day=day).select_related("person").order_by("pk"))
    biased = set(Bias.objects.filter(case__jury_day=day).values_list("case", "seat"))
    given = {
        (case, seat): state
        for case, seat, state in Score.objects.filter(case__jury_day=day).values_list(
            "case", "seat", "state"
        )
    }
    gaps = []
    for case in cases:
        judging = [seat for seat in seats if (case.pk, seat.pk) not in biased]
        missing = tuple(
            Missing(seat, has_begun=(case.pk, seat.pk) in given)
            for seat in judging
            if given.get((case.pk, seat.pk)) != ScoreState.HANDED_IN
        )
        if missing:
            gaps.append(Gap(case, len(judging) - len(missing), missing))
    return gaps
