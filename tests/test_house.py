"""What no linter knows: the rules that hold the house together, checked instead of preached."""

import ast
import inspect
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.utils import translation
from django.utils.translation import gettext, pgettext

from scharnier.foundation.trail import verbs
from tools import messages

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "scharnier"
DOCS = ROOT / "docs"
OURS = [model for model in apps.get_models() if model.__module__.startswith("scharnier.")]
STATES = [field for model in OURS for field in model._meta.fields if field.name == "state"]
CATALOGUES = sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))
GERMAN = [path for path in CATALOGUES if path.parts[-3] in ("de", "de_Informal")]
NOT_OURS = {".git", ".venv", ".tools", "var", "node_modules", "__pycache__", ".hypothesis"}

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)(%[sd])|\{(\w*)\}")
FORBIDDEN = re.compile(
    r"\b(matching|tool|tools|dashboard|workflow|submit|ungültige?[nrsm]?)\b", re.IGNORECASE
)
QUOTED = re.compile(r"\*\*[„“](.+?)[“”]\*\*")


def name(path):
    return str(path.relative_to(ROOT))


def modules(*, migrations=False):
    found = sorted(SOURCE.rglob("*.py"))
    return [path for path in found if migrations or "migrations" not in path.parts]


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def entries(path):
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


# Actions ------------------------------------------------------------------------------


def actions_of(stage):
    """What others call as ``actions.verb``; a package names its verbs in ``__all__``."""
    module = import_module(f"{stage}.actions")
    for title, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__.startswith(module.__name__) and not title.startswith("_"):
            yield title, function


def test_every_package_of_actions_names_its_verbs():
    nameless = [
        stage
        for stage in settings.STAGES
        if hasattr(module := import_module(f"{stage}.actions"), "__path__")
        and not hasattr(module, "__all__")
    ]

    assert nameless == []


@pytest.mark.parametrize("stage", settings.STAGES)
def test_every_action_says_who_did_it(stage):
    silent = []
    for title, action in actions_of(stage):
        by = inspect.signature(action).parameters.get("by")
        if by is None or (by.kind, by.default) != (by.KEYWORD_ONLY, by.empty):
            silent.append(title)

    assert silent == []


# States -------------------------------------------------------------------------------


@pytest.mark.parametrize("field", STATES, ids=str)
def test_every_state_has_a_row_in_its_table_of_moves(field):
    app = field.model._meta.app_config.name
    states = import_module(f"{app}.states")
    tables = [table for title, table in vars(states).items() if title.endswith("MOVES")]
    fitting = [
        t for t in tables if {str(key) for key in t} == {value for value, _ in field.choices}
    ]

    assert len(fitting) >= 1, f"{field}: no table of moves has exactly these states"
    for ends in fitting[0].values():
        assert set(ends) <= set(fitting[0])


# Imports, clock, trail ----------------------------------------------------------------


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path in modules(migrations=True)
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_the_web_process_never_loads_the_solver():
    program = (
        "import django, sys; django.setup(); import scharnier.urls;"
        "print(sorted({'ortools', 'numba', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"


MAY_READ_THE_CLOCK = {
    "src/scharnier/foundation/clock.py",
    "src/scharnier/desk/management/commands/demo.py",  # the day on which the story ends
}
PRESENTS = {
    ("timezone", "now"), ("date", "today"), ("datetime", "now"), ("datetime", "today"),
    ("datetime", "utcnow"), ("timezone", "localdate"),
}  # fmt: skip


def test_only_the_clock_knows_what_time_it_is():
    readers = set()
    for path in modules(migrations=True):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
                if (owner, node.attr) in PRESENTS:
                    readers.add(f"{name(path)}:{node.lineno}")

    assert sorted(r for r in readers if r.rpartition(":")[0] not in MAY_READ_THE_CLOCK) == []


def recorded_verbs(path):
    """Verbs that a module records; where one comes as a variable, all that look like verbs."""
    strings = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    areas = {verb.partition(".")[0] for verb in verbs.known()}
    for call in ast.walk(tree(path)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        if getattr(call.func, "id", getattr(call.func, "attr", "")) != "record":
            continue
        first = call.args[0]
        if isinstance(first, ast.Constant):
            yield first.value
        else:
            looks = (s for s in strings if re.fullmatch(r"[a-z_]+\.[a-z_]+", s))
            yield from (s for s in looks if s.partition(".")[0] in areas)


def test_everything_that_is_recorded_has_words():
    recorded = {
        verb: name(path)
        for path in modules()
        if "record(" in path.read_text(encoding="utf-8")
        for verb in recorded_verbs(path)
    }

    assert {verb: path for verb, path in recorded.items() if verb not in verbs.known()} == {}


# Translations -------------------------------------------------------------------------


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_no_text_of_a_catalogue_is_fuzzy_or_missing(path):
    unfinished = [e.msgid for e in entries(path) if e.fuzzy or not all(texts(e))]

    assert unfinished == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_translations_have_the_placeholders_of_their_texts(path):
    def placeholders(text):
        return {match.group(0) for match in PLACEHOLDER.finditer(text)}

    torn = []
    for entry in entries(path):
        # The singular may leave out its number (“one team”), the plural must not.
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        last = texts(entry)[-1]
        if placeholders(last) != wanted or any(placeholders(t) - wanted for t in texts(entry)):
            torn.append(entry.msgid)

    assert torn == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_compiled_catalogues_are_fresh(path):
    compiled = path.with_suffix(".mo")

    assert compiled.exists(), "run: make messages"
    assert compiled.read_bytes() == polib.pofile(str(path)).to_binary(), "run: make messages"


@pytest.mark.parametrize("path", GERMAN, ids=name)
def test_german_texts_use_our_words(path):
    found = {e.msgid: t for e in entries(path) for t in texts(e) if FORBIDDEN.search(t)}
    bare = [t for e in entries(path) for t in texts(e) if t in ("OK", "Weiter", "Abschicken")]

    assert (found, bare) == ({}, [])


def test_a_text_has_one_translation():
    """All catalogues become one when the product starts: of two translations one is never seen.

    Who needs two gives them a context: ``_p("voucher", "Handed in")``.
    """
    seen = {}
    for path in (p for p in CATALOGUES if p.parts[-3] == "de"):
        for entry in entries(path):
            seen.setdefault((entry.msgctxt, entry.msgid), {})[tuple(texts(entry))] = name(path)

    assert {msgid: found for (_, msgid), found in seen.items() if len(found) > 1} == {}


def test_every_text_of_the_source_is_in_a_german_catalogue(tmp_path):
    copy = tmp_path / "scharnier"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__"))
    catalogue = copy / "locale" / "de" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-P", "-c", messages.MAKEMESSAGES, "-l", "de", "--no-location", "-v", "0"],
        cwd=copy,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
    )
    spoken = {
        (entry.msgctxt, entry.msgid)
        for path in CATALOGUES
        if path.parts[-3] == "de"
        for entry in entries(path)
    }
    written = {(entry.msgctxt, entry.msgid) for entry in entries(catalogue / "django.po")}

    assert sorted(written - spoken, key=str) == []


# Documents ----------------------------------------------------------------------------


def words_in_code(path, column):
    """The words in backticks in one column of all tables of a document."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [row.strip("|").split("|")[column] for row in rows if len(row.split("|")) > column + 2]
    return {word for cell in cells for word in re.findall(r"`([A-Za-z0-9_]+)`", cell)}


def test_the_glossary_has_every_model_and_no_other():
    assert words_in_code(DOCS / "glossary.md", 3) == {model.__name__ for model in OURS}


def test_the_install_guide_has_every_setting_and_no_other():
    read = {
        variable
        for path in modules()
        for variable in re.findall(
            r"(?:\benv\.\w+|environ\.get)\(\s*\"([A-Z0-9_]+)\"", path.read_text(encoding="utf-8")
        )
    }

    assert words_in_code(DOCS / "install" / "settings.md", 0) == read


def test_the_diagram_of_states_is_fresh():
    printed = io.StringIO()

    call_command("lifecycle", stdout=printed)

    written = (DOCS / "lifecycle.md").read_text(encoding="utf-8")
    assert written == printed.getvalue(), "run: make docs"


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_the_guides_name_is_written_in_the_product(language):
    known = set()
    for locale in ["de", "de-informal"] if language == "de" else ["en"]:
        with translation.override(locale):
            for entry in (e for path in CATALOGUES for e in entries(path)):
                known.add(gettext(entry.msgid))
                known.add(pgettext(entry.msgctxt or "", entry.msgid))
    named = {
        (guide.name, button)
        for guide in sorted((DOCS / "guides" / language).glob("*.md"))
        for button in QUOTED.findall(re.sub(r"\s+", " ", guide.read_text(encoding="utf-8")))
    }

    assert sorted((guide, button) for guide, button in named if button not in known) == []


def test_every_link_between_documents_leads_somewhere():
    link = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")
    broken = [
        f"{name(path)} → {target}"
        for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for target in link.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_every_decision_stands_in_the_list_of_decisions():
    folder = DOCS / "adr"
    listed = set(re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text("utf-8")))

    assert listed == {path.name for path in folder.glob("0*.md")}
    for path in folder.glob("0*.md"):
        text = path.read_text(encoding="utf-8")
        parts = ["Situation", "Decision", "What we gave up", "What would make us change it"]
        assert [part for part in parts if f"**{part}.**" not in text] == [], path.name


def test_every_guide_stands_in_the_list_of_guides():
    folder = DOCS / "guides"
    listed = set(re.findall(r"\]\(((?:de|en)/[^)]+)\)", (folder / "README.md").read_text("utf-8")))

    assert listed == {f"{path.parent.name}/{path.name}" for path in folder.glob("*/*.md")}
    assert len(list(folder.glob("de/*.md"))) == len(list(folder.glob("en/*.md")))


def test_a_fragment_of_the_changelog_is_one_sentence_about_one_area():
    for path in (ROOT / "changelog.d").iterdir():
        assert re.fullmatch(r"[a-z]+\.(added|changed|fixed)\.md", path.name), path.name
        assert re.fullmatch(r"[A-Z`].+\.\n", path.read_text(encoding="utf-8")), path.name


def test_publiccode_says_the_version_and_the_licence_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    public = (ROOT / "publiccode.yml").read_text(encoding="utf-8")

    assert f"softwareVersion: {project['version']}\n" in public
    assert f"license: {project['license']}\n" in public


# The tree -----------------------------------------------------------------------------


def files_of_the_tree():
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in NOT_OURS and not f.startswith(".")]
        yield from (Path(folder) / file for file in files)


def test_no_file_names_a_registry_or_a_place_outside():
    # Put together here, so that this file does not name them itself.
    addresses = [
        "pypi" + ".org", "files.python" + "hosted.org", "registry." + "npmjs.org",
        "proxy.golang" + ".org", "../" + "shared", "/work/" + "shared", "--index" + "-url",
        "extra-index" + "-url",
    ]  # fmt: skip
    texts_only = {".py", ".md", ".toml", ".lock", ".sh", ".html", ".txt", ".yml", ".js", ".css",
                  ".json", ".csv", ".typ", ".po", ""}  # fmt: skip
    named = [
        f"{name(path)}: {address}"
        for path in files_of_the_tree()
        if path.suffix in texts_only
        for address in addresses
        if address in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert named == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_drawers_where_names_go_to_die_do_not_exist():
    drawers = {"utils", "helpers", "common", "services", "signals", "misc"}

    assert [name(path) for path in modules() if path.stem in drawers] == []


def test_no_model_overrides_save_or_sorts_by_default():
    overriding = [model.__name__ for model in OURS if "save" in vars(model)]
    sorting = [model.__name__ for model in OURS if model._meta.ordering]

    assert (overriding, sorting) == ([], [])


def test_a_row_never_looks_ahead():
    """A stage's foreign keys have no way back: ``call.applications`` does not exist."""
    ahead = [
        str(field)
        for model in OURS
        if model.__module__.startswith("scharnier.stages.")
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]

    assert ahead == []


def test_templates_stay_small():
    long = [
        name(path)
        for path in SOURCE.rglob("templates/**/*.html")
        if len(path.read_text(encoding="utf-8").splitlines()) > 120
    ]

    assert long == []


def test_every_mail_begins_with_its_subject():
    headless = [
        name(path)
        for path in SOURCE.rglob("templates/mails/**/*.txt")
        if not path.name.startswith("_")
        and "Subject:" not in path.read_text(encoding="utf-8").partition("\n\n")[0]
    ]

    assert headless == []
