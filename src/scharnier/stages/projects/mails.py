"""The mails of a project, one function each. All wait in the outbox if the round holds mails."""

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.stages.matching import queries as matching
from scharnier.stages.matching.queries import Partner
from scharnier.stages.projects.models import Project, Voucher

PURPOSE = "project"
LINK_DAYS = 60


def ask_for_signature(project: Project, partner: Partner) -> Mail | None:
    return _put("projects/signature", project, partner.person)


def project_runs(project: Project, partner: Partner) -> Mail | None:
    return _put("projects/runs", project, partner.person)


def project_finished(project: Project, partner: Partner) -> Mail | None:
    return _put("projects/finished", project, partner.person)


def new_link(project: Project, to: Person) -> Mail | None:
    """A link that opens the project, for somebody who asked for one at a screen."""
    return _put("projects/link", project, to, urgent=True)


def voucher_queried(voucher: Voucher) -> list[Mail | None]:
    return _about_voucher("projects/voucher_queried", voucher)


def voucher_refused(voucher: Voucher) -> list[Mail | None]:
    return _about_voucher("projects/voucher_refused", voucher)


def link_to(project: Project, person: Person) -> str:
    """A link that opens this project for this person, without a login."""
    return passes.issue(PURPOSE, project, to=person, days=LINK_DAYS)


def _about_voucher(template: str, voucher: Voucher) -> list[Mail | None]:
    """To whoever handed it in; to all partners if the system did, or they are gone."""
    sender = voucher.handed_in_by
    if sender is not None and matching.left_place(voucher.project.team, sender):
        sender = None
    partners = [partner.person for partner in matching.working_partners_of(voucher.project.team)]
    readers = [sender] if sender is not None and sender.is_active else partners
    return [
        _put(template, voucher.project, reader, subject=voucher, voucher=voucher)
        for reader in readers
    ]


def _put(
    template: str,
    project: Project,
    to: Person,
    *,
    subject: Project | Voucher | None = None,
    urgent: bool = False,
    **context: object,
) -> Mail | None:
    return outbox.put(
        template,
        to=to,
        subject=subject or project,
        round=project.round,
        urgent=urgent,
        context={
            "project": project,
            "amount_cents": project.award.amount_cents,
            "link": link_to(project, to),
        }
        | context,
    )
