"""Mails that a room waits for: invitations, links for wishes, a replacement; seen first, then sent."""

import pytest
from django.urls import reverse

from scharnier.foundation.outbox.models import Mail
from scharnier.stages.calls.models import Side
from scharnier.stages.events.models import Registration
from scharnier.stages.matching import actions
from scharnier.stages.matching.models import Matching
from tests.factories import DecisionFactory, EventFactory, RegionFactory, RegistrationFactory
from tests.personas import person, with_role
from tests.stages.matching.stagehand import Kickoff, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def kickoff() -> Kickoff:
    """Everybody is accepted and was told; one stand-in waits. The round holds its mails."""
    made = small(holds_mails=True)
    for participant in made.by_name.values():
        DecisionFactory(application=participant.application, released=True)
    waiting = made.apply("Stand-in", Side.CREATIVE)
    DecisionFactory(application=waiting, released=True, waiting=True)
    return made


def states_of(template: str) -> list[tuple[str, str]]:
    mails = Mail.objects.filter(template=template).order_by("to_name")
    return list(mails.values_list("to_name", "state"))


def test_the_events_page_offers_to_invite_everybody_accepted(kickoff, as_person):
    event = EventFactory(round=kickoff.round)
    lead = as_person(with_role("Olu", kickoff.programme))
    RegistrationFactory(event=event, person=kickoff.owner("Studio"))

    for page in ("detail", "invite"):
        said = lead.get(reverse(f"events:{page}", args=[event.pk])).content.decode()
        assert "Invite all 3 accepted" in said

    shown = lead.get(reverse("matching:invite", args=[event.pk])).content.decode()
    assert "Invite 3 people now" in shown
    assert "Einladung: Auftakt" in shown
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(("capacity", "is_said"), [(3, True), (4, False), (None, False)])
def test_who_invites_more_people_than_fit_is_told(kickoff, as_person, capacity, is_said):
    event = EventFactory(round=kickoff.round, capacity=capacity)
    lead = as_person(with_role("Olu", kickoff.programme))

    shown = lead.get(reverse("matching:invite", args=[event.pk])).text

    assert ("One person more than there are free places" in shown) == is_said


@pytest.mark.parametrize(("button", "state"), [({"at_once": "yes"}, "waiting"), ({}, "held")])
def test_one_button_invites_all_of_them(kickoff, as_person, button, state):
    event = EventFactory(round=kickoff.round)
    lead = as_person(with_role("Olu", kickoff.programme))

    lead.post(reverse("matching:invite", args=[event.pk]), button)
    lead.post(reverse("matching:invite", args=[event.pk]), button)

    names = ["Museum", "Photographer", "Studio", "Turnery"]
    assert states_of("events/invitation") == [(f"{name} in person", state) for name in names]
    assert Registration.objects.filter(event=event, state="invited").count() == 4
    said = lead.get(reverse("events:detail", args=[event.pk])).content.decode()
    assert "accepted applicants are not invited" not in said


def test_an_event_of_a_region_invites_those_who_live_there(kickoff, as_person):
    region = RegionFactory(programme=kickoff.programme, districts=["14521"])
    event = EventFactory(round=kickoff.round, region=region)
    near = kickoff["Turnery"].application
    type(near).objects.exclude(pk=near.pk).update(district="14612")
    type(near).objects.filter(pk=near.pk).update(district="14521")

    number = actions.invite_accepted(event, by=None)

    assert (number, states_of("events/invitation")) == (1, [("Turnery in person", "held")])


def test_an_agent_does_not_release_and_sam_finds_nothing(kickoff, as_person):
    event = EventFactory(round=kickoff.round)
    address = reverse("matching:invite", args=[event.pk])

    agent = as_person(with_role("Nia", kickoff.programme))
    agent.post(address, {"at_once": "yes"})

    assert {state for _name, state in states_of("events/invitation")} == {"held"}
    assert as_person(person("Sam")).get(address).status_code == 404
    opening = reverse("matching:open_wishes", args=[kickoff.matching.pk])
    assert as_person(person("Sam")).get(opening).status_code == 404


# Wishes -------------------------------------------------------------------------------


def test_opening_the_wishes_shows_the_mail_of_each_side_first(kickoff, as_person):
    lead = as_person(with_role("Olu", kickoff.programme))

    shown = lead.get(reverse("matching:open_wishes", args=[kickoff.matching.pk])).content.decode()

    assert shown.count("<figure") == 2
    assert "4 people get a mail" in shown
    assert Matching.objects.get().state == "preparing"


def test_the_links_leave_at_once_although_the_round_holds_its_mails(kickoff, as_person):
    lead = as_person(with_role("Olu", kickoff.programme))

    lead.post(reverse("matching:open_wishes", args=[kickoff.matching.pk]), {"at_once": "yes"})

    assert {state for _name, state in states_of("matching/wishes")} == {"waiting"}
    assert Matching.objects.get().state == "wishing"


def test_held_links_are_released_from_the_board_and_latecomers_get_theirs(kickoff, as_person):
    lead = as_person(with_role("Olu", kickoff.programme))
    actions.open_wishes(kickoff.matching, by=None)
    late = kickoff.creative("Latecomer")
    board = lead.get(kickoff.matching.get_absolute_url()).content.decode()
    assert "Send all 4 now" in board

    lead.post(reverse("matching:open_wishes", args=[kickoff.matching.pk]), {"at_once": "yes"})

    assert len(states_of("matching/wishes")) == 5
    assert {state for _name, state in states_of("matching/wishes")} == {"waiting"}
    assert Mail.objects.filter(subject_id=late.pk, template="matching/wishes").count() == 1


def test_an_agent_is_told_who_can_let_the_links_leave(kickoff, as_person):
    with_role("Olu", kickoff.programme)
    agent = as_person(with_role("Nia", kickoff.programme))
    actions.open_wishes(kickoff.matching, by=None)

    board = agent.get(kickoff.matching.get_absolute_url()).text

    assert "Only the programme lead can let them leave, on this page: Olu" in board


def test_an_empty_board_says_what_to_do_next(kickoff, as_person):
    Matching.objects.update(kickoff=EventFactory(round=kickoff.round))
    kickoff.matching.participants.update(is_present=False)
    lead = as_person(with_role("Olu", kickoff.programme))

    said = lead.get(kickoff.matching.get_absolute_url()).content.decode()

    assert "Nobody is noted as present yet." in said
    assert "Take over the attendance of the kickoff" in said
    assert "Propose teams" not in said


def test_a_message_stands_once_on_the_board(kickoff, as_person):
    lead = as_person(with_role("Olu", kickoff.programme))
    actions.open_wishes(kickoff.matching, by=None)

    said = lead.post(
        reverse("matching:step", args=[kickoff.matching.pk, "close_wishes"]), follow=True
    ).content.decode()

    assert said.count("The wishes are closed.") == 1


# Replacing ----------------------------------------------------------------------------


def test_replacing_shows_all_mails_before_anything_happens(kickoff, as_person):
    team = kickoff.team("Turnery", "Studio")
    actions.offer(team, by=None)
    Mail.objects.all().delete()
    lead = as_person(with_role("Olu", kickoff.programme))
    chosen = {
        "leaving": team.members.get().pk,
        "joining": kickoff["Photographer"].application.pk,
        "reason": "Illness",
    }
    address = reverse("matching:replace", args=[team.pk])

    shown = lead.post(address, chosen).content.decode()

    assert shown.count("<figure") == 3
    assert "Illness" in shown
    assert "Photographer in person" in shown
    assert (Mail.objects.count(), team.members.get().state) == (0, "asked")

    assert lead.post(address, chosen | {"sure": "yes"}).status_code == 302
    assert sorted(Mail.objects.values_list("template", "to_name")) == [
        ("matching/offer", "Photographer in person"),
        ("matching/place_ended", "Studio in person"),
        ("matching/replaced", "Turnery in person"),
    ]
