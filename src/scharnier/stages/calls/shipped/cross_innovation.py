"""The round that a Saxon cross-innovation programme runs: texts, dates and settings.

Everything here is written for Scharnier; the facts are those of a real programme of
2024/25. German has a second voice (``de-informal``) wherever somebody is addressed.
"""

from django.utils.translation import gettext_lazy as _

from scharnier.stages.calls.shipped import cross_innovation_check as check
from scharnier.stages.calls.shipped import cross_innovation_pages as pages
from scharnier.stages.calls.shipped import cross_innovation_questions as answers

TEMPLATE = {
    "label": _("Cross innovation: small organisations and creatives share one task"),
    "forms": {"organisation": "organisations", "creative": "creatives"},
    "round": {
        "team_label": {"de": "Team", "en": "Team"},
        "teams_label": {"de": "Teams", "en": "Teams"},
        "team_min": 1,
        "team_max": 1,
        "min_sectors": 1,
        "award_cents": 250_000,
        "grace_minutes": 10,
        "resume_link_days": 30,
        "reviewers_per_application": 2,
        "jury_threshold": 60,
        "jury_min_scores": 3,
        "holds_mails": True,
    },
    "call": {
        "title": {
            "de": "Zwei Welten. Ein Projekt.",
            "en": "Two worlds. One project.",
        },
        "theme": {
            "de": "Digitalisierung mitgestalten",
            "en": "Help shape digitalisation",
        },
        "introduction": {
            "de": "Kleine Betriebe und Einrichtungen haben echte Aufgaben, Kreative den frischen Blick. "
            "Wir bringen beide für {months} Monate zusammen: mit Begleitung, Budget und einem "
            "Ergebnis, das andere nachmachen können.",
            "en": "Small firms and institutions have real tasks, creatives have fresh eyes. We bring "
            "both together for {months} months: with support and a budget, and with a result that "
            "others can copy.",
        },
        "about": {
            "de": "Wer trägt diesen Aufruf? {owners}.\n\n"
            "Gemeint sind vor allem ländliche Räume. Dort treffen Handwerk, Handel, Industrie und "
            "Forschung auf Menschen, die kreativ arbeiten, in zwölf Teilbranchen von Musik bis "
            "Kunsthandwerk.\n\n"
            "Die Lösungen sollen zum Betrieb passen und zugleich anderen als Vorlage dienen. Bleiben "
            "sollen Partnerschaften über Branchen hinweg, die Kraft, im Wettbewerb zu bestehen, und "
            "der Mut, Aufgaben anders anzupacken.",
            "en": "Who carries this call? {owners}.\n\n"
            "It is meant for rural areas above all. There, trade, crafts, industry and research meet "
            "people who work creatively, in twelve submarkets from music to arts and crafts.\n\n"
            "The solutions are to fit the firm and to serve others as a model. What should last are "
            "partnerships across sectors, the strength to compete, and the courage to tackle tasks "
            "in other ways.",
        },
    },
    "target_groups": [
        group | {"alternatives": check.ALTERNATIVES[str(group["side"])]}
        for group in pages.TARGET_GROUPS
    ],
    "eligibility_questions": check.QUESTIONS,
    "facts": pages.FACTS,
    "dates": pages.DATES,
    "media": pages.MEDIA,
    "frequent_questions": answers.FREQUENT_QUESTIONS,
}
