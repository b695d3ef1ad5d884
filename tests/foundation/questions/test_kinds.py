"""Answers in an order, answers that stand alone, addresses, and files as they are shown."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions, clean, queries
from scharnier.foundation.questions.forms import page_form
from scharnier.foundation.questions.models import Sheet
from tests.foundation.questions.building import asked, opened, options

ORDER = {"key": "order", "type": "ranking", "options": options("shop", "web", "film")}
TOOLS = {
    "key": "tools",
    "type": "multiple_choice",
    "options": [
        *options("paper", "mail"),
        {
            "value": "dont_know",
            "label": {"de": "Weiß nicht", "en": "Don't know"},
            "exclusive": True,
        },
    ],
}
ADDRESS = {"key": "address", "type": "address", "required": True}
FILES = {"key": "files", "type": "file", "max_value": 2}
HELM = {
    "street": "Musterweg 1",
    "postal_code": "09548",
    "name": "Seiffen/Erzgeb.",
    "ags": "14521570",
    "district": "14521",
}


def page(sheet: Sheet, strict: bool = False, files: dict | None = None, **data: str | list):
    """The page of ``sheet`` with ``data``, saved as a browser without JavaScript sends it."""
    body = QueryDict(mutable=True)
    body["versions"] = page_form(sheet.form.pages.get(), sheet).initial["versions"]
    for name, value in data.items():
        body.setlist(name, value if isinstance(value, list) else [value])
    form = page_form(
        sheet.form.pages.get(), sheet, body, MultiValueDict(files or {}), strict=strict
    )
    form.is_valid()
    actions.answer_page(sheet, form.entries(), by=None)
    return form


# In an order ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        ["web", "film"],
        {"shop": "", "web": "1", "film": "3"},
        "WEB; FILM",
        "1. Web\n2. Film",
        "Web, Film",
    ],
)
def test_an_order_is_read_from_numbers_lists_and_lines(raw):
    question = asked("ranking", options=ORDER["options"])

    assert clean.value(question, raw) == ["web", "film"]


@pytest.mark.parametrize(
    ("raw", "instruction"),
    [
        ({"shop": "1", "web": "1"}, "Give each number once: 1 stands at “SHOP” and at “WEB”."),
        ({"shop": "4"}, "Give “SHOP” a number from 1 to 3, or none."),
        ({"shop": "first"}, "Give “SHOP” a number from 1 to 3, or none."),
        ("Web; Radio", "“Radio” is not among the options. Choose from: SHOP, WEB, FILM."),
    ],
)
def test_an_order_that_contradicts_itself_gets_an_instruction(raw, instruction):
    with pytest.raises(ValidationError) as refused:
        clean.value(asked("ranking", options=ORDER["options"]), raw)

    assert refused.value.messages == [instruction]


def test_no_more_are_put_in_an_order_than_asked_for():
    question = asked("ranking", options=ORDER["options"], max_value=1)

    with pytest.raises(ValidationError, match="Choose 1 option at most"):
        clean.value(question, ["web", "film"])


@pytest.mark.django_db
def test_numbers_chosen_without_a_script_are_saved_and_shown_first():
    sheet = opened(ORDER)

    page(sheet, order__film="1", order__shop="2", order__web="")

    assert queries.values(sheet) == {"order": ["film", "shop"]}
    assert [row.words for row in queries.summary(sheet)[0].rows] == ["1.\xa0FILM, 2.\xa0SHOP"]
    shown = page_form(sheet.form.pages.get(), sheet)["order"].as_widget()
    assert [shown.index(f">{name}<") for name in ("FILM", "SHOP", "WEB")] == sorted(
        shown.index(f">{name}<") for name in ("FILM", "SHOP", "WEB")
    )
    assert shown.count("selected") == 2


@pytest.mark.django_db
def test_two_equal_numbers_are_kept_as_they_were_chosen():
    sheet = opened(ORDER)

    form = page(sheet, order__film="1", order__shop="1")

    assert list(form.errors) == ["order"]
    assert queries.values(sheet) == {}
    again = page_form(sheet.form.pages.get(), sheet)
    assert again["order"].as_widget().count('value="1" selected') == 2
    assert list(again.errors) == ["order"]


# Standing alone -------------------------------------------------------------------------


def test_what_stands_alone_cannot_be_ticked_beside_others():
    question = asked("multiple_choice", options=TOOLS["options"])

    with translation.override("de"), pytest.raises(ValidationError) as refused:
        clean.value(question, ["dont_know", "paper"])

    assert refused.value.messages == [
        "„Weiß nicht“ steht für sich allein: Wählen Sie es ab, oder alle anderen."
    ]
    assert clean.value(question, ["dont_know"]) == ["dont_know"]
    assert clean.value(question, ["paper", "mail"]) == ["paper", "mail"]


@pytest.mark.django_db
def test_what_stands_alone_is_marked_for_the_script():
    sheet = opened(TOOLS)

    html = page_form(sheet.form.pages.get(), sheet)["tools"].as_widget()

    assert html.count("data-alone") == 1


# Addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        {"street": " Musterweg  1", "postal_code": "09548", "place": "Seiffen"},
        "Musterweg 1, 09548 Seiffen",
        "Musterweg 1; 09548; Seiffen",
        HELM,
    ],
)
def test_an_address_finds_its_municipality_and_district(raw):
    assert clean.value(asked("address"), raw) == HELM


def test_an_address_of_an_unknown_place_is_kept():
    value = clean.value(asked("address"), {"street": "Dorfstr. 1", "place": "Nirgendwo"})

    assert value == {
        "street": "Dorfstr. 1", "postal_code": "", "name": "Nirgendwo", "ags": "", "district": "",
    }  # fmt: skip
    assert clean.value(asked("address"), value) == value


@pytest.mark.parametrize(
    ("raw", "instruction"),
    [
        ({"postal_code": "nine"}, "Enter the postcode in digits, for example 09548."),
        ({"street": "A 1", "place": "Oelsnitz"}, "There are several places of this name."),
    ],
)
def test_an_address_that_cannot_be_read_gets_an_instruction(raw, instruction):
    with pytest.raises(ValidationError, match=instruction):
        clean.value(asked("address"), raw)


@pytest.mark.django_db
def test_part_of_an_address_is_saved_but_does_not_do_for_sending():
    sheet = opened(ADDRESS)

    form = page(sheet, strict=True, address__street="Musterweg 1", address__place="Seiffen")

    assert form.errors["address"] == ["Fill in street, postcode and place: address"]
    assert queries.values(sheet)["address"]["street"] == "Musterweg 1"
    assert [question.key for question in queries.missing(sheet)] == ["address"]


@pytest.mark.django_db
def test_a_whole_address_is_said_in_a_line_and_shown_again_in_its_fields():
    sheet = opened(ADDRESS)

    form = page(
        sheet,
        strict=True,
        address__street="Musterweg 1",
        address__postal_code="09548",
        address__place="Seiffen",
    )

    assert form.is_valid()
    assert queries.missing(sheet) == []
    [row] = queries.summary(sheet)[0].rows
    assert row.words == "Musterweg 1, 09548 Seiffen/Erzgeb. (Erzgebirgskreis)"
    shown = page_form(sheet.form.pages.get(), sheet)["address"].as_widget()
    for typed in ("Musterweg 1", "09548", "Seiffen/Erzgeb."):
        assert f'value="{typed}"' in shown


@pytest.mark.django_db
def test_a_condition_asks_an_address_for_its_municipality():
    sheet = opened(
        ADDRESS, {"key": "toys", "type": "yes_no", "if": {"on": "address", "is": ["14521570"]}}
    )

    actions.take_in(sheet, {"address": "Musterweg 1, 09548 Seiffen", "toys": "ja"}, by=None)

    assert queries.values(sheet)["toys"] is True
    actions.take_in(sheet, {"address": "Platz 1, 01067 Dresden"}, by=None)
    assert "toys" not in queries.values(sheet)


# Files ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_photograph_from_the_camera_joins_the_files_that_were_chosen(tmp_path, settings):
    sheet, ada = opened(FILES), Person.objects.create_user("ada@example.org", name="Ada")
    body = QueryDict("versions=files:0")
    pdf = [
        SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7\n%" + n.encode() + b"\nendobj\n") for n in "ab"
    ]

    form = page_form(sheet.form.pages.get(), sheet, body, MultiValueDict({"files": pdf}))
    assert form.is_valid()
    actions.answer_page(sheet, form.entries(), by=ada)

    [row] = queries.summary(sheet)[0].rows
    assert [file.name for file in row.files] == ["a.pdf", "b.pdf"]
    shown = page_form(sheet.form.pages.get(), sheet)["files"].as_widget()
    assert shown.count('type="file" name="files"') == 2
    assert 'accept="image/*" capture="environment"' in shown
