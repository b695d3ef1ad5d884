from types import SimpleNamespace

import pytest
from django.template import Context, Template

from scharnier.foundation.web import panels


@pytest.fixture(autouse=True)
def only_our_panels(monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})


def shown(person="Ada", subject="B-014"):
    template = Template('{% load scharnier %}<b>{% panels "application" subject %}</b>')
    request = SimpleNamespace(user=person)
    return "".join(template.render(Context({"request": request, "subject": subject})).split("\n"))


def test_a_place_without_panels_stays_empty():
    assert shown() == "<b></b>"


def test_a_panel_is_rendered_with_what_its_function_returns():
    panels.register(
        "application",
        lambda person, subject: {"kind": "good", "text": f"{person}: {subject}"},
        "web/_tag.html",
    )

    assert shown() == '<b><span class="tag good">Ada: B-014</span></b>'


def test_a_panel_that_returns_none_is_not_shown():
    panels.register("application", lambda *_: None, "web/_tag.html")

    assert shown() == "<b></b>"


def test_a_panel_is_shown_once_even_if_it_is_registered_twice():
    def panel(person, subject):
        return {"kind": "", "text": "once"}

    panels.register("application", panel, "web/_tag.html")
    panels.register("application", panel, "web/_tag.html")

    assert len(panels.at("application")) == 1
