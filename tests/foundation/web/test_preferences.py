import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def cookie(response, name):
    return response.cookies[name].value if name in response.cookies else None


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [("de", "de"), ("en", "en"), ("de-informal", None), ("xx", None), ("", None)],
)
def test_the_switch_knows_two_languages_and_never_du(client, chosen, kept):
    response = client.post("/sprache/", {"language": chosen, "next": "/impressum/"})

    assert (cookie(response, "django_language"), response["Location"]) == (kept, "/impressum/")


def test_the_language_that_was_chosen_stays(client):
    client.post("/sprache/", {"language": "de"})

    assert (
        '<html lang="de"'
        in client.get("/impressum/", headers={"accept-language": "en"}).content.decode()
    )


def test_nothing_changes_by_following_a_link(client):
    assert [
        client.get(address).status_code for address in ("/sprache/", "/farben/", "/tasten/")
    ] == [405, 405, 405]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("dark", ' data-scheme="dark"'),
        ("light", ' data-scheme="light"'),
        ("auto", ""),
        ('x"><script>', ""),
    ],
)
def test_the_colours_that_were_chosen_stay(client, chosen, shown):
    client.post("/farben/", {"scheme": chosen})

    assert (
        f'<html lang="en"{shown}>'
        in client.get("/impressum/", headers={"accept-language": "en"}).content.decode()
    )


def test_a_cookie_from_elsewhere_cannot_write_into_the_page(client):
    client.cookies["scharnier-scheme"] = "x onload=alert(1)"

    assert (
        '<html lang="en">'
        in client.get("/impressum/", headers={"accept-language": "en"}).content.decode()
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_to_another_site(client, elsewhere):
    assert client.post("/farben/", {"scheme": "dark", "next": elsewhere})["Location"] == "/"


def test_the_single_keys_can_be_switched_off(client):
    client.post("/tasten/", {"keys": "off"})

    assert 'data-keys="off"' in client.get("/impressum/").content.decode()


def test_a_stranger_may_choose_too():
    assert Client().post("/farben/", {"scheme": "dark"}).status_code == 302
