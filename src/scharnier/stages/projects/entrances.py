"""The doors of this stage: new links for old ones, and who may see which file."""

from django.db.models import Model

from scharnier.foundation.files import access
from scharnier.foundation.people import renewals
from scharnier.foundation.people.models import Person
from scharnier.stages.matching import queries as matching
from scharnier.stages.projects import mails
from scharnier.stages.projects.models import Project, Prototype, Voucher
from scharnier.stages.projects.queries import LOADED

LATEST = 3


def renew(email: str) -> None:
    """New links to the projects of whoever has this address, the latest three."""
    person = Person.objects.with_email(email)
    if person is None:
        return
    teams = matching.working_teams_of(person).values("pk")
    mine = Project.objects.filter(team__in=teams).select_related(*LOADED)
    for project in mine.order_by("-pk")[:LATEST]:
        mails.new_link(project, person)


def may_see_voucher(person: Person, voucher: Model) -> bool:
    return person.has_perm("projects.view_voucher", voucher)


def may_see_prototype(person: Person, prototype: Model) -> bool:
    return person.has_perm("projects.view_project", project_of(prototype))


def project_of(part: Model) -> Project | None:
    return part.project if isinstance(part, Voucher | Prototype) else None


renewals.register(mails.PURPOSE, renew)
access.register("projects.Voucher", may_see_voucher, passes_for=project_of)
access.register("projects.Prototype", may_see_prototype, passes_for=project_of)
