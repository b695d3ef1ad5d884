from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.people.models import CreativeProfile, Pass, Person
from scharnier.foundation.trail.actions import record


@transaction.atomic
def enter(*, name: str, email: str | None = None, phone: str = "", language: str = "de", by: Person | None) -> Person:
    """Add a person. If the address is known, that person is returned unchanged."""
    known = Person.objects.with_email(email) if email else None
    if known is not None:
        return known
    person = Person.objects.create_user(email=email, name=name, phone=phone, language=language)
    record("person.entered", person, by=by)
    return person


@transaction.atomic
def change_details(person: Person, *, by: Person | None, **details: object) -> None:
    """Change name, address, telephone or language of a person."""
    for field, value in details.items():
        setattr(person, field, value)
    person.save(update_fields=list(details))
    record("person.changed", person, by=by, fields=sorted(details))


@transaction.atomic
def write_profile(person: Person, *, by: Person | None, **fields: object) -> CreativeProfile:
    """Create or update the creative profile that is offered again in every round."""
    profile, is_new = CreativeProfile.objects.update_or_create(person=person, defaults=fields)
    record("profile.written" if is_new else "profile.changed", profile, by=by, fields=sorted(fields))
    return profile


@transaction.atomic
def revoke_passes(subject: object, *, purpose: str, by: Person | None) -> int:
    """Close all links of one purpose to ``subject``; returns how many were open."""
    open_ones = Pass.objects.valid().filter(
        purpose=purpose, subject_type=subject._meta.label_lower, subject_id=subject.pk
    )
    closed = open_ones.update(revoked_at=clock.now())
    if closed:
        record("pass.revoked", subject, by=by, purpose=purpose, number=closed)
    return closed
