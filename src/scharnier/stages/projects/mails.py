"""The mails of a project, one function each. All wait in the outbox if the round holds mails."""

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Person
from scharnier.stages.matching.queries import Partner
from scharnier.stages.projects.models import Project, Voucher

LINK_DAYS = 60


def ask_for_signature(project: Project, partner: Partner) -> Mail:
    return _to_partner("projects/signature", project, partner)


def project_runs(project: Project, partner: Partner) -> Mail:
    return _to_partner("projects/runs", project, partner)


def project_finished(project: Project, partner: Partner) -> Mail:
    return _to_partner("projects/finished", project, partner)


def voucher_queried(voucher: Voucher) -> Mail | None:
    return _about_voucher("projects/voucher_queried", voucher)


def voucher_refused(voucher: Voucher) -> Mail | None:
    return _about_voucher("projects/voucher_refused", voucher)


def _to_partner(template: str, project: Project, partner: Partner) -> Mail:
    return outbox.put(
        template,
        to=partner.person,
        subject=project,
        round=project.round,
        context={
            "project": project,
            "amount_cents": project.award.amount_cents,
            "link": link_to(project, partner.person),
        },
    )


def _about_voucher(template: str, voucher: Voucher) -> Mail | None:
    if voucher.handed_in_by is None:
        return None
    return outbox.put(
        template,
        to=voucher.handed_in_by,
        subject=voucher,
        round=voucher.round,
        context={"voucher": voucher, "link": link_to(voucher.project, voucher.handed_in_by)},
    )


def link_to(project: Project, person: Person) -> str:
    """A link that opens this person's team without a login."""
    return passes.issue("project", project, to=person, days=LINK_DAYS)
