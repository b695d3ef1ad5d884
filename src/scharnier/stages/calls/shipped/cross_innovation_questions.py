"""Frequent questions of the shipped call page. Both sides read them, so nobody is addressed."""

FREQUENT_QUESTIONS = [
    {
        "question": {"de": "Was kostet die Teilnahme?", "en": "What does it cost to take part?"},
        "answer": {
            "de": "Nichts. Honorare, Begleitung und Material werden aus Programmmitteln bezahlt; "
            "je Team stehen {award} bereit. Zeit braucht es trotzdem: etwa vier Stunden im Monat.",
            "en": "Nothing. Fees, accompaniment and material are paid from programme funds; each team "
            "has {award}. It does take time, though: about four hours a month.",
        },
    },
    {
        "question": {
            "de": "Muss es schon eine Lösung geben?",
            "en": "Must there be a solution yet?",
        },
        "answer": {
            "de": "Nein. Ein gut beschriebenes Problem reicht. Die Lösung entsteht im Team.",
            "en": "No. A problem well described is enough. The solution is made in the team.",
        },
    },
    {
        "question": {"de": "Wer kann sich bewerben?", "en": "Who can apply?"},
        "answer": {
            "de": "Kleine und mittlere Unternehmen, Vereine, Museen, Schulen und Verwaltungen aus "
            "{regions}, und Kreative aller zwölf Teilbranchen aus Sachsen. Eine Mitgliedschaft in "
            "einem Verband ist nicht nötig.",
            "en": "Small and medium-sized companies, associations, museums, schools and public bodies "
            "from {regions}, and creatives of all twelve submarkets from Saxony. No need to be a "
            "member of an association.",
        },
    },
    {
        "question": {"de": "Welche Veranstaltungen gibt es?", "en": "Which events are there?"},
        "answer": {
            "de": "Einen Auftakt, Werkstätten, gegenseitiges Lernen, Vortragsreihen und "
            "Netzwerkabende, einen Jurytag und einen Abschluss. Termine stehen früh fest.",
            "en": "A kickoff, workshops, learning from each other, lecture series and network "
            "evenings, a jury day and a final event. Dates are known early.",
        },
    },
    {
        "question": {
            "de": "Lässt sich die Bewerbung unterbrechen?",
            "en": "Can the application be interrupted?",
        },
        "answer": {
            "de": "Ja. Jede Antwort wird sofort gespeichert. Ein Link per E-Mail führt zurück, auf "
            "jedem Gerät und ohne Passwort.",
            "en": "Yes. Every answer is saved at once. A link sent by mail leads back, on any device "
            "and without a password.",
        },
    },
    {
        "question": {"de": "Wer entscheidet?", "en": "Who decides?"},
        "answer": {
            "de": "Nach der Frist prüfen die Verbände alle Bewerbungen nach festen Kriterien. Am "
            "Jurytag hört eine Jury aus Fachleuten der Region die Teams und gibt das Budget frei.",
            "en": "After the deadline the associations check all applications by fixed criteria. On "
            "the jury day experts of the region hear the teams and release the budget.",
        },
    },
    {
        "question": {"de": "Wem gehört das Ergebnis?", "en": "Who owns the result?"},
        "answer": {
            "de": "Dem Team. Es vereinbart schriftlich, wer was nutzen darf, und gibt eine Blaupause "
            "unter freier Lizenz weiter, damit andere sie nachmachen können.",
            "en": "The team. It agrees in writing on who may use what, and passes on a blueprint under "
            "a free licence so that others can copy it.",
        },
    },
    {
        "question": {
            "de": "Was geschieht mit den Daten?",
            "en": "What happens to the data?",
        },
        "answer": {
            "de": "Sie dienen nur dem Programm, liegen auf Servern in der EU und werden nach festen "
            "Fristen gelöscht. Auskunft und Löschung gehen mit einem Klick.",
            "en": "They serve the programme only, lie on servers in the EU and are deleted after fixed "
            "periods. Access and erasure take one click.",
        },
    },
]
