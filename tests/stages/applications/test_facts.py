"""What the answers say about a firm, by the keys of their questions."""

import pytest

from scharnier.stages.applications.facts import facts_of


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("C – Verarbeitendes Gewerbe und Handwerk", "C"),
        ("C25.1 Stahlbau", "C25.1"),
        ("C25", "C25"),
        ("Chemie", "Chemie"),
        ("Drechslerei und Laden", None),
    ],
)
def test_the_code_of_an_industry_is_kept_with_the_organisation(said, code):
    assert facts_of("organisation", {"nace_code": said}).organisation.get("nace_code") == code
