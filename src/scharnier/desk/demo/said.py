"""Longer words of the story: what the call says of itself, what a firm said on the telephone."""

CARRIED_BY = (
    (
        "Den Aufruf tragen die sächsischen Verbände der Kultur- und Kreativwirtschaft gemeinsam, unter "
        "Federführung des Dresdner Verbandes und mit einem Regionalpartner im Erzgebirge. Das "
        "Wirtschaftsministerium des Freistaates fördert das Programm; ein erster Durchgang von vier "
        "Verbänden lief bis Mai 2023 mit 195.000 Euro.\n\n"
        "Gemeint sind vor allem ländliche Räume. Dort treffen Handwerk, Handel, Industrie und Forschung "
        "auf mehr als 80.000 Menschen, die in Sachsen kreativ arbeiten, in zwölf Teilbranchen von Musik "
        "bis Kunsthandwerk.\n\n"
        "Die Lösungen sollen zum Betrieb passen und zugleich anderen als Vorlage dienen. Bleiben sollen "
        "Partnerschaften über Branchen hinweg, die Kraft, im Wettbewerb zu bestehen, und der Mut, "
        "Aufgaben anders anzupacken."
    ),
    (
        "The Saxon associations of the cultural and creative industries carry this call together, led by "
        "the Dresden association and with a regional partner in the Ore Mountains. The state's ministry "
        "of economics funds the programme; a first round of four associations ran until May 2023 with "
        "195,000 euros.\n\n"
        "It is meant for rural areas above all. There, trade, crafts, industry and research meet more "
        "than 80,000 people who work creatively in Saxony, in twelve submarkets from music to arts and "
        "crafts.\n\n"
        "The solutions are to fit the firm and to serve others as a model. What should last are "
        "partnerships across sectors, the strength to compete, and the courage to tackle tasks in other "
        "ways."
    ),
)
"""What the measure says of itself, German and English."""

ON_THE_PHONE: dict[str, object] = {
    "org_name": "Freibad-Förderverein Musterbad",
    "org_type": "association",
    "street": "Musterweg 4",
    "postal_code": "09423",
    "municipality": {"name": "Gelenau/Erzgeb.", "ags": "14521200", "district": "14521"},
    "nace_code": "S93",
    "headcount_class": "1",
    "problem": "Kartenkasse, Kiosk, Dienstplan: alles auf Zetteln, nichts passt zusammen.",
    "affected": "Fünf Ehrenamtliche, jeden Sommertag; abends eine Stunde Zettel sortieren.",
    "tried_before": "Ein Angebot einer Agentur, zu teuer für uns.",
    "topic_tags": ["processes"],
    "desired": "Am Abend stimmen Kasse und Dienstplan ohne Zettel.",
    "transfer": "Jeder Verein, der ein Freibad oder einen Sportplatz betreibt.",
    "wanted_skills": [
        {"skill": "service_design", "label": "Service-Design", "level": 2},
        {"skill": "process_workshops", "label": "Prozess-Workshops", "level": 2},
    ],
    "tools_today": ["paper"],
    "hours_month": 10,
    "second_person": False,
    "available_kickoff": "unsure",
    "mobility": "saxony",
    "meet_online": "no",
    "double_funding": False,
    "blueprint_ok": True,
    "heard_via": "social_media",
    "privacy_ack": True,
}
"""The lido's association, question by question."""
