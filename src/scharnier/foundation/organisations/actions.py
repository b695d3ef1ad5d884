from django.db import transaction
from django.db.models import Model

from scharnier.foundation.organisations.models import Membership, Organisation
from scharnier.foundation.trail.actions import record


@transaction.atomic(savepoint=False)
def enter(*, name: str, by: Model | None, **details: object) -> Organisation:
    """Add an organisation. Whether it is known already is the caller's question."""
    organisation = Organisation.objects.create(name=name, **details)
    record("organisation.entered", organisation, by=by)
    return organisation


@transaction.atomic
def change_details(organisation: Organisation, *, by: Model | None, **details: object) -> None:
    """Change what is known about an organisation."""
    for field, value in details.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=list(details))
    record("organisation.changed", organisation, by=by, fields=sorted(details))


@transaction.atomic(savepoint=False)
def add_member(
    organisation: Organisation, *, person: Model, position: str = "", by: Model | None
) -> Membership:
    """Let ``person`` speak for the organisation; saying it twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, person_id=person.pk, defaults={"position": position}
    )
    if is_new:
        record("organisation.member_added", organisation, by=by, person=person.pk)
    return membership
