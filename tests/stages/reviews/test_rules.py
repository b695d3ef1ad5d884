import pytest
from django.contrib.auth.models import AnonymousUser

from scharnier.foundation.people.models import Person
from scharnier.stages.reviews import queries
from tests import factories, personas

pytestmark = pytest.mark.django_db

ON_A_ROUND = {
    "reviews.view_round": {"Olu", "Nia"},
    "reviews.prepare_round": {"Olu"},
    "reviews.assign_reviewer": {"Olu"},
    "reviews.release_decisions": {"Olu"},
}
ON_AN_APPLICATION = {
    "reviews.view_application": {"Olu", "Nia"},
    "reviews.check_application": {"Olu", "Nia"},
    "reviews.decide_application": {"Olu"},
}


@pytest.mark.parametrize("permission", ON_A_ROUND)
def test_what_each_persona_may_in_a_round(selection, permission):
    may = {
        name for name, one in selection.people.items() if one.has_perm(permission, selection.round)
    }

    assert may == ON_A_ROUND[permission]


@pytest.mark.parametrize("permission", ON_AN_APPLICATION)
def test_what_each_persona_may_with_an_application(selection, permission):
    application = selection.applications[0]

    may = {name for name, one in selection.people.items() if one.has_perm(permission, application)}

    assert may == ON_AN_APPLICATION[permission]


def test_only_the_reviewer_reads_and_scores_a_review(selection):
    review = factories.ReviewFactory(
        application=selection.applications[0], reviewer=selection.people["Rey"]
    )

    for permission in ("reviews.view_review", "reviews.score_review"):
        may = {name for name, one in selection.people.items() if one.has_perm(permission, review)}
        assert may == {"Rey"}


def test_a_conflict_closes_every_door(selection):
    application = selection.applications[0]
    review = factories.ReviewFactory(application=application, reviewer=selection.people["Rey"])
    for name in ("Olu", "Nia", "Rey"):
        factories.ConflictFactory(application=application, person=selection.people[name])

    for permission in ON_AN_APPLICATION:
        assert not any(one.has_perm(permission, application) for one in selection.people.values())
    assert not selection.people["Rey"].has_perm("reviews.view_review", review)


def test_who_speaks_for_the_organisation_has_a_conflict(selection):
    application = selection.applications[0]
    application.organisation = factories.OrganisationFactory()
    application.save()
    application.organisation.memberships.create(person=selection.people["Nia"])

    assert not selection.people["Nia"].has_perm("reviews.view_application", application)


def test_who_may_view_agrees_with_what_is_listed(selection):
    elsewhere = factories.RegionFactory(programme=selection.round.programme, districts=["14625"])
    far = personas.person("Ada")
    factories.RoleGrantFactory(
        person=far, role="agent", programme=selection.round.programme, region=elsewhere
    )
    factories.ConflictFactory(application=selection.applications[1], person=selection.people["Nia"])
    draft = factories.ApplicationFactory(target_group=selection.group)
    everything = [*selection.applications, factories.ApplicationFactory(submitted=True)]

    for person in Person.objects.all():
        may = {a for a in everything if person.has_perm("reviews.view_application", a)}
        assert set(queries.visible_to(person)) == may
    assert draft not in queries.visible_to(selection.people["Olu"])


def test_what_may_be_reviewed_agrees_with_the_queue(selection):
    rey, ria = selection.people["Rey"], selection.people["Ria"]
    reviews = [
        factories.ReviewFactory(application=a, reviewer=r)
        for a in selection.applications
        for r in (rey, ria)
    ]
    factories.ConflictFactory(application=selection.applications[0], person=rey)

    for person in selection.people.values():
        may = {review for review in reviews if person.has_perm("reviews.view_review", review)}
        assert set(queries.queue_of(person)) == may


def test_a_stranger_without_a_name_sees_nothing(selection):
    assert not AnonymousUser().has_perm("reviews.view_round", selection.round)
