"""Every organisation first: what a proposal gives whom, and what is said of who gets nothing."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from scharnier.stages.matching import actions, numbers, proposed, queries, serving
from scharnier.stages.matching.models import Proposal
from teaming import Company, Creative, Need, PairRule, Problem, Rules, measured, objective
from teaming.solver import form_teams
from tests.personas import with_role
from tests.stages.matching.stagehand import Kickoff, skills

LARGEST = 4


def firm(skill: int, *, hours: int = 8, team_max: int = 2) -> Company:
    return Company(
        0, 0, "remote", hours, ("de",), (Need(skill, 2, 100),), team_min=1, team_max=team_max
    )


def maker(skill: int, *, sector: int = 0, hours: int = 8) -> Creative:
    return Creative(
        (sector,), ((skill, 2),), 0, 0, radius=60, remote=True, hours=hours, languages=("de",)
    )


def test_by_points_alone_nobody_would_work_with_a_stranger():
    problem = Problem(
        (firm(1), firm(2)), (maker(7, sector=0), maker(8, sector=1)), Rules(min_sectors=1)
    )

    assert len(form_teams(problem, seed=1).teams) == 0
    assert len(form_teams(serving.organisations_first(problem), seed=1).teams) == 2


def test_the_bonus_is_taken_out_of_what_is_told():
    problem = Problem((firm(1), firm(2)), (maker(1), maker(2, sector=1)), Rules(min_sectors=1))

    found = form_teams(serving.organisations_first(problem), seed=1)
    told = serving.without_the_bonus(problem, found, measured(problem, ()))

    assert told.objective == told.bound == objective(problem, dict(found.teams))
    assert told.proven


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(6, 9)), min_size=1, max_size=LARGEST),
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(6, 9)),
        min_size=1,
        max_size=LARGEST,
    ),
)
def test_no_proposal_could_serve_more(firms, makers):
    problem = Problem(
        tuple(firm(skill, hours=hours) for skill, hours in firms),
        tuple(maker(skill, sector=sector, hours=hours) for skill, sector, hours in makers),
        Rules(min_sectors=1),
    )

    found = form_teams(serving.organisations_first(problem), seed=1)

    assert len(found.teams) == most_served(problem, 0, frozenset())
    unserved = serving.unserved(problem, found)
    assert {why.company for why in unserved} == set(range(len(firms))) - set(found.members)
    assert not any(why.is_possible for why in unserved)


def most_served(problem: Problem, company: int, taken: frozenset[int]) -> int:
    """Every way to give each firm one creative, tried out."""
    if company == len(problem.companies):
        return 0
    here = problem.companies[company]
    ways = [
        1 + most_served(problem, company + 1, taken | {i})
        for i, them in enumerate(problem.creatives)
        if i not in taken and them.hours >= here.hours
    ]
    return max([most_served(problem, company + 1, taken), *ways])


def test_why_a_firm_stays_alone_counts_who_is_kept_out():
    problem = Problem(
        (firm(1), firm(1, hours=40)), (maker(1), maker(1, sector=1)), Rules(min_sectors=1)
    )

    [why] = serving.unserved(problem, measured(problem, ((0, (0,)),)))

    assert (why.company, why.barred, why.free, why.is_possible) == (
        1, {PairRule.HOURS: 2}, (), False,
    )  # fmt: skip


def crowd() -> Kickoff:
    kickoff = Kickoff(team_min=1, team_max=2)
    kickoff.firm("Turnery", wanted_skills=skills("ux"), hours_month=8)
    kickoff.firm("Museum", wanted_skills=skills("texts"), hours_month=8)
    kickoff.firm("Quarry", wanted_skills=skills("ux"), languages=["pl"])
    kickoff.creative("Studio", skills=skills("music"), submarket="design", hours_month=10)
    kickoff.creative("Painter", skills=skills("texts"), submarket="art", hours_month=10)
    return kickoff


def propose(kickoff, callbacks) -> Proposal:
    with callbacks(execute=True):
        actions.propose(kickoff.matching, by=None)
    return Proposal.objects.get()


@pytest.mark.django_db
def test_the_page_names_who_stays_without_a_team_and_why(
    as_person, django_capture_on_commit_callbacks
):
    kickoff = crowd()
    proposal = propose(kickoff, django_capture_on_commit_callbacks)

    facts = queries.facts_of(kickoff.matching)
    [left] = proposed.left_out(facts, proposal)
    said = (
        as_person(with_role("Olu", kickoff.programme))
        .get(reverse("matching:proposal", args=[kickoff.matching.pk, proposal.pk]))
        .content.decode()
    )

    assert {team["organisation"] for team in proposal.teams} == {
        kickoff["Turnery"].pk, kickoff["Museum"].pk,
    }  # fmt: skip
    assert (str(left.organisation), left.said) == (
        "Quarry",
        (
            "None of the creatives may join this team.",
            "2 creatives share no language with it.",
        ),
    )
    assert "One organisation stays without a team" in said
    assert "<strong>Quarry</strong>: None of the creatives may join this team." in said


@pytest.mark.django_db
def test_who_brings_nothing_that_is_wanted_is_named_so(django_capture_on_commit_callbacks):
    kickoff = crowd()
    proposal = propose(kickoff, django_capture_on_commit_callbacks)

    changes = {
        str(change.organisation): change
        for change in proposed.changes_of(queries.facts_of(kickoff.matching), proposal)
    }

    turnery, museum = changes["Turnery"], changes["Museum"]
    assert [str(one) for one in turnery.joins] == ["Studio"]
    assert turnery.reasons[0].said[:2] == (
        "Brings none of the wanted skills.",
        "Without this person the organisation would have no team.",
    )
    assert museum.reasons[0].said[0] == "Brings what is wanted: Copywriting."


@pytest.mark.django_db
def test_a_team_is_possible_where_somebody_is_free(django_capture_on_commit_callbacks):
    kickoff = crowd()
    known = numbers.of(queries.facts_of(kickoff.matching))
    assert known is not None

    unserved = serving.unserved(known.problem, known.formation({}))

    assert [why.is_possible for why in unserved] == [True, True, False]
