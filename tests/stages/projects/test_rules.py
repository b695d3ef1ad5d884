import pytest

from scharnier.stages.matching.states import TeamState
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.models import Project, Voucher
from tests.factories import ProjectFactory
from tests.personas import ROLES

EVERYBODY = [*ROLES, "Max", "Kim", "Ada", "Sam"]
PARTNERS, TEAM = {"Max", "Kim"}, {"Olu", "Nia"}


def who(stage, permission, subject=None):
    return {name for name in EVERYBODY if stage.people[name].has_perm(permission, subject)}


BY_STATE = {
    "agreeing": {
        "view_project": PARTNERS | TEAM | {"Tom"},
        "change_agreement": TEAM,
        "sign_agreement": PARTNERS,
        "plan_budget": PARTNERS | TEAM,
        "hand_in_voucher": set(),
        "check_in": TEAM,
        "finish_project": set(),
        "reopen_project": set(),
    },
    "running": {
        "view_project": PARTNERS | TEAM | {"Tom"},
        "change_agreement": set(),
        "sign_agreement": set(),
        "plan_budget": PARTNERS | TEAM,
        "hand_in_voucher": PARTNERS | TEAM,
        "set_milestone": PARTNERS | TEAM,
        "show_prototype": PARTNERS | TEAM,
        "check_in": TEAM,
        "finish_project": TEAM,
        "end_project_early": TEAM,
    },
    "finished": {
        "view_project": PARTNERS | TEAM | {"Tom"},
        "plan_budget": set(),
        "hand_in_voucher": set(),
        "finish_project": set(),
        "reopen_project": TEAM,
    },
}


@pytest.mark.parametrize("state", BY_STATE)
def test_who_may_do_what_with_a_project(stage, state):
    Project.objects.update(state=state)
    project = Project.objects.get()

    found = {name: who(stage, f"projects.{name}", project) for name in BY_STATE[state]}

    assert found == BY_STATE[state]


BOOKS = {"Olu", "Tom"}
BY_VOUCHER = {
    "draft": {"change": PARTNERS | TEAM, "take_back": set(), "accept": set(), "query": set()},
    "handed_in": {"change": set(), "take_back": PARTNERS | TEAM, "accept": BOOKS, "query": BOOKS},
    "queried": {"change": PARTNERS | TEAM, "take_back": set(), "accept": set(), "refuse": set()},
    "accepted": {"change": set(), "accept": set(), "query": BOOKS, "refuse": set()},
}


@pytest.mark.parametrize("state", BY_VOUCHER)
def test_who_may_do_what_with_a_voucher(running, state):
    Voucher.objects.filter(pk=running.voucher().pk).update(state=state)
    voucher = Voucher.objects.get()

    found = {name: who(running, f"projects.{name}_voucher", voucher) for name in BY_VOUCHER[state]}

    assert found == BY_VOUCHER[state]
    assert who(running, "projects.view_voucher", voucher) == PARTNERS | TEAM | {"Tom", "Fay"}


def test_who_may_open_the_lists(stage):
    assert who(stage, "projects.list_projects") == {"Olu", "Nia", "Tom"}
    assert who(stage, "projects.view_voucher_list") == {"Olu", "Tom", "Fay"}


@pytest.mark.parametrize("team_state", [TeamState.CONFIRMED, TeamState.DISSOLVED])
def test_who_may_view_agrees_with_what_is_listed(running, team_state):
    running.voucher()
    ProjectFactory(running=True)
    running.team.state = team_state
    running.team.save()

    for someone in running.people.values():
        may_view = {
            p for p in Project.objects.all() if someone.has_perm("projects.view_project", p)
        }
        vouchers = {
            v for v in Voucher.objects.all() if someone.has_perm("projects.view_voucher", v)
        }
        assert set(queries.visible_to(someone)) == may_view, someone
        assert set(queries.vouchers_visible_to(someone)) == vouchers, someone


def test_who_left_the_team_sees_it_no_longer(running):
    running.team.members.update(state="declined")

    assert not running.kim.has_perm("projects.view_project", running.project)
    assert list(queries.visible_to(running.kim)) == []


def test_files_open_for_those_who_may_see_the_voucher(running):
    voucher = running.voucher()

    seen = {
        name for name in EVERYBODY if running.people[name].has_perm("files.view_file", voucher.file)
    }

    assert seen == PARTNERS | TEAM | {"Tom", "Fay"}


def test_files_of_a_prototype_open_for_those_who_may_see_the_project(running):
    file = running.file()
    shown = actions.show_prototype(
        running.project, name="Board", description="x", file=file, by=running.kim
    )
    from_its_page = file.uses.model.objects.create(
        file=file, subject_type="projects.prototype", subject_id=shown.pk
    )

    seen = {name for name in EVERYBODY if running.people[name].has_perm("files.view_file", file)}

    assert from_its_page.pk
    assert seen == PARTNERS | TEAM | {"Tom"}
