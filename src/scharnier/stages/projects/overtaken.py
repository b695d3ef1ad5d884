"""Held letters about a project that events have overtaken."""

from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from scharnier.foundation.outbox import overtaken
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.applications.queries import for_their_sides
from scharnier.stages.projects.models import AgreementSignature, Project, Voucher
from scharnier.stages.projects.states import ProjectState, VoucherState


def signatures(mails: Sequence[Mail]) -> dict[int, str]:
    """Who is asked to sign the agreement: somebody of their side has, or all have."""
    given = AgreementSignature.objects.filter(
        agreement__project__in={mail.subject_id for mail in mails},
        agreement_version=F("agreement__version"),
    )
    signed = for_their_sides(given.values_list("agreement__project", "person"))
    found = {}
    for mail, project in overtaken.with_subjects(mails, Project.objects.all()):
        if project.state != ProjectState.AGREEING:
            found[mail.pk] = _("The agreement waits for nobody any more.")
        elif (project.pk, mail.to_person_id) in signed:
            found[mail.pk] = _("Their side has signed already.")
    return found


def questions(mails: Sequence[Mail]) -> dict[int, str]:
    """A question about a voucher that is answered, or settled in another way."""
    return {
        mail.pk: _("The voucher is “%(state)s” by now.") % {"state": voucher.get_state_display()}
        for mail, voucher in overtaken.with_subjects(mails, Voucher.objects.all())
        if voucher.state != VoucherState.QUERIED
    }


overtaken.register(signatures, "projects/signature")
overtaken.register(questions, "projects/voucher_queried")
