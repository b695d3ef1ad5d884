"""Whose application it is: the organisation, the profile and the consents that it leads to."""

from django.db import transaction

from scharnier.foundation.organisations import actions as organisations
from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.privacy.models import Channel, Consent
from scharnier.foundation.privacy.queries import has_consent, text_for
from scharnier.foundation.questions.filled import Filled
from scharnier.foundation.questions.models import Question
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import queries
from scharnier.stages.applications.facts import CONSENTS, NEEDS_A_CONFIRMED_ADDRESS, Facts, facts_of
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side


@transaction.atomic(savepoint=False)
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


@transaction.atomic(savepoint=False)
def note_consents(
    application: Application,
    whole: Filled,
    *,
    confirmed: bool,
    channel: str = Channel.WEB,
    by: Person | None,
) -> list[str]:
    """Keep what was agreed to as consents of the owner; returns what still waits.

    What leads to mails or to the public waits until the address is confirmed. A tick
    taken away ends the consent.
    """
    owner, waiting = queries.owner_of(application), []
    if owner is None:
        return waiting
    for key, purpose in CONSENTS.items():
        question = next((q for q in whole.questions if q.key == key), None)
        if question is None:
            continue
        agreed = whole.typed.get(question.pk) is True
        if purpose in NEEDS_A_CONFIRMED_ADDRESS and not confirmed:
            waiting += [purpose] if agreed and not has_consent(owner, purpose) else []
        elif agreed:
            _publish_wording(question, purpose, by=by)
            privacy.give(owner, purpose=purpose, channel=channel, by=by)
        else:
            _end_consent(owner, purpose, by=by)
    return waiting


def _publish_wording(question: Question, purpose: str, *, by: Person | None) -> None:
    """Where nobody has written a text yet, what was agreed to is the question itself."""
    if text_for(purpose) is None:
        text = question.hint if str(question.hint) else question.label
        privacy.publish_text(purpose, title=question.label, text=text, by=by)


def _end_consent(owner: Person, purpose: str, *, by: Person | None) -> None:
    for consent in Consent.objects.in_force().filter(person=owner, text__purpose=purpose):
        privacy.withdraw(consent, by=by)


@transaction.atomic
def confirm_consents(application: Application, *, by: Person) -> None:
    """The owner says yes again, by a link from a mail: newsletter and directory begin now."""
    whole = queries.sent(application)
    if whole is not None:
        note_consents(application, whole, confirmed=True, by=by)
        record("application.consents_confirmed", application, by=by)
