"""What the jury knows, by noun."""

from scharnier.stages.jury.queries.cases import (
    Text,
    biases_by_case,
    cases_for,
    cases_of,
    current_case,
    hearable,
    text_of,
    visible_cases,
)
from scharnier.stages.jury.queries.days import rounds_to_convene, seat_of, seats_ahead, visible_to
from scharnier.stages.jury.queries.results import Result, results_of
from scharnier.stages.jury.queries.scoring import (
    Gap,
    Lights,
    criteria_of,
    gaps_of,
    lights_of,
    percent_of,
    points_of,
)
from scharnier.stages.jury.queries.verdicts import (
    Heard,
    awards,
    conditions_of,
    heard_by,
    open_conditions,
    prepared,
    verdict_panel,
    without_verdict,
)

__all__ = [
    "Gap",
    "Heard",
    "Lights",
    "Result",
    "Text",
    "awards",
    "biases_by_case",
    "cases_for",
    "cases_of",
    "conditions_of",
    "criteria_of",
    "current_case",
    "gaps_of",
    "hearable",
    "heard_by",
    "lights_of",
    "open_conditions",
    "percent_of",
    "points_of",
    "prepared",
    "results_of",
    "rounds_to_convene",
    "seat_of",
    "seats_ahead",
    "text_of",
    "verdict_panel",
    "visible_cases",
    "visible_to",
    "without_verdict",
]
