"""Who may check, review and decide. Nobody does so where their own interests are at stake."""

from django.apps import apps
from django.db.models import Q
from rules import add_perm, predicate

from scharnier.foundation.organisations.models import Membership
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import has_role
from scharnier.stages.applications.models import Applicant, Application
from scharnier.stages.reviews.states import DecisionState, ReviewState


def conflicts_of(person: Person) -> Q:
    """The applications this person must not see here: declared, their own, their organisation's."""
    declared = apps.get_model("reviews", "ConflictOfInterest")  # models stand above rules
    organisations = Membership.objects.filter(person=person).values("organisation")
    return (
        Q(pk__in=declared.objects.filter(person=person).values("application"))
        | Q(pk__in=Applicant.objects.filter(person=person).values("application"))
        | Q(organisation__in=organisations)
    )


@predicate
def is_free_of_conflict(person, application):
    return not Application.objects.filter(conflicts_of(person), pk=application.pk).exists()


@predicate
def is_reviewer(person, review):
    return review.reviewer_id == person.pk


@predicate
def is_not_conflicted(person, review):
    return review.state != ReviewState.CONFLICTED and is_free_of_conflict.test(
        person, review.application
    )


@predicate
def is_open_review(person, review):
    return review.state in {ReviewState.ASSIGNED, ReviewState.STARTED}


@predicate
def is_on_the_waiting_list(person, decision):
    return decision.state == DecisionState.RELEASED and decision.outcome == "waitlisted"


is_lead = has_role(Role.LEAD)
is_organiser = has_role(Role.LEAD, Role.AGENT)
may_read = has_role(Role.REVIEWER) & is_reviewer & is_not_conflicted

add_perm("reviews.view_round", is_organiser)
add_perm("reviews.prepare_round", is_lead)
add_perm("reviews.assign_reviewer", is_lead)
add_perm("reviews.release_decisions", is_lead)
add_perm("reviews.view_application", is_organiser & is_free_of_conflict)
add_perm("reviews.check_application", is_organiser & is_free_of_conflict)
add_perm("reviews.decide_application", is_lead & is_free_of_conflict)
add_perm("reviews.view_review", may_read)
add_perm("reviews.score_review", may_read & is_open_review)
add_perm("reviews.promote_decision", is_lead & is_on_the_waiting_list)
