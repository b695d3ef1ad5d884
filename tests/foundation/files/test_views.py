import datetime as dt
import io

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from scharnier.foundation import clock
from scharnier.foundation.files import access, actions, views
from scharnier.foundation.files.models import ScanState
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%abc\nendobj\n"


@pytest.fixture(autouse=True)
def private(monkeypatch):
    memory = InMemoryStorage()
    for module in (actions, views):
        monkeypatch.setattr(module, "storage", lambda: memory)
    return memory


@pytest.fixture
def ada():
    return Person.objects.create_user("ada@example.org", name="Ada")


@pytest.fixture
def eve():
    return Person.objects.create_user("eve@example.org", name="Eve")


@pytest.fixture
def own_row():
    """Ada's file belongs to her own row; only she may see it."""
    access.register("people.Person", lambda person, subject: person == subject)
    yield
    access.forget("people.Person")


def stored(by, name="Übersicht.pdf", data=PDF):
    return actions.store(SimpleUploadedFile(name, data), by=by)


def test_who_may_see_the_row_may_see_its_file(ada, eve, own_row, as_person):
    file = stored(ada)
    actions.attach([file], to=ada)

    response = as_person(ada).get(file.get_absolute_url())

    assert b"".join(response.streaming_content) == PDF
    assert as_person(eve).get(file.get_absolute_url()).status_code == 404


def test_an_upload_that_nothing_uses_yet_is_its_uploaders_own(ada, eve, as_person):
    file = stored(ada)

    assert as_person(ada).get(file.get_absolute_url()).status_code == 200
    assert as_person(eve).get(file.get_absolute_url()).status_code == 404


def test_a_row_without_a_door_shows_nothing(ada, as_person):
    file = stored(ada)
    actions.attach([file], to=ada)

    assert as_person(ada).get(file.get_absolute_url()).status_code == 404


def test_a_stranger_may_sign_in_first(ada, as_person):
    response = as_person().get(stored(ada).get_absolute_url())

    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_nothing_in_a_file_can_act_in_our_name(ada, as_person):
    response = as_person(ada).get(stored(ada).get_absolute_url())

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%C3%9Cbersicht.pdf"
    )
    assert response["Cache-Control"] == "private, no-cache"


def test_a_picture_is_shown_in_the_page_large_and_small(ada, as_person):
    written = io.BytesIO()
    Image.new("RGB", (900, 900)).save(written, "PNG")
    file = stored(ada, "photo.png", written.getvalue())

    large, small = (
        as_person(ada).get(url) for url in (file.get_absolute_url(), file.thumbnail_url)
    )

    assert large["Content-Disposition"].startswith("inline")
    assert (large["Content-Type"], small["Content-Type"]) == ("image/png", "image/jpeg")


def test_what_the_browser_has_is_not_sent_again(ada, as_person):
    file, browser = stored(ada), as_person(ada)
    etag = browser.get(file.get_absolute_url())["ETag"]

    assert browser.get(file.get_absolute_url(), headers={"if-none-match": etag}).status_code == 304


def test_an_infected_file_is_not_handed_out(ada, as_person):
    file = stored(ada)
    actions.mark_scanned(file, ScanState.INFECTED, by=None)

    assert as_person(ada).get(file.get_absolute_url()).status_code == 404


def test_a_link_without_login_opens_the_files_of_its_row_only(ada, eve, own_row, as_person):
    hers, other = stored(ada), stored(ada, data=PDF + b"2")
    actions.attach([hers], to=ada)
    actions.attach([other], to=eve)
    browser = with_pass(as_person(), given_to=ada, subject=ada)

    assert browser.get(hers.get_absolute_url()).status_code == 200
    assert browser.get(other.get_absolute_url()).status_code == 404


def test_a_link_without_login_opens_nothing_that_belongs_to_no_row(ada, own_row, as_person):
    left_over = stored(ada)
    browser = with_pass(as_person(), given_to=ada, subject=ada)

    assert browser.get(left_over.get_absolute_url()).status_code == 404


def test_an_old_link_opens_no_file(ada, own_row, as_person):
    file = stored(ada)
    actions.attach([file], to=ada)
    browser = with_pass(as_person(), given_to=ada, subject=ada, days=-1)

    assert browser.get(file.get_absolute_url()).status_code == 404


def with_pass(browser, *, given_to, subject, days=7):
    held = Pass.objects.create(
        purpose="answer",
        person=given_to,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        token_hash="x",
        expires_at=clock.now() + dt.timedelta(days=days),
    )
    session = browser.session
    session[passes.SESSION_KEY] = [held.pk]
    session.save()
    return browser
