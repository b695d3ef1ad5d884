"""The shipped template states the call that is our measure, and speaks to both sides."""

import pytest

from scharnier.stages.calls import shipped
from tests.factories import OrganisationFactory, ProgrammeFactory
from tests.stages.calls.conftest import set_up

TEMPLATE = shipped.load("cross-innovation")


def texts(value: object, locale: str) -> str:
    """All texts of one locale in a template, German “du” only where it exists."""
    if isinstance(value, dict):
        if locale in value and isinstance(value[locale], str):
            return value[locale]
        return "\n".join(texts(inner, locale) for inner in value.values())
    if isinstance(value, list):
        return "\n".join(texts(inner, locale) for inner in value)
    return ""


def i18n(value: object) -> list[dict]:
    if isinstance(value, dict):
        if "de" in value:
            return [value]
        return [found for inner in value.values() for found in i18n(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in i18n(inner)]
    return []


@pytest.mark.parametrize(
    "fact",
    [
        "{owners}", "Digitalisierung mitgestalten", "ländliche Räume", "Kleine und mittlere Betriebe",
        "Hindernisse", "anderen Fächern", "sehen wir alle Bewerbungen durch",
        "schärfen ihre Frage", "Fachleute aus Einrichtungen der Region", "{months} Monate",
        "konkreten Beispielen", "lebenswert", "Prototyp", "Begleitung", "moderierten Veranstaltungen",
        "Austausch über Trends", "{award}", "Netzwerkagenturen", "anderen als Vorlage",
        "Partnerschaften über Branchen", "Wettbewerb", "anders anzupacken", "Werkstätten",
        "Vortragsreihen", "Netzwerkabende", "Handwerk, Handel, Industrie", "zwölf",
    ],
)  # fmt: skip
def test_the_template_states_the_measure(fact):
    assert fact in texts(TEMPLATE, "de")


def test_the_template_brings_film_workbook_website_and_press():
    assert [medium["kind"] for medium in TEMPLATE["media"]] == [
        "film",
        "workbook",
        "website",
        "press",
    ]


def test_every_text_is_there_in_german_and_english():
    assert [text for text in i18n(TEMPLATE) if not (text["de"] and text["en"])] == []


@pytest.mark.parametrize("group", TEMPLATE["target_groups"], ids=lambda group: group["side"])
def test_both_sides_can_be_spoken_to_in_both_ways(group):
    introduction = group["introduction"]

    assert "Sie " in introduction["de"]
    assert introduction["de-informal"].startswith("Du ")
    assert " Sie " not in introduction["de-informal"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("partners", "words"),
    [
        ([], "Bergland e. V"),
        (["Kreatives Tal"], "Bergland e. V., together with Kreatives Tal"),
        (["Talwerk", "Uferlos"], "Bergland e. V., together with Talwerk and Uferlos"),
    ],
)
def test_a_call_names_those_who_carry_it_and_nobody_else(partners, words):
    programme = ProgrammeFactory()
    for kind, name in [("lead", "Bergland e. V."), *(("partner", name) for name in partners)]:
        organisation = OrganisationFactory(name=name)
        programme.ownerships.create(organisation=organisation, kind=kind)

    call = set_up(programme)

    assert f"Who carries this call? {words}." in call.about.localize("en")
