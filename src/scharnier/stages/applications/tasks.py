"""Long work for the worker: importing a large table."""

from collections.abc import Callable

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.registry import job
from scharnier.stages.applications.actions import imports
from scharnier.stages.applications.models import ImportRun


@job("applications.import", retries=2)
def import_table(
    job: Job, report: Callable[[int, str], None], should_stop: Callable[[], bool]
) -> dict:
    """Goes on where an interrupted attempt stopped."""
    run = ImportRun.objects.select_related("call__round__programme").get(pk=job.subject_id)
    if run.applied_at is None:
        imports.apply(run, by=job.requested_by, report=report, should_stop=should_stop)
    return {"rows": run.rows.exclude(written_at=None).count()}
