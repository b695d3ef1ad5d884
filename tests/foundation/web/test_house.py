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


# Asked of all templates at once: a test for each would cost more than its question.
TEXTS = {name(path): text_of(path) for path in pages()}


def faults(found):
    """What ``found`` finds in the text of a template, by its name."""
    return {one: wrong for one, text in TEXTS.items() if (wrong := found(text))}


def lacking(pattern, *words):
    """Finds what matches ``pattern`` and has none of the words in it."""
    return lambda text: [
        part for part in re.findall(pattern, text, re.DOTALL) if not any(w in part for w in words)
    ]


def test_all_templates_are_asked():
    assert len(TEXTS) > 250
    assert all(TEXTS.values())


@pytest.mark.parametrize(
    "pattern",
    [
        INLINE,
        re.compile("<style"),
        re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
        re.compile("javascript:"),
    ],
)
def test_no_template_has_inline_styles_scripts_or_handlers(pattern):
    assert faults(pattern.findall) == {}


def test_every_table_has_a_name():
    assert faults(lacking(r"<table\b.*?<(?:thead|tbody)", "<caption", "aria-label")) == {}


def test_no_template_speaks_htmx_2():
    assert faults(HTMX_2.findall) == {}


def test_every_htmx_link_and_form_works_without_it():
    buttons = re.compile(r"<button\b[^>]*\bhx-(?:post|get)=[^>]*>")

    assert faults(lacking(r"<a\b[^>]*\bhx-get=[^>]*>", "href=")) == {}
    assert (
        faults(lambda text: [tag for tag in buttons.findall(text) if 'type="button"' in tag]) == {}
    )


def test_every_icon_of_a_template_is_in_the_sprite():
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))

    assert faults(lambda text: set(re.findall(r'{% icon "([^"]+)"', text)) - known) == {}


def test_a_form_that_posts_carries_its_token():
    form = r"(?i:<form\b[^>]*method=\"post\".*?</form>)"

    assert faults(lacking(form, "csrf_token")) == {}


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
