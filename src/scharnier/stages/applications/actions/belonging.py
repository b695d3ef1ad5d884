"""Whose application it is: the organisation, the profile and the consents that it leads to."""

from django.db import transaction

from scharnier.foundation.organisations import actions as organisations
from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.questions.filled import Filled
from scharnier.stages.applications import queries
from scharnier.stages.applications.facts import Facts, facts_of
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side


@transaction.atomic
def note_who_it_is(
    application: Application, whole: Filled, *, confirmed: bool, by: Person | None
) -> None:
    """Connect the application with a firm, or write the creative's profile.

    A name that people have already is never changed by an unconfirmed address, nor is a
    profile.
    """
    facts = facts_of(application.side, whole.values())
    owner = queries.owner_of(application)
    if owner is not None:
        _name_person(owner, facts, by=by)
    if application.side == Side.ORGANISATION:
        _connect_organisation(application, facts, owner, by=by)
    elif owner is not None:
        _write_profile(owner, facts, confirmed=confirmed, by=by)


def _name_person(person: Person, facts: Facts, *, by: Person | None) -> None:
    given = {"name": facts.contact or facts.name, "phone": facts.phone}
    empty = {key: value for key, value in given.items() if value and not getattr(person, key)}
    if empty:
        people.change_details(person, by=by, **empty)


def _connect_organisation(
    application: Application, facts: Facts, owner: Person | None, *, by: Person | None
) -> None:
    details = {
        "municipality": facts.place.name,
        "ags": facts.place.ags,
        "district": facts.place.district,
        **facts.organisation,
    }
    organisation = application.organisation or known_organisation(facts)
    if organisation is None:
        if not facts.name:
            return
        organisation = organisations.enter(name=facts.name, by=by, **details)
    else:
        gaps = {key: v for key, v in details.items() if v and not getattr(organisation, key)}
        if gaps:
            organisations.change_details(organisation, by=by, **gaps)
    if application.organisation_id != organisation.pk:
        Application.objects.filter(pk=application.pk).update(organisation=organisation)
        application.organisation = organisation
    if owner is not None:
        organisations.add_member(organisation, person=owner, by=by)


def known_organisation(facts: Facts) -> Organisation | None:
    """The firm of this name in this place, whatever the spelling of its marks."""
    if not facts.name:
        return None
    key = queries.key_of(facts.name)
    nearby = Organisation.objects.filter(
        municipality=facts.place.name, merged_into=None, name__istartswith=facts.name[:1]
    )
    return next((one for one in nearby.order_by("pk") if queries.key_of(one.name) == key), None)


def _write_profile(person: Person, facts: Facts, *, confirmed: bool, by: Person | None) -> None:
    if not facts.profile.get("submarket"):
        return
    if not confirmed and CreativeProfile.objects.filter(person=person).exists():
        return
    fields = {
        **facts.profile,
        "studio": facts.name,
        "municipality": facts.place.name,
        "ags": facts.place.ags,
        "district": facts.place.district,
    }
    people.write_profile(person, by=by, **fields)
