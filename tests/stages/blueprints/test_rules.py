import pytest

from scharnier.stages.blueprints import actions, queries
from scharnier.stages.blueprints.models import Blueprint
from tests.factories import BlueprintFactory
from tests.personas import ROLES

EVERYBODY = [*ROLES, "Max", "Kim", "Ada", "Sam"]
PARTNERS, TEAM = {"Max", "Kim"}, {"Olu", "Nia"}
BOTH = PARTNERS | TEAM
MAY = {
    "draft": {"write_blueprint": BOTH, "ask_for_release": BOTH, "release_blueprint": set(),
              "publish_blueprint": set(), "withdraw_blueprint": TEAM},
    "releasing": {"write_blueprint": BOTH, "ask_for_release": set(), "release_blueprint": PARTNERS},
    "released": {"write_blueprint": BOTH, "publish_blueprint": TEAM},
    "published": {"write_blueprint": BOTH, "publish_blueprint": set(), "withdraw_blueprint": TEAM},
    "withdrawn": {"write_blueprint": set(), "publish_blueprint": TEAM, "withdraw_blueprint": set()},
}  # fmt: skip


def who(stage, permission, subject=None):
    return {n for n in EVERYBODY if stage.people[n].has_perm(f"blueprints.{permission}", subject)}


@pytest.mark.parametrize("state", MAY)
def test_who_may_do_what(stage, state):
    stage.publish()
    Blueprint.objects.update(state=state)
    blueprint = Blueprint.objects.get()

    assert {verb: who(stage, verb, blueprint) for verb in MAY[state]} == MAY[state]
    assert who(stage, "view_blueprint", blueprint) == BOTH
    assert who(stage, "list_blueprints") == TEAM


def test_what_was_never_published_cannot_be_withdrawn(stage):
    assert who(stage, "withdraw_blueprint", stage.blueprint) == set()


def test_who_may_view_agrees_with_what_is_listed(stage):
    BlueprintFactory()

    for someone in stage.people.values():
        may = {
            b for b in Blueprint.objects.all() if someone.has_perm("blueprints.view_blueprint", b)
        }
        assert set(queries.visible_to(someone)) == may, someone


def test_files_in_the_workshop_open_for_those_who_write(stage):
    file = stage.file()
    actions.add_file(stage.blueprint, file=file, title="Cards", by=stage.kim)

    assert {n for n in EVERYBODY if stage.people[n].has_perm("files.view_file", file)} == BOTH
