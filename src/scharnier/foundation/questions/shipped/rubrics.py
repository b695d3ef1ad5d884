"""Rubrics for the selection and the jury, and the short check of digital maturity."""

from scharnier.foundation.questions.shipped.wording import words

ANCHORS = [
    {"value": 0, "label": words("fehlt", "missing")},
    {"value": 1, "label": words("behauptet, ohne Beleg", "claimed, without evidence")},
    {"value": 2, "label": words("in Ansätzen", "in outline")},
    {"value": 3, "label": words("nachvollziehbar", "comprehensible")},
    {
        "value": 4,
        "label": words("konkret, mit Beispiel oder Zahl", "concrete, with an example or a figure"),
    },
    {
        "value": 5,
        "label": words(
            "überzeugend und auf andere übertragbar", "convincing, and others could use it"
        ),
    },
]


def _criterion(key: str, weight: int, de: str, en: str, *hints: str) -> dict:
    return {
        "key": key,
        "type": "scale",
        "required": True,
        "min_value": 0,
        "max_value": 5,
        "weight": weight,
        "anchors": ANCHORS,
        "label": words(de, en),
        "hint": words(*hints),
    }


def _rubric(key: str, name: tuple[str, str], criteria: list[dict], remark: tuple[str, str]) -> dict:
    reason = {
        "key": "comment",
        "type": "long_text",
        "max_length": 2000,
        "label": words("Begründung", "Reasons"),
        "hint": words(*remark),
    }
    page = {
        "key": "criteria",
        "title": words("Kriterien", "Criteria"),
        "questions": [*criteria, reason],
    }
    return {"key": key, "kind": "rubric", "address": "sie", "name": words(*name), "pages": [page]}


_INTERNAL = ("Für das Projektteam. Auf Anfrage dürfen Bewerbende sie lesen.",
             "For the programme team. Applicants may read it on request.")  # fmt: skip

SELECTION_ORGANISATIONS = _rubric(
    "selection-organisations",
    ("Auswahl: Organisationen", "Selection: organisations"),
    [
        _criterion("clarity", 25, "Klarheit des Problems", "Clarity of the problem",
                   "Ist beschrieben, was wen wie oft trifft?", "Is it said what affects whom, and how often?"),
        _criterion("digital_lever", 20, "Digitaler Hebel", "Digital lever",
                   "Kann ein kleiner digitaler Schritt viel bewirken?", "Can a small digital step do much?"),
        _criterion("transfer", 20, "Übertragbarkeit", "Transfer",
                   "Haben andere dasselbe Problem?", "Do others have the same problem?"),
        _criterion("readiness", 20, "Bereitschaft und Zeit", "Readiness and time",
                   "Gibt es Stunden und eine zweite Person?", "Are there hours and a second person?"),
        _criterion("regional_effect", 15, "Regionale Wirkung", "Regional effect",
                   "Nützt es dem Ort oder der Region?", "Does it help the place or the region?"),
    ],
    _INTERNAL,
)  # fmt: skip

SELECTION_CREATIVES = _rubric(
    "selection-creatives",
    ("Auswahl: Kreative", "Selection: creatives"),
    [
        _criterion("competence", 30, "Kompetenz und Arbeiten", "Competence and works",
                   "Zeigen die Arbeiten, was versprochen wird?", "Do the works show what is promised?"),
        _criterion("co_creation", 25, "Gemeinsames Gestalten", "Co-creation",
                   "Erfahrung damit, Laien mitzunehmen?", "Experience in taking laypeople along?"),
        _criterion("digital", 20, "Digitaler Bezug", "Digital connection",
                   "Kann die Arbeit einen digitalen Schritt tragen?", "Can the work carry a digital step?"),
        _criterion("availability", 15, "Verfügbarkeit und Nähe", "Availability and distance",
                   "Genug Zeit, erreichbare Wege?", "Enough time, distances that can be travelled?"),
        _criterion("diversity", 10, "Vielfalt im Kreis", "Diversity of the pool",
                   "Bringt etwas mit, das sonst fehlt?", "Brings something that is missing otherwise?"),
    ],
    _INTERNAL,
)  # fmt: skip

JURY = _rubric(
    "jury",
    ("Fachjury: Fragestellung", "Jury: challenge"),
    [
        _criterion("relevance", 20, "Relevanz der Frage", "Relevance of the question",
                   "Lohnt es sich, diese Frage zu lösen?", "Is this question worth solving?"),
        _criterion("novelty", 20, "Neuartigkeit und kreativer Zugang", "Novelty and creative approach",
                   "Anders gedacht als das Übliche?", "Thought differently from the usual?"),
        _criterion("feasibility", 20, "Machbarkeit in Zeit und Budget", "Feasible in time and budget",
                   "Ist am Ende etwas da, das man benutzen kann?", "Will there be something to use in the end?"),
        _criterion("transfer", 20, "Übertragbarkeit als Blaupause", "Transfer as a blueprint",
                   "Können andere den Weg nachgehen?", "Can others follow the way?"),
        _criterion("team", 10, "Team und Zusammenarbeit", "Team and working together",
                   "Arbeiten beide Seiten auf Augenhöhe?", "Do both sides work at eye level?"),
        _criterion("digital_competence", 10, "Wirkung auf digitale Kompetenz", "Effect on digital competence",
                   "Kann die Organisation danach allein weitermachen?", "Can the organisation go on alone afterwards?"),
    ],
    ("Steht im Protokoll.", "Stands in the minutes."),
)  # fmt: skip

_MATURITY_STEPS = [
    {"value": 0, "label": words("noch gar nicht", "not at all yet")},
    {"value": 4, "label": words("ganz und gar", "completely")},
]


def _step(key: str, de: str, en: str) -> dict:
    return {
        "key": key,
        "type": "scale",
        "required": True,
        "min_value": 0,
        "max_value": 4,
        "weight": 1,
        "anchors": _MATURITY_STEPS,
        "label": words(de, en),
    }


MATURITY = {
    "key": "maturity",
    "kind": "survey",
    "address": "sie",
    "name": words("Kurzer Stand: Wie digital arbeiten Sie?", "Short check: how digitally do you work?"),
    "pages": [
        {
            "key": "direction",
            "title": words("Richtung", "Direction"),
            "intro": words("Fünf Minuten, zwölf Sätze. Es gibt kein Richtig.",
                           "Five minutes, twelve sentences. Nothing is right or wrong."),
            "questions": [
                _step("goal", "Wir wissen, was wir digital verbessern wollen.", "We know what we want to improve digitally."),
                _step("budget", "Wir haben Geld dafür eingeplant.", "We have planned money for it."),
                _step("responsibility", "Jemand ist dafür zuständig.", "Somebody is responsible for it."),
                _step("process", "Der Ablauf, um den es geht, ist aufgeschrieben.", "The process in question is written down."),
            ],
        },
        {
            "key": "tools",
            "title": words("Werkzeuge und Daten", "Tools and data"),
            "questions": [
                _step("tool", "Ein passendes Werkzeug ist im Einsatz.", "A suitable tool is in use."),
                _step("usable_data", "Wir finden unsere Daten und können sie nutzen.", "We find our data and can use them."),
                _step("protection", "Unsere Daten sind gesichert und geschützt.", "Our data are backed up and protected."),
                _step("customers", "Kundinnen und Kunden erreichen uns digital.", "Customers reach us digitally."),
            ],
        },
        {
            "key": "people",
            "title": words("Menschen", "People"),
            "questions": [
                _step("team", "Das Team kann die Werkzeuge bedienen.", "The team can use the tools."),
                _step("courage", "Wir trauen uns, Neues auszuprobieren.", "We dare to try new things."),
                _step("creatives", "Wir arbeiten mit Kreativen zusammen.", "We work with creative people."),
                _step("independence", "Wir kommen ohne fremde Hilfe weiter.", "We get on without outside help."),
            ],
        },
    ],
}  # fmt: skip
