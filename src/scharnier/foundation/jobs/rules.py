from rules import add_perm, predicate

from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import JobState
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import grants_of, holds


@predicate
def asked_for_it(person: Person, job: Job) -> bool:
    return job.requested_by_id is not None and job.requested_by_id == person.pk


@predicate
def runs_its_programme(person: Person, job: Job) -> bool:
    if job.round is None:
        return False
    programme = job.round.programme_id
    return any(
        g.programme_id == programme and g.role in (Role.LEAD, Role.AGENT) for g in grants_of(person)
    )


@predicate
def leads_its_programme(person: Person, job: Job) -> bool:
    """Tracebacks may name rows of other people; they are for whoever answers for the programme."""
    return holds(person, Role.LEAD, job.round)


@predicate
def is_open(person: Person, job: Job) -> bool:
    return job.is_open


@predicate
def has_ended_badly(person: Person, job: Job) -> bool:
    return job.state in (JobState.FAILED, JobState.STOPPED)


may_see = asked_for_it | runs_its_programme

add_perm("jobs.view_job", may_see)
add_perm("jobs.stop_job", is_open & may_see)
add_perm("jobs.retry_job", has_ended_badly & may_see)
add_perm("jobs.view_traceback", leads_its_programme)
