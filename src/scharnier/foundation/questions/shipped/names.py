"""What the team calls the pages and questions of the shipped forms.

A form speaks to who fills it in (“Where do you work?”); a list of answers that somebody
else reads says what stands there (“Place of work”).
"""

from scharnier.foundation.questions.shipped.wording import words

_CONTACT = {
    "email": words("E-Mail", "E-mail"),
    "phone": words("Telefon", "Telephone"),
}
_TIME = {
    "hours_month": words("Stunden im Monat", "Hours a month"),
    "available_kickoff": words("Beim Auftakt dabei", "Comes to the kickoff"),
}
_FINALLY = {
    "heard_via": words("Aufmerksam geworden durch", "Heard of us through"),
    "privacy_ack": words("Datenschutzhinweise gelesen", "Data protection notice read"),
    "newsletter": words("Newsletter", "Newsletter"),
}

PAGES = {
    "organisations": {
        "organisation": words("Organisation", "Organisation"),
        "challenge": words("Herausforderung", "Challenge"),
        "goal": words("Ziel", "Goal"),
        "consents": words("Erklärungen", "Declarations"),
    },
    "creatives": {
        "you": words("Person", "Person"),
        "work": words("Arbeit", "Work"),
        "skills": words("Kompetenzen", "Skills"),
        "consents": words("Erklärungen und Verzeichnis", "Declarations and directory"),
    },
}

QUESTIONS = {
    "organisations": {
        **_CONTACT, **_TIME, **_FINALLY,
        "org_name": words("Name", "Name"),
        "org_type": words("Art der Organisation", "Kind of organisation"),
        "headcount_class": words("Beschäftigte", "Staff"),
        "linked_25": words("Verflochten (25 Prozent und mehr)", "Linked company (25 per cent or more)"),
        "linked_25_details": words("Verflochten mit", "Linked with"),
        "contact_name": words("Ansprechperson", "Contact"),
        "problem": words("Herausforderung", "Challenge"),
        "affected": words("Betroffene, Häufigkeit, Kosten", "Who is concerned, how often, at what cost"),
        "tried_before": words("Bisherige Versuche", "Tried before"),
        "topic_tags": words("Themen", "Topics"),
        "desired": words("Erwartetes Ergebnis", "Expected result"),
        "transfer": words("Übertragbar auf", "Of use to"),
        "wanted_skills": words("Gewünschte Kompetenzen", "Skills wanted"),
        "tools_today": words("Heutige Werkzeuge", "Tools today"),
        "second_person": words("Zweite Person", "Second person"),
        "mobility": words("Anfahrt zu Treffen", "Distance to meetings"),
        "meet_online": words("Treffen im Netz", "Meetings online"),
        "double_funding": words("Andere Förderung", "Other funding"),
        "double_funding_details": words("Welche Förderung", "Which funding"),
        "blueprint_ok": words("Mit Blaupause einverstanden", "Agrees to a blueprint"),
    },
    "creatives": {
        **_CONTACT, **_TIME, **_FINALLY,
        "municipality": words("Arbeitsort", "Place of work"),
        "vat_status": words("Kleinunternehmer", "Small business for VAT"),
        "ksk": words("Künstlersozialkasse", "Artists' social fund"),
        "skills": words("Kompetenzen", "Skills"),
        "strength": words("Stärke", "Strength"),
        "methods": words("Methoden", "Methods"),
        "references": words("Arbeiten", "Works"),
        "topics": words("Themen", "Topics"),
        "industries_wanted": words("Gewünschte Branchen", "Industries wanted"),
        "industries_excluded": words("Ausgeschlossene Branchen", "Industries excluded"),
        "conflicts": words("Kunden und Nahestehende", "Clients and people close by"),
        "blocked_times": words("Gesperrte Zeiten", "Times not possible"),
        "radius_km": words("Anfahrt zu Treffen", "Distance to meetings"),
        "has_car": words("Auto", "Car"),
        "works_online": words("Zusammenarbeit im Netz", "Works online"),
        "languages": words("Sprachen", "Languages"),
        "fee_per_hour": words("Honorar in der Stunde", "Fee by the hour"),
        "symbol_object": words("Gegenstand zur Vorstellung", "Object to introduce oneself"),
        "publish_profile": words("Eintrag im Verzeichnis", "Entry in the directory"),
    },
}  # fmt: skip


def named(form: dict) -> dict:
    """The form with these names; what says the same to everybody keeps its own words."""
    pages, questions = PAGES.get(form["key"], {}), QUESTIONS.get(form["key"], {})
    return form | {
        "pages": [
            page
            | {
                "name": pages.get(page["key"], ""),
                "questions": [
                    question | {"name": questions.get(question["key"], "")}
                    for question in page["questions"]
                ],
            }
            for page in form["pages"]
        ]
    }
