"""Long work for the worker: importing a large table; and what it does every night."""

from collections.abc import Callable

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.registry import job, nightly
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.models import ImportRun
from scharnier.stages.calls.models import Call


@job("applications.import", retries=2)
def import_table(
    job: Job, report: Callable[[int, str], None], should_stop: Callable[[], bool]
) -> dict:
    """Goes on where an interrupted attempt stopped."""
    run = ImportRun.objects.select_related("call__round__programme").get(pk=job.subject_id)
    if run.applied_at is None:
        imports.apply(run, by=job.requested_by, report=report, should_stop=should_stop)
    return {"rows": run.rows.exclude(written_at=None).count()}


@nightly
def forget_what_is_old() -> None:
    actions.forget_what_is_old(by=None)


@nightly
def remind_of_changes() -> None:
    """Whoever changed an application and did not hand it in again is told; release is the lead's."""
    for call in Call.objects.taking_applications().select_related("round__programme"):
        for application in queries.changed_but_not_sent(call).filter(reminded_at=None):
            actions.remind_to_send_again(application, by=None)


@nightly
def mail_what_came_too_late() -> None:
    """Whoever was still typing at the deadline gets the text; it saved itself and went nowhere."""
    actions.send_copies_of_what_came_too_late(by=None)


@nightly
def remind_of_questions_back() -> None:
    """Whoever was asked back and has not answered is told again; release is the lead's."""
    actions.remind_of_questions_back(by=None)
