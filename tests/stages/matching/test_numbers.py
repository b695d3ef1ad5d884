"""The table “From answers to numbers”, line by line, with examples worked out by hand."""

import pytest

from scharnier.foundation import places
from scharnier.foundation.people.models import Submarket
from scharnier.stages.applications.models import Application
from scharnier.stages.matching import measures, numbers, queries
from scharnier.stages.matching.models import PairRule
from scharnier.stages.matching.models import Wish as WishRow
from scharnier.stages.reviews.models import ConflictOfInterest
from teaming import Mode, Need, Wish
from tests.stages.matching.stagehand import Kickoff, skills, small

pytestmark = pytest.mark.django_db


def numbers_of(kickoff, **settings):
    return numbers.of(queries.facts_of(kickoff.matching), **settings)


def test_wanted_skills_share_a_hundred_points_and_the_first_gets_the_rest():
    answers = {"wanted_skills": skills("ux", "photography", "texts")}

    assert measures.needs_of(answers) == [("ux", 2, 34), ("photography", 2, 33), ("texts", 2, 33)]


def test_a_level_that_was_named_counts():
    answers = {"wanted_skills": [{"skill": "ux", "label": "UX", "level": 3}]}

    assert measures.needs_of(answers) == [("ux", 3, 100)]


def test_who_names_no_skill_gets_those_that_the_topics_imply():
    answers = {"wanted_skills": [], "topic_tags": ["booking", "processes"]}

    assert measures.needs_of(answers) == [
        ("booking_flows", 2, 25),
        ("ux", 2, 25),
        ("service_design", 2, 25),
        ("process_workshops", 2, 25),
    ]


def test_neither_skills_nor_topics_mean_no_needs():
    assert measures.needs_of({}) == []


def test_a_free_addition_is_a_skill_of_its_own():
    answer = [{"skill": "", "label": "Bread sculpture", "level": 1}]

    assert measures.skills_of(answer) == [("~bread sculpture", 1)]


def test_a_narrower_skill_counts_as_the_broader_one_too():
    assert measures.abilities_of({"skills": skills("wireframes", level=3)}) == {
        "wireframes": 3,
        "ux": 3,
    }


@pytest.mark.parametrize(
    ("answer", "mode"),
    [("yes", Mode.REMOTE), ("ja", Mode.REMOTE), (True, Mode.REMOTE), ("partly", Mode.HYBRID),
     ("teils", Mode.HYBRID), (None, Mode.HYBRID), ("no", Mode.ONSITE), (False, Mode.ONSITE)],
)  # fmt: skip
def test_meeting_online_says_where_the_work_happens(answer, mode):
    assert measures.mode_of(answer) == mode


@pytest.mark.parametrize(
    ("answer", "hours"), [(12, 12), ("ca. 12", 12), ("etwa 24", 24), (None, 8), ("", 8), (7.5, 7)]
)
def test_hours_are_a_number_whatever_stands_around_it(answer, hours):
    assert measures.number_in(answer, default=8) == hours


@pytest.mark.parametrize(
    ("answer", "languages"),
    [
        (None, ("de",)),
        ([], ("de",)),
        ("Deutsch; Tschechisch", ("de", "cs")),
        (["en", "de"], ("en", "de")),
    ],
)
def test_languages_are_german_if_nothing_is_said(answer, languages):
    assert measures.languages_of(answer) == languages


def test_a_small_kickoff_by_hand():
    kickoff = small()

    problem = numbers_of(kickoff).problem

    x, y = places.get("14521570").xy_100m
    turnery, museum = problem.companies
    studio, photographer = problem.creatives
    assert (turnery.x, turnery.y, turnery.mode, turnery.hours) == (x, y, Mode.ONSITE, 8)
    assert (turnery.team_min, turnery.team_max, problem.rules.min_sectors) == (1, 1, 1)
    assert turnery.needs == (Need(0, 2, 100),)
    assert museum.needs == (Need(1, 2, 50), Need(2, 2, 50))
    assert (museum.mode, museum.languages) == (Mode.HYBRID, ("de",))
    assert (studio.radius, studio.hours, studio.capacity, studio.waited) == (500, 20, 1, 0)
    assert studio.skills == ((0, 2), (3, 2))
    assert studio.sectors == (list(Submarket.values).index("design"),)
    assert photographer.skills == ((4, 2), (2, 2))


def test_what_a_firms_own_people_give_asks_nothing_of_a_creative():
    kickoff = small(hours_default=6)
    kickoff.firm("Quarry", hours_month=40)

    assert [firm.hours for firm in numbers_of(kickoff).problem.companies] == [6, 6, 6]


def test_the_value_of_a_pair_by_hand():
    kickoff = small()
    WishRow.objects.create(
        from_participant=kickoff["Turnery"], to_participant=kickoff["Studio"], value=2
    )
    WishRow.objects.create(
        from_participant=kickoff["Studio"], to_participant=kickoff["Turnery"], value=1
    )
    known = numbers_of(kickoff)

    worth = known.formation({kickoff["Turnery"].pk: (kickoff["Studio"].pk,)}).parts

    # 5 points a percent of a need of weight 100; 4000 for no distance; 1500 for each of 3 steps
    assert worth._asdict() == {
        "coverage": 50_000,
        "diversity": 0,
        "distance": 4_000,
        "preference": 4_500,
        "seats": -6_000,
    }


def test_wishes_become_two_one_nothing_and_minus_two():
    kickoff = small()
    WishRow.objects.create(
        from_participant=kickoff["Turnery"], to_participant=kickoff["Studio"], value=2
    )
    WishRow.objects.create(
        from_participant=kickoff["Photographer"], to_participant=kickoff["Museum"], value=-2
    )

    known = numbers_of(kickoff)

    assert known.problem.wishes == (Wish(0, 0, 2, 0), Wish(1, 1, 0, -2))
    assert known.problem.vetoes == frozenset()


def test_a_no_forbids_the_pair_only_if_the_round_says_so():
    kickoff = small(wish_no_is_veto=True)
    WishRow.objects.create(
        from_participant=kickoff["Photographer"], to_participant=kickoff["Museum"], value=-2
    )

    assert numbers_of(kickoff).problem.vetoes == {(1, 1)}


def test_an_unknown_place_counts_as_the_middle_and_is_flagged():
    kickoff = Kickoff()
    kickoff.firm("Here", place="Seiffen")
    kickoff.firm("There", place="Dresden")
    kickoff.creative("Nowhere", place="Utopia", radius_km=5)
    Application.objects.filter(name="Nowhere").update(district="")

    known = numbers_of(kickoff)

    one, other = places.get("14521570").xy_100m, places.get("14612000").xy_100m
    lost = known.problem.creatives[0]
    assert (lost.x, lost.y) == (round((one[0] + other[0]) / 2), round((one[1] + other[1]) / 2))
    assert lost.radius == 10_000
    assert known.placeless == {kickoff["Nowhere"].pk}


def test_of_an_unknown_place_in_a_known_district_the_middle_of_that_counts():
    kickoff = Kickoff()
    kickoff.firm("There", place="Dresden")
    kickoff.creative("Nowhere", place="Utopia")

    lost = numbers_of(kickoff).problem.creatives[0]

    inside = [place.xy_100m for place in places.in_district("14521")]
    assert (lost.x, lost.y) == tuple(
        round(sum(axis) / len(inside)) for axis in zip(*inside, strict=True)
    )


def test_a_client_among_the_applicants_is_a_conflict():
    kickoff = Kickoff()
    kickoff.firm("Beispiel Holzspielzeug eG")
    kickoff.firm("Museum")
    kickoff.creative("Improbüro", conflicts="Ja, beispiel holzspielzeug eG (seit 2024)")

    assert numbers_of(kickoff).problem.conflicts == {(0, 0)}


def test_a_declared_conflict_of_interest_forbids_the_pair():
    kickoff = small()
    ConflictOfInterest.objects.create(
        application=kickoff["Museum"].application, person=kickoff.owner("Photographer")
    )

    assert numbers_of(kickoff).problem.conflicts == {(1, 1)}


def test_pins_and_exclusions_of_agents_are_pins_and_vetoes():
    kickoff = small()
    for firm, creative, kind in [("Turnery", "Studio", "pin"), ("Museum", "Studio", "veto")]:
        PairRule.objects.create(
            matching=kickoff.matching,
            organisation=kickoff[firm],
            creative=kickoff[creative],
            kind=kind,
        )

    known = numbers_of(kickoff)

    assert (known.problem.pins, known.problem.vetoes) == ({(0, 0)}, {(1, 0)})


def test_who_is_absent_is_not_in_the_problem():
    kickoff = small()
    kickoff.creative("Late", is_present=False)

    assert [str(p) for p in numbers_of(kickoff).creatives] == ["Studio", "Photographer"]


def test_without_one_side_there_is_no_problem():
    kickoff = Kickoff()
    kickoff.firm("Alone")

    assert numbers_of(kickoff) is None


def test_waiting_in_earlier_rounds_and_two_teams_for_one_creative_are_passed_on():
    kickoff = Kickoff(teams_per_creative=2, team_max=3, min_sectors=2)
    kickoff.firm("Museum")
    kickoff.creative("Studio", waited=2)

    known = numbers_of(kickoff)

    assert (known.problem.creatives[0].capacity, known.problem.creatives[0].waited) == (2, 2)
    assert (known.problem.companies[0].team_max, known.problem.rules.min_sectors) == (3, 2)
