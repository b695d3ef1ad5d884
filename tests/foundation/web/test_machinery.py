import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor

from scharnier.foundation.web import sitemap
from scharnier.foundation.web.look import Look
from tests.factories import ProgrammeFactory


@pytest.fixture(autouse=True)
def only_our_addresses(monkeypatch):
    monkeypatch.setattr(sitemap, "_sources", [])


def test_alive_means_the_process_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content, response["Cache-Control"]) == (
        200,
        b"ok\n",
        "no-store",
    )


@pytest.mark.django_db
def test_ready_means_the_database_has_our_shape(client):
    assert client.get("/readyz").content == b"ok\n"


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [1, 2])

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"2 migrations wait\n")


@pytest.mark.django_db
def test_not_ready_while_the_database_is_silent(client, monkeypatch):
    def refuse(self, nodes):
        raise DatabaseError

    monkeypatch.setattr(MigrationExecutor, "migration_plan", refuse)

    assert client.get("/readyz").status_code == 503


def test_search_engines_stay_out_of_private_places(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /konto/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_the_sitemap_lists_our_pages_and_those_of_stages(client):
    sitemap.register(lambda: ["/aufrufe/a&b/"])

    assert client.get("/sitemap.xml").content.decode().count("<loc>") == 6
    assert (
        "<loc>http://testserver/aufrufe/a&amp;b/</loc>"
        in client.get("/sitemap.xml").content.decode()
    )


def test_old_browsers_find_an_icon(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/web/img/logo-mark.svg")


@pytest.mark.django_db
def test_a_page_wears_the_colours_of_its_programme(rf):
    ProgrammeFactory(brand_colour="#2e7d32")
    request = rf.get("/")

    assert Look(request).theme_url.startswith("/theme/2e7d32-ffbf2e.")
    request.programme = ProgrammeFactory(brand_colour="#c2185b")
    assert Look(request).theme_url.startswith("/theme/c2185b-ffbf2e.")


@pytest.mark.django_db
def test_without_a_programme_there_are_our_own_colours(rf):
    look = Look(rf.get("/"))

    assert (look.theme_url, look.programme_name, look.funding_notice) == ("", "", "")


@pytest.mark.django_db
def test_every_page_forbids_code_that_is_not_ours(client):
    policy = client.get("/impressum/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
