import re

import pytest

from scharnier.foundation.web.markdown import to_html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.org/spy.png)",
        '<a href="/" onclick="alert(1)" style="color:red">x</a>',
        "[x](vbscript:msgbox)",
        '[x](/ "\\"onmouseover=alert(1)")',
    ],
)
def test_nothing_that_runs_or_spies_survives(attack):
    tags = "".join(re.findall(r"<[^>]*>", to_html(attack))).lower()

    for bad in ("script", "img", " on", "style", "data:"):
        assert bad not in tags


def test_texts_keep_their_shape():
    assert (
        to_html("Ein **Wort**\n\n- a\n- b")
        == "<p>Ein <strong>Wort</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A\n\n## B", "<h2>A</h2>\n<h3>B</h3>\n"),
        ("## A\n\n##### B", "<h2>A</h2>\n<h4>B</h4>\n"),
        ("### A", "<h2>A</h2>\n"),
    ],
)
def test_the_highest_heading_is_an_h2(text, html):
    assert to_html(text) == html


def test_links_outside_do_not_hand_over_our_window():
    assert (
        to_html("[x](https://example.org)")
        == '<p><a href="https://example.org" rel="noopener">x</a></p>\n'
    )


def test_no_text_is_no_html():
    assert to_html(None) == ""
