import pytest

from scharnier.foundation.web import theme
from scharnier.foundation.web.look import theme_address

COLOURS = [
    "#ffffff",
    "#000000",
    "#ffff00",
    "#ff0000",
    "#00ff00",
    "#0000ff",
    "#c2185b",
    "#2e7d32",
    "#777777",
    "#00bcd4",
    "#ff5722",
    "#1d3fc0",
]


@pytest.mark.parametrize("colour", COLOURS)
def test_no_colour_makes_a_page_that_cannot_be_read(colour):
    checks = [*theme.of(colour).checks, *theme.of(theme.BRAND, colour).checks]

    assert [check for check in checks if not check.holds] == []


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert theme.of("#1d3fc0").tokens["brand"][0] == "#1d3fc0"


def test_black_on_white_is_twenty_one_to_one():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("#1d3fc0", True), ("abc", True), ("#12", False), ("red; }", False), ("", False)],
)
def test_only_colours_are_colours(text, is_one):
    assert theme.is_colour(text) is is_one


def test_the_file_carries_its_proof():
    assert "white on brand: 8.32:1 (at least 4.5)" in theme.css()


@pytest.mark.django_db
def test_the_colours_are_served_at_an_address_that_never_changes(client):
    address = theme_address("#c2185b", "#ffd400")

    response = client.get(address)

    assert response.content.decode() == theme.css("#c2185b", "#ffd400")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "address", ["/theme/c2185b-ffd400.000000000000.css", "/theme/nonsense-ffd400.0.css"]
)
def test_an_address_with_another_hash_is_not_there(client, address, db):
    assert client.get(address).status_code == 404


def test_our_own_colours_need_no_file_of_their_own():
    assert theme_address(theme.BRAND, theme.SPARK) == ""


def test_a_colour_that_is_none_falls_back_to_ours():
    assert theme_address("none", theme.SPARK) == ""
