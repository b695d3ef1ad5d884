import re

import pytest
from django.template import Context, RequestContext, engines
from django.test import RequestFactory
from django.utils import translation

PART = '{% load scharnier %}{% kept "web/_preferences.html" scheme=scheme %}'
TOP = '{% load scharnier %}{% kept "web/_top.html" programme_name=name public_nav=entries %}'


@pytest.fixture
def filled():
    """A template filled in for somebody who looks at an address."""
    make, requests = engines["django"].engine.from_string, RequestFactory()

    def fill(source: str, path: str = "/", **told: object) -> str:
        return make(source).render(RequestContext(requests.get(path), told))

    return fill


def test_each_visitor_gets_their_own_token_and_the_address_of_their_page(filled):
    pages = [filled(PART, path, scheme="") for path in ("/a/?q=1&z=2", "/b/")]

    tokens = [set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page)) for page in pages]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert [set(re.findall(r'name="next" value="([^"]*)"', page)) for page in pages] == [
        {"/a/?q=1&amp;z=2"},
        {"/b/"},
    ]


def test_what_a_part_is_told_is_what_it_shows(filled):
    def told(name: str, current: bool) -> tuple[str | None, str | None]:
        entries = [{"label": name, "url": "/x/", "current": current}]
        page = filled(TOP, name=name, entries=entries)
        owner = re.search(r'class="owner">([^<]*)<', page)
        return (owner and owner[1], "yes" if 'aria-current="page"' in page else "no")

    shown = [told("A & B", False), told("A & B", True), told("<i>", True), told("A & B", False)]

    assert shown == [
        ("A &amp; B", "no"),
        ("A &amp; B", "yes"),
        ("&lt;i&gt;", "yes"),
        ("A &amp; B", "no"),
    ]


def test_a_part_speaks_the_language_of_the_page(filled):
    spoken = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            spoken.append("Hauptmenü" in filled(TOP, name="", entries=[]))

    assert spoken == [True, False, True]


def test_a_part_sees_nothing_that_it_is_not_told(filled):
    page = filled(TOP, programme_name="Secret", name="Told", entries=[])

    assert ("Told" in page, "Secret" in page) == (True, False)


def test_a_part_without_a_request_is_made_as_well():
    source = engines["django"].engine.from_string(TOP)

    assert "Told" in source.render(Context({"name": "Told", "entries": []}))
