"""Leaves, facts, dates and media of the shipped call page."""

TARGET_GROUPS = [
    {
        "side": "organisation",
        "address": "sie",
        "number_prefix": "B",
        "title": {
            "de": "Für Unternehmen und Organisationen",
            "en": "For companies and organisations",
        },
        "introduction": {
            "de": "Sie möchten digital sicherer werden und stoßen im Alltag auf Hindernisse? "
            "Beschreiben Sie, wo es klemmt. Wir finden kreative Unterstützung, die dazu passt.",
            "de-informal": "Du möchtest mit deinem Betrieb digital sicherer werden und stößt im Alltag "
            "auf Hindernisse? Beschreib, wo es klemmt. Wir finden kreative Unterstützung, die dazu passt.",
            "en": "You want to grow your digital skills and keep meeting practical obstacles? Describe "
            "where it sticks. We find the creative support that fits.",
        },
        "points": {
            "de": "Kleine und mittlere Betriebe, Vereine, Museen, Verwaltungen\n"
            "Keine Kosten, etwa vier Stunden im Monat\n"
            "Bewerbung in zehn bis fünfzehn Minuten, Pausen möglich",
            "en": "Small and medium-sized firms, associations, museums, town halls\n"
            "No costs, about four hours a month\n"
            "Application in ten to fifteen minutes, with breaks if you like",
        },
        "button": {"de": "Als Betrieb bewerben", "en": "Apply as an organisation"},
    },
    {
        "side": "creative",
        "address": "du",
        "number_prefix": "K",
        "title": {"de": "Für Kreative", "en": "For creatives"},
        "introduction": {
            "de": "Sie bringen Können und Neugier mit und arbeiten gern mit Menschen aus anderen "
            "Fächern. Wir bringen Sie mit einem Betrieb zusammen, der Sie braucht.",
            "de-informal": "Du bringst Können und Neugier mit und arbeitest gern mit Menschen aus "
            "anderen Fächern. Wir bringen dich mit einem Betrieb zusammen, der dich braucht.",
            "en": "You bring skill and curiosity and like to work with people of other trades. We "
            "bring you together with an organisation that needs you.",
        },
        "points": {
            "de": "Alle zwölf Teilbranchen, solo oder im Studio\n"
            "{award} Budget je Team, Honorar eingeschlossen\n"
            "Bewerbung in zehn bis fünfzehn Minuten, Pausen möglich",
            "en": "All twelve submarkets, solo or with a studio\n"
            "{award} budget per team, fees included\n"
            "Application in ten to fifteen minutes, with breaks if you like",
        },
        "button": {"de": "Als Kreative bewerben", "en": "Apply as a creative"},
    },
]

FACTS = [
    {
        "kind": "figure",
        "figure": {"de": "{months} Monate", "en": "{months} months"},
        "text": {
            "de": "gemeinsame Arbeit an einer Aufgabe, quer durch die Fächer.",
            "en": "of shared work on one task, across trades.",
        },
    },
    {
        "kind": "figure",
        "figure": {"de": "{award}", "en": "{award}"},
        "text": {
            "de": "je Team, um die Idee umzusetzen. Ohne Eigenanteil.",
            "en": "per team to carry the idea out. Nothing to add of your own.",
        },
    },
    {
        "kind": "figure",
        "figure": {"de": "1 + {creatives}", "en": "1 + {creatives}"},
        "text": {
            "de": "ein Betrieb und kreative Köpfe bilden ein Team auf Augenhöhe.",
            "en": "one organisation and creative minds form a team of equals.",
        },
    },
    {
        "kind": "figure",
        "figure": {"de": "12 Branchen", "en": "12 sectors"},
        "text": {
            "de": "der Kreativwirtschaft stehen bereit, von Design bis Rundfunk.",
            "en": "of the creative industries stand ready, from design to broadcasting.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Wissen, das man anwendet", "en": "Knowledge to be used"},
        "text": {
            "de": "Was Digitalisierung im eigenen Alltag bringt, an konkreten Beispielen.",
            "en": "What digitalisation does for your own working day, in concrete uses.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Mitreden in der Region", "en": "A say in the region"},
        "text": {
            "de": "Die Region innovativ und lebenswert halten, und dabei mitentscheiden.",
            "en": "Keep the region innovative and liveable, and have a part in deciding how.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Ein Prototyp", "en": "A prototype"},
        "text": {
            "de": "Für genau das Problem, mit dem die Bewerbung beginnt.",
            "en": "For the very problem with which the application begins.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Begleitung", "en": "Support throughout"},
        "text": {
            "de": "Persönlich und in moderierten Veranstaltungen, von Anfang bis Ende.",
            "en": "In person and at moderated events, from beginning to end.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Netzwerk", "en": "A network"},
        "text": {
            "de": "Austausch über Trends, mit Betrieben, Kreativen und Forschung.",
            "en": "Exchange on trends, with firms, creatives and research.",
        },
    },
    {
        "kind": "benefit",
        "figure": {"de": "Erfahrene Netzwerkagenturen", "en": "Experienced network agents"},
        "text": {
            "de": "Die Regionalverbände kennen die Menschen vor Ort und vermitteln.",
            "en": "The regional associations know the people on the spot and act as go-betweens.",
        },
    },
]

DATES = [
    {
        "kind": "opening",
        "title": {"de": "Beginn der Bewerbung", "en": "Applications begin"},
        "text": {"de": "Beide Seiten bewerben sich online.", "en": "Both sides apply online."},
    },
    {
        "kind": "deadline",
        "title": {"de": "Bewerbungsschluss", "en": "Deadline"},
        "text": {
            "de": "Danach sehen wir alle Bewerbungen durch.",
            "en": "After it we look through all applications.",
        },
    },
    {
        "kind": "kickoff",
        "title": {"de": "Auftakt", "en": "Kickoff"},
        "text": {
            "de": "Die Teams entstehen und schärfen ihre Frage zum Thema.",
            "en": "The teams are put together and sharpen their question under the theme.",
        },
    },
    {
        "kind": "jury",
        "title": {"de": "Jurytag", "en": "Jury day"},
        "text": {
            "de": "Fachleute aus Einrichtungen der Region hören die Teams.",
            "en": "Experts from institutions of the region hear the teams.",
        },
    },
    {
        "kind": "final",
        "title": {"de": "Abschluss", "en": "Final event"},
        "text": {
            "de": "Aus Prototypen werden Blaupausen für alle.",
            "en": "Prototypes become blueprints for everybody.",
        },
    },
]

MEDIA = [
    {
        "kind": "film",
        "title": {"de": "Der Film zum Programm", "en": "The film of the programme"},
        "text": {
            "de": "Was in einem Durchgang passiert, erzählt von Menschen, die dabei waren.",
            "en": "What happens in a round, told by people who took part.",
        },
    },
    {
        "kind": "workbook",
        "title": {"de": "So gelingt der erste Termin", "en": "A good first meeting"},
        "text": {
            "de": "Übungen für Betrieb und Kreative, zum Ausdrucken oder Ausfüllen am Bildschirm.",
            "en": "Exercises for both sides, to print or to fill in on the screen.",
        },
    },
    {
        "kind": "website",
        "title": {"de": "Website des Programms", "en": "Website of the programme"},
        "text": {
            "de": "Rückblicke, Vortragsreihen und Netzwerkabende.",
            "en": "Looking back, lecture series and network evenings.",
        },
    },
    {
        "kind": "press",
        "title": {"de": "Für die Presse", "en": "For the press"},
        "text": {
            "de": "Texte und Bilder zum Abdruck.",
            "en": "Texts and pictures to be printed.",
        },
    },
]
