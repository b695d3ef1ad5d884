"""Whose points are missing, and what closing the scoring says about it."""

import pytest
from django.urls import reverse

from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.models import JuryDay

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"jury:{name}", args=args)


def missing(hearing):
    gaps = queries.gaps_of(hearing.day, queries.cases_of(hearing.day))
    return {
        gap.case.name: [(str(one.seat.person), one.has_begun) for one in gap.missing]
        for gap in gaps
    }


def test_whose_points_are_missing_is_known_for_every_team(hearing, score):
    first, second, third = hearing.cases
    jun, ben, eva = hearing.seats
    score(first, jun, transfer=4)
    actions.score(first, seat=ben, points={"transfer": 2}, by=None)
    for seat in hearing.seats:
        score(second, seat, transfer=3)
    actions.declare_bias(third, seat=eva, by=None)

    assert missing(hearing) == {
        "Werkstatt 1": [("Ben", True), ("Eva", False)],
        "Werkstatt 3": [("Jun", False), ("Ben", False)],
    }


def test_the_moderator_reads_who_has_not_scored_and_never_values(hearing, as_person, score):
    score(hearing.case, hearing.seats[0], transfer=3, feasibility=3)
    actions.score(hearing.case, seat=hearing.seats[1], points={"transfer": 2}, by=None)

    text = as_person(hearing.people["Nia"]).get(at("moderate", hearing.day.pk)).text

    assert "Still missing: Ben (saved, not handed in), Eva" in " ".join(text.split())


@pytest.mark.parametrize("htmx", [False, True])
def test_closing_with_points_missing_names_them_first(hearing, as_person, score, htmx):
    score(hearing.case, hearing.seats[0], transfer=3)
    browser = as_person(hearing.people["Olu"], htmx=htmx)

    answer = browser.post(at("deliberate", hearing.day.pk))

    text = " ".join(answer.text.split())
    assert JuryDay.objects.get().state == "open"
    assert "Points are missing for 3 teams" in text
    assert "1 of 3 scores are in. Still missing: Ben, Eva" in text
    assert text.count("This team has not been called in") == 2


def test_closing_nevertheless_closes(hearing, as_person):
    as_person(hearing.people["Olu"]).post(at("deliberate", hearing.day.pk), {"seen": "1"})

    assert JuryDay.objects.get().state == "deliberating"


def test_closing_asks_nothing_when_all_have_scored(hearing, as_person, score):
    for case in hearing.cases:
        for seat in hearing.seats:
            score(case, seat, transfer=3)

    answer = as_person(hearing.people["Olu"]).post(at("deliberate", hearing.day.pk))

    assert answer.url == at("moderate", hearing.day.pk)
    assert JuryDay.objects.get().state == "deliberating"


def test_a_stranger_does_not_learn_who_has_scored(hearing, as_person):
    assert (
        as_person(hearing.people["Sam"]).post(at("deliberate", hearing.day.pk)).status_code == 404
    )
    assert (
        as_person(hearing.people["Jun"]).post(at("deliberate", hearing.day.pk)).status_code == 403
    )
    assert JuryDay.objects.get().state == "open"
