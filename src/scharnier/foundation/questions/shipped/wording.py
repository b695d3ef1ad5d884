"""Texts in the languages of a form, and options with the words that people use for them."""


def words(de: str, en: str, *, du: str = "") -> dict[str, str]:
    """German (Sie), English and, where it differs, German (du)."""
    return {"de": de, "en": en} | ({"de-informal": du} if du else {})


def option(
    value: str, de: str, en: str, *synonyms: str, du: str = "", hint: dict | None = None
) -> dict:
    """An option that is also found by its synonyms."""
    made = {"value": value, "label": words(de, en, du=du), "synonyms": list(synonyms)}
    return made | ({"hint": hint} if hint else {})


def other(de: str = "Sonstiges", en: str = "Other", *synonyms: str) -> dict:
    """The option that takes whatever fits no other; the words stay as a note."""
    return option("other", de, en, *synonyms) | {"open": True}


def column(value: str, de: str, en: str, kind: str = "short_text", **more: object) -> dict:
    """A column of a table with rows."""
    return {"value": value, "label": words(de, en), "type": kind, **more}


YES_UNSURE_NO = [
    option("yes", "Ja", "Yes", "ja gerne", "ich komme"),
    option(
        "unsure",
        "Noch unklar",
        "Not sure yet",
        "vielleicht",
        "weiß nicht",
        "unsicher",
        "eventuell",
        "perhaps",
    ),
    option("no", "Nein", "No"),
]

TOPICS = [
    option("sales", "Verkauf", "Sales", "Vertrieb", "Online-Verkauf"),
    option("booking", "Buchung", "Booking", "Termine", "Reservierung", "Appointments"),
    option("processes", "Interne Abläufe", "Internal processes", "Abläufe", "Prozesse", "Processes", "Organisation"),
    option("knowledge", "Wissen und Einarbeitung", "Knowledge and onboarding", "Wissen/Einarbeitung", "Wissen",
           "Einarbeitung", "Knowledge", "Onboarding"),
    option("staff", "Personal gewinnen und halten", "Finding and keeping staff", "Personal", "Fachkräfte", "Staff"),
    option("communication", "Kommunikation", "Communication", "Öffentlichkeitsarbeit", "Marketing"),
    option("product", "Produkt und Erlebnis", "Product and experience", "Produkt/Erlebnis", "Produkt", "Erlebnis",
           "Product", "Experience"),
    option("data", "Daten und KI", "Data and AI", "Daten/KI", "Daten", "KI", "Data", "AI"),
    option("networking", "Vernetzung", "Networking", "Zusammenarbeit", "Netzwerk"),
]  # fmt: skip

HEARD_VIA = [
    option(
        "recommendation", "Empfehlung", "Recommendation", "Bekannte", "Freunde", "Mundpropaganda"
    ),
    option("agency", "Wirtschaftsförderung", "Business development agency", "WFE"),
    option("chamber", "Kammer oder Innung", "Chamber or guild", "IHK", "HWK", "Handwerkskammer"),
    option(
        "association",
        "Verband oder Netzwerk",
        "Association or network",
        "Netzwerk",
        "Verein",
        "Verband",
    ),
    option("press", "Presse", "Press", "Zeitung", "Radio", "Amtsblatt"),
    option(
        "social_media",
        "Soziale Medien",
        "Social media",
        "Instagram",
        "Facebook",
        "LinkedIn",
        "Social Media",
    ),
    option("event", "Veranstaltung", "Event", "Messe"),
    option(
        "website", "Website oder Suche", "Website or search", "Internet", "Google", "Newsletter"
    ),
    other(),
]

# Rules by which answers are forgotten (see the privacy app for the months).
CONTACT, CONTENT, FACTS = "contact", "content", "facts"
