import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from scharnier.foundation import clock
from scharnier.foundation.web import formats, tones
from scharnier.foundation.web.models import BarrierReport
from scharnier.foundation.web.states import BarrierState

DEADLINE = dt.datetime(2027, 3, 15, 22, 59, tzinfo=dt.UTC)


def render(text, **context):
    return Template("{% load scharnier %}" + text).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("language", "filter_name", "words"),
    [
        ("de", "day", "15.\u00a0März\u00a02027"),
        ("en", "day", "15\u00a0March\u00a02027"),
        ("de", "moment", "15.\u00a0März\u00a02027, 23:59\u00a0Uhr"),
        ("en", "moment", "15\u00a0March\u00a02027, 23:59"),
        ("de", "clock_time", "23:59\u00a0Uhr"),
        ("de-informal", "moment", "15.\u00a0März\u00a02027, 23:59\u00a0Uhr"),
    ],
)
def test_days_and_times_are_written_as_people_write_them(language, filter_name, words):
    with translation.override(language):
        assert render("{{ at|" + filter_name + " }}", at=DEADLINE) == words


@pytest.mark.parametrize("language", ["de", "de-informal", "en"])
def test_django_writes_a_day_as_we_do(language):
    with translation.override(language):
        assert render("{{ at|date:'DATE_FORMAT' }}", at=DEADLINE) == render(
            "{{ at|day }}", at=DEADLINE
        )


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        ({"seconds": 5}, "gerade eben"),
        ({"minutes": 1}, "vor 1 Minute"),
        ({"minutes": 7}, "vor 7 Minuten"),
        ({"hours": 2}, "heute, 09:00\u00a0Uhr"),
        ({"days": 1}, "gestern, 11:00\u00a0Uhr"),
        ({"days": 5}, "vor 5 Tagen"),
        ({"days": 40}, "5.\u00a0August\u00a02026"),
    ],
)
def test_how_long_ago_is_said_in_words(ago, words):
    with translation.override("de"):
        assert render("{{ at|ago }}", at=clock.now() - dt.timedelta(**ago)) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        ({"hours": 2}, "heute, 09:00 Uhr"),
        ({"hours": -2}, "heute, 13:00 Uhr"),
        ({"days": 1}, "gestern, 11:00 Uhr"),
        ({"days": 5}, "9. September"),
        ({"days": 300}, "18. November 2025"),
        ({"days": -5}, "19. September 2026, 11:00 Uhr"),
    ],
)
def test_a_list_says_when_in_the_fewest_words_that_are_clear(ago, words):
    with translation.override("de"):
        said = formats.in_short(clock.now() - dt.timedelta(**ago))
    assert said.replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("language", "cents", "words"),
    [
        ("de", 250_000, "2.500\u00a0€"),
        ("de", 123_456, "1.234,56\u00a0€"),
        ("en", 250_000, "€2,500"),
        ("de", None, ""),
    ],
)
def test_amounts_are_written_with_cents_only_if_there_are_any(language, cents, words):
    with translation.override(language):
        assert render("{{ cents|money }}", cents=cents) == words


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "mail" %}')
    assert 'role="img" aria-label="locked"' in render('{% icon "lock" "locked" %}')


def test_a_state_is_shown_in_words_with_the_tone_its_stage_gives_it():
    report = BarrierReport(state=BarrierState.OPEN)

    assert tones.of(report) == {"kind": "warn", "icon": "clock"}
    assert render("{% state_tag report %}", report=report).endswith("Open</span>")


def test_a_notice_keeps_what_stands_in_it():
    shown = render('{% notice "warn" "Two days" %}<a href="/">Home</a>{% endnotice %}')

    assert '<div class="notice warn">' in shown
    assert '<div class="notice-body"><a href="/">Home</a></div>' in shown


def test_a_notice_escapes_what_people_wrote():
    assert "&lt;b&gt;" in render('{% notice "info" title %}{{ title }}{% endnotice %}', title="<b>")


@pytest.mark.parametrize(
    ("changes", "address"),
    [("page=2", "?q=Holz&amp;page=2"), ("q=None", "?page=1"), ("q=none page=none", "?")],
)
def test_with_query_keeps_the_rest_of_the_address(changes, address):
    request = RequestFactory().get("/", {"q": "Holz", "page": "1"})

    assert render("{% with_query " + changes + " %}", request=request, none=None) == address


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mira Lohse", "ML"), ("Hutzenfilm", "H"), ("Anna Maria von Au", "AA"), ("", "")],
)
def test_initials_are_the_first_and_the_last_name(name, letters):
    assert render("{{ name|initials }}", name=name) == letters


def test_every_kind_of_message_has_its_icon():
    message = SimpleNamespace(level_tag="error")

    assert (
        render("{{ message|message_kind }} {{ message|message_icon }}", message=message)
        == "bad circle-alert"
    )


@pytest.mark.parametrize(
    ("language", "hours", "said"),
    [
        ("de", 4, "15.\u00a0März\u00a02027, 16:00\u00a0bis\u00a020:00\u00a0Uhr"),
        ("en", 4, "15\u00a0March\u00a02027, 16:00\u00a0to\u00a020:00"),
        (
            "de",
            28,
            "15.\u00a0März\u00a02027, 16:00\u00a0Uhr bis 16.\u00a0März\u00a02027, 20:00\u00a0Uhr",
        ),
    ],
)
def test_a_day_of_a_span_is_said_once(language, hours, said):
    begins = dt.datetime(2027, 3, 15, 15, tzinfo=dt.UTC)

    with translation.override(language):
        assert formats.span(begins, begins + dt.timedelta(hours=hours)) == said
