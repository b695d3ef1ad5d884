import datetime as dt

import pytest

from scharnier.foundation import clock
from scharnier.foundation.jobs import actions, registry, runner
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import JobState
from scharnier.foundation.states import Refused
from tests.personas import person


def test_of_two_workers_one_takes_the_job(request_job):
    job = request_job()

    first, second = runner.claim(job.pk), runner.claim(job.pk)

    assert (first.pk, second) == (job.pk, None)


def test_progress_is_written_while_it_runs(request_job, kinds, monkeypatch):
    monkeypatch.setattr(runner, "LOOK_EVERY", 0)
    seen = []

    def work(job, report, should_stop):
        report(30, "first third")
        seen.append(Job.objects.values_list("progress", "message").get())
        report(20)
        seen.append(Job.objects.values_list("progress", "message").get())

    kinds(work)

    runner.run(request_job().pk)

    assert seen == [(30, "first third"), (30, "")]


def test_a_running_job_stops_at_its_next_pause_for_breath(request_job, kinds, monkeypatch):
    monkeypatch.setattr(runner, "LOOK_EVERY", 0)

    def work(job, report, should_stop):
        before = should_stop()
        actions.stop(Job.objects.get(), by=None)
        return {"before": before, "after": should_stop()}

    kinds(work)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.STOPPED, {"before": False, "after": True})


def test_a_job_that_never_looks_is_done_all_the_same(request_job, kinds):
    def work(job, report, should_stop):
        actions.stop(Job.objects.get(), by=None)

    kinds(work)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_worker_that_ends_gives_the_job_back(request_job, kinds):
    def work(job, report, should_stop):
        runner.ending.set()
        assert should_stop()

    kinds(work)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.claim) == (JobState.QUEUED, 0, "")


def test_a_failure_says_a_sentence_and_keeps_its_traceback(request_job, kinds):
    def work(job, report, should_stop):
        raise KeyError("kiwi")

    kinds(work)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error == (
        "Bei der Bearbeitung ist etwas schiefgegangen. Versuchen Sie es noch einmal; wenn es "
        "wieder misslingt, sagen Sie denen Bescheid, die diese Installation betreiben."
    )
    assert job.traceback.splitlines()[-1] == "KeyError: 'kiwi'"


def test_our_own_refusals_are_shown_word_for_word_and_not_tried_again(request_job, kinds):
    def work(job, report, should_stop):
        raise Refused("Nobody has wished for anybody yet.")

    kinds(work, retries=3)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Nobody has wished for anybody yet.")


def test_a_failure_is_tried_again_after_a_pause(request_job, kinds):
    def work(job, report, should_stop):
        raise OSError("away")

    kinds(work, retries=1)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    pause = (job.next_try_at - clock.machine_now()).total_seconds()
    assert (job.state, 28 < pause <= 30) == (JobState.QUEUED, True)
    assert runner.claim(job.pk) is None

    Job.objects.update(next_try_at=clock.machine_now() - dt.timedelta(seconds=1))
    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)


def test_a_kind_that_nobody_knows_fails(db, request_job):
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.traceback.splitlines()[-1].endswith(
        "no function is registered for the job 'programmes.test'"
    )


def test_messages_are_in_the_language_of_who_asked(request_job, kinds):
    from django.utils.translation import get_language

    languages = []
    kinds(lambda job, report, should_stop: languages.append(get_language()))
    sam = person("Sam")
    sam.language = "en"
    sam.save()

    runner.run(request_job(by=sam).pk)

    assert languages == ["en"]


def test_a_worker_that_lost_its_job_writes_nothing(request_job, kinds):
    def work(job, report, should_stop):
        Job.objects.update(claim="another worker")
        return {"late": True}

    kinds(work)
    job = request_job()

    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.claim, job.result) == (JobState.RUNNING, "another worker", {})


def test_the_tasks_of_an_app_are_imported_when_first_needed():
    with pytest.raises(registry.UnknownKind):
        registry.find("jobs.nothing")
    with pytest.raises(registry.UnknownKind):
        registry.find("nowhere.nothing")
