import datetime as dt
import io

import pytest
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails
from openpyxl import load_workbook

from scharnier.foundation.web import pieces
from scharnier.foundation.web.models import BarrierReport
from scharnier.foundation.web.tables import Column, Table
from scharnier.foundation.web.tables.export import without_formula
from tests import streams

pytestmark = pytest.mark.django_db

AT = dt.datetime(2027, 3, 15, 22, 59, tzinfo=dt.UTC)
COSTS = Table(
    "costs",
    caption="Kosten: Übersicht",
    columns=[
        Column("description", "What", sort="description", place="main"),
        Column("cents", "Amount", value=lambda _row: 123_450, money="EUR"),
        Column("state", "State", cell=pieces.state),
        Column("reported_at", "When"),
        Column("secret", "Not in files", value=lambda _row: "x", export=False),
    ],
    search=["description"],
    order="description",
)


def download(query):
    request = RequestFactory().get(f"/{query}")
    request.htmx = HtmxDetails(request)
    return COSTS.respond(request, BarrierReport.objects.all(), "web/barriers.html")


def content(response):
    whole = b"".join(response.streaming_content)
    streams.close(response)
    return whole


def test_german_spreadsheets_get_semicolons_commas_and_umlauts():
    BarrierReport.objects.create(description="Menü", reported_at=AT)

    with translation.override("de"):
        response = download("?export=csv")
        text = content(response).decode("utf-8")

    assert text == "\ufeffWhat;Amount;State;When\r\nMenü;1234,50;Offen;2027-03-15 23:59\r\n"
    assert (
        response["Content-Disposition"] == 'attachment; filename="kosten-uebersicht-2026-09-14.csv"'
    )


def test_english_spreadsheets_get_commas_and_points():
    BarrierReport.objects.create(description="Menu, main", reported_at=AT)

    assert (
        content(download("?export=csv")).decode("utf-8").splitlines()[1]
        == '"Menu, main",1234.50,Open,2027-03-15 23:59'
    )


@pytest.mark.parametrize(
    "attack", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil","x")']
)
def test_no_text_becomes_a_formula(attack):
    assert without_formula(attack) == f"'{attack}"


def test_numbers_and_words_stay_as_they_are():
    assert without_formula("Holz = Kunst") == "Holz = Kunst"


def test_a_formula_in_a_row_is_text_in_both_files():
    BarrierReport.objects.create(description="=1+1", reported_at=AT)

    sheet = load_workbook(io.BytesIO(content(download("?export=xlsx")))).active
    assert content(download("?export=csv")).decode().splitlines()[1].startswith("'=1+1,")
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_workbook_has_numbers_days_and_words():
    BarrierReport.objects.create(description="Menü\x07", reported_at=AT)

    sheet = load_workbook(io.BytesIO(content(download("?export=xlsx")))).active

    assert [cell.value for cell in sheet[1]] == ["What", "Amount", "State", "When"]
    assert [cell.value for cell in sheet[2]] == [
        "Menü",
        1234.5,
        "Open",
        dt.datetime(2027, 3, 15, 23, 59),
    ]


def test_a_file_holds_what_is_shown_on_all_pages():
    for number in range(60):
        BarrierReport.objects.create(description=f"Holz {number:02}")
    BarrierReport.objects.create(description="Stein")

    lines = (
        content(download("?export=csv&q=holz&sort=-description&page=2&per=25"))
        .decode()
        .splitlines()
    )

    assert [line.split(",")[0] for line in lines[1:]] == [
        f"Holz {number:02}" for number in reversed(range(60))
    ]


@pytest.mark.parametrize("query", ["?export=pdf", "?export="])
def test_an_unknown_format_is_a_page(query):
    assert not download(query).streaming
