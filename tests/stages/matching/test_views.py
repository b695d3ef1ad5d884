import json

import pytest
from django.urls import reverse

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass
from scharnier.stages.matching import actions
from scharnier.stages.matching.models import Matching, Participant, Proposal, Team, Wish
from tests import scenes
from tests.personas import person, with_role
from tests.stages.matching.stagehand import Kickoff, skills, small

pytestmark = pytest.mark.django_db


def as_agent(kickoff, as_person, **how):
    return as_person(with_role("Nia", kickoff.programme), **how)


def put(kickoff):
    """A proposal made by hand for Turnery and Studio."""
    return actions.keep_proposal(
        kickoff.matching, job=None, objective=1, bound=1, is_proven=True, version=1, by=None,
        teams=[{"organisation": kickoff["Turnery"].pk, "creatives": [kickoff["Studio"].pk],
                "reason": {"value": 1, "needs": [], "members": []}}],
    )  # fmt: skip


def pages(kickoff, team):
    board = [kickoff.matching.pk]
    return {
        "listing": reverse("matching:listing"),
        "board": reverse("matching:board", args=board),
        "presence": reverse("matching:presence", args=board),
        "wish_overview": reverse("matching:wish_overview", args=board),
        "pair": reverse("matching:pair", args=board),
        "asked pair": reverse("matching:pair", args=board)
        + f"?organisation={kickoff['Museum'].pk}&creative={kickoff['Photographer'].pk}",
        "move": reverse("matching:move", args=[*board, kickoff["Photographer"].pk]),
        "proposal": reverse("matching:proposal", args=[*board, put(kickoff).pk]),
        "offer_all": reverse("matching:offer_all", args=board),
        "wishes": reverse("matching:wishes", args=[kickoff["Studio"].pk]),
        "team": reverse("matching:team", args=[team.pk]),
        "offer": reverse("matching:offer", args=[team.pk]),
        "dissolve": reverse("matching:dissolve", args=[team.pk]),
        "replace": reverse("matching:replace", args=[team.pk]),
    }


def test_every_page_opens_for_the_agent_and_stays_shut_for_sam(as_person):
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")
    agent, sam = as_agent(kickoff, as_person), as_person(person("Sam"))

    for name, address in pages(kickoff, team).items():
        assert agent.get(address).status_code == 200, name
        seen = sam.get(address)
        if name == "listing":
            assert "Turnery" not in seen.content.decode()
        else:
            assert seen.status_code == 404, name


def test_whoever_is_not_signed_in_is_asked_to(client):
    kickoff = small()

    answer = client.get(kickoff.matching.get_absolute_url())

    assert answer.status_code == 302


@pytest.mark.parametrize("role", ["Olu", "Nia"])
def test_lead_and_agent_run_the_board(as_person, role):
    kickoff = small()

    answer = as_person(with_role(role, kickoff.programme)).get(kickoff.matching.get_absolute_url())

    assert answer.status_code == 200


@pytest.mark.parametrize("role", ["Rey", "Jun", "Tom", "Fay"])
def test_nobody_else_finds_the_board(as_person, role):
    kickoff = small()

    answer = as_person(with_role(role, kickoff.programme)).get(kickoff.matching.get_absolute_url())

    assert answer.status_code == 404


# The board ----------------------------------------------------------------------------


def post_move(browser, kickoff, creative, to, *, version, **more):
    address = reverse("matching:move", args=[kickoff.matching.pk, kickoff[creative].pk])
    data = {"target": kickoff[to].pk, "source": "", "version": version, **more}
    return browser.post(address, data)


def test_a_move_without_javascript_leads_back_to_the_board(as_person):
    kickoff = small()

    answer = post_move(as_agent(kickoff, as_person), kickoff, "Studio", "Turnery", version=1)

    assert (answer.status_code, answer["Location"]) == (302, kickoff.matching.get_absolute_url())
    assert Team.objects.get().members.count() == 1


def test_a_move_by_the_script_gets_the_board_and_the_result(as_person):
    kickoff = small()

    answer = post_move(
        as_agent(kickoff, as_person, htmx=True), kickoff, "Studio", "Turnery", version=1
    )

    said = answer.content.decode()
    assert answer.status_code == 200
    assert said.lstrip().startswith('<div class="stack" id="board"')
    assert "Studio is in the team of Turnery now." in said


def test_a_stale_board_is_answered_with_the_true_one(as_person):
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    answer = post_move(
        as_agent(kickoff, as_person, htmx=True), kickoff, "Photographer", "Museum", version=1
    )

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed the board meanwhile" in said
    assert 'data-version="2"' in said
    assert Team.objects.count() == 1


def test_a_hard_rule_blocks_with_its_reason(as_person):
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    answer = post_move(
        as_agent(kickoff, as_person, htmx=True), kickoff, "Photographer", "Turnery", version=2
    )

    assert answer.status_code == 422
    assert "The team is full: one creative at most." in answer.content.decode()


def test_a_rule_that_can_be_set_aside_leads_to_the_reason(as_person):
    kickoff = small()
    kickoff.creative("Weaver", hours_month=4, radius_km=50)

    answer = post_move(as_agent(kickoff, as_person), kickoff, "Weaver", "Museum", version=1)
    assert answer.status_code == 422
    assert "fewer hours a month" in answer.content.decode()

    post_move(
        as_agent(kickoff, as_person), kickoff, "Weaver", "Museum", version=1, reason="Has more now."
    )
    assert Team.objects.get().members.count() == 1
    board = as_agent(kickoff, as_person).get(kickoff.matching.get_absolute_url()).text
    assert "“Has more now.”" in board


def test_partners_get_to_know_each_other_before_they_say_yes(as_person):
    kickoff = small()
    kickoff.creative(
        "Weaver",
        hours_month=20,
        radius_km=50,
        skills=skills("texts"),
        strength="I make hard things easy.",
        references=[{"link": "javascript:alert(1)"}, {"link": "https://example.org/w"}],
    )
    team = offered(kickoff, "Weaver")

    seen_by_firm = as_person(kickoff.owner("Turnery")).get(team.get_absolute_url()).text
    seen_by_weaver = as_person(kickoff.owner("Weaver")).get(team.get_absolute_url()).text

    assert "I make hard things easy." in seen_by_firm
    assert "Copywriting" in seen_by_firm
    assert 'href="https://example.org/w"' in seen_by_firm
    assert "javascript:" not in seen_by_firm
    assert "Nobody in the team brings" not in seen_by_firm
    assert "Orders come by letter." in seen_by_weaver


def test_an_agent_who_has_lost_the_role_is_still_named(as_person):
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")
    actions.assign_agent(team, agent=person("Rey"), by=None)

    page = as_agent(kickoff, as_person).get(team.get_absolute_url()).text

    assert f'<option value="{person("Rey").pk}" selected>' in page


def test_costs_are_told_before_the_move(as_person):
    kickoff = small()
    address = reverse("matching:costs", args=[kickoff.matching.pk, kickoff["Studio"].pk])

    told = json.loads(as_agent(kickoff, as_person).get(address).content)

    target = told["targets"][str(kickoff["Turnery"].pk)]
    assert (told["version"], target["kind"], target["possible"]) == (1, "good", True)
    assert target["text"] == "The organisation gets a team."


def test_a_move_is_undone_by_the_button(as_person):
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    address = reverse("matching:undo", args=[kickoff.matching.pk])
    answer = as_agent(kickoff, as_person).post(address, {"version": 2})

    assert answer.status_code == 302
    assert Team.objects.get().members.count() == 0


def test_a_proposal_is_taken_over_team_by_team(as_person):
    kickoff = small()
    address = reverse("matching:proposal", args=[kickoff.matching.pk, put(kickoff).pk])
    kickoff.matching.refresh_from_db()

    answer = as_agent(kickoff, as_person).post(
        address, {"version": kickoff.matching.version, "organisations": kickoff["Turnery"].pk}
    )

    assert answer.status_code == 302
    assert [str(m.application) for m in Team.objects.get().members.all()] == ["Studio"]
    assert Proposal.objects.get().state == "adopted"


def test_why_not_says_the_rule(as_person):
    kickoff = small()
    kickoff.creative("Weaver", hours_month=4, radius_km=50)
    query = f"?organisation={kickoff['Museum'].pk}&creative={kickoff['Weaver'].pk}"
    address = reverse("matching:pair", args=[kickoff.matching.pk]) + query

    answer = as_agent(kickoff, as_person).get(address)

    assert "Weaver has fewer hours a month than a team takes." in answer.content.decode()


def test_a_pair_is_pinned_from_its_page(as_person):
    kickoff = small()
    address = reverse("matching:pair", args=[kickoff.matching.pk])
    both = {"organisation": kickoff["Museum"].pk, "creative": kickoff["Studio"].pk}

    as_agent(kickoff, as_person).post(address, both | {"rule": "pin", "reason": "Promised"})

    assert (
        "pinned"
        not in as_agent(kickoff, as_person)
        .get(kickoff.matching.get_absolute_url())
        .content.decode()
    )
    kickoff.move("Studio", "Museum")
    assert (
        "pinned"
        in as_agent(kickoff, as_person).get(kickoff.matching.get_absolute_url()).content.decode()
    )


@scenes.once
def many(number):
    kickoff = Kickoff()
    for at in range(number):
        kickoff.firm(f"Firm {at}", wanted_skills=[{"skill": "ux", "label": "UX", "level": 2}])
        kickoff.creative(f"Studio {at}", skills=[{"skill": "ux", "label": "UX", "level": 2}])
        kickoff.move(f"Studio {at}", f"Firm {at}")
    return kickoff


@pytest.mark.parametrize("number", [3, 10])
@pytest.mark.parametrize("name", ["board", "presence", "wish_overview", "listing", "move"])
def test_pages_ask_as_often_for_three_as_for_thirty(
    as_person, name, number, django_assert_max_num_queries
):
    kickoff = many(number)
    agent = as_agent(kickoff, as_person)
    addresses = {
        "move": reverse("matching:move", args=[kickoff.matching.pk, kickoff["Studio 0"].pk]),
        "listing": reverse("matching:listing"),
    }
    address = addresses.get(name) or reverse(f"matching:{name}", args=[kickoff.matching.pk])
    with django_assert_max_num_queries(20):
        assert agent.get(address).status_code == 200


# Wishes -------------------------------------------------------------------------------


def wishing(kickoff):
    actions.open_wishes(kickoff.matching, by=None)
    return kickoff


def test_a_wish_is_saved_on_tap(as_person):
    kickoff = wishing(small())
    kim = as_person(kickoff.owner("Studio"), htmx=True)
    address = reverse("matching:wishes", args=[kickoff["Studio"].pk])

    answer = kim.post(address, {"about": kickoff["Museum"].pk, "value": "2"})

    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.content.decode()
    assert Wish.objects.get().value == 2


def test_tapping_again_takes_it_back(as_person):
    kickoff = wishing(small())
    actions.wish(
        Participant.objects.get(pk=kickoff["Studio"].pk), about=kickoff["Museum"], value=2, by=None
    )
    address = reverse("matching:wishes", args=[kickoff["Studio"].pk])

    as_person(kickoff.owner("Studio")).post(address, {"about": kickoff["Museum"].pk, "value": ""})

    assert not Wish.objects.exists()


def test_wishes_are_invisible_to_others(as_person):
    kickoff = wishing(small())
    theirs = reverse("matching:wishes", args=[kickoff["Studio"].pk])
    overview = reverse("matching:wish_overview", args=[kickoff.matching.pk])

    for someone in [kickoff.owner("Museum"), kickoff.owner("Photographer"), person("Sam")]:
        assert as_person(someone).get(theirs).status_code == 404
        assert as_person(someone).get(overview).status_code == 404


def test_wishes_are_found_by_name_and_stand_with_their_organisation(as_person):
    kickoff = wishing(small())
    for creative in ("Studio", "Photographer"):
        Wish.objects.create(
            from_participant=kickoff[creative], to_participant=kickoff["Museum"], value=2
        )
    overview = reverse("matching:wish_overview", args=[kickoff.matching.pk])
    reader = as_agent(kickoff, as_person)

    said = reader.get(overview).content.decode()
    assert said.count('scope="rowgroup"') == 1
    assert 'rowspan="2"' in said
    found = reader.get(overview, {"q": "photo"}).content.decode()
    assert 'rowspan="1"' in found
    assert "Nobody with wishes" in reader.get(overview, {"q": "xyz"}).content.decode()


def test_partners_never_read_what_was_wished(as_person):
    kickoff = small()
    Wish.objects.create(
        from_participant=kickoff["Studio"], to_participant=kickoff["Turnery"], value=-2
    )
    team = offered(kickoff)

    said = as_person(kickoff.owner("Turnery")).get(team.get_absolute_url()).content.decode()

    assert "Brings what is wanted" in said
    assert "Rather not" not in said


def test_an_agent_enters_a_wish_on_behalf(as_person):
    kickoff = small()
    address = reverse("matching:wishes", args=[kickoff["Studio"].pk])

    as_agent(kickoff, as_person).post(address, {"about": kickoff["Museum"].pk, "value": "1"})

    assert Wish.objects.get().value == 1


def test_a_link_opens_the_list_without_a_login(client):
    kickoff = wishing(small())
    owner = kickoff.owner("Studio")
    link = passes.issue("wishes", kickoff["Studio"], to=owner, days=3)

    landed = client.post(link.removeprefix("http://localhost:8000"), follow=True)

    assert landed.request["PATH_INFO"] == reverse("matching:wishes", args=[kickoff["Studio"].pk])
    assert "Museum" in landed.content.decode()


# Teams --------------------------------------------------------------------------------


def offered(kickoff, creative="Studio"):
    """A team whose two sides have their letters."""
    team = kickoff.team("Turnery", creative)
    actions.offer(team, by=None)
    outbox.release(Mail.objects.held(), by=None)
    return Team.objects.get(pk=team.pk)


def test_both_sides_confirm_on_their_page(as_person):
    kickoff = small()
    team = offered(kickoff)

    for name in ("Turnery", "Studio"):
        as_person(kickoff.owner(name)).post(team.get_absolute_url(), {"answer": "yes"})

    team.refresh_from_db()
    assert team.state == "confirmed"


def test_contacts_are_shown_only_after_everybody_said_yes(as_person):
    kickoff = small()
    team = offered(kickoff)
    other = kickoff.owner("Studio").email
    page = team.get_absolute_url()

    actions.confirm(team, side=kickoff["Turnery"].application, by=None)
    assert other not in as_person(kickoff.owner("Turnery")).get(page).content.decode()

    actions.confirm(team, side=kickoff["Studio"].application, by=None)
    assert other in as_person(kickoff.owner("Turnery")).get(page).content.decode()


def test_who_declines_says_why(as_person):
    kickoff = small()
    team = offered(kickoff)
    kim = as_person(kickoff.owner("Studio"))

    assert kim.post(team.get_absolute_url(), {"answer": "no"}).status_code == 422
    assert (
        kim.post(team.get_absolute_url(), {"answer": "no", "reason": "Too far"}).status_code == 200
    )

    assert team.members.get().reason == "Too far"


def test_a_pass_opens_one_team_only(client):
    kickoff = small()
    team = offered(kickoff)
    other = kickoff.team("Museum", "Photographer")
    actions.offer(other, by=None)
    link = passes.issue("team", team, to=kickoff.owner("Studio"), days=3)

    client.post(link.removeprefix("http://localhost:8000"))

    assert client.get(team.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 302


def test_a_proposed_team_is_not_shown_to_its_people(as_person):
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")

    assert as_person(kickoff.owner("Studio")).get(team.get_absolute_url()).status_code == 404


def test_an_agent_notes_an_answer_from_the_telephone(as_person):
    kickoff = small()
    team = offered(kickoff)
    address = reverse("matching:answer_for", args=[team.pk, kickoff["Studio"].application.pk])

    as_agent(kickoff, as_person).post(address, {"answer": "yes"})

    assert team.members.get().state == "confirmed"


def test_offering_shows_the_mail_and_then_sends_it(as_person):
    kickoff = small()
    kickoff.team("Turnery", "Studio")
    agent = as_agent(kickoff, as_person)
    address = reverse("matching:offer_all", args=[kickoff.matching.pk])

    shown = agent.get(address).content.decode()
    assert "bitte bestätigen (Team)" in shown
    assert Pass.objects.count() == 0

    agent.post(address, {"teams": Team.objects.get().pk})
    assert Team.objects.get().state == "offered"


def test_a_team_is_dissolved_with_a_reason(as_person):
    kickoff = small()
    team = offered(kickoff)
    agent = as_agent(kickoff, as_person)
    address = reverse("matching:dissolve", args=[team.pk])

    assert agent.post(address, {"reason": ""}).status_code == 422
    assert agent.post(address, {"reason": "The firm closes"}).status_code == 302
    assert Team.objects.get().state == "dissolved"


def test_wishes_are_opened_and_closed_by_buttons(as_person):
    kickoff = small()
    agent = as_agent(kickoff, as_person)

    agent.post(reverse("matching:open_wishes", args=[kickoff.matching.pk]))
    assert Matching.objects.get().state == "wishing"
    agent.post(reverse("matching:step", args=[kickoff.matching.pk, "close_wishes"]))
    assert Matching.objects.get().state == "forming"


def test_checking_in_and_out_by_hand(as_person):
    kickoff = small()
    agent = as_agent(kickoff, as_person)
    address = reverse("matching:check", args=[kickoff.matching.pk, kickoff["Studio"].pk])

    for present, there in [("no", False), ("yes", True)]:
        agent.post(address, {"present": present})
        assert Participant.objects.get(pk=kickoff["Studio"].pk).is_present is there


def test_checking_in_keeps_the_place_in_the_list(as_person):
    kickoff = small()
    studio = kickoff["Studio"]
    address = reverse("matching:check", args=[kickoff.matching.pk, studio.pk])

    swapped = as_agent(kickoff, as_person, htmx=True).post(address, {"present": "no"})
    followed = as_agent(kickoff, as_person).post(address, {"present": "yes"})

    said = swapped.content.decode()
    assert said.lstrip().startswith('<div class="stack" id="people"')
    assert "Studio is checked out." in said
    assert f'id="b-{studio.pk}"' in said
    assert followed["Location"].endswith(f"#p-{studio.pk}")


def test_who_is_in_an_offered_team_is_not_checked_out_and_the_list_says_so(as_person):
    kickoff = small()
    offered(kickoff)
    address = reverse("matching:check", args=[kickoff.matching.pk, kickoff["Studio"].pk])

    said = as_agent(kickoff, as_person, htmx=True).post(address, {"present": "no"})

    assert 'class="notice bad"' in said.content.decode()
    assert "Studio is checked out." not in said.content.decode()


def test_names_are_never_markup(as_person):
    kickoff = small()
    kickoff.creative("<script>alert(1)</script>", hours_month=20, radius_km=50)

    said = as_agent(kickoff, as_person).get(kickoff.matching.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in said


def test_a_team_with_a_free_place_is_not_offered_but_filled(as_person):
    kickoff = small(team_min=2, team_max=3)
    team = kickoff.team("Turnery", "Studio")
    agent = as_agent(kickoff, as_person)
    offer = reverse("matching:offer", args=[team.pk])

    at_team, at_offer = agent.get(team.get_absolute_url()), agent.get(offer)

    assert offer not in at_team.content.decode()
    assert "Fill the free places" in at_team.content.decode()
    assert "one person is missing" in at_offer.content.decode()
    assert "letter" not in at_offer.content.decode()
    assert agent.post(offer).status_code == 302
    assert Team.objects.get().state == "proposed"


def test_reasons_end_with_the_team_and_with_whoever_left_it(as_person):
    kickoff = small()
    team = offered(kickoff)
    agent = as_agent(kickoff, as_person)
    said = agent.get(team.get_absolute_url()).content.decode()
    assert "Why this team?" in said
    assert "Free as well" in said

    for side in ("Turnery", "Studio"):
        actions.confirm(team, side=kickoff[side].application, by=None)
    settled = agent.get(team.get_absolute_url()).content.decode()
    assert "Why this team?" in settled
    assert "Free as well" not in settled

    actions.replace_member(
        team, leaving=team.members.get(), joining=kickoff["Photographer"].application,
        reason="Moved away", by=None,
    )  # fmt: skip
    assert "Why this team?" not in agent.get(team.get_absolute_url()).content.decode()

    actions.dissolve(team, reason="The firm closes", by=None)
    ended = agent.get(team.get_absolute_url()).content.decode()
    assert "No answer yet" not in ended


def test_undo_says_how_many_moves_of_a_proposal_it_takes_back(as_person):
    kickoff = small()
    board = reverse("matching:board", args=[kickoff.matching.pk])
    proposal = put(kickoff)
    other = {"organisation": kickoff["Museum"].pk, "creatives": [kickoff["Photographer"].pk]}
    proposal.teams.append(proposal.teams[0] | other)
    proposal.save()
    actions.adopt(proposal, by=None)
    whole = as_agent(kickoff, as_person).get(board).text
    kickoff.matching.refresh_from_db()
    actions.undo_move(kickoff.matching, version=kickoff.matching.version, by=None)
    kickoff.move("Studio", "Turnery")
    alone = as_agent(kickoff, as_person).get(board).text

    assert 'Undo<span class="vh">: 2 moves of the proposal</span>' in whole
    assert 'Undo<span class="vh">: Studio</span>' in alone


def test_saying_yes_twice_is_no_error(as_person):
    kickoff = small()
    team = offered(kickoff)
    browser = as_person(kickoff.owner("Studio"))

    for _click in range(2):
        answer = browser.post(team.get_absolute_url(), {"answer": "yes"}, follow=True)

    assert "Your confirmation is in." in answer.text
    assert "cannot become" not in answer.text
