"""Which columns a table shows at which width, and what a card says."""

import pytest

from scharnier.foundation.web import pieces
from scharnier.foundation.web.models import BarrierReport
from scharnier.foundation.web.tables import Column, Table, fitting
from tests.foundation.web.test_tables import ask, reports

NAME = Column("description", "What", place="main")
STATE = Column("state", "State", cell=pieces.state, place="status")


def steps(*columns, **insides):
    labels = {column.name: str(column.label) for column in columns}
    given = {column.name: insides.get(column.name, ["x"]) for column in columns}
    return fitting.steps(columns, given, labels)


def test_name_and_state_are_there_at_every_width():
    found = steps(NAME, STATE, description=["long " * 60], state=["x" * 90])
    assert found == {"description": 0, "state": 0}


def test_what_is_said_to_leave_first_needs_the_most_room():
    columns = [
        Column("first", "First", priority=1),
        NAME,
        Column("second", "Second", priority=2),
        Column("third", "Third"),
        STATE,
    ]
    words = {column.name: ["a text of some length"] for column in columns}
    words["state"] = ["<span class='tag'>Approved</span>"]
    found = steps(*columns, **words)
    assert found["third"] <= found["second"] < found["first"]


def test_nineteen_columns_need_more_room_than_the_last_step():
    many = [Column(f"c{n}", "An amount", money="EUR") for n in range(30)]
    found = steps(NAME, *many, **{column.name: ["12.345,67\u00a0€"] for column in many})
    assert found["c29"] > fitting.LAST_STEP
    assert found["c0"] == 0


def test_a_state_is_as_wide_as_its_words_and_never_breaks():
    narrow = fitting.width_of(STATE, "State", ['<span class="tag">On</span>'])
    wide = fitting.width_of(STATE, "State", ['<span class="tag">On the waiting list</span>'])
    two = ['<span class="tag">On the waiting list</span> <span class="tag">late</span>']
    assert narrow < wide == fitting.width_of(STATE, "State", two)


@pytest.mark.django_db
def test_a_card_says_every_column_that_matters_with_its_label():
    reports("Menü klemmt")
    columns = [
        Column("pk", "No.", place="key"),
        NAME,
        Column("page_address", "Page", place="sub"),
        Column("mail", "Mail"),
        Column("reported_at", "Reported"),
        Column("answered", "Answered", value=lambda _row: 7, priority=1),
        STATE,
    ]
    table = Table("cards", caption="Cards", columns=columns)
    page = str(table.render(ask("/"), BarrierReport.objects.all()))

    assert 'data-label="Reported"' in page
    assert 'class="c-none" data-label="Mail"' in page.replace("nowrap ", "")
    assert 'data-label="Answered"' not in page
    assert "c-off" in page
    everything = str(table.render(ask("/?cols=all"), BarrierReport.objects.all()))
    assert 'data-label="Answered"' in everything
    assert "c-off" not in everything


@pytest.mark.django_db
def test_a_second_line_that_only_repeats_the_name_is_left_out_of_the_card():
    reports("Menü klemmt")
    twice = Column("again", "Again", value=lambda row: row.description, place="sub")
    table = Table("cards", caption="Cards", columns=[NAME, twice])
    page = str(table.render(ask("/"), BarrierReport.objects.all()))

    assert "c-sub" in page
    assert "c-none" in page


@pytest.mark.django_db
def test_few_rows_have_no_search_and_one_choice_is_no_filter():
    table = Table("short", caption="Short", columns=[NAME], search=["description"])
    reports("one", "two")
    assert 'type="search"' not in str(table.render(ask("/"), BarrierReport.objects.all()))
    assert 'type="search"' in str(table.render(ask("/?q=one"), BarrierReport.objects.all()))
    reports("three", "four", "five", "six")
    assert 'type="search"' in str(table.render(ask("/"), BarrierReport.objects.all()))
