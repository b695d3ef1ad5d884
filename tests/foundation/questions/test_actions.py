import pytest
from django.core.exceptions import ValidationError

from scharnier.foundation.questions import actions, queries, templates
from scharnier.foundation.questions.models import Answer, Condition, FormDefinition, Question
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.models import Entry
from tests.foundation.questions.building import built, opened, options, question

pytestmark = pytest.mark.django_db

AGE = {"key": "age", "type": "number"}
TEXT = {"key": "text", "type": "long_text"}


def test_the_second_of_two_writers_is_told_both_texts():
    sheet = opened(TEXT)
    text = question(sheet, "text")
    actions.answer(sheet, text, value="first", version=0, by=None)

    with pytest.raises(actions.AnswerConflict) as refusal:
        actions.answer(sheet, text, value="second", version=0, by=None)

    assert (refusal.value.theirs, refusal.value.yours) == ("first", "second")
    assert refusal.value.version == Answer.objects.get().version
    assert Answer.objects.get().value == "first"


def test_the_same_answer_again_is_no_conflict_and_no_change():
    sheet = opened(TEXT)
    text = question(sheet, "text")
    actions.answer(sheet, text, value="same", version=0, by=None)

    again = actions.answer(sheet, text, value="same", version=0, by=None)

    assert again.version == 1
    assert Entry.objects.filter(verb="sheet.answered").count() == 1


def test_an_answer_of_the_wrong_kind_is_refused():
    sheet = opened(AGE)

    with pytest.raises(ValidationError, match="one number"):
        actions.answer(sheet, question(sheet, "age"), value="many", version=0, by=None)


def test_a_page_saves_everything_but_the_conflicts():
    sheet = opened(AGE, TEXT)
    age, text = question(sheet, "age"), question(sheet, "text")
    actions.answer(sheet, age, value=1, version=0, by=None)

    conflicts = actions.answer_page(
        sheet,
        [actions.Entry(age, 2, version=0), actions.Entry(text, "new", version=0)],
        by=None,
    )

    assert [conflict.question for conflict in conflicts] == [age]
    assert queries.values(sheet) == {"age": 1, "text": "new"}


def test_the_trail_names_questions_but_never_answers():
    sheet = opened(TEXT)
    actions.answer(sheet, question(sheet, "text"), value="private", version=0, by=None)

    assert Entry.objects.get(verb="sheet.answered").details == {"questions": ["text"]}


@pytest.mark.parametrize("number", [3, 30])
def test_saving_costs_the_same_for_few_and_many_questions(number, django_assert_max_num_queries):
    sheet = opened(*({"key": f"q{n}", "type": "short_text"} for n in range(number)))
    asked = list(sheet.form.questions.all())
    actions.answer_page(sheet, [actions.Entry(q, "old", version=0) for q in asked], by=None)

    with django_assert_max_num_queries(8):
        actions.answer_page(sheet, [actions.Entry(q, "new", version=1) for q in asked], by=None)

    assert set(queries.values(sheet).values()) == {"new"}


def test_an_import_keeps_what_it_cannot_read():
    sheet = opened(AGE, TEXT)

    errors = actions.take_in(sheet, {"age": "old enough", "text": "ok", "unknown": "x"}, by=None)

    assert list(errors) == ["age"]
    assert queries.values(sheet) == {"text": "ok"}
    assert [missing.key for missing in queries.missing(sheet)] == ["age"]
    assert Answer.objects.get(question__key="age").raw == "old enough"


def test_importing_twice_changes_nothing():
    sheet = opened(AGE, TEXT)
    actions.take_in(sheet, {"age": "etwa 24", "text": "ok"}, by=None)
    before = sheet.version

    actions.take_in(sheet, {"age": "etwa 24", "text": "ok"}, by=None)

    sheet.refresh_from_db()
    assert sheet.version == before


def test_a_duplicate_fills_gaps_and_replaces_nothing():
    form = built(AGE, TEXT)
    sheet, duplicate = (actions.open_sheet(form, by=None) for _ in range(2))
    actions.take_in(sheet, {"age": "40"}, by=None)
    actions.take_in(duplicate, {"age": "41", "text": "more"}, by=None)

    taken = actions.fill_gaps(sheet, out_of=duplicate, by=None)

    assert taken == ["text"]
    assert queries.values(sheet) == {"age": 40, "text": "more"}


def test_a_sent_sheet_knows_that_it_changed_since():
    sheet = opened(TEXT)
    actions.take_in(sheet, {"text": "one"}, by=None)
    actions.mark_sent(sheet, by=None)
    assert not sheet.has_changed_since_sent

    actions.take_in(sheet, {"text": "two"}, by=None)

    assert sheet.has_changed_since_sent


@pytest.mark.parametrize("name", templates.SHIPPED)
def test_a_copy_has_everything_and_the_next_version(name):
    form = actions.build_form(templates.load(name), by=None)

    copy = actions.copy_form(form, by=None)

    assert (copy.version, copy.copied_from) == (2, form)
    for model, lookup in ((Question, "form"), (Condition, "on__form")):
        assert (
            model.objects.filter(**{lookup: copy}).count()
            == model.objects.filter(**{lookup: form}).count()
        )
    assert queries.outline(copy).by_key.keys() == queries.outline(form).by_key.keys()


def test_a_published_form_changes_only_its_words():
    form = built(AGE)
    actions.publish_form(form, by=None)
    age = form.questions.get()

    actions.change_question(age, by=None, label="How old?")
    with pytest.raises(Refused, match="only the wording"):
        actions.change_question(age, by=None, type="date")

    age.refresh_from_db()
    assert (str(age.label), age.type) == ("How old?", "number")


def test_a_form_in_use_is_not_deleted():
    sheet = opened(AGE)

    with pytest.raises(Refused, match="filled in already"):
        actions.discard_form(sheet.form, by=None)

    assert FormDefinition.objects.count() == 1


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        ({"key": "age", "type": "number"}, "taken"),
        ({"key": "versions", "type": "number"}, "taken"),
        ({"key": "x", "type": "choice"}, "needs options"),
        ({"key": "x", "type": "riddle"}, "riddle"),
        ({"key": "x", "type": "number", "colour": "red"}, "colour"),
        ({"key": "x", "type": "number", "if": {"on": "later", "is": [1]}}, "condition"),
    ],
)
def test_a_form_that_contradicts_itself_is_refused_whole(faulty, message):
    with pytest.raises(actions.FormFault, match=message):
        built(AGE, faulty)

    assert not FormDefinition.objects.exists()


def test_discarding_a_sheet_takes_its_answers_along():
    sheet = opened({"key": "c", "type": "choice", "options": options("a")})
    actions.take_in(sheet, {"c": "a"}, by=None)

    actions.discard_sheet(sheet, by=None)

    assert not Answer.objects.exists()
