import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from scharnier.foundation.web.legal_kinds import LegalKind
from scharnier.foundation.web.pages import go_to, has_refused_form, page, wants_fragment
from scharnier.foundation.web.queries import legal_page

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    name = forms.CharField()


def request(**headers):
    made = RequestFactory().get("/barriere-melden/", headers=headers)
    made.htmx = HtmxDetails(made)
    return made


def test_a_page_without_htmx_is_the_whole_page():
    response = page(request(), "web/report_barrier.html", {"form": NameForm()}, fragment="form")

    assert response.content.strip().startswith(b"<!doctype html>")
    assert response.status_code == 200


def test_htmx_gets_only_the_fragment():
    response = page(
        request(hx_request="true"), "web/report_barrier.html", {"form": NameForm()}, fragment="form"
    )

    assert response.content.strip().startswith(b"<form")
    assert response["Vary"] == "HX-Request, HX-Request-Type"


@pytest.mark.parametrize(
    "header", [{"hx_request_type": "full"}, {"hx_history_restore_request": "true"}]
)
def test_going_back_in_history_gets_the_whole_page(header):
    assert not wants_fragment(request(hx_request="true", **header))


@pytest.mark.parametrize(("posted", "status"), [({"name": ""}, 422), ({"name": "Ada"}, 200)])
def test_a_refused_form_answers_422(posted, status):
    form = NameForm(posted)

    response = page(request(), "web/report_barrier.html", {"form": form})

    assert response.status_code == status


def test_a_status_that_is_given_wins():
    response = page(request(), "web/report_barrier.html", {"form": NameForm({})}, status=409)

    assert response.status_code == 409


def test_a_form_that_nobody_filled_in_is_not_refused():
    assert not has_refused_form({"form": NameForm(), "legal": 1})


def test_after_a_success_a_browser_is_redirected():
    response = go_to(request(), legal_page(LegalKind.IMPRINT))

    assert (response.status_code, response["Location"]) == (302, "/impressum/")


def test_after_a_success_htmx_is_told_to_navigate():
    response = go_to(request(hx_request="true"), "web:barrier_reported")

    assert (response.status_code, response["HX-Redirect"]) == (200, "/barriere-melden/danke/")


def test_without_the_htmx_middleware_the_developer_is_told():
    with pytest.raises(ImproperlyConfigured, match="HtmxMiddleware is missing"):
        page(RequestFactory().get("/"), "web/legal.html", {}, fragment="form")
