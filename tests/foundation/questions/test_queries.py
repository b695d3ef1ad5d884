import pytest
from django.utils import translation

from scharnier.foundation.questions import actions, queries
from scharnier.foundation.questions.models import Question, Sheet
from tests.foundation.questions.building import opened, options

pytestmark = pytest.mark.django_db

COMPANY = {"key": "kind", "type": "choice", "options": options("company", "club"), "required": True}
TURNOVER = {
    "key": "turnover",
    "type": "money",
    "required": True,
    "if": {"on": "kind", "is": ["company"]},
}
AUDIT = {
    "key": "audit",
    "type": "yes_no",
    "required": True,
    "if": {"on": "turnover", "at_least": 100_000},
}


def shown(sheet):
    return [row.question.key for page in queries.summary(sheet) for row in page.rows]


def missing(sheet):
    return [question.key for question in queries.missing(sheet)]


def test_hidden_questions_are_neither_demanded_nor_exported():
    sheet = opened(COMPANY, TURNOVER)
    actions.take_in(sheet, {"kind": "company", "turnover": "500"}, by=None)
    assert queries.values(sheet) == {"kind": "company", "turnover": 50_000}

    actions.take_in(sheet, {"kind": "club"}, by=None)

    assert shown(sheet) == ["kind"]
    assert missing(sheet) == []
    assert queries.values(sheet) == {"kind": "club"}


def test_what_hangs_on_a_hidden_question_is_hidden_too():
    sheet = opened(COMPANY, TURNOVER, AUDIT)
    actions.take_in(sheet, {"kind": "company", "turnover": "2000"}, by=None)
    assert shown(sheet) == ["kind", "turnover", "audit"]

    actions.take_in(sheet, {"kind": "club"}, by=None)

    assert shown(sheet) == ["kind"]


@pytest.mark.parametrize(
    ("condition", "visible"),
    [
        ({"is": ["a"]}, True),
        ({"is": ["c"]}, False),
        ({"is_not": ["c"]}, True),
        ({"is_not": ["b"]}, False),
        ({"answered": True}, True),
        ({"at_least": 1}, False),
    ],
)
def test_conditions_look_into_several_choices(condition, visible):
    several = {"key": "several", "type": "multiple_choice", "options": options("a", "b", "c")}
    sheet = opened(
        several, {"key": "more", "type": "short_text", "if": {"on": "several", **condition}}
    )
    actions.take_in(sheet, {"several": "a; b"}, by=None)

    assert ("more" in shown(sheet)) is visible


def test_a_page_can_be_hidden_as_a_whole():
    form = actions.build_form(
        {
            "name": "Form",
            "pages": [
                {"key": "one", "title": "One", "questions": [{**COMPANY, "label": "Kind"}]},
                {
                    "key": "two",
                    "title": "Two",
                    "if": {"on": "kind", "is": "company"},
                    "questions": [{"key": "x", "type": "number", "label": "X", "required": True}],
                },
            ],
        },
        by=None,
    )
    sheet = actions.open_sheet(form, by=None)
    assert [status.page.key for status in queries.pages_for(sheet)] == ["one"]

    actions.take_in(sheet, {"kind": "company"}, by=None)

    assert [(s.page.key, s.is_done, s.missing) for s in queries.pages_for(sheet)] == [
        ("one", True, 0),
        ("two", False, 1),
    ]


def test_a_needed_consent_must_be_a_yes():
    sheet = opened({"key": "privacy", "type": "consent", "required": True})
    actions.take_in(sheet, {"privacy": "Nein"}, by=None)
    assert missing(sheet) == ["privacy"]

    actions.take_in(sheet, {"privacy": "gelesen"}, by=None)

    assert missing(sheet) == []


def test_a_blind_reader_never_gets_what_is_hidden_from_them():
    sheet = opened(
        {"key": "name", "type": "short_text", "blind": True}, {"key": "idea", "type": "short_text"}
    )
    actions.take_in(sheet, {"name": "Ada", "idea": "A board"}, by=None)

    assert queries.values(sheet, blind=True) == {"idea": "A board"}
    assert "Ada" not in str(queries.summary(sheet, blind=True))


def test_the_summary_speaks_the_language_of_the_page():
    sheet = opened(
        COMPANY,
        {"key": "fee", "type": "money"},
        {"key": "day", "type": "date"},
        {"key": "ok", "type": "yes_no"},
        {"key": "place", "type": "place"},
        {"key": "skills", "type": "skills"},
        {"key": "hours", "type": "number", "unit": {"de": "Stunden", "en": "hours"}},
    )
    actions.take_in(
        sheet,
        {"kind": "Company", "fee": "2500", "day": "15.3.2027", "ok": "ja", "place": "Seiffen",
         "skills": "Fotografie (3)", "hours": "etwa 24"},
        by=None,
    )  # fmt: skip

    with translation.override("de"):
        german = [row.words for page in queries.summary(sheet) for row in page.rows]
    english = [row.words for page in queries.summary(sheet) for row in page.rows]

    assert german == ["Company", "2.500\xa0€", "15.\u00a0März\u00a02027", "Ja", "Seiffen/Erzgeb. (Erzgebirgskreis)",
                      "Fotografie (sehr erfahren)", "24\xa0Stunden (etwa 24)"]  # fmt: skip
    assert english[1:4] == ["€2,500", "15\u00a0March\u00a02027", "Yes"]
    assert english[5] == "Photography (expert)"


def test_a_wrong_answer_is_shown_as_typed_with_its_instruction():
    sheet = opened({"key": "day", "type": "date"})
    actions.take_in(sheet, {"day": "31.02.2027"}, by=None)

    [row] = queries.summary(sheet)[0].rows

    assert (row.words, row.is_missing) == ("31.02.2027", True)
    assert "February 2027 has 28 days" in row.error


def rubric(*weights):
    return opened(
        *(
            {"key": f"c{n}", "type": "scale", "weight": weight, "max_value": 5, "required": True}
            for n, weight in enumerate(weights)
        ),
        kind="rubric",
    )


@pytest.mark.parametrize(
    ("points", "score"), [((5, 5), 100), ((0, 0), 0), ((3, 4), 68), ((4, None), None)]
)
def test_points_of_a_rubric_are_weighted(points, score):
    sheet = rubric(60, 40)
    actions.take_in(sheet, {f"c{n}": p for n, p in enumerate(points) if p is not None}, by=None)

    assert queries.weighted_score(sheet, scale_max=5) == score


def test_weights_need_not_sum_to_a_hundred():
    sheet = rubric(1, 1, 1)
    actions.take_in(sheet, {"c0": 5, "c1": 0, "c2": 0}, by=None)

    assert queries.weighted_score(sheet, scale_max=5) == 33


@pytest.mark.parametrize("number", [3, 30])
def test_reading_costs_the_same_for_few_and_many_questions(number, django_assert_max_num_queries):
    sheet = opened(*({"key": f"q{n}", "type": "short_text"} for n in range(number)))
    actions.take_in(sheet, {f"q{n}": "x" for n in range(number)}, by=None)

    with django_assert_max_num_queries(6):
        queries.summary(sheet)


def test_reading_costs_the_same_for_one_and_many_sheets(django_assert_max_num_queries):
    first = opened(COMPANY, TURNOVER)
    sheets = [first, *(actions.open_sheet(first.form, by=None) for _ in range(9))]

    with django_assert_max_num_queries(6):
        values = queries.values_of(sheets)

    assert len(values) == 10


def test_a_published_form_is_read_once_and_again_after_its_wording_changed(
    django_assert_num_queries,
):
    sheet = opened(COMPANY)
    actions.publish_form(sheet.form, by=None)
    [question] = queries.filled(sheet).questions
    with django_assert_num_queries(1):  # its answers
        queries.filled(sheet)

    actions.change_question(
        Question.objects.get(pk=question.pk), by=None, label="What are you, please?"
    )

    [page] = queries.summary(Sheet.objects.get(pk=sheet.pk))
    assert [str(row.question.label) for row in page.rows] == ["What are you, please?"]
