"""Ways to an application without a login: new links, where links lead, who sees its files."""

from django.db.models import Model
from django.urls import reverse

from scharnier.foundation.files import access
from scharnier.foundation.people import doors, renewals
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions.queries import pages_for
from scharnier.stages.applications import actions, mails, queries
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.states import ApplicationState as S

MOST = 3  # applications that one mail leads to


def renew(email: str) -> None:
    """Send one mail with links to the latest three of this address.

    What may still be handed in or changed comes first; the rest stands below.
    """
    person = Person.objects.with_email(email)
    if person is None:
        return
    found = list(queries.of_person(person).exclude(state=S.MERGED)[:MOST])
    found.sort(key=lambda one: one.state == S.WITHDRAWN or not queries.accepts(one))
    if found:
        actions.send_link(found[0], to=person, others=found[1:], by=None)


def address_of(application: Application) -> str:
    """A draft goes on at its first open page, everything else has its state to tell."""
    if application.state == S.DRAFT:
        for step in pages_for(application.sheet):
            if not step.is_done:
                return reverse("applications:page", args=[application.pk, step.page.key])
        return reverse("applications:check", args=[application.pk])
    return application.get_absolute_url()


def door_of(application: Model) -> str:
    return address_of(Application.objects.select_related("sheet__form").get(pk=application.pk))


def application_of(sheet: Model) -> Application | None:
    return queries.loaded().filter(sheet=sheet.pk).first()


def may_see_files(person: Person, sheet: Model) -> bool:
    application = application_of(sheet)
    return application is not None and person.has_perm("applications.view_files", application)


renewals.register(mails.PURPOSE, renew)
doors.register(mails.PURPOSE, door_of)
access.register("questions.Sheet", may_see_files, passes_for=application_of)
