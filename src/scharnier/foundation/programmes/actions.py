import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import (
    Ownership,
    OwnershipKind,
    Programme,
    ProgrammeRound,
    Region,
    Role,
    RoleGrant,
)
from scharnier.foundation.states import Refused, rewrite
from scharnier.foundation.trail.actions import record


@transaction.atomic
def found_programme(
    association: Organisation,
    *,
    name: LazyI18nString,
    slug: str,
    by: Person | None,
    **details: object,
) -> Programme:
    """Begin a programme that ``association`` leads."""
    programme = Programme.objects.create(name=name, slug=slug, **details)
    Ownership.objects.create(programme=programme, organisation=association, kind=OwnershipKind.LEAD)
    record("programme.founded", programme, by=by)
    return programme


@transaction.atomic
def change_programme(programme: Programme, *, by: Person | None, **changes: object) -> None:
    """Change name, colours or the funding notice."""
    for name, value in changes.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(changes))
    record("programme.changed", programme, by=by, fields=sorted(changes))


@transaction.atomic
def add_region(
    programme: Programme,
    *,
    name: LazyI18nString,
    slug: str,
    districts: list[str],
    by: Person | None,
) -> Region:
    """Give the programme a region made of ``districts`` (five-digit official keys)."""
    region = Region.objects.create(programme=programme, name=name, slug=slug, districts=districts)
    record("programme.region_added", programme, by=by, region=slug)
    return region


@transaction.atomic
def change_region(
    region: Region, *, name: LazyI18nString, districts: list[str], by: Person | None
) -> None:
    """Change the name of a region or the districts it is made of."""
    region.name, region.districts = name, districts
    region.save(update_fields=["name", "districts"])
    record("programme.region_changed", region.programme, by=by, region=region.slug)


@transaction.atomic
def change_partner(ownership: Ownership, *, regions: list[Region], by: Person | None) -> None:
    """Change the regions that a partner association answers for."""
    ownership.regions.set(regions)
    name = str(ownership.organisation)
    record("programme.partner_changed", ownership.programme, by=by, association=name)


@transaction.atomic
def remove_partner(ownership: Ownership, *, by: Person | None) -> None:
    """End a joint ownership. Raises Refused for the lead association."""
    if ownership.kind == OwnershipKind.LEAD:
        raise Refused(_("A programme needs its lead association; it cannot be taken out."))
    name = str(ownership.organisation)
    record("programme.partner_removed", ownership.programme, by=by, association=name)
    ownership.delete()


@transaction.atomic
def add_partner(
    programme: Programme, *, association: Organisation, regions: list[Region], by: Person | None
) -> Ownership:
    """Make ``association`` a joint owner who answers for ``regions``."""
    ownership = Ownership.objects.create(
        programme=programme, organisation=association, kind=OwnershipKind.PARTNER
    )
    ownership.regions.set(regions)
    record("programme.partner_added", programme, by=by, association=str(association))
    return ownership


@transaction.atomic
def create_round(
    programme: Programme,
    *,
    name: LazyI18nString,
    slug: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Person | None,
    **settings: object,
) -> ProgrammeRound:
    """Begin a round; what ``settings`` do not say keeps the model's defaults."""
    made = ProgrammeRound.objects.create(
        programme=programme, name=name, slug=slug, starts_on=starts_on, ends_on=ends_on, **settings
    )
    record("round.created", made, by=by)
    return made


@transaction.atomic
def change_round(round: ProgrammeRound, *, by: Person | None, **settings: object) -> None:
    """Change dates, amounts, sizes, scales, wording or limits of a round.

    Raises Refused if somebody else changed it first.
    """
    rewrite(round, **settings)
    record("round.changed", round, by=by, fields=sorted(settings))


@transaction.atomic
def grant_role(
    programme: Programme,
    *,
    person: Person,
    role: Role,
    region: Region | None = None,
    by: Person | None,
) -> RoleGrant:
    """Give ``person`` a role; granting twice changes nothing."""
    grant, is_new = RoleGrant.objects.get_or_create(
        programme=programme, person=person, role=role, region=region
    )
    if is_new:
        record("role.granted", programme, by=by, role=role, person=person.pk)
    return grant


@transaction.atomic
def revoke_role(grant: RoleGrant, *, by: Person | None) -> None:
    """Take a role away; the trail keeps that it was held. The last lead cannot go: Refused."""
    if grant.role == Role.LEAD:
        others = RoleGrant.objects.filter(
            programme=grant.programme, role=Role.LEAD, region=None, person__is_active=True
        )
        if not others.exclude(pk=grant.pk).exists():
            raise Refused(
                _("Nobody else leads “%(programme)s”. Give somebody the role of the lead first.")
                % {"programme": grant.programme}
            )
    record("role.revoked", grant.programme, by=by, role=grant.role, person=grant.person_id)
    grant.delete()
