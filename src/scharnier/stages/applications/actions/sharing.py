from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications import mails
from scharnier.stages.applications.models import Applicant, Application


@transaction.atomic
def invite(application: Application, *, email: str, part: str, by: Person) -> Applicant:
    """Let somebody work on the application, or read it; they get a link of their own.

    Inviting again sends a new link and changes what they may do. Raises Refused for the
    owner's own address.
    """
    address = application.target_group.address
    person = people.enter(name="", email=email, language=by.language, address_form=address, by=by)
    if application.applicants.filter(person=person, part=Applicant.Part.OWNER).exists():
        raise Refused(
            _("%(email)s owns this application already. Enter another address.") % {"email": email}
        )
    invited, _is_new = Applicant.objects.update_or_create(
        application=application, person=person, defaults={"part": part}
    )
    mails.invitation(application, person, invited_by=by)
    record("application.person_invited", application, by=by, part=part)
    return invited


@transaction.atomic
def remove_person(applicant: Applicant, *, by: Person | None) -> None:
    """Close somebody's way to the application. The owner stays."""
    if applicant.part == Applicant.Part.OWNER:
        raise Refused(_("The owner cannot be taken off. Withdraw the application instead."))
    application = applicant.application
    Pass.objects.valid().filter(
        person=applicant.person_id,
        subject_type=application._meta.label_lower,
        subject_id=application.pk,
    ).update(revoked_at=clock.now())
    applicant.delete()
    record("application.person_removed", application, by=by)
