import csv
import io

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.queries import outline
from scharnier.stages.applications import actions
from scharnier.stages.applications.imports.columns import guess
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from tests.factories import TargetGroupFactory
from tests.personas import person, with_role
from tests.streams import close

FORM = {
    "name": "Form",
    "pages": [
        {
            "key": "page",
            "title": "Page",
            "questions": [
                {"key": "org_name", "type": "short_text", "label": "Name"},
                {"key": "address", "type": "address", "label": "Address"},
                {"key": "hours", "type": "number", "label": "Hours"},
                {"key": "shop", "type": "yes_no", "label": "Shop?"},
                {"key": "shop_link", "type": "link", "label": "Which?",
                 "if": {"on": "shop", "is": [True]}},
                {"key": "order", "type": "ranking", "label": "First what?", "options": [
                    {"value": "web", "label": "Web"}, {"value": "film", "label": "Film"}]},
            ],
        }
    ],
}  # fmt: skip
ANSWERS = {
    "org_name": "=Helm", "address": "Musterweg 1, 09548 Seiffen", "hours": "etwa 8", "shop": "no",
    "shop_link": "example.org", "order": "Film; Web",
}  # fmt: skip
HEAD = [
    "Number", "Handed in", "Name", "Address: Street and number", "Address: Postcode",
    "Address: Place", "Address: Key of the municipality", "Address: District", "Hours", "Shop?",
    "Which?", "First what?",
]  # fmt: skip
ROW = [
    "'=Helm", "Musterweg 1", "09548", "Seiffen/Erzgeb.", "14521570", "Erzgebirgskreis", "8", "No",
    "", "1.\xa0Film, 2.\xa0Web",
]  # fmt: skip


@pytest.fixture
def handed_in(db, ada) -> Application:
    """A firm's application by a form with new kinds of questions, beside a draft."""
    form = questions.build_form(FORM, by=None)
    questions.publish_form(form, by=None)
    group = TargetGroupFactory(form=form)
    actions.start(group, person=ada, by=ada)
    application = actions.start(group, person=ada, by=ada)
    for key, typed in ANSWERS.items():
        actions.answer(application, key, typed, by=ada)
    actions.submit(application, by=ada)
    return application


def content_of(answer: HttpResponseBase) -> bytes:
    content = answer.getvalue()
    close(answer)
    return content


def address(application: Application, kind: str = "csv", side: str = Side.ORGANISATION) -> str:
    return reverse("applications:answers", args=[application.call.slug, side, kind])


def test_the_lead_gets_one_row_an_application_and_one_column_a_question(client, handed_in):
    client.force_login(with_role("Olu", handed_in.call.round.programme))

    answer = client.get(address(handed_in), headers={"accept-language": "en"})

    head, *rows = csv.reader(io.StringIO(content_of(answer).decode("utf-8-sig")))
    assert head == HEAD
    assert [(row[0], row[2:]) for row in rows] == [("B-001", ROW)]


def test_a_workbook_holds_figures_as_figures(client, handed_in):
    client.force_login(with_role("Olu", handed_in.call.round.programme))

    answer = client.get(address(handed_in, "xlsx"), headers={"accept-language": "en"})

    sheet = load_workbook(io.BytesIO(content_of(answer))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == HEAD
    assert (rows[1][2], rows[1][8]) == ("=Helm", 8)


@pytest.mark.parametrize("name", ["Sam", "Rey", "Ada"])
def test_nobody_else_gets_the_answers(handed_in, name):
    programme = handed_in.call.round.programme
    someone = with_role(name, programme) if name == "Rey" else person(name)
    client = Client()
    client.force_login(someone)

    assert client.get(address(handed_in)).status_code in (403, 404)


def test_an_unknown_kind_of_file_is_not_there(client, handed_in):
    client.force_login(with_role("Olu", handed_in.call.round.programme))

    assert client.get(address(handed_in, "exe")).status_code == 404


def test_an_address_in_one_question_places_the_firm(handed_in):
    firm = handed_in.organisation

    assert (handed_in.municipality, handed_in.district) == ("Seiffen/Erzgeb.", "14521")
    assert (firm.street, firm.postal_code, firm.municipality) == (
        "Musterweg 1",
        "09548",
        "Seiffen/Erzgeb.",
    )


@pytest.mark.parametrize(
    "headers",
    [["Firma", "Anschrift (Straße, PLZ, Ort)"], ["Firma", "Straße", "PLZ", "Ort"]],
)
def test_columns_of_a_table_find_the_address_in_one_question(handed_in, headers):
    meant = guess(headers, outline(handed_in.sheet.form), {})

    assert set(meant.values()) == {"org_name", "address"}
