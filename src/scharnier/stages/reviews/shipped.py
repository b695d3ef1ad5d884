"""The points of the formal check that every new round starts with; the lead may change them.

Each is worded as what speaks against an application, because a tick says that it does.
"""

from typing import TypedDict


class Reason(TypedDict):
    """A point of the check; ``side`` is empty for both."""

    code: str
    side: str
    title: dict[str, str]
    sentence: dict[str, str]


REASONS: list[Reason] = [
    {
        "code": "late",
        "side": "",
        "title": {"de": "Nach der Frist eingegangen", "en": "Arrived after the deadline"},
        "sentence": {
            "de": "Ihre Bewerbung ist nach der Frist eingegangen.",
            "de-informal": "Deine Bewerbung ist nach der Frist eingegangen.",
            "en": "Your application arrived after the deadline.",
        },
    },
    {
        "code": "region",
        "side": "",
        "title": {
            "de": "Sitz außerhalb der Zielregionen",
            "en": "Seat outside the target regions",
        },
        "sentence": {
            "de": "Ihr Sitz liegt nicht in einer der Regionen, für die dieser Durchgang gefördert wird.",
            "de-informal": "Dein Sitz liegt nicht in einer der Regionen, für die dieser Durchgang gefördert wird.",
            "en": "Your seat is not in one of the regions that this round is funded for.",
        },
    },
    {
        "code": "size",
        "side": "organisation",
        "title": {"de": "Größer als vorgesehen", "en": "Larger than intended"},
        "sentence": {
            "de": "Der Durchgang richtet sich an kleine Betriebe und Einrichtungen; Ihre Organisation ist größer.",
            "en": "The round is meant for small firms and bodies; your organisation is larger.",
        },
    },
    {
        "code": "digital",
        "side": "",
        "title": {"de": "Kein Bezug zur Digitalisierung", "en": "No digital reference"},
        "sentence": {
            "de": "Wir konnten nicht erkennen, was an Ihrem Vorhaben mit Digitalisierung zu tun hat.",
            "de-informal": "Wir konnten nicht erkennen, was deine Bewerbung mit Digitalisierung zu tun hat.",
            "en": "We could not see what your application has to do with digitalisation.",
        },
    },
    {
        "code": "started",
        "side": "organisation",
        "title": {
            "de": "Schon begonnen oder anderweitig gefördert",
            "en": "Already begun or funded from elsewhere",
        },
        "sentence": {
            "de": "Das Vorhaben hat schon begonnen oder wird bereits anderweitig gefördert.",
            "en": "The project has already begun or is funded from elsewhere.",
        },
    },
    {
        "code": "agrees",
        "side": "",
        "title": {
            "de": "Zeitaufwand oder Blaupause nicht zugesagt",
            "en": "Does not agree to time or blueprint",
        },
        "sentence": {
            "de": "Ohne die Zusage, Zeit einzubringen und das Ergebnis als Blaupause zu teilen, können wir Sie nicht aufnehmen.",
            "de-informal": "Ohne die Zusage, Zeit einzubringen und das Ergebnis als Blaupause zu teilen, können wir dich nicht aufnehmen.",
            "en": "Without your agreement to give time and to share the result as a blueprint we cannot take you in.",
        },
    },
    {
        "code": "contact",
        "side": "",
        "title": {"de": "Ansprechperson nicht erreichbar", "en": "Contact cannot be reached"},
        "sentence": {
            "de": "Wir haben Sie unter den angegebenen Kontaktdaten mehrfach nicht erreicht.",
            "de-informal": "Wir haben dich unter den angegebenen Kontaktdaten mehrfach nicht erreicht.",
            "en": "We tried several times to reach you and did not succeed.",
        },
    },
    {
        "code": "duplicate",
        "side": "",
        "title": {"de": "Doppelte Bewerbung", "en": "Applied twice"},
        "sentence": {
            "de": "Zu Ihrer Organisation liegt uns schon eine andere Bewerbung vor, die wir weiter bearbeiten.",
            "de-informal": "Von dir liegt uns schon eine andere Bewerbung vor, die wir weiter bearbeiten.",
            "en": "We already have another application of yours and go on with that one.",
        },
    },
    {
        "code": "no-time",
        "side": "",
        "title": {"de": "Zu wenig Zeit", "en": "Too little time"},
        "sentence": {
            "de": "Die angegebene Zeit reicht für die gemeinsame Arbeit nicht aus.",
            "de-informal": "Die Zeit, die du angegeben hast, reicht für die gemeinsame Arbeit nicht aus.",
            "en": "The time that you named is not enough for the work together.",
        },
    },
]
RUBRICS = {"organisation": "selection-organisations", "creative": "selection-creatives"}
