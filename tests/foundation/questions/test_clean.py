import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from scharnier.foundation.questions import clean, templates
from scharnier.foundation.questions.clean.reading import tidy
from scharnier.foundation.questions.models import QuestionType
from tests.foundation.questions.building import asked, options

AGREEMENT = [{"value": "by_agreement", "label": {"de": "nach Absprache", "en": "by agreement"}}]
COLUMNS = [
    {"value": "link", "label": {"en": "Link"}, "type": "link"},
    {"value": "year", "label": {"en": "Year"}, "type": "number", "min_value": 1950},
    {"value": "role", "label": {"en": "Role"}},
]


@pytest.mark.parametrize(
    ("kind", "raw", "value", "note"),
    [
        ("number", "24", 24, ""),
        ("number", "etwa 24", 24, "etwa 24"),
        ("number", "ca. 12", 12, "ca. 12"),
        ("number", "12,5 Stunden", 12.5, ""),
        ("number", "1.200", 1200, ""),
        ("number", 8, 8, ""),
        ("money", "80,00 €", 8000, ""),
        ("money", "65 €", 6500, ""),
        ("money", "1.250,50", 125050, ""),
        ("money", "1,250.50", 125050, ""),
        ("money", 6500, 6500, ""),
        ("date", "15.03.2027", "2027-03-15", ""),
        ("date", "15. März 2027", "2027-03-15", ""),
        ("date", "15 March 2027", "2027-03-15", ""),
        ("date", "2027-03-15", "2027-03-15", ""),
        ("yes_no", "Ja", True, ""),
        ("yes_no", "no", False, ""),
        ("yes_no", "Ja, Digitalbonus", True, "Digitalbonus"),
        ("consent", "gelesen", True, ""),
        ("consent", "Nein", False, ""),
        ("link", "example.org/k01", "https://example.org/k01", ""),
        ("email", " O20@Example.org ", "o20@example.org", ""),
        ("phone", "+49  3733 00000", "+49 3733 00000", ""),
        ("submarket", "Software-/Games-Industrie", "software_games", ""),
        ("submarket", "performing arts", "performing_arts", ""),
        ("scale", "3", 3, ""),
        ("short_text", "  two \n lines ", "two lines", ""),
        ("short_text", "Helm\u202egnirt\u2067 & Co", "Helmgnirt & Co", ""),
        ("long_text", "two \r\n lines ", "two\n lines", ""),
    ],
)
def test_people_write_as_they_like(kind, raw, value, note):
    reading = clean.answer(asked(kind), raw)

    assert (reading.value, reading.note) == (value, note)


@pytest.mark.parametrize(
    ("kind", "raw", "instruction"),
    [
        ("date", "31.02.2027", "February 2027 has 28 days"),
        ("date", "29 February 2027", "February 2027 has 28 days"),
        ("date", "soon", "Enter a day"),
        ("number", "between 10 and 12", "one number in digits"),
        ("number", "many", "one number in digits"),
        ("number", "9" * 40, "smaller number"),
        ("money", "12.345,678", "two digits"),
        ("link", "javascript:alert(1)", "web address"),
        ("email", "no address", "e-mail address"),
        ("phone", "call me", "telephone number"),
        ("yes_no", "perhaps", "“yes” or “no”"),
        ("scale", "9", "from 0 to 5"),
        ("submarket", "mining", "submarket"),
        ("short_text", "x" * 5000, "Shorten the text by 4800 characters."),
        ("place", "Oelsnitz", "Oelsnitz/Erzgeb., Oelsnitz/Vogtl."),
    ],
)
def test_what_cannot_be_read_gets_an_instruction(kind, raw, instruction):
    with pytest.raises(ValidationError, match=instruction):
        clean.value(asked(kind), raw)


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Kürzen Sie den Text um 1 Zeichen."), ("de-informal", "Kürze den Text um 1 Zeichen.")],
)
def test_instructions_speak_german_in_both_addresses(language, words):
    with translation.override(language), pytest.raises(ValidationError, match=words):
        clean.value(asked("short_text"), "x" * 201)


def test_hostile_text_stays_text():
    hostile = '=HYPERLINK("http://x")\x00<script>alert(1)</script>\ud800'

    assert (
        clean.value(asked("short_text"), hostile)
        == '=HYPERLINK("http://x")<script>alert(1)</script>'
    )


def test_an_option_is_found_by_value_label_and_synonym():
    question = asked("choice", options=[{**options("paper")[0], "synonyms": ["Zettel"]}])

    for said in ("paper", "Paper", "PAPER", "zettel"):
        assert clean.value(question, said) == "paper"
    with pytest.raises(ValidationError, match="Choose one of these: PAPER"):
        clean.value(question, "stone")


def test_the_open_option_takes_what_fits_no_other():
    question = asked("choice", options=[*options("press"), {**options("other")[0], "open": True}])

    reading = clean.answer(question, "My aunt")

    assert (reading.value, reading.note) == ("other", "My aunt")


@pytest.mark.parametrize(
    "raw", ["Sales; Interne Abläufe", "Verkauf,interne Abläufe", ["processes", "sales"]]
)
def test_several_options_come_in_the_order_of_the_form(raw):
    question = asked(
        "multiple_choice",
        options=templates.load("creatives")["pages"][3]["questions"][0]["options"],
    )

    assert clean.value(question, raw) == ["sales", "processes"]


def test_too_many_choices_are_refused():
    question = asked("multiple_choice", options=options("a", "b", "c"), max_value=2)

    with pytest.raises(ValidationError, match="Choose 2 options at most"):
        clean.value(question, ["a", "b", "c"])


def test_a_word_in_place_of_an_amount_is_kept_as_a_note():
    reading = clean.answer(asked("money", options=AGREEMENT), "nach Absprache")

    assert (reading.value, reading.note) == (None, "nach Absprache")


def test_limits_are_said_in_the_unit_of_the_question():
    with pytest.raises(ValidationError, match="at most €100"):
        clean.value(asked("money", max_value=10_000), "120 €")
    with pytest.raises(ValidationError, match="at least 1"):
        clean.value(asked("number", min_value=1), "0")


def test_an_unknown_place_is_kept_with_its_district():
    value = clean.value(asked("place"), "Musterstadt (fiktiv, 14521)")

    assert value == {"name": "Musterstadt", "ags": "", "district": "14521"}


def test_skills_are_found_by_any_word_and_free_ones_stay():
    value = clean.value(asked("skills"), "Serviceablauf; Produktfoto (3), Quantum knitting")

    assert value == [
        {"skill": "service_design", "label": "Service-Design", "level": 2},
        {"skill": "product_photo", "label": "Produktfoto", "level": 3},
        {"skill": "", "label": "Quantum knitting", "level": 2},
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("UX (3)", [("ux", 3)]),
        ("UX 3", [("ux", 3)]),
        ("ux; UX (3)", [("ux", 3)]),  # ticked above, and written below with a level
        ("Quantum knitting 3", [("Quantum knitting 3", 2)]),
    ],
)
def test_a_number_behind_a_skill_says_how_well(said, expected):
    value = clean.value(asked("skills"), said)

    assert [(one["skill"] or one["label"], one["level"]) for one in value] == expected


def test_another_level_than_the_three_is_refused():
    with pytest.raises(ValidationError, match="Write 1, 2 or 3 in brackets behind “UX”."):
        clean.value(asked("skills"), "UX (9)")


def test_not_to_know_is_an_answer():
    reading = clean.answer(asked("skills"), "weiß nicht")

    assert (reading.value, reading.note) == ([], "weiß nicht")


def test_a_line_of_text_becomes_a_row():
    value = clean.value(asked("rows", options=COLUMNS), "https://example.org/k01, 2024, Konzept")

    assert value == [{"link": "https://example.org/k01", "year": 2024, "role": "Konzept"}]


def test_a_wrong_cell_says_where_it_is():
    rows = [{"link": "example.org"}, {"link": "example.org", "year": "1850"}]

    with pytest.raises(ValidationError, match="Entry 2, Year: Enter at least 1950"):
        clean.value(asked("rows", options=COLUMNS), rows)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(kind=st.sampled_from(QuestionType), raw=ANYTHING)
def test_anything_is_read_or_refused_in_words(kind, raw):
    """Whatever comes: a JSON value that stays itself when read again, or an instruction."""
    question = asked(kind, options=COLUMNS if kind == QuestionType.ROWS else options("a", "b"))
    with translation.override("en"):
        try:
            reading = clean.answer(question, raw)
        except ValidationError as error:
            assert all(error.messages)  # noqa: PT017 (one of two right ends)
        else:
            json.dumps(reading.value, allow_nan=False).encode()
            assert "\0" not in json.dumps(reading.value, ensure_ascii=False)
            assert clean.value(question, reading.value) in (reading.value, reading.value or None)


@given(st.text())
def test_tidy_text_can_be_stored_everywhere(text):
    tidied = tidy(text)

    assert "\0" not in tidied
    tidied.encode()
    assert tidy(tidied) == tidied


def test_what_is_no_amount_no_figure_and_no_postcode_is_refused_in_words():
    refused = [
        (asked("money"), "-5", "without a minus"),
        (asked("number"), "3e2", "one number in digits"),
        (asked("short_text", key="postal_code"), "0954", "the postcode in digits"),
        (
            asked("short_text", key="postal_code", max_length=10),
            "99999x oder so",
            "for example 09548",
        ),
        (asked("address"), {"postal_code": "0954"}, "the postcode in digits"),
    ]
    for question, typed, words in refused:
        with pytest.raises(ValidationError, match=words):
            clean.value(question, typed)
    for code in ("09548", "D-09548", "350 02", "1010"):
        assert clean.value(asked("short_text", key="postal_code"), code) == code
    assert clean.value(asked("money", min_value=-1000), "-5") == -500
