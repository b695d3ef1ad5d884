"""The forms that ship, and the spreadsheets that organisations really had."""

import re

import pytest

from scharnier.foundation.questions import actions, queries, templates
from scharnier.foundation.questions.forms import page_form
from scharnier.foundation.questions.models import Question, QuestionType
from scharnier.foundation.questions.shipped import industries, names
from scharnier.foundation.questions.words import in_words

ADDRESSES_SOMEBODY = re.compile(
    r"\b(sie|ihnen|ihre?n?|dich|du|deine?|wir|uns|ich|meine?)\b", re.IGNORECASE
)

ORGANISATION = {
    "org_name": "Muster-Drechslerei", "org_type": "Unternehmen", "street": "Musterweg 84",
    "postal_code": "09456", "municipality": "Seiffen", "nace_code": "C16", "headcount_class": "2-9",
    "turnover_class": "bis 2 Mio. €", "linked_25": "Ja, Konzernmutter hält 60 %",
    "contact_name": "Kontakt O01", "phone": "+49 3733 00000", "email": "O01@Example.org ",
    "problem": "Bestellungen kommen per Brief, Fax und Zuruf.",
    "tried_before": "WhatsApp-Gruppe im Team,\nwird aber nicht gelesen.",
    "affected": "Zwei Personen, täglich, etwa eine Stunde.", "desired": "Halb so viel Zeit.",
    "topic_tags": "Verkauf;interne Abläufe", "transfer": "Alle Werkstätten.",
    "wanted_skills": "Online-Shop; Fotografie; Service-Design; Prozess-Workshops",
    "tools_today": "Branchensoftware; E-Mail", "hours_month": "ca. 12", "second_person": "Ja",
    "available_kickoff": "Noch unklar", "mobility": "sachsenweit", "meet_online": "teils",
    "double_funding": "Ja, Digitalbonus", "blueprint_ok": "Ja", "heard_via": "Instagram",
    "privacy_ack": "gelesen", "newsletter": "",
}  # fmt: skip
CREATIVE = {
    "name": "Studio Fichtenlicht", "legal_form": "Freiberuf", "municipality": "Oelsnitz/Erzgeb.",
    "submarket": "Software-/Games-Industrie", "further_submarkets": "Werbemarkt; Pressemarkt",
    "email": "k01@example.org", "skills": "UX;Wireframes;360 Grad", "strength": "Zuhören.",
    "references": "https://example.org/k01, 2024, Konzept", "methods": "Workshop; Moderation",
    "hours_month": "etwa 24", "radius_km": "50", "works_online": "Ja", "languages": "Deutsch; Tschechisch",
    "fee_per_hour": "nach Absprache", "vat_status": "Nein", "conflicts": "Beispiel Holzspielzeug eG",
    "available_kickoff": "Ja", "publish_profile": "Ja", "privacy_ack": "gelesen",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "answers"), [("organisations", ORGANISATION), ("creatives", CREATIVE)]
)
def test_answers_as_they_stand_in_a_spreadsheet_are_all_understood(name, answers):
    sheet = actions.open_sheet(actions.build_form(templates.load(name), by=None), by=None)

    errors = actions.take_in(sheet, answers, by=None)

    assert errors == {}
    assert [question.key for question in queries.missing(sheet)] == []
    assert not set(answers) - set(queries.outline(sheet.form).by_key)


@pytest.mark.django_db
def test_what_goes_beyond_yes_stays_as_a_note():
    sheet = actions.open_sheet(
        actions.build_form(templates.load("organisations"), by=None), by=None
    )
    actions.take_in(sheet, ORGANISATION, by=None)

    notes = queries.filled(sheet).notes()

    assert notes["linked_25"] == "Konzernmutter hält 60 %"
    assert notes["double_funding"] == "Digitalbonus"
    assert notes["hours_month"] == "ca. 12"


def texts_in(thing):
    if isinstance(thing, dict) and {"de", "en"} & set(thing):
        yield thing
    elif isinstance(thing, dict | list):
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from texts_in(part)


@pytest.mark.parametrize("name", templates.SHIPPED)
def test_every_text_is_there_in_both_languages(name):
    for text in texts_in(templates.load(name)):
        assert text["de"]
        assert text["en"]


@pytest.mark.parametrize("name", ["organisations", "creatives"])
def test_a_form_has_five_to_nine_pages_and_each_is_short(name):
    pages = templates.load(name)["pages"]

    assert 5 <= len(pages) <= 9
    assert all(len(page["questions"]) <= 8 for page in pages)


def test_creatives_are_addressed_as_du_throughout():
    for text in texts_in(templates.load("creatives")):
        spoken = text.get("de-informal", text["de"])
        assert not {"Sie", "Ihnen", "Ihre", "Ihr"} & set(spoken.replace("?", " ").split()), spoken


def test_what_is_personal_says_why_it_is_asked():
    contact = {
        "contact_name",
        "contact_position",
        "phone",
        "email",
        "name",
        "portrait",
        "conflicts",
    }
    for form in ("organisations", "creatives"):
        for page in templates.load(form)["pages"]:
            for question in page["questions"]:
                assert bool(question.get("privacy_reason")) or question["key"] not in contact


@pytest.mark.parametrize("name", ["selection-organisations", "selection-creatives", "jury"])
def test_the_weights_of_a_rubric_sum_to_a_hundred(name):
    criteria = [
        question
        for page in templates.load(name)["pages"]
        for question in page["questions"]
        if question["type"] == QuestionType.SCALE
    ]

    assert sum(question["weight"] for question in criteria) == 100
    assert all(len(question["anchors"]) == 6 for question in criteria)


def test_a_loaded_template_can_be_changed_without_harm():
    templates.load("jury")["pages"].clear()

    assert templates.load("jury")["pages"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", ["C – Verarbeitendes Gewerbe und Handwerk", "Metallbau", "C25", "Drechslerei und Laden"]
)
def test_an_industry_is_picked_from_the_list_or_written_as_one_likes(said):
    form = actions.build_form(templates.load("organisations"), by=None)
    sheet = actions.open_sheet(form, by=None)

    errors = actions.take_in(sheet, {"nace_code": said}, by=None)

    page = sheet.form.pages.get(questions__key="nace_code")
    shown = str(page_form(page, sheet)["nace_code"])
    assert errors == {}
    assert queries.values(sheet)["nace_code"] == said
    assert '<option value="C – Manufacturing and crafts"></option>' in shown
    assert shown.count("<option ") == 22


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("C25", "Manufacture of metal products (C25)"),
        ("S93", "Sports, amusement and recreation (S93)"),
        ("C25.1", "Manufacture of metal products (C25.1)"),
        ("25.11", "Manufacture of metal products (25.11)"),
        ("C34", "C34"),
        ("Metallbau", "Metallbau"),
        ("1990", "1990"),
    ],
)
def test_a_bare_code_of_an_industry_is_said_in_words(said, words):
    assert industries.in_words(said) == words


def test_the_answer_about_the_industry_is_read_in_words():
    asked = Question(key="nace_code", type=QuestionType.SHORT_TEXT)

    assert in_words(asked, "C25") == "Manufacture of metal products (C25)"
    assert in_words(Question(key="other", type=QuestionType.SHORT_TEXT), "C25") == "C25"


def test_the_team_reads_names_that_address_nobody():
    for form in ("organisations", "creatives"):
        for page in templates.load(form)["pages"]:
            for one in (page, *page["questions"]):
                german = (one["name"] or one.get("label") or one["title"])["de"]
                assert not ADDRESSES_SOMEBODY.search(german), german


def test_every_name_belongs_to_something_that_is_asked():
    for form in ("organisations", "creatives"):
        pages = templates.load(form)["pages"]
        assert set(names.PAGES[form]) <= {page["key"] for page in pages}
        keys = {question["key"] for page in pages for question in page["questions"]}
        assert set(names.QUESTIONS[form]) <= keys


@pytest.mark.django_db
def test_a_question_without_a_name_is_called_by_its_label():
    form = actions.build_form(templates.load("creatives"), by=None)

    called = {one.key: one.called for one in form.questions.all()}

    assert called["municipality"] == "Place of work"
    assert called["submarket"] == "Submarket"
