import datetime as dt
from zoneinfo import ZoneInfo

from scharnier.foundation import clock
from scharnier.foundation.jobs import queries, queue, registry, runner, upkeep, worker
from scharnier.foundation.jobs.models import Job, Turn, WorkerBeat
from scharnier.foundation.jobs.states import JobState


def ago(**time: float) -> dt.datetime:
    return clock.machine_now() - dt.timedelta(**time)


def test_without_a_beat_for_two_minutes_the_worker_is_silent(db):
    assert queries.worker_is_silent()

    upkeep.beat()

    assert not queries.worker_is_silent()

    WorkerBeat.objects.update(beat_at=ago(minutes=2, seconds=1))

    assert queries.worker_is_silent()


def test_a_day_played_in_the_demo_does_not_silence_the_worker(db):
    upkeep.beat()

    with clock.at(dt.datetime(2030, 1, 1, tzinfo=dt.UTC)):
        assert not queries.worker_is_silent()


def test_a_worker_that_ends_takes_its_name_off_the_list(db):
    upkeep.beat()

    upkeep.leave()

    assert WorkerBeat.objects.count() == 0


def test_a_row_whose_entry_in_the_queue_was_lost_is_found(
    request_job, kinds, django_capture_on_commit_callbacks
):
    kinds(lambda job, report, should_stop: {"found": True})
    job = request_job()
    Job.objects.update(enqueued_at=ago(minutes=2))

    with django_capture_on_commit_callbacks(execute=True):
        assert upkeep.sweep() == 1

    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"found": True})


def test_a_row_that_has_only_just_been_enqueued_is_left_alone(request_job):
    request_job()

    assert upkeep.sweep() == 0


def test_an_entry_that_is_in_the_queue_twice_does_its_work_once(
    request_job, kinds, django_capture_on_commit_callbacks
):
    done = []
    kinds(lambda job, report, should_stop: done.append(job.pk))
    job = request_job()

    with django_capture_on_commit_callbacks(execute=True):
        queue.push(job.pk)
        queue.push(job.pk)

    assert done == [job.pk]


def test_a_job_of_a_dead_worker_is_taken_up_by_the_next(
    request_job, kinds, django_capture_on_commit_callbacks
):
    kinds(lambda job, report, should_stop: {"by": "the next"})
    job = request_job()
    runner.claim(job.pk)
    Job.objects.update(lease_until=ago(seconds=1))

    with django_capture_on_commit_callbacks(execute=True):
        upkeep.sweep()

    job.refresh_from_db()
    assert (job.state, job.result, job.deaths) == (JobState.DONE, {"by": "the next"}, 1)


def test_a_job_that_kills_its_workers_fails_in_the_end(request_job):
    job = request_job()
    for _death in range(upkeep.MOST_DEATHS):
        Job.objects.update(state=JobState.RUNNING, claim="dead", lease_until=ago(seconds=1))
        upkeep._take_from_the_dead(Job.objects.get())

    job.refresh_from_db()
    assert (job.state, job.deaths) == (JobState.FAILED, 3)


def test_a_beat_keeps_what_this_worker_is_working_on(request_job):
    job = request_job()
    runner.claim(job.pk)
    Job.objects.update(lease_until=ago(seconds=1))

    upkeep.beat()

    assert Job.objects.abandoned().count() == 0


def test_a_turn_is_taken_once_a_minute_by_one_worker(db):
    turns = []
    upkeep._take_turn("t", lambda: turns.append(1), not_after=ago(minutes=1))
    upkeep._take_turn("t", lambda: turns.append(1), not_after=ago(minutes=1))

    assert len(turns) == 1

    Turn.objects.update(taken_at=ago(minutes=2))
    upkeep._take_turn("t", lambda: turns.append(1), not_after=ago(minutes=1))

    assert len(turns) == 2


def test_a_turn_that_fails_keeps_its_traceback_and_comes_again_in_an_hour(db):
    def fails() -> None:
        raise ValueError("tonight not")

    last_night = ago(hours=3)
    upkeep._take_turn("t", fails, not_after=last_night)

    [turn] = queries.failing_turns()
    assert turn.traceback.splitlines()[-1] == "ValueError: tonight not"

    turns = []
    upkeep._take_turn("t", lambda: turns.append(1), not_after=last_night)
    Turn.objects.update(taken_at=ago(hours=1, minutes=1))
    upkeep._take_turn("t", lambda: turns.append(1), not_after=last_night)

    assert (turns, list(queries.failing_turns())) == ([1], [])


def test_the_night_is_at_three_where_the_installation_is():
    berlin = ZoneInfo("Europe/Berlin")
    early, late = (dt.datetime(2026, 9, 14, hour, tzinfo=berlin) for hour in (2, 4))

    assert upkeep.last_night(early) == dt.datetime(2026, 9, 13, 3, tzinfo=berlin)
    assert upkeep.last_night(late) == dt.datetime(2026, 9, 14, 3, tzinfo=berlin)


def test_nothing_waits_for_what_takes_minutes_of_a_night(db):
    registry.import_all_tasks()
    warming = "scharnier.stages.matching.tasks.warm_up"

    upkeep.take_turns()
    others = set(Turn.objects.values_list("name", flat=True))
    upkeep.take_late_turns()
    upkeep.take_late_turns()

    assert warming not in others
    assert set(Turn.objects.values_list("name", flat=True)) - others == {warming}
    assert {"turns", "late turns"} <= {name for name, *_ in worker._loops(ends_with_parent=False)}


def test_late_is_an_hour_after_the_other_nightly_work():
    berlin = ZoneInfo("Europe/Berlin")
    now = dt.datetime(2026, 9, 14, 3, 30, tzinfo=berlin)

    assert upkeep.last_night(now) == dt.datetime(2026, 9, 14, 3, tzinfo=berlin)
    assert upkeep.last_night(now, upkeep.LATE) == dt.datetime(2026, 9, 13, 4, tzinfo=berlin)


def test_the_nightly_clock_runs_what_is_registered(db):
    registry.import_all_tasks()

    upkeep.take_turns()

    ran = set(Turn.objects.filter(traceback="").values_list("name", flat=True))
    assert {
        "scharnier.foundation.jobs.tasks.find_lost_jobs",
        "scharnier.foundation.jobs.tasks.forget_old_beats",
        "scharnier.foundation.outbox.tasks.take_back_mails_of_dead_workers",
        "scharnier.foundation.privacy.tasks.forget_what_is_old",
    } <= ran
