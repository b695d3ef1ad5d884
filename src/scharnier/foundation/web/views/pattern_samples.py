"""What the pattern book shows: one of each, in German, invented."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator

from scharnier.foundation import clock
from scharnier.foundation.web import forms as our

COLOURS = (
    "brand",
    "brand-strong",
    "brand-soft",
    "brand-line",
    "leaf-a",
    "leaf-b",
    "spark",
    "spark-soft",
    "night",
    "paper",
    "panel",
    "panel-2",
    "ink",
    "ink-2",
    "line",
    "line-strong",
    "bad",
    "bad-soft",
    "good",
    "good-soft",
    "warn",
    "warn-soft",
)
SECTORS = [
    ("music", "Musik"),
    ("books", "Buch"),
    ("art", "Kunst"),
    ("film", "Film"),
    ("broadcasting", "Rundfunk"),
    ("performing", "Darstellende Künste"),
    ("design", "Design"),
    ("architecture", "Architektur"),
    ("press", "Presse"),
    ("advertising", "Werbung"),
    ("games", "Software und Spiele"),
    ("crafts", "Kunsthandwerk"),
]


class ExampleForm(forms.Form):
    """Every kind of field that the renderer knows."""

    stage = forms.ChoiceField(
        label="Wie weit sind Sie?",
        choices=[
            ("problem", "Wir haben ein Problem"),
            ("ideas", "Wir haben erste Ideen"),
            ("tried", "Wir haben schon etwas ausprobiert"),
        ],
        widget=our.ChoiceCards(
            hints={
                "problem": "Noch keine Idee, wie es besser geht. Das ist völlig in Ordnung.",
                "ideas": "Es gibt Skizzen oder Gespräche.",
            }
        ),
    )
    name = forms.CharField(label="Name des Betriebs", max_length=200)
    what = forms.CharField(
        label="Was möchten Sie lösen?",
        help_text="Ein Beispiel aus Ihrem Alltag hilft uns am meisten.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=250,
    )
    headcount = forms.IntegerField(label="Wie viele Menschen arbeiten bei Ihnen?", min_value=0)
    amount = our.MoneyField(label="Was hat es gekostet?", max_cents=250_000, required=False)
    first_day = our.DateField(
        label="Erster Tag", help_text="Falls er schon feststeht.", required=False
    )
    starts_at = our.MomentField(label="Beginn", required=False)
    town = our.SuggestField(
        label="Ort",
        help_text="Tippen Sie die ersten Buchstaben.",
        choices=[
            ("14521010", "Annaberg-Buchholz"),
            ("14521035", "Aue-Bad Schlema"),
            ("14612000", "Dresden"),
        ],
    )
    legal_form = forms.ChoiceField(
        label="Rechtsform", choices=[("", "—"), ("gmbh", "GmbH"), ("ev", "e. V.")], required=False
    )
    sectors = forms.MultipleChoiceField(
        label="Teilbranchen", choices=SECTORS, widget=our.CheckList, required=False
    )
    ways = forms.MultipleChoiceField(
        label="Wie arbeiten Sie gern?",
        required=False,
        widget=our.MultipleChoiceCards(hints={"site": "In der Werkstatt, an der Maschine."}),
        choices=[("site", "Vor Ort"), ("online", "Am Bildschirm")],
    )
    score = forms.ChoiceField(
        label="Wirkung in der Region",
        help_text="Hilft das Ergebnis auch anderen?",
        choices=[(n, n) for n in range(1, 6)],
        widget=our.Scale(ends=("überzeugt nicht", "überzeugt sehr")),
        required=False,
    )
    title = our.LanguagesField(label="Titel des Aufrufs", required=False)
    text = our.LanguagesField(label="Text des Aufrufs", long=True, required=False)
    mail = forms.EmailField(
        label="E-Mail", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    photos = forms.FileField(
        label="Fotos oder Skizzen",
        help_text="JPG, PNG oder PDF, je höchstens 10 MB. Fotografieren Sie mit dem Telefon.",
        widget=our.MultipleFileDrop(accept=".jpg,.jpeg,.png,.pdf"),
        required=False,
    )
    fixed = forms.CharField(
        label="Nummer der Bewerbung", initial="B-014", disabled=True, required=False
    )
    agree = forms.BooleanField(
        label="Meine Angaben stimmen",
        help_text="Ich darf für den Betrieb sprechen und habe die Bedingungen gelesen.",
    )


EXAMPLE = {
    "name": "Drechslerei Helm",
    "headcount": "sieben",
    "amount": "9.999,00",
    "first_day": "2027-03-15",
    "town": "Nirgendwo",
    "what": "Unsere Werkstatt drechselt seit 1921 Figuren und Spielzeug. Bestellungen kommen "
    "per Telefon, Fax und Zettel. Jede Woche verlieren wir einen halben Tag mit Abtippen, und im "
    "Advent gehen Aufträge verloren. Wir wünschen uns einen Weg, der zu uns passt und den auch "
    "unsere Heimarbeiterinnen gern nutzen.",
    "sectors": ["film", "design"],
    "ways": ["site"],
    "score": "4",
    "mail": "helm",
}

NAVIGATION = [
    {"label": "Aufruf", "url": "#", "current": True},
    {"label": "Ablauf", "url": "#", "current": False},
    {"label": "Fragen", "url": "#", "current": False},
    {"label": "Blaupausen", "url": "#", "current": False},
    {"label": "Anmelden", "url": "#", "current": False},
]
RAIL = [
    {
        "label": "Aufruf 2027",
        "entries": [
            {"label": "Heute", "url": "#", "icon": "list-checks", "count": 3, "current": True},
            {
                "label": "Bewerbungen",
                "url": "#",
                "icon": "file-text",
                "count": 58,
                "current": False,
            },
            {"label": "Teams", "url": "#", "icon": "users", "count": 12, "current": False},
            {"label": "Jurytag", "url": "#", "icon": "gavel", "count": 0, "current": False},
            {"label": "Bericht", "url": "#", "icon": "chart-column", "count": 0, "current": False},
        ],
    },
    {
        "label": "Verwaltung",
        "entries": [
            {"label": "Formulare", "url": "#", "icon": "settings", "count": 0, "current": False},
            {
                "label": "Personen und Rollen",
                "url": "#",
                "icon": "user",
                "count": 0,
                "current": False,
            },
        ],
    },
]


def samples() -> dict:
    """One of each: what the components of the pattern book show."""
    now = clock.now()
    return {
        "now": now,
        "today": clock.today(),
        "earlier": [
            now - dt.timedelta(**ago)
            for ago in (
                {"seconds": 20},
                {"minutes": 7},
                {"hours": 3},
                {"days": 1, "hours": 2},
                {"days": 5},
                {"days": 40},
            )
        ],
        "colours": COLOURS,
        "text": TEXT,
        "tasks": [
            {"label": "Ihr Betrieb", "url": "#", "status": "Erledigt", "state": "done"},
            {
                "label": "Ihre Herausforderung",
                "url": "#",
                "status": "In Arbeit",
                "state": "now",
                "current": True,
            },
            {"label": "Einwilligungen", "url": "#", "status": "Noch offen", "state": "open"},
            {"label": "Jurytag", "status": "28. April", "state": "open"},
        ],
        "answers": [
            {"label": "Name", "value": "Drechslerei Helm", "url": "#"},
            {"label": "Telefon", "value": "", "url": "#"},
            {"label": "Beschreibung", "value": EXAMPLE["what"], "url": "#"},
        ],
        "steps": [
            {
                "when": dt.date(2027, 2, 1),
                "label": "Bewerbung offen",
                "text": "Beide Seiten bewerben sich online.",
                "state": "done",
            },
            {
                "when": dt.datetime(2027, 3, 15, 22, 59, tzinfo=dt.UTC),
                "label": "Bewerbungsschluss",
                "text": "Entwürfe bleiben gespeichert.",
                "state": "now",
            },
            {
                "when": dt.date(2027, 4, 28),
                "label": "Jurytag",
                "text": "Annaberg-Buchholz",
                "state": "later",
            },
            {"when": dt.date(2027, 5, 10), "label": "Teams starten", "text": "", "state": "later"},
            {"when": dt.date(2027, 9, 16), "label": "Halbzeit", "text": "", "state": "later"},
            {"when": dt.date(2027, 11, 26), "label": "Abschluss", "text": "", "state": "later"},
        ],
        "entries": [
            _entry(now, "Olu", "legal_page.changed", "Impressum"),
            _entry(now, None, "barrier.reported", "B-014"),
            _entry(now, None, "barrier.reported", "B-014"),
        ],
        "people": ["Mira Lohse", "Paul Drechsel", "Jana Wolf"],
        "mail": {
            "subject": "Ihre Bewerbung B-014",
            "body": "Guten Tag,\n\nIhre Bewerbung ist eingegangen.",
        },
        "paged": Paginator(range(60), 25).page(2),
    }


TEXT = """Ein Absatz mit **Nachdruck**, *Betonung* und einem [Verweis](https://example.org/).

## Was wir brauchen

- Papier
- Zeit

1. Erstens
2. Zweitens

> Ein Zitat.

| Posten | Betrag |
| --- | --- |
| Holz | 120 € |

<script>alert("nein")</script>
"""


def _entry(at: dt.datetime, actor: str | None, verb: str, name: str) -> SimpleNamespace:
    """As a row of the trail has it."""
    return SimpleNamespace(
        at=at, actor=actor, actor_id=actor, verb=verb,
        subject_type="", subject_id=name, subject_name=name,
    )  # fmt: skip
