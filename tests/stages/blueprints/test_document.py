import io

import pikepdf
import pytest
from django.utils import translation

from scharnier.stages.blueprints.document import facts_of, handout
from tests.stages.blueprints.stagehand import TEXT


def test_the_handout_is_a_tagged_pdf(stage):
    blueprint = stage.publish()

    pdf = pikepdf.open(io.BytesIO(handout(blueprint, blueprint.published)))

    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.StructTreeRoot is not None
    assert str(pdf.Root.Lang) == "en"
    assert str(pdf.open_metadata()["dc:title"]) == TEXT["title"]
    assert len(pdf.pages) == 1


WORDS = {
    "en": ("Blueprint, version 1", [("Steps", "1"), ("Effort", "3 days"), ("Cost", "€400")]),
    "de": ("Blaupause, Fassung 1", [("Schritte", "1"), ("Aufwand", "3 Tage"), ("Kosten", "400\u00a0€")]),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_its_facts_are_in_the_language_of_the_page(stage, language):
    blueprint = stage.publish()

    with translation.override(language):
        facts = facts_of(blueprint, blueprint.published)

    assert (facts["eyebrow"], facts["figures"], facts["language"]) == (*WORDS[language], language)
    assert facts["before"][0][1] == TEXT["problem"]
    assert "Turnery · Studio" in [text for _heading, text in facts["after"]]


def test_who_does_not_want_to_be_named_is_not(stage):
    blueprint = stage.publish()
    blueprint.names_partners = False

    facts = facts_of(blueprint, blueprint.published)

    assert not any("Turnery" in text for _heading, text in facts["after"])
