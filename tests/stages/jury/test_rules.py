import pytest

from scharnier.foundation.people.models import Person
from scharnier.stages.jury import actions, queries
from tests import factories

pytestmark = pytest.mark.django_db

ON_A_DAY = {
    "jury.view_day": {"Olu", "Nia", "Jun"},
    "jury.run_day": {"Olu", "Nia"},
    "jury.lead_day": {"Olu"},
}
ON_A_CASE = {
    "jury.view_case": {"Olu", "Nia", "Jun"},
    "jury.score_case": {"Jun"},
    "jury.give_verdict": {"Olu"},
}


@pytest.mark.parametrize("permission", ON_A_DAY)
def test_what_each_persona_may_on_a_day(hearing, permission):
    may = {name for name, one in hearing.people.items() if one.has_perm(permission, hearing.day)}

    assert may == ON_A_DAY[permission]


@pytest.mark.parametrize("permission", ON_A_CASE)
def test_what_each_persona_may_with_a_case(hearing, permission):
    may = {name for name, one in hearing.people.items() if one.has_perm(permission, hearing.case)}

    assert may == ON_A_CASE[permission]


@pytest.mark.parametrize("permission", ON_A_CASE)
def test_a_bias_closes_every_door(hearing, permission):
    actions.declare_bias(hearing.case, seat=hearing.seats[0], by=None)
    for name in ("Olu", "Nia"):
        factories.ConflictFactory(
            application=hearing.case.challenge.team.organisation, person=hearing.people[name]
        )

    assert not any(one.has_perm(permission, hearing.case) for one in hearing.people.values())


def test_nobody_scores_before_promising_confidentiality_or_being_called(hearing):
    jun = hearing.people["Jun"]
    assert not jun.has_perm("jury.score_case", hearing.cases[1])
    hearing.seats[0].confidentiality_at = None
    hearing.seats[0].save()

    assert not jun.has_perm("jury.score_case", hearing.case)


def test_who_may_view_agrees_with_what_is_listed(hearing):
    region = factories.RegionFactory(programme=hearing.round.programme)
    other = factories.RegionFactory(programme=hearing.round.programme, districts=["14625"])
    days = [
        hearing.day,
        factories.JuryDayFactory(round=hearing.round, region=region),
        factories.JuryDayFactory(round=hearing.round, region=other),
        factories.JuryDayFactory(),
    ]
    factories.RoleGrantFactory(
        person=hearing.people["Ada"], role="agent", programme=hearing.round.programme, region=region
    )
    cases = [*hearing.cases, factories.CaseFactory(jury_day=days[2])]
    actions.declare_bias(hearing.case, seat=hearing.seats[0], by=None)

    for person in Person.objects.all():
        assert set(queries.visible_to(person)) == {
            d for d in days if person.has_perm("jury.view_day", d)
        }
        assert set(queries.visible_cases(person)) == {
            c for c in cases if person.has_perm("jury.view_case", c)
        }
