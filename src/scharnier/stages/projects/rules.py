"""Who may do what with a project: its partners work, agents accompany, the treasurer checks."""

from rules import add_perm, predicate

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.matching import rules as matching
from scharnier.stages.projects.states import ProjectState, VoucherState


def is_on_team(person, team):
    """Whether somebody works in the team; asked once for as long as ``team`` lives."""
    known = team.__dict__.setdefault("_known_partners", {})
    if person.pk not in known:
        known[person.pk] = matching.works_in(person, team)
    return known[person.pk]


@predicate
def is_partner(person, project):
    return is_on_team(person, project.team)


@predicate
def is_agreeing(person, project):
    return project.state == ProjectState.AGREEING


@predicate
def is_running(person, project):
    return project.state == ProjectState.RUNNING


@predicate
def is_finished(person, project):
    return project.state == ProjectState.FINISHED


@predicate
def is_alive(person, project):
    return project.state in {ProjectState.AGREEING, ProjectState.RUNNING}


@predicate
def is_voucher_partner(person, voucher):
    return is_on_team(person, voucher.project.team)


@predicate
def handed_it_in(person, voucher):
    """Somebody who has left the team reads what they handed in, and how it stands."""
    return voucher.handed_in_by_id == person.pk and matching.has_left(person, voucher.project.team)


@predicate
def is_voucher_open(person, voucher):
    return voucher.state in {VoucherState.DRAFT, VoucherState.QUERIED}


@predicate
def awaits_check(person, voucher):
    return voucher.state == VoucherState.HANDED_IN


@predicate
def can_be_queried(person, voucher):
    return voucher.state in {VoucherState.HANDED_IN, VoucherState.ACCEPTED}


accompanies = has_role(Role.LEAD, Role.AGENT)
keeps_the_books = has_role(Role.LEAD, Role.TREASURER)
sees_the_books = has_role(Role.LEAD, Role.TREASURER, Role.OBSERVER)

add_perm("projects.view_project", is_partner | accompanies | has_role(Role.TREASURER))
add_perm("projects.change_agreement", is_agreeing & accompanies)
add_perm("projects.sign_agreement", is_agreeing & is_partner)
add_perm("projects.plan_budget", is_alive & (is_partner | accompanies))
add_perm("projects.hand_in_voucher", is_running & (is_partner | accompanies))
add_perm("projects.change_project", is_alive & (is_partner | accompanies))
add_perm("projects.reopen_project", is_finished & accompanies)
add_perm("projects.set_milestone", is_alive & (is_partner | accompanies))
add_perm("projects.check_in", is_alive & accompanies)
add_perm("projects.show_prototype", is_running & (is_partner | accompanies))
add_perm("projects.finish_project", is_running & accompanies)
add_perm("projects.end_project_early", is_alive & accompanies)

add_perm("projects.view_voucher", is_voucher_partner | handed_it_in | accompanies | sees_the_books)
add_perm("projects.change_voucher", is_voucher_open & (is_voucher_partner | accompanies))
add_perm("projects.take_back_voucher", awaits_check & (is_voucher_partner | accompanies))
add_perm("projects.accept_voucher", awaits_check & keeps_the_books)
add_perm("projects.query_voucher", can_be_queried & keeps_the_books)
add_perm("projects.refuse_voucher", awaits_check & keeps_the_books)

add_perm("projects.view_voucher_list", sees_the_books)
add_perm("projects.list_projects", has_role(Role.LEAD, Role.AGENT, Role.TREASURER))
