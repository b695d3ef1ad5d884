"""The legal pages of the demo: our texts with their gaps filled, everybody in them invented."""

import re
from collections.abc import Iterator

from i18nfield.strings import LazyI18nString

from scharnier.desk.demo import cast
from scharnier.desk.demo.days import Days
from scharnier.foundation.web import actions, queries
from scharnier.foundation.web.legal_kinds import LegalKind

GAP = re.compile(r"\[[^\]]*\](?!\()")  # and no link
DRAFT = {
    "de": " Sie ist ein Entwurf: Was in eckigen Klammern steht, muss der Verband ausfüllen, und "
    "eine fachkundige Person sollte den Text prüfen.",
    "en": " It is a draft: what stands in square brackets must be filled in by the association, "
    "and somebody with expertise should check the text.",
}
FILLED = {
    (LegalKind.IMPRINT, "de"): [
        "Beispielverband Kreativwirtschaft e. V. (erfunden, zur Vorführung)",
        "Musterstraße 1", "01067 Dresden", "Vera Vorlage und Ben Beispiel",
        "0351 0000000", "leitung@example.org", "Amtsgericht Musterstadt, VR 0000", "keine",
        "Vera Vorlage, Anschrift wie oben", "",
    ],
    (LegalKind.IMPRINT, "en"): [
        "Beispielverband Kreativwirtschaft e. V. (invented for a demonstration)",
        "Musterstraße 1", "01067 Dresden", "Vera Vorlage and Ben Beispiel",
        "0351 0000000", "leitung@example.org", "Amtsgericht Musterstadt, VR 0000", "none",
        "Vera Vorlage, address as above", "",
    ],
    (LegalKind.PRIVACY, "de"): [
        "Beispielverband Kreativwirtschaft und die Beispielverbände Erzgebirge, Lausitz, Elbland",
        "der Beispielverband Kreativwirtschaft, leitung@example.org, 0351 0000000",
        "Dana Dachs, datenschutz@example.org", "Beispielministerium", "Musterhost, Deutschland",
        "6", "10", "Sächsische Datenschutz- und Transparenzbeauftragte",
    ],
    (LegalKind.PRIVACY, "en"): [
        "Beispielverband Kreativwirtschaft and those of the Ore Mountains, Lusatia, Elbe valley",
        "Beispielverband Kreativwirtschaft, leitung@example.org, 0351 0000000",
        "Dana Dachs, datenschutz@example.org", "Beispielministerium", "Musterhost, Germany",
        "6", "10", "Saxon Data Protection and Transparency Commissioner",
    ],
    (LegalKind.ACCESSIBILITY, "de"): [
        "Der Beispielverband Kreativwirtschaft", "noch nicht, denn dies ist eine Vorführung",
        "Zu Filmen gibt es noch keine Gebärdensprache; ihr Inhalt steht auch als Text da.",
        "Durchsetzungsstelle Musterland, durchsetzung@example.org", "1. Dezember 2026",
    ],
    (LegalKind.ACCESSIBILITY, "en"): [
        "Beispielverband Kreativwirtschaft", "not yet, because this is a demonstration",
        "Films have no sign language yet; what they say also stands there as text.",
        "Durchsetzungsstelle Musterland, durchsetzung@example.org", "1 December 2026",
    ],
    (LegalKind.FUNDING, "de"): [
        "dem Beispielministerium", "dem Beispielprogramm Kreativwirtschaft",
        "Gefördert auf der Grundlage des vom Beispiellandtag beschlossenen Haushalts.",
        "Juni 2026 bis Mai 2028", "250.000 €",
    ],
    (LegalKind.FUNDING, "en"): [
        "Beispielministerium", "the example programme for the creative industries",
        "Funded on the basis of the budget passed by the Beispiellandtag.",
        "June 2026 to May 2028", "€250,000",
    ],
}  # fmt: skip


def publish(days: Days) -> None:
    """Every page in both languages, as the lead does before the first call."""
    with days.on(2026, 6, 2):
        for kind in LegalKind:
            body = LazyI18nString({code: _filled(kind, code) for code in queries.SHIPPED_LANGUAGES})
            actions.change_legal_page(queries.legal_page(kind), body=body, by=cast.lead())


def _filled(kind: LegalKind, language: str) -> str:
    text = queries.shipped_text(kind).data[language].replace(DRAFT[language], "")
    words: Iterator[str] = iter(FILLED[kind, language])
    return GAP.sub(lambda _gap: next(words), text)
