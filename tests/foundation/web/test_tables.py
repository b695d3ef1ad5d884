import re

import pytest
from django.db import connection
from django.db.models import Q
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django_htmx.middleware import HtmxDetails

from scharnier.foundation.web import pieces
from scharnier.foundation.web.models import BarrierReport
from scharnier.foundation.web.states import BarrierState
from scharnier.foundation.web.tables import Bulk, Column, Filter, Table, View

pytestmark = pytest.mark.django_db

REPORTS = Table(
    "reports",
    caption="Reports",
    columns=[
        Column("pk", "No.", sort="pk", numeric=True, priority=1),
        Column(
            "description", "What", sort="description", place="main", link=lambda row: f"/{row.pk}/"
        ),
        Column("state", "State", cell=pieces.state, sort="state", place="status"),
        Column("mail", "Mail", place="sub"),
    ],
    search=["description", "page_address"],
    filters=[Filter("state", "State", BarrierState.choices)],
    views=[View("with_mail", "With address", ~Q(mail=""))],
    bulk=[Bulk("Mark", "mark/")],
    order="description",
    empty=("Nothing yet.", "It will come."),
)


def reports(*descriptions, **changes):
    return [BarrierReport.objects.create(description=text, **changes) for text in descriptions]


def ask(address="/", **headers):
    made = RequestFactory().get(address, headers=headers)
    made.htmx = HtmxDetails(made)
    return made


def listing(query="", table=REPORTS):
    return table.render(ask(f"/{query}"), BarrierReport.objects.all())


def names(query=""):
    return [row.description for row in listing(query).page]


def test_rows_come_in_the_declared_order():
    reports("b", "c", "a")

    assert names() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("query", "order"), [("?sort=-description", ["c", "b", "a"]), ("?sort=pk", ["b", "c", "a"])]
)
def test_the_address_says_how_they_are_sorted(query, order):
    reports("b", "c", "a")

    assert names(query) == order


@pytest.mark.parametrize(
    "query", ["?sort=mail", "?sort=password", "?sort=-", "?sort=description__x"]
)
def test_nothing_can_be_sorted_by_that_is_not_declared(query):
    reports("b", "a")

    assert names(query) == ["a", "b"]


def test_equal_rows_keep_a_stable_order_over_the_pages():
    made = reports(*["same"] * 60)

    seen = [row.pk for page in (1, 2, 3) for row in listing(f"?page={page}").page]
    assert seen == [row.pk for row in made]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", (1, 25)),
        ("?page=2", (26, 50)),
        ("?page=99", (51, 60)),
        ("?per=50&page=2", (51, 60)),
        ("?per=7", (1, 25)),
        ("?page=x", (1, 25)),
    ],
)
def test_pages_hold_as_many_rows_as_asked(query, numbers):
    reports(*["x"] * 60)

    page = listing(query).page
    assert (page.start_index(), page.end_index()) == numbers


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=menü", ["Das Menü klemmt"]),
        ("?q=MENÜ", ["Das Menü klemmt"]),
        ("?q=klemmt menü", ["Das Menü klemmt"]),
        ("?q=start", ["Bild fehlt"]),
        ("?q=nichts", []),
        ("?q=%00", ["Bild fehlt", "Das Menü klemmt"]),
    ],
)
def test_every_word_must_be_found_somewhere(query, found):
    reports("Das Menü klemmt")
    reports("Bild fehlt", page_address="/start/")

    assert names(query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=answered", ["b"]),
        ("?state=nonsense", ["a", "b"]),
        ("?state=answered&q=a", []),
        ("?view=with_mail", ["a"]),
        ("?view=x", ["a", "b"]),
    ],
)
def test_filters_and_views_narrow_and_unknown_values_do_not(query, found):
    reports("a", mail="ada@example.org")
    reports("b", state=BarrierState.ANSWERED)

    assert names(query) == found


def test_chips_count_what_is_left_by_search_and_filters():
    reports("a", "b", mail="ada@example.org")
    reports("a")

    shown = listing("?q=a&view=with_mail")
    assert [(chip["name"], chip["count"], chip["current"]) for chip in shown.chips] == [
        ("", 2, False),
        ("with_mail", 1, True),
    ]
    assert shown.total == 1


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("query", ["", "?q=a&view=with_mail&state=open&sort=-state&page=2"])
def test_whatever_is_asked_takes_two_queries(number, query):
    reports(*["a"] * number, mail="ada@example.org")

    with CaptureQueriesContext(connection) as queries:
        str(listing(query))

    assert len(queries) == 2


def test_the_head_says_how_it_is_sorted_and_turns_it_round():
    reports("a")

    html = str(listing("?sort=-description"))
    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending"]
    assert 'href="/?sort=description"' in html


def test_every_wish_stays_in_the_address_but_the_page():
    reports(*["a"] * 60)

    shown = listing("?q=a&sort=-pk&page=2&per=25&b-q=other")
    assert shown.address(sort="pk", page=None) == "/?q=a&per=25&b-q=other&sort=pk"


def test_two_tables_on_a_page_do_not_disturb_each_other():
    reports("a", "b")

    other = REPORTS.render(ask("/?q=a&b-q=b"), BarrierReport.objects.all(), prefix="b-")
    assert [row.description for row in other.page] == ["b"]


def test_every_link_works_without_javascript():
    reports(*["a"] * 60)

    html = str(listing("?q=a"))
    for link in re.findall(r"<a [^>]*hx-get[^>]*>", html):
        assert re.search(r'href="([^"]+)"', link)[1] == re.search(r'hx-get="([^"]+)"', link)[1]


def test_rows_can_be_selected_by_name():
    reports("Das Menü klemmt")

    assert 'aria-label="Select Das Menü klemmt"' in str(listing())


def test_an_empty_table_says_what_will_be_here():
    html = str(listing())

    assert "Nothing yet." in html
    assert "<table" not in html


def test_an_empty_search_offers_to_take_the_filters_away():
    reports("a")

    html = str(listing("?q=zzz&sort=-pk"))
    assert "No row fits." in html
    assert 'href="/?sort=-pk"' in html


def test_what_people_wrote_is_escaped():
    reports("<script>alert(1)</script>")

    assert "<script>" not in str(listing())


def test_a_duplicate_through_a_join_is_shown_once():
    reports("a a", page_address="a")

    assert names("?q=a") == ["a a"]


def test_htmx_gets_the_table_alone_and_the_address_to_push():
    reports("a")
    request = ask("/?q=a&state=", hx_request="true", hx_target="section#table-reports")

    response = REPORTS.respond(request, BarrierReport.objects.all(), "web/barriers.html")

    assert response.content.decode().startswith(
        '\n<section class="listing'
    ) or response.content.decode().lstrip().startswith("<section")
    assert response["HX-Push-Url"] == "/?q=a"


def test_without_htmx_the_whole_page_comes(rf):
    reports("a")
    request = ask("/")

    response = REPORTS.respond(
        request, BarrierReport.objects.all(), "web/barriers.html", {"area": "Test"}
    )

    assert response.content.strip().startswith(b"<!doctype html>")
