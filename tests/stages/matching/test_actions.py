import pytest
from django.db import IntegrityError

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.trail.models import Entry
from scharnier.stages.calls.models import Side
from scharnier.stages.events.models import Registration
from scharnier.stages.matching import actions, queries
from scharnier.stages.matching.models import (
    BoardMove,
    Matching,
    PairRule,
    Participant,
    Proposal,
    Team,
    TeamMember,
    Wish,
)
from scharnier.stages.matching.states import BoardChanged, MatchingState, RuleBroken, TeamState
from tests.factories import EventFactory, days
from tests.stages.matching.stagehand import Kickoff, skills, small

pytestmark = pytest.mark.django_db


def placed(kickoff):
    """Who is in which living team, by names."""
    facts = queries.facts_of(Matching.objects.get(pk=kickoff.matching.pk))
    return {
        str(facts.by_pk[firm]): [str(facts.by_pk[pk]) for pk in creatives]
        for firm, creatives in facts.placed.items()
        if creatives
    }


# Gathering ----------------------------------------------------------------------------


def test_who_was_checked_in_at_the_kickoff_is_present():
    kickoff = Kickoff()
    event = EventFactory(round=kickoff.round)
    firm = kickoff.apply("Museum", Side.ORGANISATION)
    came, stayed = kickoff.apply("Came", Side.CREATIVE), kickoff.apply("Stayed", Side.CREATIVE)
    Registration.objects.create(
        event=event, person=came.applicants.get().person, attended_at=days(0)
    )

    matching = actions.open_matching(
        kickoff.round, kickoff=event, organisations=[firm], creatives=[came, stayed], by=None
    )

    present = {str(p): p.is_present for p in Participant.objects.filter(matching=matching)}
    assert present == {"Museum": False, "Came": True, "Stayed": False}


def test_opening_again_adds_only_who_is_new():
    kickoff = small()
    newcomer = kickoff.apply("Newcomer", Side.CREATIVE)
    known = kickoff["Studio"].application

    for _again in range(2):
        actions.open_matching(
            kickoff.round, kickoff=None, organisations=[], creatives=[known, newcomer], by=None
        )

    names = [str(p) for p in Participant.objects.filter(side=Side.CREATIVE)]
    assert sorted(names) == ["Newcomer", "Photographer", "Studio"]


def test_attendance_checks_in_and_never_out():
    kickoff = small()
    event = EventFactory(round=kickoff.round)
    kickoff.creative("Late", is_present=False)
    Matching.objects.update(kickoff=event)
    kickoff.matching.refresh_from_db()
    Registration.objects.create(event=event, person=kickoff.owner("Late"), attended_at=days(0))

    assert actions.take_attendance(kickoff.matching, by=None) == 1
    assert set(Participant.objects.values_list("is_present", flat=True)) == {True}


def test_nobody_is_checked_out_of_a_team():
    kickoff = small()
    kickoff.move("Studio", "Museum")

    with pytest.raises(Refused, match="Studio is in a team"):
        actions.undo_check_in(kickoff["Studio"], by=None)


def test_opening_the_wishes_writes_to_everybody_present():
    kickoff = small()
    kickoff.creative("Absent", is_present=False)

    actions.open_wishes(kickoff.matching, by=None)

    names = ["Museum in person", "Photographer in person", "Studio in person", "Turnery in person"]
    assert sorted(Mail.objects.values_list("to_name", flat=True)) == names


# Wishes -------------------------------------------------------------------------------


def test_a_wish_is_changed_and_taken_back():
    kickoff = small()
    actions.open_wishes(kickoff.matching, by=None)
    giver = Participant.objects.get(pk=kickoff["Studio"].pk)

    actions.wish(giver, about=kickoff["Museum"], value=2, by=None)
    actions.wish(giver, about=kickoff["Museum"], value=-2, by=None)
    assert [w.value for w in Wish.objects.all()] == [-2]

    actions.wish(giver, about=kickoff["Museum"], value=None, by=None)
    assert not Wish.objects.exists()


def test_wishes_are_for_the_other_side_only():
    kickoff = small()

    with pytest.raises(Refused, match="other side"):
        actions.wish(kickoff["Studio"], about=kickoff["Photographer"], value=2, by=None)


def test_after_the_end_only_agents_enter_wishes():
    kickoff = small()

    with pytest.raises(Refused, match="time for wishes is over"):
        actions.wish(kickoff["Studio"], about=kickoff["Museum"], value=2, by=None)
    actions.wish(kickoff["Studio"], about=kickoff["Museum"], value=2, by=None, on_behalf=True)

    assert Wish.objects.get().value == 2


def test_the_trail_never_says_what_was_wished():
    kickoff = small()
    actions.wish(kickoff["Studio"], about=kickoff["Museum"], value=-2, by=None, on_behalf=True)

    entry = Entry.objects.get()

    assert (entry.verb, entry.details) == ("matching.wish_entered", {})


# The board ----------------------------------------------------------------------------


def test_a_move_puts_a_creative_into_a_team_and_the_team_gets_a_number():
    kickoff = small()

    made = kickoff.move("Studio", "Turnery")

    assert placed(kickoff) == {"Turnery": ["Studio"]}
    assert (made.to_team.number, made.cost < 0) == ("T01", True)


def test_the_second_of_two_people_at_the_board_is_told():
    kickoff = small()
    version = kickoff.matching.version
    kickoff.move("Studio", "Turnery")

    with pytest.raises(BoardChanged, match="Somebody else changed the board"):
        actions.move(
            Matching.objects.get(), creative=kickoff["Photographer"], target=kickoff["Museum"],
            version=version, by=None,
        )  # fmt: skip

    assert placed(kickoff) == {"Turnery": ["Studio"]}


def test_a_full_team_takes_nobody():
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    with pytest.raises(RuleBroken, match="full: one creative at most") as refusal:
        kickoff.move("Photographer", "Turnery")

    assert refusal.value.may_insist is False


def test_a_creative_is_in_one_team_only():
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    with pytest.raises(RuleBroken, match="Studio can be in one team only"):
        kickoff.move("Studio", "Museum")


def test_too_few_hours_are_set_aside_only_with_a_reason():
    kickoff = small()
    kickoff.creative("Weaver", hours_month=4, radius_km=50)

    with pytest.raises(RuleBroken, match="fewer hours") as refusal:
        kickoff.move("Weaver", "Museum")
    assert refusal.value.may_insist is True

    kickoff.matching.refresh_from_db()
    made = actions.move(
        kickoff.matching, creative=kickoff["Weaver"], target=kickoff["Museum"],
        version=kickoff.matching.version, reason="Will take a day off each week.", by=None,
    )  # fmt: skip
    assert made.reason == "Will take a day off each week."
    told = Entry.objects.get(verb="matching.moved_all_the_same")
    assert (told.details["name"], told.details["reason"]) == ("Weaver", made.reason)


def test_no_reason_sets_a_conflict_aside():
    kickoff = small()
    kickoff.creative("Supplier", conflicts="Museum", radius_km=50, hours_month=20)

    with pytest.raises(RuleBroken, match="conflict of interest"):
        actions.move(
            kickoff.matching, creative=kickoff["Supplier"], target=kickoff["Museum"],
            version=1, reason="Never mind.", by=None,
        )  # fmt: skip


def test_a_move_is_undone():
    kickoff = small()
    kickoff.move("Studio", "Turnery")
    kickoff.move("Studio", "Museum", source="Turnery")
    kickoff.matching.refresh_from_db()

    actions.undo_move(kickoff.matching, version=kickoff.matching.version, by=None)

    assert placed(kickoff) == {"Turnery": ["Studio"]}
    assert BoardMove.objects.filter(undone_at=None).count() == 1


def test_with_nothing_moved_there_is_nothing_to_undo():
    kickoff = small()

    with pytest.raises(Refused, match="nothing to undo"):
        actions.undo_move(kickoff.matching, version=1, by=None)


def test_a_pair_in_one_team_is_not_excluded():
    kickoff = small()
    kickoff.move("Studio", "Turnery")

    with pytest.raises(Refused, match="Move them out"):
        actions.veto(
            kickoff.matching, organisation=kickoff["Turnery"], creative=kickoff["Studio"], by=None
        )


def test_a_pinned_creative_is_not_moved_until_the_pair_is_freed():
    kickoff = small()
    kickoff.move("Studio", "Turnery")
    pair = {"organisation": kickoff["Turnery"], "creative": kickoff["Studio"]}
    actions.pin(kickoff.matching, **pair, reason="Promised.", by=None)

    with pytest.raises(RuleBroken, match="pinned"):
        kickoff.move("Studio", "Museum", source="Turnery")

    actions.free(kickoff.matching, **pair, by=None)
    kickoff.move("Studio", "Museum", source="Turnery")
    assert placed(kickoff) == {"Museum": ["Studio"]}


# Proposals ----------------------------------------------------------------------------


def propose(kickoff, django_capture_on_commit_callbacks, **how):
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.propose(Matching.objects.get(pk=kickoff.matching.pk), by=None, **how)
    return Job.objects.get(pk=job.pk)


def test_the_worker_proposes_the_obvious_teams_and_says_why(django_capture_on_commit_callbacks):
    kickoff = small()
    kickoff.creative("Scanner", skills=skills("ar_vr", "scan_3d"), hours_month=20, radius_km=50)

    job = propose(kickoff, django_capture_on_commit_callbacks)

    proposal = Proposal.objects.get()
    names = {
        str(Participant.objects.get(pk=team["organisation"])): [
            str(Participant.objects.get(pk=pk)) for pk in team["creatives"]
        ]
        for team in proposal.teams
    }
    assert (job.state, job.result["proposal"], proposal.is_proven) == ("done", proposal.pk, True)
    assert names == {"Turnery": ["Studio"], "Museum": ["Scanner"]}
    assert proposal.teams[0]["reason"]["needs"][0]["percent"] == 100


def test_the_whole_proposal_is_adopted_and_undone_at_once(django_capture_on_commit_callbacks):
    kickoff = small()
    propose(kickoff, django_capture_on_commit_callbacks)

    actions.adopt(Proposal.objects.get(), by=None)
    assert placed(kickoff) == {"Turnery": ["Studio"], "Museum": ["Photographer"]}

    kickoff.matching.refresh_from_db()
    actions.undo_move(kickoff.matching, version=kickoff.matching.version, by=None)
    assert placed(kickoff) == {}


def test_one_proposed_team_is_adopted_alone(django_capture_on_commit_callbacks):
    kickoff = small()
    propose(kickoff, django_capture_on_commit_callbacks)

    actions.adopt(Proposal.objects.get(), organisations={kickoff["Turnery"].pk}, by=None)

    assert placed(kickoff) == {"Turnery": ["Studio"]}
    assert Proposal.objects.get().state == "new"


def test_who_stands_on_the_board_stays_while_free_places_are_filled(
    django_capture_on_commit_callbacks,
):
    kickoff = small()
    kickoff.move("Studio", "Museum")

    propose(kickoff, django_capture_on_commit_callbacks, keep_placed=True)
    actions.adopt(Proposal.objects.get(), by=None)

    assert placed(kickoff)["Museum"] == ["Studio"]


def test_a_team_by_an_agents_own_reason_does_not_stop_the_worker(
    django_capture_on_commit_callbacks,
):
    kickoff = small()
    kickoff.creative("Weaver", hours_month=4, radius_km=50)
    actions.move(
        kickoff.matching, creative=kickoff["Weaver"], target=kickoff["Museum"], version=1,
        reason="Promised.", by=None,
    )  # fmt: skip

    job = propose(kickoff, django_capture_on_commit_callbacks)
    actions.adopt(Proposal.objects.get(), organisations={kickoff["Turnery"].pk}, by=None)

    assert job.state == "done"
    assert placed(kickoff) == {"Museum": ["Weaver"], "Turnery": ["Studio"]}


def test_pins_that_cannot_be_kept_are_named(django_capture_on_commit_callbacks):
    kickoff = small()
    for firm in ("Turnery", "Museum"):
        actions.pin(
            kickoff.matching, organisation=kickoff[firm], creative=kickoff["Studio"], by=None
        )

    job = propose(kickoff, django_capture_on_commit_callbacks)

    assert job.state == "failed"
    assert job.error.startswith("Diese festgesetzten Paare passen nicht alle zusammen:")


def test_two_clicks_are_one_job():
    kickoff = small()

    first = actions.propose(kickoff.matching, by=None)
    second = actions.propose(kickoff.matching, by=None)

    assert first == second


def test_without_anybody_present_nothing_is_proposed():
    kickoff = Kickoff()
    kickoff.firm("Alone")

    with pytest.raises(Refused, match="Nobody of the side “Creative”"):
        actions.propose(kickoff.matching, by=None)


def test_a_new_proposal_puts_the_old_one_away(django_capture_on_commit_callbacks):
    kickoff = small()
    propose(kickoff, django_capture_on_commit_callbacks)
    kickoff.move("Studio", "Museum")

    propose(kickoff, django_capture_on_commit_callbacks)

    assert [p.state for p in Proposal.objects.order_by("pk")] == ["discarded", "new"]


# Offering and answering -----------------------------------------------------------------


def offered(kickoff, firm="Turnery", creative="Studio"):
    team = kickoff.team(firm, creative)
    actions.offer(team, by=None)
    Mail.objects.all().delete()
    return Team.objects.get(pk=team.pk)


def test_an_offer_asks_both_sides_and_keeps_the_reason():
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")

    actions.offer(team, by=None)

    team.refresh_from_db()
    assert sorted(Mail.objects.values_list("to_name", "state")) == [
        ("Studio in person", "held"), ("Turnery in person", "held"),
    ]  # fmt: skip
    assert (team.state, team.reason["needs"][0]["percent"]) == ("offered", 100)
    assert Matching.objects.get().state == MatchingState.CONFIRMING


def test_an_incomplete_team_is_not_offered():
    kickoff = small(team_min=2, team_max=3)
    team = kickoff.team("Turnery", "Studio")

    with pytest.raises(Refused, match="one person is missing"):
        actions.offer(team, by=None)


def test_a_team_is_confirmed_when_both_sides_have():
    kickoff = small()
    team = offered(kickoff)

    actions.confirm(team, side=kickoff["Studio"].application, by=kickoff.owner("Studio"))
    assert (Team.objects.get().state, Mail.objects.count()) == ("offered", 0)

    actions.confirm(team, side=kickoff["Turnery"].application, by=kickoff.owner("Turnery"))
    assert Team.objects.get().state == TeamState.CONFIRMED
    mails = {mail.to_name: mail.text for mail in Mail.objects.all()}
    assert kickoff.owner("Studio").email in mails["Turnery in person"]
    assert kickoff.owner("Turnery").email in mails["Studio in person"]


@pytest.mark.parametrize("name", ["Studio", "Turnery"])
def test_the_second_of_two_yeses_changes_nothing(name):
    kickoff = small()
    team = offered(kickoff)
    side, same_team = kickoff[name].application, Team.objects.get()
    actions.confirm(team, side=side, by=None)
    before = Entry.objects.count()

    actions.confirm(same_team, side=side, by=None)

    assert (Entry.objects.count(), Mail.objects.count()) == (before, 0)


def test_two_clicks_on_the_last_yes_write_to_both_sides_once():
    kickoff = small()
    team = offered(kickoff)
    actions.confirm(team, side=kickoff["Studio"].application, by=None)
    same_team = Team.objects.get()

    for clicked in (team, same_team):
        actions.confirm(clicked, side=kickoff["Turnery"].application, by=None)

    assert (Team.objects.get().state, Mail.objects.count()) == (TeamState.CONFIRMED, 2)


def test_no_one_says_yes_to_what_is_not_offered():
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")

    with pytest.raises(MoveRefused):
        actions.confirm(team, side=kickoff["Studio"].application, by=None)


def test_a_creative_who_declines_is_free_again_and_the_place_too():
    kickoff = small()
    team = offered(kickoff)

    actions.decline(team, side=kickoff["Studio"].application, reason="Too far.", by=None)

    team.refresh_from_db()
    assert (team.state, placed(kickoff)) == ("proposed", {})
    assert TeamMember.objects.get().reason == "Too far."
    assert PairRule.objects.get().kind == "veto"
    assert sorted(Mail.objects.values_list("to_name", flat=True)) == ["Turnery in person"]
    kickoff.move("Photographer", "Turnery")
    assert placed(kickoff) == {"Turnery": ["Photographer"]}


def test_an_organisation_that_declines_dissolves_the_team():
    kickoff = small()
    team = offered(kickoff)

    actions.decline(team, side=kickoff["Turnery"].application, reason="No time.", by=None)

    assert (Team.objects.get().state, placed(kickoff)) == ("dissolved", {})
    kickoff.move("Photographer", "Turnery")
    assert [t.number for t in Team.objects.order_by("number")] == ["T01", "T02"]


def test_the_reason_for_declining_reaches_agents_only():
    kickoff = small()
    team = offered(kickoff)
    agent = kickoff.owner("Museum")
    actions.assign_agent(team, agent=agent, by=None)

    actions.decline(team, side=kickoff["Studio"].application, reason="I do not like them.", by=None)

    told = {mail.to_name: "I do not like them." in mail.text for mail in Mail.objects.all()}
    assert told == {"Museum in person": True, "Turnery in person": False}


def test_an_offered_team_is_changed_only_after_the_offer_was_taken_back():
    kickoff = small()
    team = offered(kickoff)

    with pytest.raises(Refused, match="Take the offer back"):
        kickoff.move("Studio", "Museum", source="Turnery")

    team.refresh_from_db()
    actions.take_back_offer(team, by=None)
    kickoff.move("Studio", "Museum", source="Turnery")
    assert placed(kickoff) == {"Museum": ["Studio"]}


def confirmed(kickoff, firm="Turnery", creative="Studio"):
    team = offered(kickoff, firm, creative)
    for name in (firm, creative):
        actions.confirm(team, side=kickoff[name].application, by=None)
    Mail.objects.all().delete()
    return Team.objects.get(pk=team.pk)


def test_a_member_is_replaced_and_the_new_one_is_asked():
    kickoff = small()
    team = confirmed(kickoff)
    stand_in = kickoff.apply("Stand-in", Side.CREATIVE)

    actions.replace_member(
        team, leaving=team.members.get(), joining=stand_in, reason="Illness", by=None
    )

    states = {str(m.application): m.state for m in team.members.all()}
    assert states == {"Studio": "replaced", "Stand-in": "asked"}
    assert Team.objects.get().state == TeamState.CONFIRMED
    assert sorted(Mail.objects.values_list("to_name", flat=True)) == [
        "Stand-in in person", "Studio in person", "Turnery in person",
    ]  # fmt: skip
    actions.confirm(team, side=stand_in, by=None)
    assert [str(each) for each in queries.sides_of(Team.objects.get())] == ["Turnery", "Stand-in"]


def test_who_is_in_another_team_does_not_replace_anybody():
    kickoff = small()
    team = confirmed(kickoff)
    kickoff.move("Photographer", "Museum")

    with pytest.raises(Refused, match="Photographer is in another team"):
        actions.replace_member(
            team, leaving=team.members.get(), joining=kickoff["Photographer"].application,
            reason="", by=None,
        )  # fmt: skip


def test_a_dissolved_team_frees_its_people_and_tells_them():
    kickoff = small()
    team = confirmed(kickoff)

    actions.dissolve(team, reason="The firm closes.", by=None)

    assert placed(kickoff) == {}
    assert Mail.objects.count() == 2


def test_the_matching_is_not_closed_while_a_team_waits():
    kickoff = small()
    offered(kickoff)
    kickoff.matching.refresh_from_db()

    with pytest.raises(Refused, match="still wait"):
        actions.close(kickoff.matching, by=None)


def test_the_database_keeps_a_creative_from_being_twice_in_a_team():
    kickoff = small()
    team = kickoff.team("Turnery", "Studio")

    with pytest.raises(IntegrityError):
        TeamMember.objects.create(team=team, application=kickoff["Studio"].application)


def states_of_mails() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for template, state in Mail.objects.values_list("template", "state"):
        found.setdefault(template, set()).add(state)
    return found


def test_an_offer_that_never_left_is_called_back_without_a_word():
    kickoff = small(holds_mails=True)
    team = kickoff.team("Turnery", "Studio")
    actions.offer(team, by=None)
    assert states_of_mails()["matching/offer"] == {"held"}

    actions.take_back_offer(team, by=None)

    assert states_of_mails()["matching/offer"] == {"discarded"}
    assert "matching/taken_back" not in states_of_mails()


def test_who_was_asked_is_told_when_the_offer_is_taken_back():
    kickoff = small(holds_mails=True)
    team = kickoff.team("Turnery", "Studio")
    actions.offer(team, by=None)
    outbox.release(Mail.objects.filter(template="matching/offer"), by=None)

    actions.take_back_offer(team, by=None)

    assert states_of_mails()["matching/taken_back"] == {"held"}


def test_links_to_wishes_that_are_closed_never_leave():
    kickoff = small(holds_mails=True)
    actions.open_wishes(kickoff.matching, by=None)
    kickoff.matching.refresh_from_db()

    actions.close_wishes(kickoff.matching, by=None)

    assert states_of_mails()["matching/wishes"] == {"discarded"}
