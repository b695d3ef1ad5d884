"""Nothing that stands in a letter is told on the pages of its reader before the letter leaves."""

import pytest
from django.urls import reverse

from scharnier.desk.participant import journey_of, tasks_of
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury.models import Award, JuryVerdict
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching.mails import renew_teams
from scharnier.stages.projects import actions as projects
from scharnier.stages.reviews import actions as reviews
from scharnier.stages.reviews.models import Decision
from tests.factories import (
    ApplicantFactory,
    CaseFactory,
    ChallengeFactory,
    DecisionFactory,
    JuryDayFactory,
    TeamFactory,
    TeamMemberFactory,
    VerdictFactory,
)
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db
YES = "The jury has approved your project"


@pytest.fixture
def heard():
    """A team of Max and Kim whose challenge is handed in, and a verdict that nobody was told."""
    team = TeamFactory(confirmed=True, organisation__submitted=True)
    creative = TeamMemberFactory(team=team, application__submitted=True).application
    ApplicantFactory(application=team.organisation, person=person("Max"))
    ApplicantFactory(application=creative, person=person("Kim"))
    day = JuryDayFactory(round=team.round, state="deliberating")
    challenge = ChallengeFactory(team=team, handed_in=True)
    return VerdictFactory(
        case=CaseFactory(jury_day=day, challenge=challenge),
        state="prepared",
        comment="A clear yes.",
    )


def pages(as_person, name, verdict):
    """What somebody reads at home, about their application and about their team."""
    team = verdict.case.challenge.team
    own = {"Max": team.organisation, "Kim": team.members.get().application}[name]
    browser = as_person(person(name))
    addresses = [
        reverse("desk:home"),
        reverse("applications:status", args=[own.pk]),
        team.get_absolute_url(),
    ]
    return " ".join(browser.get(address).text for address in addresses)


def letters(name):
    return Mail.objects.filter(to_person=person(name), template__startswith="jury/")


def test_a_verdict_is_told_to_nobody_before_their_letter_leaves(heard, as_person):
    jury.release(heard.case.jury_day, by=None)
    before = [pages(as_person, name, heard) for name in ("Max", "Kim")]

    outbox.release(letters("Max"), by=None)

    assert [("A clear yes." in page, YES in page, "Approved" in page) for page in before] == [
        (False, False, False)
    ] * 2
    assert "A clear yes." in pages(as_person, "Max", heard)
    assert "Approved" in pages(as_person, "Max", heard)
    assert "A clear yes." not in pages(as_person, "Kim", heard)


def test_the_project_of_an_award_that_nobody_was_told_stays_unknown(heard, as_person):
    jury.release(heard.case.jury_day, by=None)
    project = projects.begin(Award.objects.get(verdict=heard), title="Order board", by=None)

    assert journey_of(person("Max")).projects == []
    outbox.release(letters("Max"), by=None)

    assert [stop.subject for stop in journey_of(person("Max")).projects] == [project]


def test_a_question_sent_back_stays_with_the_jury_until_the_letter_leaves(heard):
    JuryVerdict.objects.update(outcome="revise", resubmit_by=heard.case.jury_day.held_on)
    jury.release(heard.case.jury_day, by=None)

    def told():
        journey = journey_of(person("Max"))
        return [str(one.words and one.words[1]) for one in journey.challenges], [
            task.button for task in tasks_of(journey)
        ]

    before = told()
    outbox.release(letters("Max"), by=None)

    assert before == ([str(ChallengeState.HANDED_IN.label)], [])
    assert told() == (["None"], ["Open the canvas"])


def test_who_leads_the_round_reads_the_verdict_all_the_same(heard, as_person):
    jury.release(heard.case.jury_day, by=None)
    lead = with_role("Olu", heard.case.jury_day.round.programme)

    assert "A clear yes." in as_person(lead).get(heard.case.challenge.team.get_absolute_url()).text


@pytest.mark.parametrize(("trait", "word"), [({}, "Accepted"), ({"rejected": True}, "Rejected")])
def test_a_decision_is_told_when_its_letter_leaves(as_person, trait, word):
    decision = DecisionFactory(**trait)
    ApplicantFactory(application=decision.application, person=person("Max"))
    addresses = [
        reverse("desk:home"),
        reverse("applications:status", args=[decision.application.pk]),
    ]

    def read():
        return [as_person(person("Max")).get(one).text for one in addresses]

    reviews.release(decision.application.round, by=None)
    home, status = read()
    outbox.release(Mail.objects.held(), by=None)

    assert word not in home
    assert "Your application has arrived" in status
    assert word in read()[0]
    assert "Your application has arrived" not in read()[1]


def test_who_moved_up_is_on_the_waiting_list_until_the_letter_leaves():
    decision = DecisionFactory(waiting=True, released=True)
    ApplicantFactory(application=decision.application, person=person("Max"))
    reviews.promote(decision.application, by=None)

    def told():
        return [one.words[1] for one in journey_of(person("Max")).applications]

    before = told()
    outbox.release(Mail.objects.held(), by=None)

    assert (before, told()) == (["On the waiting list"], ["Accepted"])
    assert Decision.objects.get().outcome == "accepted"


def test_the_page_of_the_team_does_not_lead_to_the_project_before_the_letter(heard, as_person):
    team = heard.case.challenge.team
    lead = with_role("Olu", heard.case.jury_day.round.programme)
    jury.release(heard.case.jury_day, by=None)
    projects.begin(Award.objects.get(verdict=heard), title="Order board", by=None)

    def told():
        everybody = (person("Max"), person("Kim"), lead)
        return [
            "Order board" in as_person(one).get(team.get_absolute_url()).text for one in everybody
        ]

    before = told()
    outbox.release(letters("Max"), by=None)

    assert (before, told()) == ([False, False, True], [True, False, True])


@pytest.fixture
def offered():
    """A team that is offered to Max in a letter that is held, and to Kim in one that has left."""
    team = TeamFactory(organisation__submitted=True)
    ApplicantFactory(application=team.organisation, person=person("Max"))
    member = TeamMemberFactory(team=team, state="proposed", application__submitted=True)
    ApplicantFactory(application=member.application, person=person("Kim"))
    matching.offer(team, by=None)
    Mail.objects.filter(to_person=person("Max")).update(state="held")
    Mail.objects.filter(to_person=person("Kim")).update(state="sent")
    return team


def test_an_offered_team_is_unknown_until_its_letter_leaves(offered, as_person):
    address = offered.get_absolute_url()

    def told(name, application):
        browser = as_person(person(name))
        pages = [reverse("desk:home"), reverse("applications:status", args=[application.pk])]
        return [address in browser.get(page).text for page in pages], browser.get(
            address
        ).status_code

    kims = told("Kim", offered.members.get().application)
    before = told("Max", offered.organisation)
    outbox.release(Mail.objects.held(), by=None)

    assert kims == ([True, True], 200)
    assert before == ([False, False], 404)
    assert told("Max", offered.organisation) == ([True, True], 200)


def test_nobody_gets_a_new_link_to_a_team_before_its_letter_leaves(offered):
    def links():
        renew_teams(person("Max").email)
        return Mail.objects.filter(template="matching/link").count()

    before = links()
    outbox.release(Mail.objects.held(), by=None)

    assert (before, links()) == (0, 1)
