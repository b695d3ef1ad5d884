"""The two-minute check before the form: what is asked of each side, and what a “no” means."""

ORGANISATION, CREATIVE = "organisation", "creative"
YES, NO = "yes", "no"


def _asked(side: str, fitting: str, question: dict, reason: dict, hint: dict | None = None) -> dict:
    words = {"question": question, "reason": reason} | ({"hint": hint} if hint else {})
    return {"side": side, "fitting": fitting, **words}


QUESTIONS = [
    _asked(
        ORGANISATION, YES,
        {"de": "Liegt Ihr Sitz in einer Region des Aufrufs ({regions})?",
         "de-informal": "Liegt euer Sitz in einer Region des Aufrufs ({regions})?",
         "en": "Is your seat in a region of this call ({regions})?"},
        {"de": "Gefördert wird nur, wer in diesen Regionen zu Hause ist: {regions}. Das verlangt das Geld, aus "
         "dem der Durchgang bezahlt wird.",
         "en": "Only those who are based in these regions are supported: {regions}. The money that pays for the "
         "round demands it."},
        {"de": "Eine Niederlassung vor Ort genügt.", "en": "A branch on site is enough."},
    ),
    _asked(
        ORGANISATION, YES,
        {"de": "Arbeiten bei Ihnen weniger als 250 Menschen?", "de-informal": "Arbeiten bei euch weniger als 250 Menschen?",
         "en": "Do fewer than 250 people work with you?"},
        {"de": "Das Programm ist kleinen und mittleren Betrieben und kleinen Einrichtungen vorbehalten. Größere "
         "finden Unterstützung bei Kammern und Wirtschaftsförderung.",
         "en": "The programme is reserved for small and medium-sized firms and small institutions. Larger ones "
         "find support with chambers and economic development agencies."},
        {"de": "Verein, Museum und Verwaltung zählen auch.", "en": "Associations, museums and town halls count, too."},
    ),
    _asked(
        ORGANISATION, YES,
        {"de": "Hat Ihre Herausforderung mit Digitalisierung zu tun?",
         "de-informal": "Hat eure Herausforderung mit Digitalisierung zu tun?",
         "en": "Has your challenge to do with digitalisation?"},
        {"de": "Dieser Durchgang gilt digitalen Hindernissen. Für andere Vorhaben passt vielleicht der nächste Aufruf.",
         "en": "This round is about digital obstacles. For other projects the next call may fit."},
        {"de": "Zum Beispiel Zettel, Doppelarbeit, Buchungen am Telefon, Suchen nach Kunden oder Personal.",
         "en": "For example slips of paper, double work, bookings by telephone, finding customers or staff."},
    ),
    _asked(
        ORGANISATION, NO,
        {"de": "Bekommen Sie für dasselbe Vorhaben schon eine andere Förderung, oder haben Sie schon begonnen?",
         "de-informal": "Bekommt ihr für dasselbe Vorhaben schon eine andere Förderung, oder habt ihr schon begonnen?",
         "en": "Do you already receive other funding for the same project, or have you begun?"},
        {"de": "Dasselbe darf nicht zweimal bezahlt werden, und Begonnenes nicht im Nachhinein. Ein zweites, "
         "anderes Vorhaben können Sie gern einreichen.",
         "de-informal": "Dasselbe darf nicht zweimal bezahlt werden, und Begonnenes nicht im Nachhinein. Ein "
         "zweites, anderes Vorhaben könnt ihr gern einreichen.",
         "en": "The same must not be paid for twice, nor what has begun already. You are welcome with a second, "
         "different project."},
    ),
    _asked(
        ORGANISATION, YES,
        {"de": "Hat jemand bei Ihnen etwa vier Stunden im Monat Zeit dafür?",
         "de-informal": "Hat jemand bei euch etwa vier Stunden im Monat Zeit dafür?",
         "en": "Does somebody with you have about four hours a month for it?"},
        {"de": "Ohne Ihre Zeit kann kein Ergebnis entstehen, das zu Ihnen passt. Kommen Sie wieder, wenn es ruhiger ist.",
         "de-informal": "Ohne eure Zeit kann kein Ergebnis entstehen, das zu euch passt. Kommt wieder, wenn es ruhiger ist.",
         "en": "Without your time nothing can come of it that fits you. Come back when things are calmer."},
        {"de": "Über {months} Monate, mit festen Terminen wie dem Auftakt.",
         "en": "Over {months} months, with fixed dates such as the kickoff."},
    ),
    _asked(
        CREATIVE, YES,
        {"de": "Arbeiten Sie in einem der zwölf Teilmärkte der Kultur- und Kreativwirtschaft?",
         "de-informal": "Arbeitest du in einem der zwölf Teilmärkte der Kultur- und Kreativwirtschaft?",
         "en": "Do you work in one of the twelve submarkets of the cultural and creative industries?"},
        {"de": "Dieser Platz ist für Menschen, die von kreativer Arbeit leben. Wenn Sie eine Organisation mit einer "
         "Aufgabe vertreten, passt die andere Seite des Aufrufs.",
         "de-informal": "Dieser Platz ist für Menschen, die von kreativer Arbeit leben. Wenn du eine Organisation "
         "mit einer Aufgabe vertrittst, passt die andere Seite des Aufrufs.",
         "en": "This place is for people who live by creative work. If you speak for an organisation with a task, "
         "the other side of the call fits."},
        {"de": "Musik, Buch, Kunst, Film, Rundfunk, Darstellende Künste, Design, Architektur, Presse, Werbung, "
         "Software und Games, Kunsthandwerk.",
         "en": "Music, books, art, film, broadcasting, performing arts, design, architecture, press, advertising, "
         "software and games, arts and crafts."},
    ),
    _asked(
        CREATIVE, YES,
        {"de": "Können Sie zu Treffen in {regions} kommen?", "de-informal": "Kannst du zu Treffen in {regions} kommen?",
         "en": "Can you come to meetings in {regions}?"},
        {"de": "Auftakt und Werkstätten finden vor Ort statt. Ohne sie lernen Sie Ihren Betrieb nicht kennen.",
         "de-informal": "Auftakt und Werkstätten finden vor Ort statt. Ohne sie lernst du deinen Betrieb nicht kennen.",
         "en": "Kickoff and workshops take place on site. Without them you do not get to know your organisation."},
        {"de": "Wenige Male; das meiste geht auch im Netz.", "en": "A few times; most of it also works online."},
    ),
    _asked(
        CREATIVE, YES,
        {"de": "Haben Sie über {months} Monate einige Stunden im Monat frei?",
         "de-informal": "Hast du über {months} Monate einige Stunden im Monat frei?",
         "en": "Do you have some hours a month free over {months} months?"},
        {"de": "Ein Betrieb verlässt sich auf sein Team. Sagen Sie lieber beim nächsten Mal zu als jetzt zu knapp.",
         "de-informal": "Ein Betrieb verlässt sich auf sein Team. Sag lieber beim nächsten Mal zu als jetzt zu knapp.",
         "en": "An organisation relies on its team. Better a yes next time than too little time now."},
    ),
    _asked(
        CREATIVE, YES,
        {"de": "Dürfen andere das Ergebnis als Blaupause nachmachen?",
         "en": "May others copy the result as a blueprint?"},
        {"de": "Was hier entsteht, soll anderen helfen; darum wird der Weg offen beschrieben. Für ein Werk, das nur "
         "Ihnen gehören soll, passt ein gewöhnlicher Auftrag besser.",
         "de-informal": "Was hier entsteht, soll anderen helfen; darum wird der Weg offen beschrieben. Für ein Werk, "
         "das nur dir gehören soll, passt ein gewöhnlicher Auftrag besser.",
         "en": "What is made here shall help others, so the way is described openly. For a work that shall be yours "
         "alone, an ordinary order fits better."},
        {"de": "Gemeint sind Weg und Vorlagen. Ihr Name steht dabei, wenn Sie wollen.",
         "de-informal": "Gemeint sind Weg und Vorlagen. Dein Name steht dabei, wenn du willst.",
         "en": "This means the method and templates. Your name stands with it if you like."},
    ),
]  # fmt: skip

ALTERNATIVES = {
    ORGANISATION: {
        "de": "Sie sind uns trotzdem willkommen: Zu Fachveranstaltungen und Netzwerkabenden kommen alle, die mögen, "
        "die Verbände vermitteln auch ohne Aufruf Kreative aus ihren Verzeichnissen, und in ihren Rundbriefen steht, "
        "was als Nächstes kommt.",
        "de-informal": "Ihr seid uns trotzdem willkommen: Zu Fachveranstaltungen und Netzwerkabenden kommen alle, "
        "die mögen, die Verbände vermitteln auch ohne Aufruf Kreative aus ihren Verzeichnissen, und in ihren "
        "Rundbriefen steht, was als Nächstes kommt.",
        "en": "You are welcome all the same: specialist events and network evenings are open to everybody, and the "
        "associations introduce creatives from their directories without a call, too, and their newsletters say what "
        "comes next.",
    },
    CREATIVE: {
        "de": "Sie sind uns trotzdem willkommen: Fachveranstaltungen und Netzwerkabende sind offen, die Verbände "
        "nehmen Kreative gern in ihre Verzeichnisse auf, und in ihren Rundbriefen steht, was als Nächstes kommt.",
        "de-informal": "Du bist uns trotzdem willkommen: Fachveranstaltungen und Netzwerkabende sind offen, die "
        "Verbände nehmen Kreative gern in ihre Verzeichnisse auf, und in ihren Rundbriefen steht, was als Nächstes kommt.",
        "en": "You are welcome all the same: specialist events and network evenings are open, the associations "
        "like to take creatives into their directories, and their newsletters say what comes next.",
    },
}  # fmt: skip
