import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from scharnier.foundation.web import errors

PAGES = [
    (
        errors.bad_request,
        400,
        "We could not read what your browser sent",
        "Wir konnten nicht lesen, was Ihr Browser gesendet hat",
    ),
    (
        errors.forbidden,
        403,
        "This is not for your eyes or not for your hands",
        "Das dürfen Sie nicht sehen oder nicht ändern",
    ),
    (errors.not_found, 404, "There is no such page", "Diese Seite gibt es nicht"),
    (errors.too_large, 413, "That was too much at once", "Das war zu viel auf einmal"),
    (errors.too_many, 429, "Please try again later", "Später geht es wieder"),
    (errors.broken, 500, "Something went wrong on our side", "Bei uns ist etwas schiefgegangen"),
    (errors.csrf_failure, 403, "This page was open for too long", "Diese Seite war zu lange offen"),
    (errors.link_expired, 410, "This link is no longer valid", "Dieser Link gilt nicht mehr"),
]


def test_a_part_of_a_page_is_told_in_words_and_gets_no_page_within_the_page():
    request = RequestFactory().get(
        "/", headers={"hx-request": "true", "hx-request-type": "partial"}
    )

    response = errors.too_many(request)

    html = response.content.decode()
    assert (response.status_code, "<html" in html, "<h1" in html) == (429, False, False)
    assert "Please try again later" in html


@pytest.mark.parametrize(("view", "status", "english", "german"), PAGES)
def test_every_error_is_a_page_in_both_languages_without_a_database(view, status, english, german):
    for language, title in [("en", english), ("de", german)]:
        with translation.override(language):
            response = view(RequestFactory().get("/"))
            html = response.content.decode()

        assert response.status_code == status
        assert f'<html lang="{language}">' in html
        assert f"<h1>{title}</h1>" in html


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fail/400/", 400, "We could not read what your browser sent"),
        ("/fail/403/", 403, "Only for leads."),
        ("/nowhere/", 404, "There is no such page"),
        ("/fail/500/", 500, "Something went wrong on our side"),
    ],
)
@pytest.mark.django_db
def test_the_handlers_are_in_place(address, status, words):
    response = Client(raise_request_exception=False, headers={"accept-language": "en"}).get(address)

    assert response.status_code == status
    assert words in response.content.decode()


def test_500_needs_neither_a_database_nor_context_processors(settings, monkeypatch):
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "OPTIONS": {"context_processors": ["nowhere.at_all"]}}
    ]
    monkeypatch.setattr(connection, "ensure_connection", lambda: pytest.fail("asked the database"))

    assert engines["django"].engine.context_processors == ["nowhere.at_all"]
    assert errors.broken(RequestFactory().get("/")).status_code == 500


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_is_refused_in_words():
    response = Client(enforce_csrf_checks=True, headers={"accept-language": "de"}).post(
        "/sprache/", {"language": "en"}
    )

    assert response.status_code == 403
    assert "Diese Seite war zu lange offen" in response.content.decode()


def test_errors_are_never_kept_by_a_cache():
    assert errors.broken(RequestFactory().get("/"))["Cache-Control"] == "no-store"


def test_what_a_refusal_says_is_escaped():
    response = errors.forbidden(RequestFactory().get("/"), PermissionError("<b>"))

    assert "&lt;b&gt;" in response.content.decode()


@pytest.mark.django_db
def test_an_address_that_only_takes_what_a_button_sends_says_so():
    client = Client(headers={"accept-language": "de"})

    shown = client.get("/sprache/")
    asked_by_a_program = client.put("/sprache/")

    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert "Hier gibt es nichts anzusehen" in shown.content.decode()
    assert (asked_by_a_program.status_code, asked_by_a_program.content) == (405, b"")


def test_an_expired_link_offers_a_new_one():
    response = errors.link_expired(RequestFactory().get("/"), new_link_url="/konto/login/code/")

    assert 'href="/konto/login/code/"' in response.content.decode()


def test_too_much_input_is_a_bad_request_and_says_what_to_do():
    response = errors.bad_request(RequestFactory().get("/"), RequestDataTooBig("too big"))

    assert response.status_code == 413
