from types import SimpleNamespace

import pytest

from scharnier.foundation import clock
from scharnier.stages.calls.models import Side
from scharnier.stages.jury import actions
from tests import factories, personas, scenes


@pytest.fixture
def hearing(db: None) -> SimpleNamespace:
    return open_day()


@scenes.once
def open_day() -> SimpleNamespace:
    """An open jury day: three teams, the first called in; Jun, Ben and Eva have seats."""
    round = factories.RoundFactory(jury_min_scores=2)
    matching = factories.MatchingFactory(round=round)
    form = factories.FormFactory(kind="rubric")
    for key in ("transfer", "feasibility"):
        factories.CriterionFactory(form=form, key=key)
    day = factories.JuryDayFactory(round=round, form=form, state="open")
    call = factories.CallFactory(round=round, closed=True)
    groups = [factories.TargetGroupFactory(call=call, side=side) for side in Side]
    cases = [_case(day, matching, groups, n) for n in (1, 2, 3)]
    cases[0].called_at = clock.now()
    cases[0].save()
    people = personas.everybody(round.programme)
    jurors = [people["Jun"], *(factories.PersonFactory(name=name) for name in ("Ben", "Eva"))]
    seats = [factories.SeatFactory(jury_day=day, person=person) for person in jurors]
    return SimpleNamespace(
        round=round, day=day, form=form, cases=cases, case=cases[0], people=people, seats=seats
    )


def _case(day, matching, groups, n):
    organisation, creative = (
        factories.ApplicationFactory(target_group=group, submitted=True) for group in groups
    )
    organisation.name = f"Werkstatt {n}"
    organisation.save()
    creative.name = f"Studio {n}"
    creative.save()
    for application in (organisation, creative):
        factories.ApplicantFactory(application=application)
    team = factories.TeamFactory(
        matching=matching, number=f"M0{n}", confirmed=True, organisation=organisation
    )
    factories.TeamMemberFactory(team=team, application=creative)
    challenge = factories.ChallengeFactory(team=team, handed_in=True)
    challenge.current = factories.ChallengeVersionFactory(challenge=challenge)
    challenge.save()
    return factories.CaseFactory(
        jury_day=day, challenge=challenge, heard=challenge.current, position=n
    )


@pytest.fixture
def score():
    """Hands in points of a seat for a case: ``score(case, seat, transfer=4, feasibility=2)``."""

    def give(case, seat, **points):
        case.called_at = case.called_at or clock.now()
        case.save()
        actions.score(case, seat=seat, points=points, by=seat.person)
        return actions.hand_in(case, seat=seat, by=seat.person)

    return give
