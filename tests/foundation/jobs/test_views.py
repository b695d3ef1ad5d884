import pytest
from django.urls import reverse
from django.utils import translation

from scharnier.foundation.jobs import queries, registry, titles, upkeep
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.jobs.states import JobState
from tests.factories import RoundFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def job(request_job, round) -> Job:
    return request_job(round)


def test_who_may_view_agrees_with_what_is_listed(request_job, round, job):
    theirs = request_job(by=person("Kim"))
    for someone in [
        with_role("Olu", round.programme), with_role("Nia", round.programme), person("Kim"), person("Sam")
    ]:  # fmt: skip
        may_view = {one for one in (job, theirs) if someone.has_perm("jobs.view_job", one)}
        assert set(queries.visible_to(someone)) == may_view


def test_a_silent_worker_is_said_on_the_page(as_person, round, job):
    client = as_person(person("Olu"))

    assert "No worker is running" in client.get(job.get_absolute_url()).content.decode()

    upkeep.beat()

    assert "No worker is running" not in client.get(job.get_absolute_url()).content.decode()


def test_progress_is_asked_for_until_the_end(as_person, job):
    client = as_person(person("Olu"), htmx=True)
    address = reverse("jobs:progress", args=[job.pk])
    Job.objects.update(message="Looking for the best teams")

    running = client.get(address)
    Job.objects.update(state=JobState.DONE)
    done = client.get(address)

    assert 'hx-trigger="every 2s"' in running.content.decode()
    assert "HX-Refresh" not in running
    assert 'hx-trigger="every 2s"' not in done.content.decode()
    assert done["HX-Refresh"] == "true"
    assert "Looking for the best teams" in running.content.decode()
    assert "Looking for the best teams" not in done.content.decode()


def test_the_button_stops_it(as_person, job):
    response = as_person(person("Olu")).post(reverse("jobs:stop", args=[job.pk]))

    assert (response.status_code, Job.objects.get().state) == (302, JobState.STOPPED)


def test_what_failed_is_tried_again_and_shows_its_traceback_to_the_lead(as_person, round, job):
    Job.objects.update(state=JobState.FAILED, error="It went wrong.", traceback="KeyError: 'kiwi'")

    def html_for(someone) -> str:
        return as_person(someone).get(job.get_absolute_url()).content.decode()

    assert tuple(
        word for word in ("It went wrong.", "kiwi") if word in html_for(person("Olu"))
    ) == ("It went wrong.", "kiwi")
    assert "kiwi" not in html_for(with_role("Nia", round.programme))

    as_person(person("Olu")).post(reverse("jobs:retry", args=[job.pk]))

    assert Job.objects.get().state == JobState.QUEUED


def test_strangers_see_nothing(as_person, job):
    client = as_person(person("Sam"))

    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.get(reverse("jobs:progress", args=[job.pk])).status_code == 404
    assert client.post(reverse("jobs:stop", args=[job.pk])).status_code == 404
    assert client.post(reverse("jobs:retry", args=[job.pk])).status_code == 404
    assert "Test" not in client.get(reverse("jobs:jobs")).content.decode()


def test_what_has_ended_cannot_be_stopped(as_person, job):
    Job.objects.update(state=JobState.DONE)

    assert as_person(person("Olu")).post(reverse("jobs:stop", args=[job.pk])).status_code == 403


def test_a_title_is_said_in_the_language_of_whoever_reads(job):
    Job.objects.update(kind="applications.import", subject_name="firms.csv")
    job.refresh_from_db()

    with translation.override("de"):
        german = str(job)
    with translation.override("en"):
        english = str(job)

    assert (german, english) == ("firms.csv einlesen", "Import firms.csv")


def test_every_job_has_a_title():
    registry.import_all_tasks()

    assert titles.known() == set(registry._jobs)
