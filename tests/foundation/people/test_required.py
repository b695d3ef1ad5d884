import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
SIGN_IN = "/konto/code/anfordern/"


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/durchgaenge/?q=a", "/durchgaenge/%3Fq%3Da"),
        ("https://elsewhere.example/durchgaenge/", "/programm/1/"),
        ("", "/programm/1/"),
    ],
)
def test_after_signing_in_somebody_comes_back_to_where_they_wrote(client, page, back):
    answer = client.post("/programm/1/", headers={"referer": page} if page else {})

    assert (answer.status_code, answer["location"].partition("?next=")[2]) == (302, back)


def test_a_piece_of_a_page_sends_the_whole_page_to_sign_in(client):
    page = {"referer": "http://testserver/durchgaenge/", "hx-request": "true"}

    answer = client.post("/programm/1/", headers=page)

    assert answer["hx-redirect"].partition("?next=")[2] == "/durchgaenge/"


def test_who_only_looked_comes_back_to_where_they_wanted_to_go(client):
    answer = client.get(
        reverse("applications:listing"), headers={"referer": "http://testserver/x/"}
    )

    assert answer["location"].partition("?next=")[2] == reverse("applications:listing")
