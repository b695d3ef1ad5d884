import pytest

from scharnier.foundation.slugs import slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Fünf Fragen statt Zettel", "fuenf-fragen-statt-zettel"),
        ("Kanäle für Größen", "kanaele-fuer-groessen"),
        ("ÖFFNUNG und Äste, Übung", "oeffnung-und-aeste-uebung"),
        ("STRAẞE", "strasse"),
        ("Café „Zur Brücke“", "cafe-zur-bruecke"),
        ("Bru\u0308cke", "bruecke"),
        ("…", ""),
    ],
)
def test_an_address_spells_german_letters_out(text, slug):
    assert slug_of(text) == slug


def test_an_address_that_is_cut_does_not_end_with_a_hyphen():
    assert slug_of("Zwei Welten", longest=5) == "zwei"
