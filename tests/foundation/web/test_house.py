"""What every template and script of the repository must keep to."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(settings.PACKAGE_DIR)
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
SCRIPTS = sorted(path for path in SOURCE.rglob("static/**/*.js") if "vendor" not in path.parts)
SPRITE = SOURCE / "foundation/web/static/web/img/icons.svg"
MAIL_FOLDERS = {"mails", "mail", "outbox"}

# htmx 2 → 4, after the tables of htmx's own upgrade-check.py (4.0.1).
HTMX_2 = re.compile(
    r"\bhx-(?:vars|params|prompt|ext|disinherit|inherit|request|history|disabled-elt|sse|ws)\b"
    r"|hx-swap=\"(?:morph|delete:|none:)|htmx:(?:afterSwap|beforeSwap|afterRequest|beforeRequest|afterSettle|configRequest|responseError|load)\b"
    r"|\bhx-on[:-]|\bhx-vals=['\"]js:|hx-trigger=\"[^\"]*\["
)
INLINE = re.compile(
    r"<[^>]*\s(?:style|on(?:click|change|submit|load|input|error|key\w+|mouse\w+))\s*=",
    re.IGNORECASE,
)
EVAL = re.compile(r"\beval\(|new Function\(|setTimeout\(\s*['\"]|\.innerHTML\s*=|document\.write")


def text_of(path):
    """The template without its comments and without code that it only shows."""
    silent = r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% verbatim %}.*?{% endverbatim %}"
    return re.sub(silent, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def pages():
    return [path for path in TEMPLATES if not MAIL_FOLDERS & set(path.parts)]


def name(path):
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", pages(), ids=name)
def test_no_template_has_inline_styles_scripts_or_handlers(path):
    text = text_of(path)

    assert INLINE.findall(text) == []
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert "javascript:" not in text


@pytest.mark.parametrize("path", pages(), ids=name)
def test_every_table_has_a_name(path):
    text = text_of(path)

    for table in re.findall(r"<table\b.*?<(?:thead|tbody)", text, re.DOTALL):
        assert "<caption" in table or "aria-label" in table


@pytest.mark.parametrize("path", pages(), ids=name)
def test_no_template_speaks_htmx_2(path):
    assert HTMX_2.findall(text_of(path)) == []


@pytest.mark.parametrize("path", pages(), ids=name)
def test_every_htmx_link_and_form_works_without_it(path):
    for tag in re.findall(r"<a\b[^>]*\bhx-get=[^>]*>", text_of(path)):
        assert "href=" in tag
    for tag in re.findall(r"<button\b[^>]*\bhx-(?:post|get)=[^>]*>", text_of(path)):
        assert 'type="button"' not in tag


@pytest.mark.parametrize("path", pages(), ids=name)
def test_every_icon_of_a_template_is_in_the_sprite(path):
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))

    assert set(re.findall(r'{% icon "([^"]+)"', text_of(path))) - known == set()


@pytest.mark.parametrize("path", pages(), ids=name)
def test_a_form_that_posts_carries_its_token(path):
    for form in re.findall(
        r"<form\b[^>]*method=\"post\".*?</form>", text_of(path), flags=re.DOTALL | re.IGNORECASE
    ):
        assert "csrf_token" in form


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_evaluates_strings(path):
    assert EVAL.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "layout", ["base", "public", "applicant", "workspace", "jury", "stage", "plain"]
)
def test_layouts_stay_small(layout):
    path = SOURCE / f"foundation/web/templates/{layout}.html"

    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("foundation/web/templates/web/_*.html")), ids=name
)
def test_every_component_says_what_it_takes(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith(("{# Takes:", "{# Words"))


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("foundation/web/static/web/css/*.css")), ids=name
)
def test_colours_are_tokens_except_where_they_are_made(path):
    if path.name in {"foundation.css", "theme.css"}:
        return
    shadows_and_night = re.sub(
        r"rgb\([^)]*\)|light-dark\([^)]*\)", "", path.read_text(encoding="utf-8")
    )
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", shadows_and_night)) <= ON_NIGHT


# The night (timeline, projector) is dark in both schemes, so its colours do not change.
ON_NIGHT = {
    "#fff",
    "#000",
    "#c9d2ea",
    "#33436f",
    "#41527f",
    "#8fa0cc",
    "#7486b8",
    "#22315f",
    "#0b1230",
}
