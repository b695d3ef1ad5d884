import datetime as dt

from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.files.models import File
from scharnier.foundation.people.models import Person
from scharnier.foundation.trail.actions import record
from scharnier.stages.projects.actions.accompaniment import touch
from scharnier.stages.projects.models import Project, Prototype, PrototypeTest


@transaction.atomic
def show_prototype(
    project: Project,
    *,
    name: str,
    description: str,
    link: str = "",
    file: File | None = None,
    by: Person | None,
) -> Prototype:
    """Show what was built, or change what was shown. Without ``file`` the old one stays."""
    fields: dict[str, object] = {"name": name, "description": description, "link": link}
    if file is not None:
        fields["file"] = file
    prototype, is_new = Prototype.objects.update_or_create(
        project=project, defaults=fields, create_defaults=fields | {"shown_at": clock.now()}
    )
    record("project.prototype_shown" if is_new else "project.prototype_changed", project, by=by)
    touch(project)
    return prototype


@transaction.atomic
def record_test(
    prototype: Prototype,
    *,
    tested_on: dt.date,
    testers: int,
    finding: str,
    change: str = "",
    by: Person | None,
) -> PrototypeTest:
    """Write down a trial with people: how many, what was found, what changes."""
    test = PrototypeTest.objects.create(
        prototype=prototype, tested_on=tested_on, testers=testers, finding=finding, change=change
    )
    record("project.prototype_tested", prototype.project, by=by, testers=testers)
    touch(prototype.project)
    return test
