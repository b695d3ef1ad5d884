"""The application form for creative professionals (du, with Sie to fall back on)."""

from scharnier.foundation.people.models import Submarket
from scharnier.foundation.questions.clean.choices import SUBMARKET_WORDS
from scharnier.foundation.questions.shipped.wording import (
    CONTACT,
    CONTENT,
    FACTS,
    HEARD_VIA,
    TOPICS,
    YES_UNSURE_NO,
    column,
    option,
    other,
    words,
)

# The names of the submarkets for the English form; the German ones are the official words.
_ENGLISH = {
    Submarket.MUSIC: "Music industry", Submarket.BOOK: "Book market", Submarket.ART: "Art market",
    Submarket.FILM: "Film industry", Submarket.BROADCASTING: "Broadcasting",
    Submarket.PERFORMING_ARTS: "Performing arts", Submarket.DESIGN: "Design industry",
    Submarket.ARCHITECTURE: "Architecture market", Submarket.PRESS: "Press market",
    Submarket.ADVERTISING: "Advertising market", Submarket.SOFTWARE_GAMES: "Software and games industry",
    Submarket.CRAFTS: "Arts and crafts", Submarket.OTHER: "Other",
}  # fmt: skip
SUBMARKETS = [
    option(value.value, names[0], _ENGLISH[value], *names[1:])
    for value, names in SUBMARKET_WORDS.items()
]

YOU = {
    "key": "you",
    "title": words("Über Sie", "About you", du="Über dich"),
    "intro": words("Wer sind Sie und wie erreichen wir Sie?", "Who are you, and how do we reach you?",
                   du="Wer bist du und wie erreichen wir dich?"),
    "questions": [
        {"key": "name", "type": "short_text", "required": True, "max_length": 120, "blind": True,
         "retention": CONTACT, "label": words("Name oder Künstlername", "Name or artist name"),
         "privacy_reason": words("Damit wir Sie richtig ansprechen.", "So that we address you properly.",
                                 du="Damit wir dich richtig ansprechen.")},
        {"key": "studio", "type": "short_text", "max_length": 200, "blind": True, "retention": CONTACT,
         "label": words("Studio oder Büro", "Studio or office")},
        {"key": "email", "type": "email", "required": True, "blind": True, "retention": CONTACT,
         "label": words("E-Mail", "E-mail"),
         "privacy_reason": words("Dorthin schicken wir die Bestätigung und unsere Entscheidung.",
                                 "We send the receipt and our decision there.")},
        {"key": "phone", "type": "phone", "blind": True, "retention": CONTACT,
         "label": words("Telefon", "Telephone"),
         "privacy_reason": words("Nur, wenn am Auftakt schnell etwas zu klären ist.",
                                 "Only if something must be settled quickly at the kickoff.")},
        {"key": "municipality", "type": "place", "required": True, "retention": FACTS,
         "label": words("Wo arbeiten Sie?", "Where do you work?", du="Wo arbeitest du?"),
         "hint": words("Stadt oder Gemeinde. Danach rechnen wir Wege aus.",
                       "Town or municipality. We use it to work out distances."),
         "privacy_reason": words("Wir brauchen nur den Ort, keine Adresse.",
                                 "We only need the place, no address.")},
    ],
}  # fmt: skip

WORK = {
    "key": "work",
    "title": words("Ihre Arbeit", "Your work", du="Deine Arbeit"),
    "intro": words("Woher kommen Sie fachlich?", "Where do you come from professionally?",
                   du="Woher kommst du fachlich?"),
    "questions": [
        {"key": "submarket", "type": "submarket", "required": True, "retention": FACTS,
         "label": words("Teilmarkt", "Submarket"),
         "hint": words("Der eine, der am besten passt.", "The one that fits best.")},
        {"key": "further_submarkets", "type": "multiple_choice", "retention": FACTS, "options": SUBMARKETS,
         "label": words("Weitere Teilmärkte", "Further submarkets")},
        {"key": "legal_form", "type": "choice", "required": True, "retention": FACTS,
         "label": words("Rechtsform", "Legal form"),
         "hint": words("Davon hängt ab, welche Abgaben auf ein Honorar anfallen.",
                       "This decides which levies are due on a fee."),
         "options": [
             option("sole_trader", "Einzelunternehmen", "Sole trader", "Einzelunternehmer", "Gewerbe"),
             option("freelance", "Freiberuf", "Freelance profession", "freiberuflich", "Freelancer", "selbstständig"),
             option("gbr", "GbR", "Partnership (GbR)"),
             option("company", "GmbH oder UG", "Limited company (GmbH, UG)", "GmbH", "UG", "UG (haftungsbeschränkt)"),
             option("association", "Verein", "Association", "e. V."),
             other(),
         ]},
        {"key": "vat_status", "type": "yes_no", "retention": FACTS,
         "label": words("Nutzen Sie die Kleinunternehmerregelung?", "Do you use the small business rule for VAT?",
                        du="Nutzt du die Kleinunternehmerregelung?")},
        {"key": "ksk", "type": "yes_no", "retention": FACTS,
         "label": words("Sind Sie in der Künstlersozialkasse?", "Are you insured with the artists' social fund?",
                        du="Bist du in der Künstlersozialkasse?"),
         "hint": words("Auf die Abgabe hat es keinen Einfluss.", "It does not change the levy.")},
    ],
}  # fmt: skip

SKILLS = {
    "key": "skills",
    "title": words("Ihre Kompetenzen", "Your skills", du="Deine Kompetenzen"),
    "intro": words("Danach suchen wir ein passendes Team. Ehrlich ist besser als viel.",
                   "This is how we look for a team that fits. Honest is better than many."),
    "questions": [
        {"key": "skills", "type": "skills", "required": True, "max_value": 15, "retention": FACTS,
         "label": words("Was können Sie?", "What can you do?", du="Was kannst du?"),
         "hint": words("Was angekreuzt ist, gilt als sicher beherrscht. Was Sie sehr gut oder nur in Grundlagen können, "
                       "schreiben Sie unten mit einer Zahl: „Fotografie (3)“ oder „Lektorat (1)“.",
                       "What is ticked counts as sound. Write below with a number what you are very experienced in or "
                       "know the basics of: “Photography (3)” or “Editing (1)”.",
                       du="Was angekreuzt ist, gilt als sicher beherrscht. Was du sehr gut oder nur in Grundlagen kannst, "
                       "schreibst du unten mit einer Zahl: „Fotografie (3)“ oder „Lektorat (1)“.")},
        {"key": "strength", "type": "long_text", "required": True, "max_length": 400, "retention": CONTENT,
         "label": words("Was können Sie besser als andere?", "What can you do better than others?",
                        du="Was kannst du besser als andere?")},
        {"key": "methods", "type": "multiple_choice", "retention": FACTS,
         "label": words("Womit haben Sie Erfahrung?", "What do you have experience with?",
                        du="Womit hast du Erfahrung?"),
         "options": [
             option("workshop", "Workshops leiten", "Leading workshops", "Workshop", "Workshops"),
             option("design_thinking", "Design Thinking", "Design thinking"),
             option("prototyping", "Prototypen bauen", "Building prototypes", "Prototyping", "Prototypen"),
             option("facilitation", "Moderation", "Facilitation", "Moderieren"),
             option("co_creation", "Gemeinsam mit Laien gestalten", "Designing together with laypeople",
                    "Co-Kreation", "Co-creation"),
             other(),
         ]},
        {"key": "references", "type": "rows", "max_value": 3, "retention": CONTENT,
         "label": words("Ein bis drei Arbeiten", "One to three works"),
         "hint": words("Was Sie uns zeigen möchten, mit Jahr und Ihrer Rolle.",
                       "What you would like to show us, with the year and your role.",
                       du="Was du uns zeigen möchtest, mit Jahr und deiner Rolle."),
         "options": [
             column("link", "Link", "Link", "link"),
             column("year", "Jahr", "Year", "number", min_value=1950, max_value=2100),
             column("role", "Rolle", "Role", max_length=120),
         ]},
    ],
}  # fmt: skip

INTERESTS = {
    "key": "interests",
    "title": words("Themen und Verbindungen", "Topics and ties"),
    "intro": words("Wofür schlägt Ihr Herz, und wo müssen wir aufpassen?",
                   "What do you care about, and where must we take care?",
                   du="Wofür schlägt dein Herz, und wo müssen wir aufpassen?"),
    "questions": [
        {"key": "topics", "type": "multiple_choice", "retention": FACTS, "options": TOPICS,
         "label": words("Welche Themen reizen Sie?", "Which topics attract you?", du="Welche Themen reizen dich?")},
        {"key": "industries_wanted", "type": "short_text", "max_length": 200, "retention": FACTS,
         "label": words("Für welche Branchen arbeiten Sie gern?", "Which industries do you like to work for?",
                        du="Für welche Branchen arbeitest du gern?")},
        {"key": "industries_excluded", "type": "short_text", "max_length": 200, "retention": FACTS,
         "label": words("Für welche nicht?", "For which not?")},
        {"key": "conflicts", "type": "short_text", "max_length": 300, "retention": FACTS, "blind": True,
         "label": words("Wer von den möglichen Bewerbern ist schon Ihr Kunde oder Ihnen nah?",
                        "Which possible applicants are clients of yours or close to you already?",
                        du="Wer von den möglichen Bewerbern ist schon dein Kunde oder dir nah?"),
         "hint": words("Kein Hindernis; wir setzen Sie nur nicht zusammen.",
                       "No obstacle; we just do not put you together.",
                       du="Kein Hindernis; wir setzen euch nur nicht zusammen."),
         "privacy_reason": words("Damit die Auswahl fair bleibt.", "So that the selection stays fair.")},
    ],
}  # fmt: skip

TIME = {
    "key": "time",
    "title": words("Zeit und Wege", "Time and distances"),
    "intro": words("Sagen Sie lieber eine kleine Zahl, die stimmt.", "Better a small number that is true.",
                   du="Sag lieber eine kleine Zahl, die stimmt."),
    "questions": [
        {"key": "hours_month", "type": "number", "required": True, "min_value": 1, "max_value": 200,
         "unit": words("Stunden", "hours"), "retention": FACTS,
         "label": words("Wie viele Stunden im Monat haben Sie Zeit?", "How many hours a month do you have?",
                        du="Wie viele Stunden im Monat hast du Zeit?"),
         "hint": words("Eine Zahl, zum Beispiel 16. „Etwa 16“ geht auch.", "A number, for example 16.")},
        {"key": "blocked_times", "type": "short_text", "max_length": 200, "retention": FACTS,
         "label": words("Wann geht es gar nicht?", "When are you not available?")},
        {"key": "available_kickoff", "type": "choice", "required": True, "retention": FACTS,
         "options": YES_UNSURE_NO,
         "label": words("Können Sie am Auftakt teilnehmen?", "Can you come to the kickoff?",
                        du="Kannst du am Auftakt teilnehmen?"),
         "hint": words("Dort entstehen die Teams. Den Tag finden Sie im Aufruf.",
                       "The teams are formed there. You will find the date in the call.",
                       du="Dort entstehen die Teams. Den Tag findest du im Aufruf.")},
        {"key": "radius_km", "type": "number", "min_value": 0, "max_value": 1000, "unit": words("km", "km"),
         "retention": FACTS,
         "label": words("Wie weit fahren Sie zu einem Treffen?", "How far do you travel to a meeting?",
                        du="Wie weit fährst du zu einem Treffen?")},
        {"key": "has_car", "type": "yes_no", "retention": FACTS,
         "label": words("Sind Sie mit dem Auto unterwegs?", "Do you travel by car?",
                        du="Bist du mit dem Auto unterwegs?")},
        {"key": "works_online", "type": "choice", "retention": FACTS,
         "label": words("Geht Zusammenarbeit im Netz?", "Can you work together online?"),
         "options": [
             option("yes", "Ja", "Yes"),
             option("partly", "Teils, teils", "Partly", "teils", "teilweise", "manchmal", "hybrid"),
             option("no", "Nein", "No"),
         ]},
        {"key": "languages", "type": "multiple_choice", "retention": FACTS,
         "label": words("Welche Sprachen sprechen Sie?", "Which languages do you speak?",
                        du="Welche Sprachen sprichst du?"),
         "options": [
             option("de", "Deutsch", "German"),
             option("cs", "Tschechisch", "Czech"),
             option("en", "Englisch", "English"),
             option("hsb", "Sorbisch", "Sorbian"),
             option("pl", "Polnisch", "Polish"),
             other("Andere", "Others", "Sonstige"),
         ]},
    ],
}  # fmt: skip

FEE = {
    "key": "fee",
    "title": words("Honorar", "Fee"),
    "intro": words("Nur zur Orientierung. Es entscheidet nicht über die Auswahl.",
                   "For orientation only. It does not decide the selection."),
    "questions": [
        {"key": "fee_per_hour", "type": "money", "min_value": 0, "max_value": 100_000, "retention": FACTS,
         "label": words("Honorarvorstellung in der Stunde", "Fee you have in mind, by the hour"),
         "hint": words("Ein Betrag in Euro oder „nach Absprache“.", "An amount in euros or “by agreement”."),
         "options": [option("by_agreement", "nach Absprache", "by agreement", "Verhandlungssache", "VB", "offen",
                            "nach Vereinbarung", "keine Angabe", "negotiable")]},
    ],
}  # fmt: skip

CONSENTS = {
    "key": "consents",
    "title": words("Zum Schluss", "Finally"),
    "intro": words("Fast geschafft.", "Almost done."),
    "questions": [
        {"key": "symbol_object", "type": "short_text", "max_length": 120, "retention": CONTENT,
         "label": words("Welchen Gegenstand bringen Sie zur Vorstellung mit?",
                        "Which object do you bring to introduce yourself?",
                        du="Welchen Gegenstand bringst du zur Vorstellung mit?"),
         "hint": words("Zum Spaß: etwas, das für Ihre Arbeit steht.", "For fun: something that stands for your work.",
                       du="Zum Spaß: etwas, das für deine Arbeit steht.")},
        {"key": "portrait", "type": "file", "max_value": 1, "blind": True, "retention": CONTACT,
         "options": [option("image", "Bild", "Picture")],
         "label": words("Porträt", "Portrait"),
         "hint": words("Ein Bild für das Verzeichnis, JPG oder PNG.", "A picture for the directory, JPG or PNG."),
         "privacy_reason": words("Wir zeigen es nur, wenn Sie unten zustimmen.",
                                 "We only show it if you agree below.",
                                 du="Wir zeigen es nur, wenn du unten zustimmst.")},
        {"key": "publish_profile", "type": "consent", "retention": CONTACT,
         "label": words("Mein Profil darf im Verzeichnis der Kreativen stehen.",
                        "My profile may stand in the directory of creatives."),
         "hint": words("Freiwillig und jederzeit zu ändern.", "Voluntary, and you can change it at any time.")},
        {"key": "heard_via", "type": "choice", "retention": FACTS, "options": HEARD_VIA,
         "label": words("Wie haben Sie von uns erfahren?", "How did you hear of us?",
                        du="Wie hast du von uns erfahren?")},
        {"key": "privacy_ack", "type": "consent", "required": True, "retention": CONTACT,
         "label": words("Ich habe die Datenschutzhinweise gelesen.", "I have read the data protection notice.")},
        {"key": "newsletter", "type": "consent", "retention": CONTACT,
         "label": words("Ich möchte den Newsletter bekommen.", "I would like to receive the newsletter."),
         "hint": words("Freiwillig. Wir schicken Ihnen eine Mail, in der Sie das bestätigen.",
                       "Voluntary. We send you a mail in which you confirm it.",
                       du="Freiwillig. Wir schicken dir eine Mail, in der du das bestätigst.")},
    ],
}  # fmt: skip

FORM = {
    "key": "creatives",
    "kind": "application",
    "address": "du",
    "name": words("Bewerbung für Kreativschaffende", "Application for creative professionals"),
    "pages": [YOU, WORK, SKILLS, INTERESTS, TIME, FEE, CONSENTS],
}
