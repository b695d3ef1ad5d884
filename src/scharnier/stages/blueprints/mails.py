"""The mails of a blueprint, one function each."""

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.matching.queries import Partner

LINK_DAYS = 60


def ask_for_release(blueprint: Blueprint, partner: Partner) -> Mail:
    """Ask a partner to read the version and to release it under its licence."""
    return _to_partner("blueprints/release", blueprint, partner)


def published(blueprint: Blueprint, partner: Partner) -> Mail:
    """Tell a partner that it stands in the library."""
    return _to_partner("blueprints/published", blueprint, partner)


def _to_partner(template: str, blueprint: Blueprint, partner: Partner) -> Mail:
    return outbox.put(
        template,
        to=partner.person,
        subject=blueprint,
        round=blueprint.round,
        context={
            "blueprint": blueprint,
            "version": blueprint.current,
            "public_path": blueprint.get_absolute_url(),
            "link": passes.issue("blueprint", blueprint, to=partner.person, days=LINK_DAYS),
        },
    )
