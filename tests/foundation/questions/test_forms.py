import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from scharnier.foundation import skills as taxonomy
from scharnier.foundation.files.models import FileUse
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions, queries
from scharnier.foundation.questions.forms import page_form
from scharnier.foundation.questions.models import Answer
from tests.foundation.questions.building import opened, opened_on_pages, options

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%abc\nendobj\n"
KIND = {"key": "kind", "type": "choice", "options": options("company", "club"), "required": True}
TURNOVER = {
    "key": "turnover",
    "type": "money",
    "required": True,
    "if": {"on": "kind", "is": ["company"]},
}
DAY = {"key": "day", "type": "date"}
TEXT = {"key": "text", "type": "long_text", "max_length": 10, "required": True}
SKILLS = {"key": "skills", "type": "skills", "options": [{"value": "ux", "label": "UX"}]}
WORKS = {
    "key": "works",
    "type": "rows",
    "max_value": 3,
    "options": [
        {"value": "link", "label": {"en": "Link"}, "type": "link"},
        {"value": "year", "label": {"en": "Year"}, "type": "number"},
    ],
}
FILES = {"key": "files", "type": "file", "max_value": 2}


def shown(sheet):
    return page_form(sheet.form.pages.get(), sheet)


def posted(sheet, files=None, **data):
    """The form as a browser sends it: what stood in it, with ``data`` typed over."""
    form = shown(sheet)
    body = QueryDict(mutable=True)
    body["versions"] = form.initial["versions"]
    for key, value in data.items():
        body.setlist(key, value if isinstance(value, list) else [value])
    return page_form(sheet.form.pages.get(), sheet, body, MultiValueDict(files or {}))


def saved(sheet, by=None, **data):
    form = posted(sheet, **data)
    form.is_valid()
    return actions.answer_page(sheet, form.entries(), by=by)


def test_what_is_wrong_is_saved_and_shown_again_with_its_error():
    sheet = opened(DAY, TEXT)
    form = posted(sheet, day="31.02.2027", text="short")

    assert not form.is_valid()
    actions.answer_page(sheet, form.entries(), by=None)

    again = shown(sheet)
    assert again["day"].value() == "31.02.2027"
    assert "February 2027 has 28 days" in again["day"].errors[0]
    assert queries.values(sheet) == {"text": "short"}


def test_too_long_a_text_is_not_lost():
    sheet = opened(TEXT)
    saved(sheet, text="x" * 5000)

    assert len(shown(sheet)["text"].value()) == 5000
    assert "by 4990 characters" in shown(sheet)["text"].errors[0]


def test_a_script_in_a_name_is_only_text():
    sheet = opened({"key": "name", "type": "short_text"})
    saved(sheet, name="<script>alert(1)</script>")

    html = str(shown(sheet))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_only_a_strict_page_demands_answers():
    sheet = opened(TEXT)
    page, data = sheet.form.pages.get(), QueryDict("text=")

    assert page_form(page, sheet, data).is_valid()
    strict = page_form(page, sheet, data, strict=True)
    assert not strict.is_valid()
    assert strict.errors["text"] == ["Fill this in: text"]


def test_a_question_hidden_by_another_on_the_page_is_not_demanded():
    sheet = opened(KIND, TURNOVER)
    page = sheet.form.pages.get()

    assert page_form(page, sheet, QueryDict("kind=club"), strict=True).is_valid()
    assert not page_form(page, sheet, QueryDict("kind=company"), strict=True).is_valid()
    assert page_form(page, sheet, QueryDict("kind=club&turnover=nonsense"), strict=True).is_valid()


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either():
    shares = {"key": "shares", "type": "yes_no", "if": {"on": "kind", "is": ["company"]}}
    details = {"key": "details", "type": "short_text", "if": {"on": "shares", "is": [True]}}
    near = {"key": "near", "type": "yes_no", "if": {"on": "kind", "is": ["club"]}}
    sheet = opened_on_pages([KIND], [shares, details, near])
    first, second = sheet.form.pages.order_by("position")

    def asked():
        return [question.key for question in page_form(second, sheet).questions]

    assert asked() == []
    for kind, keys in (("club", ["near"]), ("company", ["shares", "details"])):
        form = page_form(first, sheet, QueryDict(f"kind={kind}"))
        form.is_valid()
        actions.answer_page(sheet, form.entries(), by=None)
        assert asked() == keys


def test_a_script_may_hide_what_the_server_would_not_demand():
    form = shown(opened(KIND, TURNOVER))

    assert form.fields["turnover"].widget.attrs["data-shown-if"] == "kind:is=company"


def test_the_second_of_two_windows_is_told_and_may_replace():
    sheet = opened(TEXT)
    first, second = posted(sheet, text="first"), posted(sheet, text="second")
    for form in (first, second):
        form.is_valid()
    actions.answer_page(sheet, first.entries(), by=None)

    conflicts = actions.answer_page(sheet, second.entries(), by=None)
    second.show_conflicts(conflicts)

    assert "“first”" in second.errors["text"][0]
    assert second["text"].value() == "second"
    again = page_form(sheet.form.pages.get(), sheet, second.data)
    again.is_valid()
    assert actions.answer_page(sheet, again.entries(), by=None) == []
    assert queries.values(sheet) == {"text": "second"}


def test_opening_and_saving_again_changes_nothing():
    sheet = opened(
        KIND, DAY, SKILLS, WORKS,
        {"key": "hours", "type": "number"}, {"key": "fee", "type": "money"},
        {"key": "where", "type": "place"}, {"key": "ok", "type": "yes_no"},
    )  # fmt: skip
    actions.take_in(
        sheet,
        {"kind": "club", "day": "15.3.2027", "skills": "UX; Foo (3)", "works": "example.org, 2024",
         "hours": "etwa 24", "fee": "80,50 €", "where": "Musterstadt (14521)", "ok": "Ja, sehr"},
        by=None,
    )  # fmt: skip
    before = dict(Answer.objects.values_list("question__key", "value"))
    form = shown(sheet)
    body = {key: form[key].value() for key in ("kind", "day", "hours", "fee", "where", "ok")}

    saved(sheet, **body, skills="ux", skills_others="Foo (3)", **{
        "works-0-link": "https://example.org", "works-0-year": "2024",
    })  # fmt: skip

    assert dict(Answer.objects.values_list("question__key", "value")) == before
    assert set(Answer.objects.values_list("version", flat=True)) == {1}


AID = {
    "key": "aid",
    "type": "rows",
    "options": [
        {"value": "amount", "label": {"en": "Amount"}, "type": "money"},
        {"value": "on", "label": {"en": "Day"}, "type": "date"},
        {"value": "share", "label": {"en": "Share"}, "type": "number"},
        {"value": "where", "label": {"en": "Where"}, "type": "place"},
        {"value": "paid", "label": {"en": "Paid"}, "type": "yes_no"},
        {"value": "kind", "label": {"en": "Kind"}, "type": "choice", "options": options("grant")},
    ],
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_table_that_is_saved_again_says_the_same(language):
    sheet = opened(AID)
    cells = ["1.250,50", "1.3.2024", "12,5", "Seiffen", "Ja", "GRANT"]
    typed = dict(zip(("amount", "on", "share", "where", "paid", "kind"), cells, strict=True))
    saved(sheet, **{f"aid-0-{column}": cell for column, cell in typed.items()})
    before = queries.values(sheet)

    with translation.override(language):
        shown_cells = shown(sheet)["aid"].value()[0]
        saved(sheet, **{f"aid-0-{column}": cell for column, cell in shown_cells.items()})

    assert queries.values(sheet) == before
    assert (before["aid"][0]["amount"], before["aid"][0]["on"]) == (125050, "2024-03-01")
    assert (shown_cells["on"], shown_cells["where"]) == ("01.03.2024", "Seiffen/Erzgeb.")


def test_every_entry_of_a_table_is_there_and_the_spare_ones_are_folded_away():
    sheet = opened({**WORKS, "max_value": 4})
    saved(sheet, **{"works-0-link": "https://example.org"})

    html = str(shown(sheet)["works"])

    assert [html.count(f'name="works-{number}-link"') for number in range(5)] == [1, 1, 1, 1, 0]
    at_once, _fold, folded = html.partition("<details")
    assert ("works-1-link" in at_once, "works-2-link" in at_once) == (True, False)
    assert folded.count("<details") == 1
    assert 'inputmode="decimal"' in html


def test_rows_and_skills_are_read_from_their_fields():
    sheet = opened(WORKS, SKILLS)
    saved(sheet, skills="ux", skills_others="Weaving; Fotos", **{"works-1-link": "example.org"})

    values = queries.values(sheet)

    assert values["works"] == [{"link": "https://example.org", "year": None}]
    assert [entry["label"] for entry in values["skills"]] == ["UX", "Weaving", "Fotografie"]


def test_all_skills_can_be_ticked_and_a_tick_keeps_its_level():
    sheet = opened({"key": "skills", "type": "skills"})
    actions.take_in(sheet, {"skills": "Fotografie (3); Weaving"}, by=None)
    html = str(shown(sheet)["skills"])

    assert html.count('type="checkbox"') == len(taxonomy.SKILLS)
    assert 'value="photography (3)" checked' in html
    assert "<details open><summary>Choose from all skills" in html
    saved(sheet, skills=["photography (3)", "ux"], skills_others="Weaving")

    assert [(s["label"], s["level"]) for s in queries.values(sheet)["skills"]] == [
        ("Fotografie", 3),
        ("UX", 2),
        ("Weaving", 2),
    ]


def test_skills_of_the_named_submarket_stand_first_and_the_others_behind_a_fold():
    sheet = opened({"key": "submarket", "type": "submarket"}, {"key": "skills", "type": "skills"})
    actions.take_in(sheet, {"submarket": "Buchmarkt"}, by=None)

    first, folded = str(shown(sheet)["skills"]).split("<details>")

    assert first.count('type="checkbox"') == len(taxonomy.in_submarket("book"))
    assert 'value="editing"' in first
    assert 'value="ux"' in folded


def test_a_number_is_read_out_with_its_unit():
    sheet = opened(
        {"key": "radius", "type": "number", "unit": {"en": "km"}, "hint": {"en": "Far?"}}
    )

    html = str(shown(sheet)["radius"])

    assert 'aria-describedby="id_radius_helptext id_radius_unit"' in html
    assert '<span class="unit" id="id_radius_unit">km</span>' in html


def test_a_question_says_what_its_file_may_be():
    portrait = {**FILES, "options": [{"value": "image", "label": {"en": "Picture"}}]}
    form = posted(opened(portrait), files={"files": [SimpleUploadedFile("me.pdf", PDF)]})

    assert form.errors == {
        "files": [
            "“me.pdf” is of a kind that cannot be taken here. Possible are: picture (JPG, PNG, WebP)."
        ]
    }


def test_an_unticked_box_takes_an_answer_back():
    sheet = opened({"key": "news", "type": "consent"})
    saved(sheet, news="on")
    assert queries.values(sheet) == {"news": True}

    saved(sheet)

    assert queries.values(sheet) in ({}, {"news": False})


def test_files_stay_join_and_go():
    sheet, ada = opened(FILES), Person.objects.create_user("ada@example.org", name="Ada")
    one = SimpleUploadedFile("one.pdf", PDF)
    saved(sheet, by=ada, files={"files": [one]})
    [first] = queries.values(sheet)["files"]

    saved(sheet, by=ada, files={"files": [SimpleUploadedFile("two.pdf", PDF + b"2")]})
    assert queries.values(sheet)["files"][0] == first
    assert len(queries.values(sheet)["files"]) == 2

    saved(sheet, by=ada, **{"files-goes": str(first)})

    assert first not in queries.values(sheet)["files"]
    assert FileUse.objects.of(sheet).count() == 1


def test_a_file_that_lies_about_its_type_is_refused_and_the_rest_is_saved():
    sheet = opened(FILES, TEXT)
    lie = SimpleUploadedFile("invoice.pdf", b"MZ\x90\x00" + b"\0" * 200)
    form = posted(sheet, files={"files": [lie]}, text="kept")

    assert "not what its name says" in form.errors["files"][0]
    actions.answer_page(sheet, form.entries(), by=None)
    assert queries.values(sheet) == {"text": "kept"}


def test_nobody_can_take_a_file_of_somebody_else():
    ada, eve = (Person.objects.create_user(f"{n}@example.org", name=n) for n in ("ada", "eve"))
    hers, mine = opened(FILES), opened({"key": "mine", "type": "file"})
    saved(hers, by=ada, files={"files": [SimpleUploadedFile("one.pdf", PDF)]})
    [stolen] = queries.values(hers)["files"]

    with pytest.raises(Exception, match="belongs to somebody else"):
        actions.take_in(mine, {"mine": str(stolen)}, by=eve)

    assert queries.values(mine) == {}


def test_every_kind_of_question_is_rendered_with_a_label_and_a_control(settings):
    sheet = opened(
        *({"key": kind, "type": kind} for kind in (
            "short_text", "long_text", "number", "money", "date", "yes_no", "scale", "link",
            "email", "phone", "place", "skills", "submarket", "file", "consent",
        )),
        KIND, WORKS, {"key": "several", "type": "multiple_choice", "options": options("a", "b")},
    )  # fmt: skip

    html = str(shown(sheet))

    for question in sheet.form.questions.all():
        assert f'name="{question.key}' in html
