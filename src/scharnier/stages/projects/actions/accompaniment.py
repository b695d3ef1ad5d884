import datetime as dt

from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.projects import mails, queries, words
from scharnier.stages.projects.models import CheckIn, HealthStatus, Milestone, Project, Prototype
from scharnier.stages.projects.states import PROJECT_MOVES, ProjectState


def touch(project: Project) -> None:
    """Note that something was heard of the project, so that it does not count as silent.

    Called before sums are read: the row is then ours until the end of the transaction, and
    two people who spend the same money at the same moment wait for each other.
    """
    project.last_sign_at = max(project.last_sign_at, clock.now())
    project.save(update_fields=["last_sign_at"])


@transaction.atomic
def check_in(
    project: Project,
    *,
    held_on: dt.date,
    health_status: HealthStatus,
    note: str,
    next_step: str = "",
    next_on: dt.date | None = None,
    by: Person | None,
) -> CheckIn:
    """Write down a talk with the team; its light becomes the project's.

    The same words once more, of a second click, are the same talk.
    """
    touch(project)
    talk, is_new = CheckIn.objects.get_or_create(
        project=project,
        held_on=held_on,
        health_status=health_status,
        note=note,
        next_step=next_step,
        next_on=next_on,
        held_by=by,
    )
    if not is_new:
        return talk
    project.health_status = health_status
    project.save(update_fields=["health_status"])
    record("project.checked_in", project, by=by, light=health_status)
    return talk


@transaction.atomic
def set_milestone(project: Project, *, title: str, due_on: dt.date, by: Person | None) -> Milestone:
    """Set a milestone with its day."""
    milestone = Milestone.objects.create(project=project, title=title, due_on=due_on)
    record("project.milestone_set", project, by=by, title=title, due_on=due_on.isoformat())
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, reached: bool = True, by: Person | None) -> None:
    """Mark a milestone as reached, or take that back."""
    milestone.reached_at = clock.now() if reached else None
    milestone.save(update_fields=["reached_at"])
    verb = "project.milestone_reached" if reached else "project.milestone_reopened"
    record(verb, milestone.project, by=by, title=milestone.title)
    touch(milestone.project)


@transaction.atomic
def drop_milestone(milestone: Milestone, *, by: Person | None) -> None:
    """Take a milestone away; the trail keeps that it was there."""
    record("project.milestone_dropped", milestone.project, by=by, title=milestone.title)
    milestone.delete()


@transaction.atomic
def rename(project: Project, *, title: str, by: Person | None) -> None:
    """Give the project the name that its team says."""
    before, project.title = project.title, title
    project.save(update_fields=["title"])
    record("project.renamed", project, by=by, before=before)


@transaction.atomic
def finish(project: Project, *, by: Person | None) -> None:
    """Finish the work.

    Raises Refused without a prototype that was tried, and while a voucher waits: to be
    checked, or for the answer to a question.
    """
    touch(project)
    prototype = Prototype.objects.filter(project=project).first()
    if prototype is None or not prototype.tests.exists():
        raise Refused(words.not_tried_yet(project))
    if waiting := queries.waiting_vouchers(project):
        raise Refused(words.vouchers_wait(waiting))
    move(project, ProjectState.FINISHED, moves=PROJECT_MOVES, finished_at=clock.now())
    record("project.finished", project, by=by)
    for partner in queries.partners_of(project):
        mails.project_finished(project, partner)


@transaction.atomic
def reopen(project: Project, *, by: Person | None) -> None:
    """Take a finished project up again."""
    move(project, ProjectState.RUNNING, moves=PROJECT_MOVES, finished_at=None)
    record("project.reopened", project, by=by)


@transaction.atomic
def end_early(project: Project, *, reason: str, by: Person | None) -> None:
    """End a project before its time, with the reason for the trail."""
    move(project, ProjectState.ENDED_EARLY, moves=PROJECT_MOVES, finished_at=clock.now())
    record("project.ended_early", project, by=by, reason=reason)
