import pytest
from django.db import transaction

from scharnier.foundation.jobs import actions, runner
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import MOVES, JobState
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from tests.factories import RoundFactory


def test_a_job_begins_after_the_commit(request_job, kinds, django_capture_on_commit_callbacks):
    kinds(lambda job, report, should_stop, **arguments: {"seen": arguments["number"]})

    with django_capture_on_commit_callbacks(execute=True):
        job = request_job(number=7)
        assert Job.objects.get().state == JobState.QUEUED

    job.refresh_from_db()
    assert (job.state, job.progress, job.result) == (JobState.DONE, 100, {"seen": 7})
    assert job.round == RoundFactory._meta.model.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_fails_never_begins(request_job, kinds):
    begun = []
    kinds(lambda job, report, should_stop: begun.append(job.pk))

    with pytest.raises(RuntimeError), transaction.atomic():
        request_job()
        raise RuntimeError

    assert (begun, Job.objects.count()) == ([], 0)


def test_two_clicks_are_one_job(request_job):
    round = RoundFactory()

    first, second = request_job(round, number=1), request_job(round, number=1)
    other = request_job(round, number=2)

    assert (first.pk, other.pk == first.pk) == (second.pk, False)
    assert Entry.objects.filter(verb="job.requested").count() == 2


def test_the_same_may_be_asked_for_again_once_it_is_done(request_job, kinds):
    kinds(lambda job, report, should_stop: None)
    round = RoundFactory()
    first = request_job(round)
    runner.run(first.pk)

    second = request_job(round)

    assert second.pk != first.pk


def test_a_queued_job_is_stopped_at_once(request_job):
    job = request_job()

    actions.stop(job, by=None)

    assert (job.state, runner.claim(job.pk)) == (JobState.STOPPED, None)


def test_a_job_that_has_ended_cannot_be_stopped(request_job, kinds):
    kinds(lambda job, report, should_stop: None)
    job = request_job()
    runner.run(job.pk)
    job.refresh_from_db()

    with pytest.raises(Refused, match="“programmes.test” has ended already."):
        actions.stop(job, by=None)


def test_a_job_claimed_in_the_meantime_is_asked_to_stop(request_job):
    job = request_job()
    runner.claim(job.pk)

    actions.stop(job, by=None)

    job.refresh_from_db()
    assert (job.state, job.stop_asked_at is not None) == (JobState.RUNNING, True)


def test_a_failed_job_can_be_tried_again(request_job, kinds):
    answers = iter([ValueError("no"), None])

    def sometimes(job, report, should_stop):
        answer = next(answers)
        if answer:
            raise answer
        return {"ok": True}

    kinds(sometimes)
    job = request_job()
    runner.run(job.pk)
    job.refresh_from_db()

    actions.retry(job, by=None)
    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result, job.error) == (JobState.DONE, {"ok": True}, "")


def test_a_job_that_was_started_anew_is_not_tried_again(request_job):
    round = RoundFactory()
    stopped = request_job(round)
    actions.stop(stopped, by=None)
    request_job(round)

    with pytest.raises(Refused, match="was started anew already"):
        actions.retry(stopped, by=None)


@pytest.mark.parametrize("start", JobState)
@pytest.mark.parametrize("to", JobState)
def test_only_the_moves_in_the_table_are_possible(request_job, start, to):
    job = request_job()
    Job.objects.update(state=start)
    job.refresh_from_db()

    if to in MOVES[start]:
        move(job, to, moves=MOVES)
        assert Job.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(job, to, moves=MOVES)
        assert Job.objects.get().state == start
