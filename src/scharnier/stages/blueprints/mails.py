"""The mails of a blueprint, one function each."""

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.stages.blueprints.models import Blueprint, BlueprintVersion
from scharnier.stages.matching.queries import Partner

PURPOSE = "blueprint"
LINK_DAYS = 60


def ask_for_release(blueprint: Blueprint, partner: Partner) -> Mail | None:
    """Ask a partner to read the version and to release it under its licence."""
    return _put("blueprints/release", blueprint, partner.person, version=blueprint.current)


def published(blueprint: Blueprint, partner: Partner) -> Mail | None:
    """Tell a partner that it stands in the library, or from which day on it will."""
    return _put("blueprints/published", blueprint, partner.person, version=blueprint.published)


def new_link(blueprint: Blueprint, to: Person) -> Mail | None:
    """A link that opens the blueprint, for somebody who asked for one at a screen."""
    return _put("blueprints/link", blueprint, to, urgent=True)


def link_to(blueprint: Blueprint, person: Person) -> str:
    """A link that opens this blueprint for this person, without a login."""
    return passes.issue(PURPOSE, blueprint, to=person, days=LINK_DAYS)


def _put(
    template: str,
    blueprint: Blueprint,
    to: Person,
    *,
    version: BlueprintVersion | None = None,
    urgent: bool = False,
) -> Mail | None:
    return outbox.put(
        template,
        to=to,
        subject=blueprint,
        round=blueprint.round,
        urgent=urgent,
        context={
            "blueprint": blueprint,
            "version": version,
            "waits_until": blueprint.waits_until,
            "public_path": blueprint.get_absolute_url(),
            "link": link_to(blueprint, to),
        },
    )
