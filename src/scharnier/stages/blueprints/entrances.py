"""The doors of this stage: new links for old ones, who may see which file, what is public."""

from django.db.models import Model
from django.urls import reverse

from scharnier.foundation.files import access
from scharnier.foundation.people import doors, renewals
from scharnier.foundation.people.models import Person
from scharnier.stages.blueprints import mails
from scharnier.stages.blueprints.models import Blueprint
from scharnier.stages.blueprints.queries import LOADED
from scharnier.stages.matching import queries as matching

LATEST = 3


def renew(email: str) -> None:
    """New links to the blueprints of whoever has this address, the latest three."""
    person = Person.objects.with_email(email)
    if person is None:
        return
    teams = matching.working_teams_of(person).values("pk")
    mine = Blueprint.objects.filter(project__team__in=teams).select_related(*LOADED)
    for blueprint in mine.order_by("-pk")[:LATEST]:
        mails.new_link(blueprint, person)


def address_of(blueprint: Model) -> str:
    """A link leads to the workshop; the library needs none."""
    return blueprint.get_work_url() if isinstance(blueprint, Blueprint) else ""


def may_see_file(person: Person, blueprint: Model) -> bool:
    return person.has_perm("blueprints.view_blueprint", blueprint)


def public_addresses() -> list[str]:
    """What search engines may know of the library."""
    shown = Blueprint.objects.public().order_by("pk")
    return [reverse("blueprints:library"), *(one.get_absolute_url() for one in shown)]


renewals.register(mails.PURPOSE, renew)
doors.register(mails.PURPOSE, address_of)
access.register("blueprints.Blueprint", may_see_file)
