from rules import add_perm, predicate

from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.applications import standing
from scharnier.stages.applications.states import ApplicationState as S


def _part_of(person, application) -> str:
    """What the person may do with the application as an applicant; empty if nothing."""
    return next((a.part for a in application.applicants.all() if a.person_id == person.pk), "")


@predicate
def is_applicant(person, application):
    return bool(_part_of(person, application))


@predicate
def is_editor(person, application):
    return _part_of(person, application) in ("owner", "editor")


@predicate
def is_owner(person, application):
    return _part_of(person, application) == "owner"


@predicate
def is_changeable(person, application):
    return application.state in (S.DRAFT, S.SUBMITTED)


@predicate
def may_still_leave(person, application):
    """Who was rejected, or works in a team or a project, has nothing left to withdraw."""
    return not standing.binds(application)


@predicate
def is_draft(person, application):
    return application.state == S.DRAFT


@predicate
def is_in_the_running(person, application):
    return application.state == S.SUBMITTED


@predicate
def was_handed_in(person, application):
    return application.number is not None


@predicate
def reviewers_see_names(person, application):
    return not application.round.blind_review


@predicate
def was_entered_by_the_team(person, application):
    return application.channel != "web"


works_here = has_role(Role.LEAD, Role.AGENT)

# Of one application. What a person types in stays theirs until they hand it in.
add_perm("applications.view_application", is_applicant | works_here)
add_perm(
    "applications.view_answers",
    is_applicant | (was_handed_in | was_entered_by_the_team) & works_here,
)
add_perm(
    "applications.view_files",
    is_applicant
    | (was_handed_in | was_entered_by_the_team) & works_here
    | was_handed_in & reviewers_see_names & has_role(Role.REVIEWER),
)
add_perm(
    "applications.answer_application",
    is_changeable & (is_editor | was_entered_by_the_team & works_here),
)
add_perm(
    "applications.submit_application",
    is_changeable & (is_owner | was_entered_by_the_team & works_here),
)
add_perm(
    "applications.withdraw_application", is_changeable & (is_owner | works_here) & may_still_leave
)
add_perm("applications.share_application", is_changeable & is_owner)
add_perm("applications.merge_application", is_changeable & works_here)
add_perm("applications.ask_back", is_in_the_running & works_here)
add_perm("applications.remind_application", is_draft & works_here)

# Of a call, or of an application: both know their round.
add_perm("applications.grant_late_entry", works_here)
add_perm("applications.enter_on_behalf", works_here)
add_perm("applications.import_applications", works_here)
add_perm("applications.list_applications", works_here)
add_perm("applications.remind_drafts", has_role(Role.LEAD))
