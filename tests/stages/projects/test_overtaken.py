"""Held letters of projects, questions and blueprints that events have overtaken."""

import pytest

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.blueprints import actions as blueprints
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.projects import actions
from tests.factories import ApplicantFactory, PersonFactory

pytestmark = pytest.mark.django_db


def outdated():
    """Template, reader and reason of every held mail that is no longer true."""
    held = list(Mail.objects.held().order_by("pk"))
    reasons = overtaken.by_events(held)
    return [(m.template, m.to_name, reasons[m.pk]) for m in held if m.pk in reasons]


def test_who_has_signed_need_not_be_asked_any_more_nor_need_a_colleague(stage):
    ada = PersonFactory(name="Ada")
    ApplicantFactory(application=stage.team.organisation, person=ada)
    agreement = stage.project.agreement
    before = outdated()

    stage.sign(ada)
    mine = outdated()
    actions.change_agreement(
        agreement, seen=agreement.version, text="Other words.", licence=agreement.licence,
        levy_debtor=agreement.levy_debtor, by=stage.nia,
    )  # fmt: skip

    assert before == []
    assert mine == [("projects/signature", "Max", "Their side has signed already.")]
    assert outdated() == []


def test_once_all_have_signed_nobody_is_asked(stage):
    stage.sign(stage.max)
    stage.sign(stage.kim)

    assert {reason for _template, _name, reason in outdated()} == {
        "The agreement waits for nobody any more."
    }


def test_a_question_about_a_voucher_is_overtaken_by_its_answer(running):
    voucher = running.handed_in()
    actions.query_voucher(voucher, query="Which shop?", by=running.tom)
    before = outdated()

    actions.hand_in_voucher(voucher, answer="The paper shop.", by=running.kim)

    assert before == []
    assert outdated() == [("projects/voucher_queried", "Kim", "The voucher is “Handed in” by now.")]


def test_who_has_released_the_blueprint_is_not_asked_again(running):
    blueprint: Blueprint = blueprints.begin(running.project, title="A board", by=None)
    blueprints.write(
        blueprint, seen=blueprint.version, title="A board", summary="Cards.", problem="Slips.",
        approach="Cards.", steps=[{"title": "One", "text": "Write.", "duration": "1 day"}],
        result="", effort_days=1, cost_cents=0, skills="", tools="", topics=[], by=running.kim,
    )  # fmt: skip
    blueprints.ask_for_release(blueprint, by=running.nia)
    before = outdated()

    blueprints.release(blueprint, version=blueprint.current.number, by=running.kim)

    assert before == []
    assert outdated() == [("blueprints/release", "Kim", "Their side has released it already.")]
