import pytest
from django.urls import reverse

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.stages.challenges import actions, queries
from scharnier.stages.challenges.models import Challenge, ChallengeVersion, SignOff
from tests.factories import ApplicationFactory, ChallengeFactory
from tests.personas import person, with_role
from tests.stages.challenges.stagehand import QUESTION, Stage

pytestmark = pytest.mark.django_db


def at(challenge, name="detail", *more):
    return reverse(f"challenges:{name}", args=[challenge.pk, *more])


def test_the_canvas_opens_for_the_team_and_those_who_accompany_it(as_person):
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, question=QUESTION)

    for someone in [stage.max, stage.kim, stage.nia, with_role("Olu", stage.programme)]:
        for address in [
            at(stage.challenge),
            at(stage.challenge, "print"),
            at(stage.challenge, "version", 1),
        ]:
            assert as_person(someone).get(address).status_code == 200


@pytest.mark.parametrize("name", ["Sam", "Jun", "Tom", "Rey"])
def test_nobody_else_finds_it(as_person, name):
    stage = Stage()
    someone = person("Sam") if name == "Sam" else with_role(name, stage.programme)

    for address in [at(stage.challenge), at(stage.challenge, "print")]:
        assert as_person(someone).get(address).status_code == 404
    assert as_person(someone).post(at(stage.challenge, "sign")).status_code == 404


def test_who_may_view_agrees_with_what_is_listed():
    stage, theirs = Stage(), ChallengeFactory()
    everybody = [stage.max, stage.kim, stage.nia, person("Sam"), with_role("Fay", stage.programme)]

    for someone in everybody:
        may = {
            c for c in (stage.challenge, theirs) if someone.has_perm("challenges.view_challenge", c)
        }
        assert set(queries.visible_to(someone)) == may


def test_the_form_begins_with_the_raw_problem(as_person):
    stage = Stage()

    shown = as_person(stage.kim).get(at(stage.challenge)).content.decode()

    assert "Orders come by letter." in shown


def test_saving_makes_a_version(as_person):
    stage = Stage()

    answer = as_person(stage.kim).post(at(stage.challenge), {"question": QUESTION, "version": 1})

    assert (answer.status_code, ChallengeVersion.objects.get().question) == (302, QUESTION)


def test_a_text_that_is_too_long_is_kept_and_answered_with_422(as_person):
    stage = Stage()

    answer = as_person(stage.kim, htmx=True).post(
        at(stage.challenge), {"question": "x" * 400, "version": 1}
    )

    assert answer.status_code == 422
    assert "x" * 400 in answer.content.decode()
    assert answer.content.decode().lstrip().startswith('<div id="canvas">')


def test_who_saves_second_sees_both_texts(as_person):
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, question=QUESTION)

    answer = as_person(stage.kim).post(at(stage.challenge), {"question": "Mine?", "version": 1})

    said = answer.content.decode()
    assert answer.status_code == 409
    assert ">\nMine?</textarea>" in said
    assert QUESTION in said
    assert ChallengeVersion.objects.count() == 1


def test_the_page_says_before_saving_that_signatures_go(as_person):
    stage = Stage()
    challenge = stage.signed(stage.max)

    said = as_person(stage.kim).get(at(challenge)).content.decode()

    assert "Saving takes the signatures away" in said


def test_a_whole_way_by_buttons(as_person):
    stage = Stage()
    as_person(stage.kim).post(
        at(stage.challenge), {"question": QUESTION, "version": 1, "problem": "Letters"}
    )
    as_person(stage.max).post(at(stage.challenge, "ask"))
    for someone in (stage.max, stage.kim, stage.nia):
        as_person(someone).post(at(stage.challenge, "sign"), {"number": 1})

    as_person(stage.max).post(at(stage.challenge, "hand_in"))

    assert Challenge.objects.get().state == "handed_in"
    assert "Handed in on" in as_person(stage.kim).get(at(stage.challenge)).content.decode()


def test_what_is_no_question_is_said(as_person):
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, question="A board for orders")

    said = as_person(stage.max).get(at(stage.challenge)).content.decode()

    assert "Write it as a question" in said


def test_versions_are_compared_word_by_word(as_person):
    stage = Stage()
    actions.write(stage.challenge, by=stage.max, question="How can we show orders?")
    actions.write(stage.challenge, by=stage.max, question="How can we show letters?")

    said = as_person(stage.max).get(at(stage.challenge, "version", 1)).content.decode()

    assert "<del>orders?</del><ins>letters?</ins>" in said


def test_an_old_version_is_restored_by_its_button(as_person):
    stage = Stage()
    for question in (QUESTION, "Why?"):
        actions.write(stage.challenge, by=stage.max, question=question)

    as_person(stage.kim).post(at(stage.challenge, "version", 1))

    assert Challenge.objects.get().current.question == QUESTION


def test_the_agent_notes_a_signature_and_reminds(as_person):
    stage = Stage()
    challenge = stage.signed()
    nia = as_person(stage.nia)

    nia.post(at(challenge, "sign"), {"number": 1, "person": stage.max.pk})
    nia.post(at(challenge, "remind"))

    assert [s.person for s in SignOff.objects.all()] == [stage.max]
    assert sorted(Mail.objects.values_list("to_name", flat=True)) == ["Kim", "Nia"]


def test_a_partner_does_not_sign_for_another(as_person):
    stage = Stage()
    challenge = stage.signed()

    answer = as_person(stage.kim).post(at(challenge, "sign"), {"number": 1, "person": stage.max.pk})

    assert (answer.status_code, SignOff.objects.count()) == (403, 0)


@pytest.mark.parametrize("name", ["remind", "due", "reopen"])
def test_the_agents_buttons_are_not_the_teams(as_person, name):
    stage = Stage()

    assert as_person(stage.kim).post(at(stage.challenge, name)).status_code == 403


def test_the_lead_gives_it_back(as_person):
    stage = Stage()
    challenge = stage.complete()
    actions.hand_in(challenge, by=stage.max)
    olu = as_person(with_role("Olu", stage.programme))

    assert olu.get(at(challenge, "reopen")).status_code == 200
    olu.post(at(challenge, "reopen"), {"reason": "Too broad", "due_on": "2026-10-05"})

    challenge.refresh_from_db()
    assert (challenge.state, str(challenge.due_on)) == ("draft", "2026-10-05")


@pytest.mark.parametrize("purpose", ["challenge", "team"])
def test_a_link_to_the_challenge_or_its_team_opens_the_canvas(client, purpose):
    stage = Stage()
    subject = stage.challenge if purpose == "challenge" else stage.team
    link = passes.issue(purpose, subject, to=stage.kim, days=3)

    client.post(link.removeprefix("http://localhost:8000"))
    answer = client.post(at(stage.challenge), {"question": QUESTION, "version": 1})

    assert (answer.status_code, ChallengeVersion.objects.get().written_by) == (302, stage.kim)


@pytest.mark.parametrize("number", [3, 10])
def test_the_list_asks_as_often_for_three_as_for_thirty(
    as_person, number, django_assert_max_num_queries
):
    stage = Stage()
    for _each in range(number):
        group = stage.team.organisation.target_group
        ChallengeFactory(
            team__matching=stage.team.matching,
            team__organisation=ApplicationFactory(submitted=True, target_group=group),
        )

    nia = as_person(stage.nia)
    with django_assert_max_num_queries(14):
        answer = nia.get(reverse("challenges:listing"))

    assert answer.content.decode().count("<tr") == number + 2


def test_the_canvas_asks_few_questions(as_person, django_assert_max_num_queries):
    stage = Stage()
    challenge = stage.signed(stage.max)

    nia = as_person(stage.nia)
    with django_assert_max_num_queries(14):
        nia.get(at(challenge))
