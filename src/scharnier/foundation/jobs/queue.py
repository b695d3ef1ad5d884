"""The thin line between our rows and the queue behind ``django.tasks``.

The queue holds nothing but row numbers. It may lose one or hold it twice: the row
decides, by compare-and-set, whether there is anything to do.
"""

from django.tasks import task

from scharnier.foundation.jobs import runner


@task
def work_on(job_id: int) -> None:
    """Called by the worker with the number of a row."""
    runner.run(job_id)


def push(job_id: int) -> None:
    """Tell the worker that there is something to do."""
    work_on.enqueue(job_id)
