import pytest

from scharnier.stages.jury import actions, queries
from tests import factories

pytestmark = pytest.mark.django_db


def test_means_spread_and_ranks(hearing, score):
    score(hearing.case, hearing.seats[0], transfer=5, feasibility=4)
    score(hearing.case, hearing.seats[1], transfer=1, feasibility=4)
    score(hearing.cases[1], hearing.seats[0], transfer=4, feasibility=4)

    first, second, third = queries.results_of(hearing.day)

    assert [row.case.name for row in (first, second, third)] == [
        "Werkstatt 2",
        "Werkstatt 1",
        "Werkstatt 3",
    ]
    assert [(row.rank, row.points) for row in (first, second, third)] == [
        (1, 80),
        (2, 70),
        (None, None),
    ]
    assert [(c.key, points) for c, points in second.flagged] == [("transfer", (5, 1))]
    assert [mean for _criterion, mean in second.means] == [3, 4]
    assert (first.reaches, first.is_enough, second.is_enough) == (True, False, True)


def test_ties_are_broken_by_the_criteria_of_the_day(hearing, score):
    hearing.day.tie_breaks = ["feasibility"]
    hearing.day.save()
    score(hearing.cases[0], hearing.seats[0], transfer=4, feasibility=2)
    score(hearing.cases[1], hearing.seats[0], transfer=2, feasibility=4)

    assert [row.case.name for row in queries.results_of(hearing.day)][:2] == [
        "Werkstatt 2",
        "Werkstatt 1",
    ]


def test_ties_are_broken_by_the_district_and_then_by_lot(hearing, score):
    hearing.day.tie_breaks = ["new_region", "lot"]
    hearing.day.save()
    for case, district, lot in zip(
        hearing.cases, ("14521", "14521", "14625"), (9, 5, 7), strict=True
    ):
        case.lot = lot
        case.save()
        case.challenge.team.district = district
        case.challenge.team.save()
        score(case, hearing.seats[0], transfer=4)

    assert [row.case.name for row in queries.results_of(hearing.day)] == [
        "Werkstatt 2",
        "Werkstatt 3",
        "Werkstatt 1",
    ]


def test_results_cost_the_same_for_many(hearing, score, django_assert_num_queries):
    score(hearing.case, hearing.seats[0], transfer=4)
    with django_assert_num_queries(8):
        queries.results_of(hearing.day)
    for case in hearing.cases[1:]:
        for seat in hearing.seats:
            score(case, seat, transfer=3)
    with django_assert_num_queries(8):
        queries.results_of(hearing.day)


def test_a_light_stands_for_a_score_never_for_its_value(hearing, score):
    score(hearing.case, hearing.seats[0], transfer=4)
    actions.declare_bias(hearing.case, seat=hearing.seats[2], by=None)

    lights = queries.lights_of(hearing.case)

    assert lights.lamps == [True, False]


def test_a_juror_hears_what_they_are_not_biased_about(hearing):
    jun = hearing.people["Jun"]
    actions.declare_bias(hearing.cases[1], seat=hearing.seats[0], by=jun)
    factories.ConflictFactory(application=hearing.cases[2].challenge.team.organisation, person=jun)

    assert list(queries.cases_for(jun)) == [hearing.case]


def test_who_works_on_the_team_is_biased(hearing):
    member = hearing.case.challenge.team.members.get().application
    factories.ApplicantFactory(application=member, person=hearing.people["Jun"])

    assert hearing.case not in queries.cases_for(hearing.people["Jun"])


def test_the_panel_keeps_silent_until_the_release(hearing):
    verdict = factories.VerdictFactory(case=hearing.case, state="prepared")
    team = hearing.case.challenge.team

    before = queries.verdict_panel(hearing.people["Max"], team)
    verdict.state = "released"
    verdict.save()

    assert before is None
    assert queries.verdict_panel(hearing.people["Max"], team) == {"verdict": verdict}
