import datetime as dt

import pytest

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.stages.challenges import actions, queries
from scharnier.stages.challenges.models import Challenge, ChallengeVersion, SignOff
from scharnier.stages.challenges.states import MOVES, ChallengeState
from tests.factories import ChallengeFactory, TeamFactory
from tests.personas import person
from tests.stages.challenges.stagehand import DUE, QUESTION, Stage

pytestmark = pytest.mark.django_db


def readers():
    return sorted(Mail.objects.values_list("to_name", flat=True))


def test_only_a_confirmed_team_begins():
    with pytest.raises(Refused, match="not confirmed yet"):
        actions.open_challenge(TeamFactory(), due_on=DUE, by=None)


def test_opening_writes_to_both_sides_once():
    stage = Stage()
    Challenge.objects.all().delete()

    for _again in range(2):
        actions.open_challenge(stage.team, due_on=DUE, by=stage.nia)

    assert readers() == ["Kim", "Max"]


def test_the_canvas_begins_with_the_organisations_own_words():
    stage = Stage()

    version = actions.write(stage.challenge, by=stage.kim, question=QUESTION)

    assert (version.number, version.problem, version.success) == (
        1, "Orders come by letter.", "Half the calls.",
    )  # fmt: skip


def test_every_save_is_a_version_and_none_is_made_for_no_change():
    stage = Stage()
    actions.write(stage.challenge, by=stage.kim, question=QUESTION)
    actions.write(stage.challenge, by=stage.max, question="How can we see every order?")

    actions.write(stage.challenge, by=stage.max, question="How can we see every order?")

    stage.challenge.refresh_from_db()
    assert [v.number for v in ChallengeVersion.objects.order_by("number")] == [1, 2]
    assert stage.challenge.current.number == 2


def test_the_second_of_two_writers_is_told_and_loses_nothing_silently():
    stage = Stage()
    seen = stage.challenge.version
    actions.write(stage.challenge, version=seen, by=stage.kim, question=QUESTION)

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.write(Challenge.objects.get(), version=seen, by=stage.max, question="Why?")

    assert ChallengeVersion.objects.get().question == QUESTION


def test_a_new_version_takes_the_signatures_away():
    stage = Stage()
    challenge = stage.complete()

    actions.write(challenge, by=stage.kim, approach="A board with cards")

    challenge.refresh_from_db()
    assert (challenge.state, len(queries.missing(challenge))) == ("draft", 3)
    assert SignOff.objects.filter(version__number=1).count() == 3


def test_an_earlier_version_comes_back_as_a_new_one():
    stage = Stage()
    actions.write(stage.challenge, by=stage.kim, question=QUESTION)
    actions.write(stage.challenge, by=stage.max, question="Why?")

    actions.restore(stage.challenge, number=1, by=stage.max)

    assert list(ChallengeVersion.objects.order_by("number").values_list("question", flat=True)) == [
        QUESTION, "Why?", QUESTION,
    ]  # fmt: skip


def test_without_a_question_nobody_is_asked_to_sign():
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, approach="A board")

    with pytest.raises(Refused, match="problem and your question"):
        actions.ask_for_signatures(stage.challenge, by=stage.max)


def test_both_sides_and_the_agent_are_asked_to_sign():
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, question=QUESTION)

    actions.ask_for_signatures(stage.challenge, by=stage.max)

    assert readers() == ["Kim", "Max", "Nia"]


def test_the_last_signature_completes_the_challenge():
    stage = Stage()
    challenge = stage.signed(stage.max, stage.kim)
    assert (challenge.state, [s.name for s in queries.missing(challenge)]) == ("signing", ["Nia"])

    actions.sign(challenge, by=stage.nia)

    assert (Challenge.objects.get().state, readers()) == ("signed", ["Kim", "Max"])


def test_only_the_version_that_was_read_is_signed():
    stage = Stage()
    challenge = stage.signed()
    actions.write(challenge, by=stage.kim, approach="A board")
    actions.ask_for_signatures(challenge, by=stage.kim)

    with pytest.raises(Refused, match="a new version by now"):
        actions.sign(challenge, number=1, by=stage.max)


def test_a_stranger_does_not_sign():
    challenge = Stage().signed()

    with pytest.raises(Refused, match="Only people of this team"):
        actions.sign(challenge, by=person("Sam"))


def test_an_agent_notes_a_signature_given_on_the_phone():
    stage = Stage()
    challenge = stage.signed()

    actions.sign(challenge, person=stage.max, by=stage.nia)

    assert [s.person for s in SignOff.objects.all()] == [stage.max]


def test_signing_twice_changes_nothing():
    stage = Stage()
    challenge = stage.signed(stage.max)

    actions.sign(challenge, by=stage.max)

    assert SignOff.objects.count() == 1


def test_only_who_is_missing_is_reminded():
    stage = Stage()
    challenge = stage.signed(stage.max, stage.nia)

    assert actions.remind(challenge, by=stage.nia) == 1
    assert readers() == ["Kim"]


def test_the_signed_challenge_goes_to_the_jury():
    stage = Stage()
    challenge = stage.complete()

    actions.hand_in(challenge, by=stage.max)

    assert list(queries.handed_in(stage.team.round)) == [challenge]
    assert readers() == ["Kim", "Max"]


def test_without_all_signatures_it_is_not_handed_in():
    stage = Stage()

    with pytest.raises(MoveRefused):
        actions.hand_in(stage.signed(stage.max), by=stage.max)


def test_after_the_due_date_only_a_new_date_helps():
    stage = Stage()
    challenge = stage.complete()
    with clock.at(dt.datetime(2026, 10, 2, 9, 0, tzinfo=dt.UTC)):
        with pytest.raises(Refused, match="1\u00a0October\u00a02026"):
            actions.hand_in(challenge, by=stage.max)
        actions.move_due_date(challenge, due_on=dt.date(2026, 10, 5), by=stage.nia)
        actions.hand_in(challenge, by=stage.max)

    assert Challenge.objects.get().state == "handed_in"


def test_what_is_with_the_jury_is_not_written_until_it_is_opened_again():
    stage = Stage()
    challenge = stage.complete()
    actions.hand_in(challenge, by=stage.max)

    with pytest.raises(MoveRefused):
        actions.write(challenge, by=stage.max, question="Why?")

    actions.reopen(challenge, reason="Too broad", by=stage.nia)
    actions.write(challenge, by=stage.max, question="How can we show orders of the fair?")
    assert challenge.current.number == 2


@pytest.mark.parametrize("start", ChallengeState)
@pytest.mark.parametrize("to", ChallengeState)
def test_only_the_moves_in_the_table_are_possible(start, to):
    challenge = ChallengeFactory(state=start)

    if to in MOVES[start]:
        move(challenge, to, moves=MOVES)
        assert Challenge.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(challenge, to, moves=MOVES)
        assert Challenge.objects.get().state == start
