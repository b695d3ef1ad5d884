"""The storyline of the demo: who meets whom, what they ask, build and leave for others.

Fully fictional. Days are those of the story, in which the demo day D is 22 November 2026;
the loader shifts them. Amounts are cents.
"""

from dataclasses import dataclass, field

ACCEPTED = [f"o{number:02d}" for number in range(1, 11)]
WAITLISTED = ["o11", "o17", "o12", "o18", "o13"]
INELIGIBLE = {
    "o14": ("size", "Verbunden mit einem Konzern, der 60 % hält."),
    "o15": ("started", "Das Vorhaben wird schon über ein anderes Programm gefördert."),
}
WITHDRAWN = "o16"
TOO_LATE = "o19"  # came by mail in the morning after the deadline
BY_PHONE = "o13"  # has no e-mail address; the agent types what is said
VOTES = 142  # wishes of both sides at the kickoff
NO_PLACE = "Alle zehn Plätze sind vergeben, und andere Aufgaben waren noch dringender."
CREATIVES_REJECTED = {"k18": "Sie haben uns geschrieben, dass Ihnen die Zeit fehlt."}
REPLACED = ("k05", "k11")  # who fell ill after the kickoff, and who took the place
FORGOTTEN = "k40"  # has withdrawn every consent; what the law keeps is blocked
FORGOTTEN_HELPED = "M06"  # was paid for a day's work there, and vouchers are kept ten years
NO_PHOTOS = "o09"  # does not want to be photographed
WITHOUT_LEVY = {"k03"}  # a company with limited liability


@dataclass(frozen=True)
class Match:
    """A team of the story from its question to its blueprint."""

    number: str
    organisation: str
    creative: str
    question: str
    prototype: str
    points: int
    verdict: str = "approved"
    light: str = "green"
    light_note: str = "Alles läuft wie besprochen."
    condition: str = ""
    comment: str = "Klar gefragt und auf andere übertragbar."
    fee_cents: int = 200_000
    material_cents: int = 50_000
    blueprint: "Blueprint | None" = None


@dataclass(frozen=True)
class Blueprint:
    title: str
    summary: str
    problem: str
    approach: str
    steps: list[tuple[str, str, str]]
    result: str
    effort_days: int
    cost_cents: int
    skills: str
    tools: str
    topics: list[str] = field(default_factory=list)
    embargo_months: int = 0


MATCHES = [
    Match(
        "M01",
        "o01",
        "k01",
        "Wie können wir jede Bestellung vom ersten Zuruf bis zum Paket sichtbar machen, ohne dass "
        "die Werkstatt am Bildschirm sitzt?",
        "Bestelltafel: Formular, Warteschlange, Packzettel",
        72,
        blueprint=Blueprint(
            "Die Bestelltafel für die Werkstatt",
            "Alle Bestellungen an einer Wand, aus Telefon, Brief und Zuruf, ohne Bildschirm an der Drehbank.",
            "Bestellungen kamen per Brief, Fax und Zuruf. In der Weihnachtszeit ging jede zehnte "
            "verloren oder wurde doppelt gefertigt.",
            "Wir haben zwei Wochen lang jede Bestellung auf eine Karte geschrieben und zugesehen, wo "
            "die Karten liegen bleiben. Daraus wurde ein Formular mit fünf Feldern und eine Tafel, "
            "die jede Stunde neu gedruckt wird.",
            [
                (
                    "Karten statt Zettel",
                    "Zwei Wochen jede Bestellung auf eine Karte schreiben, egal woher sie kommt.",
                    "2 Wochen, 5 Minuten am Tag",
                ),
                (
                    "Fünf Felder",
                    "Wer, was, wie viele, bis wann, wohin. Mehr braucht die Werkstatt nicht.",
                    "1 Tag",
                ),
                (
                    "Tafel drucken",
                    "Eine Tabelle, nach Tagen sortiert, hängt neben der Tür. Erledigtes wird durchgestrichen.",
                    "1 Tag",
                ),
            ],
            "Im Advent ging keine Bestellung verloren. Das Büro spart einen halben Tag in der Woche.",
            3,
            35_000,
            "Keine Vorkenntnisse; jemand, der Formulare gestaltet, hilft",
            "Tabellenprogramm, Drucker, Tafel",
            ["Verkauf", "interne Abläufe"],
        ),
    ),
    Match(
        "M02",
        "o02",
        "k02",
        "Wie wird aus dem Baustellenzettel ein Foto mit fünf Antworten, das abends im Büro stimmt?",
        "Handyformular mit Foto, Auswertung je Baustelle",
        81,
        comment="Auf jedes Ausbaugewerk übertragbar.",
        blueprint=Blueprint(
            "Fünf Fragen statt Zettel",
            "Der Baustellenzettel wird zu einem Foto und fünf Antworten auf dem Handy.",
            "Zettel kamen spät und unleserlich ins Büro: 14 Baustellen, sechs Stunden Büroarbeit in "
            "der Woche, zwei Beschwerden im Monat.",
            "Drei Leute haben zuerst auf Papier getestet, welche Fragen nötig sind. Mit Handschuhen "
            "tippt niemand kleine Knöpfe: also wurden sie groß.",
            [
                (
                    "Papier zuerst",
                    "Drei Leute füllen eine Woche lang eine Karte mit Fragen aus. Streichen Sie, was niemand liest.",
                    "Eine Woche lang 5 Minuten am Tag",
                ),
                (
                    "Formular bauen",
                    "Fünf Fragen, ein Foto, große Knöpfe. Ein kostenloses Formularwerkzeug genügt.",
                    "1 Tag",
                ),
                (
                    "Abends nachsehen",
                    "Das Büro öffnet eine Liste je Baustelle und fragt am selben Tag zurück.",
                    "15 Minuten am Tag",
                ),
            ],
            "Die Büroarbeit sank von sechs auf zweieinhalb Stunden in der Woche.",
            2,
            40_000,
            "Keine",
            "Handys, Formularwerkzeug, Ordner für Fotos",
            ["interne Abläufe", "Daten"],
        ),
    ),
    Match(
        "M03",
        "o03",
        "k03",
        "Wie buchen Gäste nachts ein Zimmer, ohne dass der Wirt abends mailt?",
        "Buchungsstrecke mit Verfügbarkeit",
        76,
        light="amber",
        light_note="Das Kassensystem hat noch keine Schnittstelle; der Anbieter antwortet nicht.",
    ),
    Match(
        "M04",
        "o04",
        "k04",
        "Wie finden neue Ehrenamtliche in einer Woche ihren Platz?",
        "Einarbeitungspfad mit Karten und Kurzvideos",
        88,
        blueprint=Blueprint(
            "Sieben-Tage-Einstieg im Ehrenamt",
            "In sieben kleinen Schritten weiß jede und jeder Neue, wo der Schlüssel hängt und wer hilft.",
            "Neue Ehrenamtliche brauchten Monate, bis sie Abläufe und Schlüssel kannten. Viele gingen vorher.",
            "Wir haben fünf Neue begleitet und ihre Fragen gesammelt. Aus den 40 häufigsten wurden "
            "sieben Karten und sieben Videos von je einer Minute.",
            [
                (
                    "Fragen sammeln",
                    "Begleiten Sie fünf Neue einen Nachmittag lang und schreiben Sie jede Frage auf.",
                    "5 Nachmittage",
                ),
                (
                    "Sieben Karten",
                    "Je Tag eine Karte: ein Ort, ein Mensch, ein Handgriff.",
                    "2 Tage",
                ),
                (
                    "Eine Minute Film",
                    "Mit dem Handy filmen, was schwer zu beschreiben ist.",
                    "1 Tag",
                ),
            ],
            "Acht von zehn Neuen übernehmen nach einer Woche allein einen Dienst.",
            6,
            60_000,
            "Filmen mit dem Handy, einfache Gestaltung",
            "Karton, Drucker, Handy",
            ["Wissen/Einarbeitung", "Personal"],
        ),
    ),
    Match(
        "M05",
        "o05",
        "k05",
        "Wie sehen Jugendliche den Beruf, bevor sie die Bäckerei sehen?",
        "Azubi-Filmreihe, Schnuppertag-Anmeldung",
        64,
        verdict="revise",
        light="amber",
        light_note="Drehtermine verschieben sich, weil nachts gebacken wird.",
    ),
    Match(
        "M06",
        "o06",
        "k06",
        "Wie meldet ein Verein einen Termin einmal und alle Kanäle haben ihn?",
        "Ein Formular, Freigabe, Export iCal/Amtsblatt",
        84,
        blueprint=Blueprint(
            "Ein Termin, alle Kanäle",
            "Vereine melden einmal; Amtsblatt, Netzseite und Schaukasten haben denselben Kalender.",
            "Vereine meldeten Termine auf fünf Wegen; der Kalender stimmte nie.",
            "Ein Formular ersetzt die fünf Wege. Eine Person gibt frei, der Rest geschieht von selbst.",
            [
                (
                    "Ein Formular",
                    "Wer, was, wann, wo, Bild. Die Adresse steht auf jedem Briefkopf.",
                    "1 Tag",
                ),
                (
                    "Eine Freigabe",
                    "Eine Person sieht morgens nach. Fehlt etwas, fragt sie zurück.",
                    "10 Minuten am Tag",
                ),
                (
                    "Drei Ausgaben",
                    "Kalenderdatei für die Netzseite, Textdatei für das Amtsblatt, Plakat für den Schaukasten.",
                    "3 Tage",
                ),
            ],
            "62 Vereine melden über das Formular. Das Amtsblatt braucht eine Stunde statt eines Tages.",
            5,
            120_000,
            "Schnittstellen, Kalenderformate",
            "Formularwerkzeug, Kalenderdatei (iCalendar)",
            ["Vernetzung", "interne Abläufe"],
        ),
    ),
    Match(
        "M07",
        "o07",
        "k07",
        "Wie führt der Stolln selbst durch den Berg, auch auf Tschechisch?",
        "Audiorundgang per QR, drei Sprachen",
        79,
        blueprint=Blueprint(
            "Audiorundgang zum Selbermachen",
            "Zwölf Stationen, drei Sprachen, kein Empfang unter Tage: so klingt ein Rundgang ohne Führung.",
            "Führungen gab es nur deutsch und nur mit Personal; Familien sprangen ab.",
            "Wir haben Bergleute erzählen lassen und daraus zwölf Geschichten von je zwei Minuten gemacht.",
            [
                (
                    "Erzählen lassen",
                    "Zwei Nachmittage aufnehmen, was Menschen vor Ort erzählen.",
                    "2 Tage",
                ),
                (
                    "Zwölf Stationen",
                    "Je Station eine Geschichte, höchstens zwei Minuten.",
                    "4 Tage",
                ),
                (
                    "Vorher laden",
                    "Besucher laden den Rundgang am Eingang; unter Tage gibt es kein Netz.",
                    "1 Tag",
                ),
            ],
            "Jeder dritte Gast nutzt den Rundgang, die Hälfte davon auf Tschechisch oder Englisch.",
            8,
            180_000,
            "Aufnahme und Schnitt, Übersetzung",
            "Aufnahmegerät, QR-Schilder, Netzseite",
            ["Produkt/Erlebnis"],
            embargo_months=3,
        ),
    ),
    Match(
        "M08",
        "o08",
        "k08",
        "Wie wird aus der Schublade ein Musterbuch, das Kunden online blättern?",
        "Musterarchiv, 300 Scans, Suchwörter",
        70,
        light="amber",
        light_note="Die Rechte an den alten Mustern sind noch nicht geklärt.",
    ),
    Match(
        "M09",
        "o09",
        "k09",
        "Wie verschieben Patientinnen Termine, ohne das Telefon zu blockieren?",
        "Absageassistent und Textbausteine",
        61,
        verdict="conditions",
        condition="Datenschutzfolgen klären",
        light="red",
        light_note="Die Datenschutzprüfung ist nicht abgeschlossen; so kann nichts getestet werden.",
    ),
    Match(
        "M10",
        "o10",
        "k10",
        "Wie weiß die Stammkundschaft am Donnerstag, was am Samstag da ist?",
        "Wochenkarte per Nachricht, Vorbestellung",
        67,
    ),
]

LATE = Match(
    "M11",
    "o11",
    "k12",
    "Wie bleibt das Wissen des Altmeisters im Betrieb, wenn er in Rente geht?",
    "Zehn gespielte Störungsfälle, aufgenommen und mit Stichworten",
    78,
)
"""From the waiting list: formed in May, because money was left; the jury hears it on the last day."""

UNSIGNED = {"M10"}
SILENT = {"M08"}  # not heard of since January
OFFLINE = "M07"  # no reception in the valley: the agent notes the talk three days later
E_INVOICE = "M06"  # its creative sends the invoice as XML
AT_WORK = {"M02"}  # the blueprint is out, the project goes on until the final event

JURORS = [
    ("jury.eins@example.org", "Jonas Winkler", "Wirtschaftsförderung"),
    ("jury.zwei@example.org", "Ines Haase", "Industrie- und Handelskammer"),
    ("jury.drei@example.org", "Holger Weber", "Handwerkskammer"),
    ("jury.vier@example.org", "Sabine Kunze", "Sparkasse"),
    ("jury.fuenf@example.org", "Lutz Hartmann", "Hochschule"),
    ("jury.sechs@example.org", "Petra Lange", "Landratsamt"),
    ("jury.sieben@example.org", "Uwe Zimmer", "Tourismusverband"),
]
BIASES = [
    ("jury.sieben@example.org", "M03", "Der Gasthof ist Mitglied im Vorstand des Verbandes."),
    ("jury.zwei@example.org", "M02", "Familienmitglied arbeitet im Betrieb."),
]
ON_ONE_BOARD = (
    "jury.fuenf@example.org",
    "k12",
    "Wir sitzen zusammen im Vorstand des Theatervereins.",
)
