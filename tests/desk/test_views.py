import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier import handovers
from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.programmes.models import Programme, ProgrammeRound
from scharnier.foundation.web.formats import day
from scharnier.stages.calls import call_page
from scharnier.stages.calls.models import Call
from scharnier.stages.reviews.models import Review
from tests.factories import (
    ApplicantFactory,
    ApplicationFactory,
    BlueprintFactory,
    CallFactory,
    CaseFactory,
    ChallengeFactory,
    DecisionFactory,
    EligibilityCheckFactory,
    EventFactory,
    MatchingFactory,
    ProgrammeFactory,
    RegistrationFactory,
    ReviewFactory,
    RoundFactory,
    TargetGroupFactory,
    TeamFactory,
    TeamMemberFactory,
    VerdictFactory,
)
from tests.personas import everybody, person, with_role

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_open_calls_and_none_that_are_drafts(as_person):
    shown, hidden = CallFactory(), CallFactory(draft=True)

    page = as_person().get("/").content.decode()

    assert (shown.get_absolute_url() in page, hidden.get_absolute_url() in page) == (True, False)


def test_the_only_open_call_opens_its_hinge_on_the_front_page(as_person):
    group = TargetGroupFactory()
    door = call_page.form_of(group)

    assert f'href="{door}"' in as_person().get("/").text
    CallFactory()
    assert f'href="{door}"' not in as_person().get("/").text


def test_the_front_page_says_so_when_no_call_is_open(as_person):
    CallFactory(closed=True)

    assert "No call is open right now" in as_person().get("/").content.decode()


def test_home_asks_strangers_to_sign_in(as_person):
    answer = as_person().get(reverse("desk:home"))

    assert (answer.status_code, answer.url.partition("?")[0]) == (
        302,
        reverse("account_request_login_code"),
    )


@pytest.mark.parametrize("name", ["Olu", "Nia", "Rey", "Jun", "Tom", "Fay", "Max", "Kim", "Sam"])
def test_everybody_has_a_home(as_person, name):
    people = everybody(RoundFactory().programme)

    assert as_person(people[name]).get(reverse("desk:home")).status_code == 200


def test_a_participant_is_told_the_one_thing_to_do(as_person):
    draft = ApplicationFactory()
    ApplicantFactory(application=draft, person=person("Max"))

    page = as_person(person("Max")).get(reverse("desk:home")).content.decode()

    assert "Your application is not handed in yet" in page
    assert draft.get_absolute_url() in page


def test_a_draft_of_a_closed_call_is_nothing_to_do(as_person):
    draft = ApplicationFactory(target_group__call__closed=True)
    ApplicantFactory(application=draft, person=person("Max"))

    assert (
        "Nothing to do right now"
        in as_person(person("Max")).get(reverse("desk:home")).content.decode()
    )


def test_the_first_heading_of_a_page_of_the_workspace_is_its_title(as_person):
    call = CallFactory()
    page = as_person(with_role("Olu", call.round.programme)).get(reverse("desk:home"))

    headings = re.findall(r"<h([1-6])", page.content.decode())

    assert headings[0] == "1"
    assert headings.count("1") == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Olu", 200),
        ("Nia", 200),
        ("Fay", 200),
        ("Rey", 404),
        ("Tom", 404),
        ("Max", 404),
        ("Sam", 404),
    ],
)
def test_a_round_is_seen_by_lead_agents_and_observer(as_person, name, status):
    round = RoundFactory()
    people = everybody(round.programme)

    assert as_person(people[name]).get(reverse("desk:round", args=[round.pk])).status_code == status


def test_the_observer_gets_figures_without_links_to_people(as_person):
    round = RoundFactory()
    fay = with_role("Fay", round.programme)

    page = as_person(fay).get(reverse("desk:round", args=[round.pk])).content.decode()

    assert "Applications" in page
    assert reverse("applications:listing") not in page


def test_only_the_lead_takes_a_step(as_person):
    round = RoundFactory()
    people = everybody(round.programme)
    address = reverse("desk:step", args=[round.pk, "auswahl-vorbereiten"])

    answers = {
        name: as_person(people[name]).post(address).status_code
        for name in ("Olu", "Nia", "Fay", "Sam")
    }

    assert answers == {"Olu": 302, "Nia": 403, "Fay": 403, "Sam": 404}


def test_a_step_that_cannot_be_taken_says_why(as_person):
    round = RoundFactory()
    olu = with_role("Olu", round.programme)

    answer = as_person(olu).post(reverse("desk:step", args=[round.pk, "teambildung"]))

    assert answer.status_code == 422
    assert "Release the decisions first" in answer.content.decode()


def test_a_step_that_does_not_exist_is_not_found(as_person):
    round = RoundFactory()
    olu = with_role("Olu", round.programme)

    assert as_person(olu).get(reverse("desk:step", args=[round.pk, "zaubern"])).status_code == 404


def test_the_round_costs_the_same_for_3_and_30_teams(as_person, django_assert_num_queries):
    matching = MatchingFactory()
    olu = with_role("Olu", matching.round.programme)
    address = reverse("desk:round", args=[matching.round.pk])
    group = TargetGroupFactory(call__round=matching.round)
    TeamFactory.create_batch(3, matching=matching, organisation__target_group=group)
    client = as_person(olu)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    TeamFactory.create_batch(27, matching=matching, organisation__target_group=group)

    with django_assert_num_queries(len(few)):
        client.get(address)


def test_the_demo_lets_one_step_into_its_personas_and_nobody_else(as_person):
    stranger = person("Sam")
    known = person("Max")
    known.email = "leitung@example.org"
    known.save()

    refused = as_person().post(reverse("demo:step_into"), {"email": stranger.email})
    client = as_person()
    taken = client.post(reverse("demo:step_into"), {"email": "leitung@example.org"})

    assert (refused.status_code, taken.status_code) == (404, 302)
    assert client.session["_auth_user_id"] == str(known.pk)


def test_the_demo_plays_another_day(as_person):
    CallFactory(upcoming=True)
    client = as_person()
    closed_door = "No call is open right now" in client.get("/").content.decode()

    client.post(
        reverse("demo:set_day"), {"day": (clock.today() + dt.timedelta(days=20)).isoformat()}
    )

    assert closed_door
    assert "No call is open right now" not in client.get("/").content.decode()


def test_roles_decide_what_the_rail_shows(as_person):
    blueprint = BlueprintFactory()
    programme = blueprint.round.programme
    people = everybody(programme)

    shown = {
        name: {
            entry["label"]
            for group in as_person(people[name]).get(reverse("desk:home")).context["rail"]
            for entry in group["entries"]
        }
        for name in ("Rey", "Jun", "Tom", "Fay")
    }

    own = {"Signing in safely", "My data", "Sign out"}
    assert {name: entries - own for name, entries in shown.items()} == {
        "Rey": {"Today", "My reviews"},
        "Jun": {"Today", "Jury"},
        "Tom": {"Today", "Projects", "Vouchers"},
        "Fay": {"Today", "Rounds", "Vouchers"},
    }


def titles_at_home(browser) -> list[str]:
    tasks = browser.get(reverse("desk:home")).context["tasks"]
    elsewhere = ("stand still", "Fill in: ")  # no worker and no imprint here
    return [task.title for task in tasks if not any(one in task.title for one in elsewhere)]


def test_a_lead_without_a_round_is_told_to_set_one_up(as_person):
    olu = with_role("Olu", ProgrammeFactory())

    assert "Set up your first round" in titles_at_home(as_person(olu))


def test_reviewers_and_kickoff_are_asked_for_when_the_call_went_to_the_archive(as_person):
    call = CallFactory(state="archived")
    browser = as_person(with_role("Olu", call.round.programme))
    nobody_applied = titles_at_home(browser)

    ApplicationFactory(target_group=TargetGroupFactory(call=call), submitted=True)

    asked = {"Name the reviewers", "Plan the kickoff"}
    assert asked.isdisjoint(nobody_applied)
    assert asked <= set(titles_at_home(browser))


def test_no_kickoff_is_asked_for_once_there_are_teams(as_person):
    call = CallFactory()
    group = TargetGroupFactory(call=call)
    board = MatchingFactory(round=call.round)
    TeamFactory(matching=board, organisation__target_group=group)

    titles = titles_at_home(as_person(with_role("Olu", call.round.programme)))

    assert "Plan the kickoff" not in titles


def test_the_round_says_how_its_call_stands(as_person):
    call = CallFactory()
    browser = as_person(with_role("Olu", call.round.programme))

    def told() -> str:
        return (
            browser.get(reverse("desk:round", args=[call.round_id])).context["stages"][0].standing
        )

    with clock.at(call.opens_at - dt.timedelta(days=1)):
        before = told()
    with clock.at(call.opens_at + dt.timedelta(minutes=1)):
        open_now = told()
    with clock.at(call.deadline_at + dt.timedelta(days=1)):
        closed = told()
    Call.objects.update(state="draft")

    until = day(call.deadline_at)
    assert (before, open_now, closed, told()) == (
        f"Opens on {day(call.opens_at)}",
        f"Open until {until}",
        f"Closed since {until}",
        "Draft",
    )


def test_the_menu_marks_calls_on_their_list_and_their_pages(as_person):
    call = CallFactory()

    def marked(address: str) -> list[str]:
        return [str(one["label"]) for one in as_person().get(address).context["public_nav"]
                if one["current"]]  # fmt: skip

    found = [marked(one) for one in ("/", reverse("calls:index"), call.get_absolute_url())]

    assert found == [["Calls"]] * 3
    assert marked(reverse("blueprints:library")) == ["Blueprints"]


def test_the_lead_is_told_what_comes_next_at_every_hand_over(as_person):
    call = CallFactory(draft=True)
    olu = with_role("Olu", call.round.programme)
    browser = as_person(olu)
    assert titles_at_home(browser) == ["Publish the call", "Prepare the selection"]

    Call.objects.update(state="published")
    assert titles_at_home(browser) == [
        "Prepare the selection",
        "Name the reviewers",
        "Plan the kickoff",
    ]

    handovers.prepare_selection(call.round, by=olu)
    with_role("Rey", call.round.programme)
    meets_at = call.deadline_at + dt.timedelta(days=7)
    kickoff = EventFactory(
        round=call.round,
        kind="kickoff",
        starts_at=meets_at,
        ends_at=meets_at + dt.timedelta(hours=6),
    )
    assert titles_at_home(browser) == []

    group = TargetGroupFactory(call=call)
    application = ApplicationFactory(target_group=group, submitted=True)
    EligibilityCheckFactory(application=application)
    with clock.at(call.deadline_at + dt.timedelta(hours=2)):
        assert "Share out the reviews" in titles_at_home(browser)
        review = ReviewFactory(application=application, reviewer=person("Rey"))
        assert "Decide who takes part" not in titles_at_home(browser)
        Review.objects.filter(pk=review.pk).update(state="handed_in", percent=80)
        assert "Decide who takes part" in titles_at_home(browser)
        DecisionFactory(application=application, released=True)
        assert titles_at_home(browser) == [
            "Invite to the kickoff",
            "Open the board for the kickoff",
        ]
        RegistrationFactory(event=kickoff)
        MatchingFactory(round=call.round, kickoff=kickoff)
        assert titles_at_home(browser) == ["Open the wishes"]


def test_the_agent_is_told_what_comes_next_on_the_day(as_person):
    call = CallFactory(closed=True)
    olu = with_role("Olu", call.round.programme)
    handovers.prepare_selection(call.round, by=olu)
    browser = as_person(with_role("Nia", call.round.programme))
    at_round = reverse("desk:round", args=[call.round.pk])
    group = TargetGroupFactory(call=call)
    application = ApplicationFactory(target_group=group, submitted=True)
    EligibilityCheckFactory(application=application)
    DecisionFactory(application=application, released=True)
    kickoff = EventFactory(
        round=call.round,
        kind="kickoff",
        starts_at=clock.now() + dt.timedelta(days=2),
        ends_at=clock.now() + dt.timedelta(days=2, hours=6),
    )

    assert titles_at_home(browser) == [
        "Invite to the kickoff",
        "The board for the teams is not open yet",
    ]
    RegistrationFactory(event=kickoff)
    MatchingFactory(round=call.round, kickoff=kickoff)
    assert titles_at_home(browser) == ["Open the wishes"]
    tasks = browser.get(at_round).context["tasks"]
    assert [task.title for task in tasks] == ["Open the wishes"]
    assert {browser.get(task.url).status_code for task in tasks} == {200}


def test_an_agent_is_not_led_into_the_outbox(as_person):
    call, _olu = prepared_round()
    team = team_in(call, state="offered")
    Mail.objects.create(
        template="matching/offer",
        subject_type=team._meta.label_lower,
        subject_id=team.pk,
        round=call.round,
        state="held",
        message_id="<held>",
    )
    browser = as_person(with_role("Nia", call.round.programme))

    [task] = [one for one in browser.get(reverse("desk:home")).context["tasks"] if one.rank == 19]

    assert browser.get(task.url).status_code == 200
    assert task.text == (
        "Nobody can answer before they have left. The programme lead releases them."
    )


def test_a_lead_with_a_public_call_is_asked_to_fill_in_the_imprint(as_person):
    call = CallFactory(draft=True)
    browser = as_person(with_role("Olu", call.round.programme))
    home = reverse("desk:home")
    asked = "Fill in: Imprint, Data protection, Accessibility statement and Funding"
    assert asked not in [task.title for task in browser.get(home).context["tasks"]]

    Call.objects.update(state="published")

    [task] = [one for one in browser.get(home).context["tasks"] if one.title == asked]
    assert browser.get(task.url).status_code == 200
    Programme.objects.update(is_fictional=True)
    assert asked not in [one.title for one in browser.get(home).context["tasks"]]


def prepared_round(**facts):
    """A round with nothing left to do but what the test adds, and its lead."""
    call = CallFactory(closed=True, **facts)
    olu = with_role("Olu", call.round.programme)
    handovers.prepare_selection(call.round, by=olu)
    return call, olu


def team_in(call, **facts):
    group = TargetGroupFactory(call=call)
    matching = MatchingFactory(round=call.round, state="forming")
    return TeamFactory(matching=matching, organisation__target_group=group, **facts)


def test_only_teams_that_are_full_are_to_be_offered_and_empty_ones_are_no_work(as_person):
    call, olu = prepared_round(round__team_min=2, round__team_max=3)
    team = team_in(call, state="proposed")
    browser = as_person(olu)

    def said() -> set[str]:
        return {"Fill the free places", "Offer the teams"} & set(titles_at_home(browser))

    assert said() == set()
    TeamMemberFactory(team=team)
    assert said() == {"Fill the free places"}
    TeamMemberFactory(team=team)
    assert said() == {"Offer the teams"}


def test_nobody_is_sent_to_convene_a_jury_for_a_question_it_has_rejected(as_person):
    call, olu = prepared_round()
    challenge = ChallengeFactory(team=team_in(call, confirmed=True), handed_in=True)
    browser = as_person(olu)
    assert "Convene the jury" in titles_at_home(browser)
    assert handovers.challenges_without_jury(call.round) == [challenge]

    case = CaseFactory(challenge=challenge, jury_day__round=call.round, jury_day__state="released")
    VerdictFactory(case=case, outcome="rejected")

    assert "Convene the jury" not in titles_at_home(browser)
    assert handovers.challenges_without_jury(call.round) == []


def test_nobody_is_asked_to_invite_to_a_kickoff_that_is_over(as_person):
    call, olu = prepared_round()
    group = TargetGroupFactory(call=call)
    DecisionFactory(
        application=ApplicationFactory(target_group=group, submitted=True), released=True
    )
    kickoff = EventFactory(round=call.round, kind="kickoff")
    browser = as_person(olu)

    assert "Invite to the kickoff" in titles_at_home(browser)
    with clock.at(kickoff.ends_at + dt.timedelta(days=1)):
        assert "Invite to the kickoff" not in titles_at_home(browser)


def test_nothing_waits_in_a_round_that_has_ended(as_person):
    call = CallFactory(draft=True)
    browser = as_person(with_role("Olu", call.round.programme))
    at_round = reverse("desk:round", args=[call.round.pk])
    group = TargetGroupFactory(call=call)
    DecisionFactory(application=ApplicationFactory(target_group=group, submitted=True))
    assert "Release 1 decision" in titles_at_home(browser)

    ProgrammeRound.objects.update(ends_on=clock.today() - dt.timedelta(days=1))

    assert titles_at_home(browser) == []
    assert browser.get(at_round).context["tasks"] == []


def test_the_page_of_a_round_says_the_same_and_only_to_the_lead(as_person):
    call = CallFactory(draft=True)
    people = everybody(call.round.programme)
    address = reverse("desk:round", args=[call.round.pk])

    assert "Publish the call" in as_person(people["Olu"]).get(address).content.decode()
    assert "Publish the call" not in as_person(people["Fay"]).get(address).content.decode()


def test_home_costs_the_same_for_3_and_30_rounds(as_person):
    programme = ProgrammeFactory()
    browser = as_person(with_role("Olu", programme))

    def queries_with(number: int) -> int:
        for _one in range(number):
            CallFactory(round=RoundFactory(programme=programme), draft=True)
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("desk:home"))
        return len(captured)

    queries_with(1)
    assert queries_with(2) == queries_with(27)
