"""The formal check before the reviews. A “no” gives the key of its question as the reason."""

from scharnier.foundation.questions.shipped.wording import words

# Reason codes of a refusal: the keys of the questions below.
_IN_TIME = ("in_time", "Rechtzeitig eingegangen?", "Received in time?",
            "Bis zum Ende der Frist, Nachfrist eingerechnet.", "By the deadline, grace included.")  # fmt: skip
_REGION = ("region", "Sitz in Sachsen und in einer Region des Durchgangs?",
           "Based in Saxony and in a region of this round?", "", "")  # fmt: skip
_SMALL = ("small", "Kleine Organisation?", "Small organisation?",
          "Kleines oder mittleres Unternehmen ohne großen Gesellschafter, oder eine kleine Einrichtung.",
          "A small or medium-sized company without a large shareholder, or a small institution.")  # fmt: skip
_DIGITAL = (
    "digital",
    "Hat das Vorhaben mit Digitalisierung zu tun?",
    "Is the project about digitalisation?",
    "",
    "",
)
_NOT_FUNDED = ("not_funded", "Noch nicht begonnen und nicht anders gefördert?",
               "Not yet begun and not funded otherwise?", "", "")  # fmt: skip
_AGREES = ("agrees", "Mit Zeitaufwand und Blaupause einverstanden?", "Agrees to the time needed and to a blueprint?",
           "", "")  # fmt: skip
_REACHABLE = ("reachable", "Ansprechperson erreichbar?", "Contact can be reached?",
              "Telefon oder E-Mail funktioniert.", "Telephone or e-mail works.")  # fmt: skip
_CREATIVE = (
    "creative",
    "In einem der zwölf Teilmärkte tätig?",
    "Working in one of the twelve submarkets?",
    "",
    "",
)
_CAPACITY = ("capacity", "Genug Zeit für ein Team?", "Enough time for a team?",
             "Mindestens die Stunden, die der Durchgang verlangt.", "At least the hours that the round asks for.")  # fmt: skip


def _gate(key: str, name: tuple[str, str], criteria: tuple) -> dict:
    return {
        "key": key,
        "kind": "check",
        "address": "sie",
        "name": words(*name),
        "pages": [
            {
                "key": "gate",
                "title": words("Formale Prüfung", "Formal check"),
                "questions": [
                    {
                        "key": criterion,
                        "type": "yes_no",
                        "required": True,
                        "label": words(de, en),
                        "hint": words(de_hint, en_hint) if de_hint else "",
                    }
                    for criterion, de, en, de_hint, en_hint in criteria
                ]
                + [
                    {
                        "key": "remark",
                        "type": "long_text",
                        "max_length": 1000,
                        "label": words("Bemerkung", "Remark"),
                        "hint": words("Nur für das Projektteam.", "For the programme team only."),
                    }
                ],
            }
        ],
    }


ORGANISATIONS = _gate(
    "check-organisations",
    ("Formale Prüfung: Organisationen", "Formal check: organisations"),
    (_IN_TIME, _REGION, _SMALL, _DIGITAL, _NOT_FUNDED, _AGREES, _REACHABLE),
)
CREATIVES = _gate(
    "check-creatives",
    ("Formale Prüfung: Kreative", "Formal check: creatives"),
    (_IN_TIME, _REGION, _CREATIVE, _CAPACITY, _REACHABLE),
)

# What a refusal says to the applicant, by reason code.
REASONS = {
    "in_time": words("Die Bewerbung kam nach dem Ende der Frist.", "The application came after the deadline."),
    "region": words("Der Sitz liegt nicht in einer Region dieses Durchgangs.",
                    "The seat is not in a region of this round."),
    "small": words("Das Programm ist kleinen Organisationen vorbehalten.",
                   "The programme is reserved for small organisations."),
    "digital": words("Der Bezug zur Digitalisierung ist nicht erkennbar.",
                     "A link to digitalisation cannot be seen."),
    "not_funded": words("Das Vorhaben hat schon begonnen oder wird anders gefördert.",
                        "The project has begun already or is funded otherwise."),
    "agrees": words("Zeitaufwand oder Veröffentlichung wurden nicht bestätigt.",
                    "The time needed or the publication was not confirmed."),
    "reachable": words("Wir konnten niemanden erreichen.", "We could not reach anybody."),
    "creative": words("Die Arbeit liegt außerhalb der zwölf Teilmärkte.",
                      "The work lies outside the twelve submarkets."),
    "capacity": words("Die Zeit reicht für ein Team nicht aus.", "The time is not enough for a team."),
}  # fmt: skip
