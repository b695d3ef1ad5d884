"""Which column answers which question: remembered, then guessed, always changeable."""

import difflib
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from scharnier.foundation.places import fold
from scharnier.foundation.questions.filled import Outline
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.stages.applications.models import ColumnMapping
from scharnier.stages.calls.models import Call

#: What a column may be beside the answer to one question.
TIMESTAMP, ADDRESS = "@timestamp", "@address"
SPECIAL = {
    TIMESTAMP: _("When it was handed in"),
    ADDRESS: _("Street, postcode and place in one"),
}
# Where a form asks for an address in one question, these columns are read into that one.
PARTS_OF_AN_ADDRESS = {ADDRESS, "street", "postal_code", "municipality"}
CLOSE = 0.86  # how alike two headings must be to mean the same

# Headings that people use for the questions of the shipped forms.
SYNONYMS: dict[str, tuple[str, ...]] = {
    TIMESTAMP: (
        "Zeitstempel",
        "Timestamp",
        "Eingegangen am",
        "Zeitpunkt",
        "Abgeschickt am",
        "Datum",
    ),
    ADDRESS: ("Anschrift (Straße, PLZ, Ort)", "Anschrift", "Adresse", "Address"),
    "email": ("E-Mail-Adresse", "E-Mail", "Email", "Mail", "Email Address"),
    "org_name": ("Name der Organisation", "Organisation", "Firma", "Unternehmen", "Company"),
    "org_type": ("Art der Organisation", "Organisationsart", "Kind of organisation"),
    "nace_code": ("Branche (WZ)", "Branche", "Wirtschaftszweig", "WZ", "Industry"),
    "headcount_class": ("Beschäftigte (VZÄ)", "Beschäftigte", "Mitarbeitende", "Employees"),
    "turnover_class": ("Jahresumsatz", "Umsatz", "Turnover"),
    "linked_25": (
        "Ist Ihr Unternehmen mit anderen zu 25 % oder mehr verbunden?",
        "Verbundene Unternehmen",
        "Beteiligungen",
    ),
    "contact_name": ("Ansprechperson", "Kontaktperson", "Kontakt", "Contact"),
    "contact_position": ("Funktion", "Position"),
    "phone": ("Telefon", "Telefonnummer", "Phone"),
    "topic_tags": ("Themen", "Thema", "Topics"),
    "wanted_skills": ("Welche kreative Kompetenz wünschen Sie?", "Gewünschte Kompetenz"),
    "affected": ("Wen betrifft es, wie oft, was kostet es heute?",),
    "hours_month": ("Stunden pro Monat", "Stunden im Monat", "h/Monat", "Hours a month"),
    "second_person": ("Zweite Person benannt?", "Zweite Person"),
    "available_kickoff": (
        "Ich kann am Auftakt teilnehmen",
        "Ich kann am Auftakt am 29.10. teilnehmen",
        "Auftakt",
    ),
    "mobility": ("Wie weit fahren Sie?",),
    "meet_online": ("Treffen online möglich?", "Online"),
    "double_funding": ("Läuft für dasselbe Vorhaben eine andere Förderung?", "Andere Förderung"),
    "blueprint_ok": ("Das Ergebnis darf als Blaupause veröffentlicht werden", "Blaupause"),
    "privacy_ack": ("Datenschutzhinweise", "Datenschutz"),
    "newsletter": ("Newsletter",),
    "name": ("Name / Studio", "Name", "Künstlername", "Name oder Künstlername"),
    "studio": ("Studio", "Büro"),
    "municipality": ("Ort", "Wohnort", "Place"),
    "postal_code": ("PLZ", "Postleitzahl", "Postcode"),
    "street": ("Straße", "Straße und Hausnummer", "Street"),
    "submarket": ("Teilbranche", "Teilmarkt", "Submarket"),
    "further_submarkets": ("Weitere Teilbranchen", "Weitere Teilmärkte"),
    "skills": ("Kompetenzen", "Skills", "Fähigkeiten"),
    "strength": ("Was können Sie besser als andere?", "Was kannst du besser als andere?"),
    "references": ("Referenz (Link, Jahr, Rolle)", "Referenz", "Referenzen", "References"),
    "methods": ("Erfahrung mit Methoden", "Methoden"),
    "radius_km": ("Umkreis in km", "Umkreis"),
    "works_online": ("Online-Zusammenarbeit",),
    "languages": ("Sprachen", "Languages"),
    "fee_per_hour": ("Honorarvorstellung pro Stunde", "Honorarvorstellung", "Stundensatz"),
    "vat_status": ("Kleinunternehmerregelung", "Kleinunternehmer"),
    "conflicts": ("Kunden unter möglichen Bewerbern?",),
    "publish_profile": ("Profil veröffentlichen",),
}


def guess(headers: list[str], form: Outline, remembered: Mapping[str, str]) -> dict[str, str]:
    """For every heading the key of its question, a special meaning, or nothing."""
    known = {**SPECIAL, **form.by_key}
    names = _names(form)
    found: dict[str, str] = {}
    for header in headers:
        if header in remembered and (remembered[header] in known or not remembered[header]):
            found[header] = remembered[header]
        else:
            found[header] = _meant(header, names)
    return found


def remembered_for(call: Call, side: str) -> dict[str, str]:
    """What somebody said about headings before, for this programme and side."""
    rows = ColumnMapping.objects.filter(programme=call.round.programme_id, side=side)
    return dict(rows.values_list("header", "question_key"))


def choices(form: Outline) -> list[tuple[str, str]]:
    """Everything that a column can be, for the selects of the preview."""
    questions = [(key, question.called) for key, question in form.by_key.items()]
    return [("", ""), *((key, str(label)) for key, label in SPECIAL.items()), *questions]


def _names(form: Outline) -> dict[str, str]:
    """Every known heading, folded, with what it means; labels come before synonyms."""
    names: dict[str, str] = {}
    for key, question in form.by_key.items():
        for label in _labels(question):
            names.setdefault(_fold(label), key)
    whole = next((q.key for q in form.by_key.values() if q.type == QuestionType.ADDRESS), "")
    for key, words in SYNONYMS.items():
        asked = whole if whole and key in PARTS_OF_AN_ADDRESS - form.by_key.keys() else key
        if asked in SPECIAL or asked in form.by_key:
            for word in words:
                names.setdefault(_fold(word), asked)
    return names


def _labels(question: Question) -> list[str]:
    """All it is called, in all languages: a table that we wrote bears the team's names."""
    known = (words.data for words in (question.label, question.name))
    return [
        label
        for data in known
        for label in (data.values() if isinstance(data, dict) else [data])
        if label
    ]


def _fold(text: str) -> str:
    """A heading as it is compared: without dates, numbers of rows and marks."""
    letters = "".join(c if c.isalpha() else " " for c in fold(text))
    return " ".join(letters.split())


def _meant(header: str, names: Mapping[str, str]) -> str:
    folded = _fold(header)
    if not folded:
        return ""
    if folded in names:
        return names[folded]
    begun = [name for name in names if folded.startswith(f"{name} ") and len(name) > 6]
    if begun:
        return names[max(begun, key=len)]
    close = difflib.get_close_matches(folded, list(names), n=1, cutoff=CLOSE)
    return names[close[0]] if close else ""
