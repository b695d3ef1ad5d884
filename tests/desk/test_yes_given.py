"""Whose side has said yes is not asked again at home; the others are."""

import pytest

from scharnier.desk.participant import journey_of, tasks_of
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.projects import actions
from tests.factories import (
    ApplicantFactory,
    BlueprintFactory,
    ChallengeFactory,
    PersonFactory,
    TeamFactory,
)
from tests.personas import person
from tests.stages.projects.stagehand import Stage

pytestmark = pytest.mark.django_db


def asked(someone):
    return [task.button for task in tasks_of(journey_of(someone))]


def said(stops):
    return [one.words and one.words[1] for one in stops]


def test_who_signed_the_agreement_is_not_asked_again_nor_is_a_colleague():
    stage = Stage()
    ada = PersonFactory(name="Ada")
    ApplicantFactory(application=stage.team.organisation, person=ada)
    before = [asked(one) for one in (stage.max, ada, stage.kim)]

    stage.sign(stage.max)

    assert before == [["Read and sign"]] * 3
    assert [asked(one) for one in (stage.max, ada, stage.kim)] == [[], [], ["Read and sign"]]
    assert said(journey_of(stage.max).projects) == ["Signed; others are missing"]
    assert said(journey_of(stage.kim).projects) == [None]


def test_other_words_are_asked_for_again():
    stage = Stage()
    stage.sign(stage.max)
    agreement = stage.project.agreement

    actions.change_agreement(
        agreement, seen=agreement.version, text="Other words.", licence=agreement.licence,
        levy_debtor=agreement.levy_debtor, by=stage.nia,
    )  # fmt: skip

    assert asked(stage.max) == ["Read and sign"]


def signing_challenge():
    team = TeamFactory(confirmed=True)
    ApplicantFactory(application=team.organisation, person=person("Max"))
    challenge = ChallengeFactory(team=team, state="signing")
    challenge.current = challenge.versions.create(number=1, question="How?", problem="Slips.")
    challenge.save()
    return challenge


def test_who_signed_the_question_is_not_asked_again():
    challenge = signing_challenge()
    before = asked(person("Max"))

    challenge.current.sign_offs.create(person=person("Max"))

    assert (before, asked(person("Max"))) == (["Read and sign"], [])
    assert said(journey_of(person("Max")).challenges) == ["Signed; others are missing"]


def test_who_released_the_blueprint_is_not_asked_again():
    stage = Stage()
    stage.running()
    blueprint = BlueprintFactory(project=stage.project)
    blueprints.write(
        blueprint, seen=blueprint.version, title="A board", summary="Cards.", problem="Slips.",
        approach="Cards.", steps=[{"title": "One", "text": "Write.", "duration": "1 day"}],
        result="", effort_days=1, cost_cents=0, skills="", tools="", topics=[], by=stage.kim,
    )  # fmt: skip
    blueprints.ask_for_release(blueprint, by=stage.nia)
    before = asked(stage.kim)

    blueprint.current.releases.create(person=stage.kim)

    assert "Read and release" in before
    assert "Read and release" not in asked(stage.kim)
    assert "Read and release" in asked(stage.max)
    assert said(journey_of(stage.kim).blueprints) == ["Released; others are missing"]
