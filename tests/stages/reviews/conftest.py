from types import SimpleNamespace

import pytest

from tests import factories, personas, scenes


@pytest.fixture
def selection(db: None) -> SimpleNamespace:
    return eligible()


@scenes.once
def eligible() -> SimpleNamespace:
    """A round with everybody, a rubric of two criteria and three applications that passed."""
    round = factories.RoundFactory()
    call = factories.CallFactory(round=round, closed=True)
    group = factories.TargetGroupFactory(call=call)
    rubric = factories.RubricFactory(round=round)
    for key in ("clarity", "effect"):
        factories.CriterionFactory(form=rubric.form, key=key)
    applications = [
        factories.ApplicationFactory(
            target_group=group, submitted=True, number=f"B-00{n}", name=f"Werkstatt {n}"
        )
        for n in (1, 2, 3)
    ]
    for application in applications:
        factories.EligibilityCheckFactory(application=application)
        factories.ApplicantFactory(application=application)
    return SimpleNamespace(
        round=round,
        call=call,
        group=group,
        rubric=rubric,
        applications=applications,
        people=personas.everybody(round.programme),
    )
