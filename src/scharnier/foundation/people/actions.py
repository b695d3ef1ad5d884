from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.merging import fill_gaps, repoint
from scharnier.foundation.people.models import AddressForm, CreativeProfile, Pass, Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record


@transaction.atomic
def enter(
    *,
    name: str,
    email: str | None = None,
    phone: str = "",
    language: str = "de",
    address_form: str = AddressForm.SIE,
    by: Person | None,
) -> Person:
    """Add a person. If the address is known, that person is returned unchanged."""
    known = Person.objects.with_email(email) if email else None
    if known is not None:
        return known
    person = Person.objects.create_user(
        email=email, name=name, phone=phone, language=language, address_form=address_form
    )
    record("person.entered", person, by=by)
    return person


def speak_as(person: Person, address_form: str) -> None:
    """Speak to this person as the form does that they have begun.

    It follows from that beginning, which has its own entry in the trail.
    """
    if person.address_form != address_form:
        person.address_form = address_form
        person.save(update_fields=["address_form"])


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
    record(
        "profile.written" if is_new else "profile.changed", profile, by=by, fields=sorted(fields)
    )
    return profile


@transaction.atomic
def revoke_passes(subject: Model, *, purpose: str, by: Person | None) -> int:
    """Close all links of one purpose to ``subject``; returns how many were open."""
    open_ones = Pass.objects.valid().filter(
        purpose=purpose, subject_type=subject._meta.label_lower, subject_id=subject.pk
    )
    closed = open_ones.update(revoked_at=clock.now())
    if closed:
        record("pass.revoked", subject, by=by, purpose=purpose, number=closed)
    return closed


@transaction.atomic
def merge(kept: Person, merged: Person, *, by: Person | None) -> None:
    """Make one person of two. ``merged`` stays as a tombstone that leads to ``kept``.

    Both histories stay: every row, mail and entry of the trail that pointed at
    ``merged`` points at ``kept`` afterwards, and gaps of ``kept`` (an address, a
    telephone number) are filled. Raises Refused for the same person, or if one of the
    two has been merged or erased already.
    """
    if kept.pk == merged.pk:
        raise Refused(_("These are one and the same person already."))
    if kept.merged_into_id or merged.merged_into_id or not kept.is_active:
        raise Refused(
            _(
                "“%(kept)s” or “%(merged)s” was merged or closed before. "
                "Look for the row that is left."
            )
            % {"kept": kept, "merged": merged}
        )
    email = merged.email
    Person.objects.filter(pk=merged.pk).update(email=None, is_active=False)
    repoint(kept, merged)
    filled = fill_gaps(kept, merged)
    if email and not kept.email:
        kept.email = email
        kept.save(update_fields=["email"])
        filled.append("email")
    merged.email, merged.is_active, merged.merged_into, merged.phone = None, False, kept, ""
    merged.save(update_fields=["email", "is_active", "merged_into", "phone"])
    record("person.merged", kept, by=by, merged=merged.pk, filled=filled)
