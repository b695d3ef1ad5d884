"""Criteria as the pages show them: label, anchors, one's own points, what others gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scharnier.foundation.questions.clean.reading import label_of
from scharnier.foundation.questions.models import Question
from scharnier.stages.reviews.queries.reviewing import Other


@dataclass(frozen=True)
class Step:
    value: int
    anchor: str
    chosen: bool


@dataclass(frozen=True)
class Criterion:
    key: str
    label: str
    hint: str
    weight: int | None
    points: int | None
    steps: tuple[Step, ...]
    others: tuple[int, ...] = ()

    @property
    def anchor(self) -> str:
        return next((step.anchor for step in self.steps if step.chosen), "")

    @property
    def all_points(self) -> tuple[int, ...]:
        return self.others if self.points is None else (self.points, *self.others)


def criteria_with(
    criteria: Sequence[Question],
    own: Mapping[str, int | None],
    highest: int,
    others: Sequence[Other] = (),
) -> list[Criterion]:
    return [
        _criterion(question, own.get(question.key), highest, [o.points[index] for o in others])
        for index, question in enumerate(criteria)
    ]


def _criterion(
    question: Question, points: int | None, highest: int, others: Sequence[int | None]
) -> Criterion:
    anchors = {anchor["value"]: label_of(anchor) for anchor in question.anchors}
    lowest = question.min_value or 0
    return Criterion(
        key=question.key,
        label=str(question.label),
        hint=str(question.hint),
        weight=question.weight,
        points=points,
        steps=tuple(
            Step(value, anchors.get(value, ""), value == points)
            for value in range(lowest, highest + 1)
        ),
        others=tuple(other for other in others if other is not None),
    )


def spread_of(criteria: Sequence[Criterion], *, flagged: int) -> list[Criterion]:
    """The criteria about which the reviewers should talk: points far apart."""
    return [
        one
        for one in criteria
        if len(one.all_points) > 1 and max(one.all_points) - min(one.all_points) >= flagged
    ]
