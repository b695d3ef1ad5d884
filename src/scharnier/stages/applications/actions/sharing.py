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
def invite(
    application: Application, *, email: str, part: str, confirmed: bool = True, by: Person
) -> Applicant:
    """Let somebody work on the application, or read it; they get a link of their own.

    Inviting again sends a new link and changes what they may do. Whose address nobody has
    ``confirmed`` is told by that address and not by name. Raises Refused for the owner's
    own address.
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
    name = str(by) if confirmed else str(by.email)
    to_read = part == Applicant.Part.VIEWER
    mails.invitation(application, person, invited_by=name, to_read=to_read)
    record("application.person_invited", application, by=by, part=part)
    return invited


@transaction.atomic
def follow_contact(
    application: Application, *, email: str, name: str, before: str, by: Person | None
) -> None:
    """Let the address that the answers name read along: receipt and decision go there, too.

    ``before`` is the address of the version that was handed in last. Who was let in by it
    goes when another one stands there; who was taken off by hand does not come back.
    """
    if email == before:
        return
    parts = application.applicants.select_related("person")
    if before:
        for part in parts.filter(part=Applicant.Part.VIEWER, person__email__iexact=before):
            remove_person(part, by=by)
    if email and not parts.filter(person__email__iexact=email).exists():
        person = people.enter(name=name, email=email, by=by)
        Applicant.objects.create(application=application, person=person, part=Applicant.Part.VIEWER)
        record("application.contact_reads_along", application, by=by)


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
