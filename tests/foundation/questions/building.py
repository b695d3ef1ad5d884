"""Small forms for tests."""

from scharnier.foundation.questions import actions
from scharnier.foundation.questions.models import FormDefinition, Question, Sheet


def asked(kind: str, **facts: object) -> Question:
    """A question that is not saved, for what needs no database."""
    return Question(type=kind, **facts)


def built(*questions: dict, **form: object) -> FormDefinition:
    """A form of one page; ``built({"key": "age", "type": "number"})``."""
    page = {"key": "page", "title": "Page", "questions": [named(one) for one in questions]}
    return actions.build_form({"name": "Form", "pages": [page], **form}, by=None)


def named(question: dict) -> dict:
    return {"label": question["key"], **question}


def opened(*questions: dict, **form: object) -> Sheet:
    """An empty sheet of a form of one page."""
    return actions.open_sheet(built(*questions, **form), by=None)


def opened_on_pages(*pages: list[dict]) -> Sheet:
    """An empty sheet of a form with a page for each list of questions."""
    made = [
        {"key": f"page{number}", "title": "Page", "questions": [named(one) for one in page]}
        for number, page in enumerate(pages)
    ]
    return actions.open_sheet(actions.build_form({"name": "Form", "pages": made}, by=None), by=None)


def question(sheet: Sheet, key: str) -> Question:
    return Question.objects.get(form=sheet.form_id, key=key)


def options(*values: str) -> list[dict]:
    return [
        {"value": value, "label": {"de": value.title(), "en": value.upper()}} for value in values
    ]
