"""Collect and compile the translations, app by app.

usage: python tools/messages.py [APP_FOLDER …]

Collecting needs GNU gettext (``xgettext``); compiling does not: ``polib`` writes the
``.mo`` files, which are committed, so that nobody who installs needs a tool.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "scharnier"


# Django's command, taught that our house writes ``_p`` for ``pgettext_lazy`` and ``_noop``
# for ``gettext_noop``.
MAKEMESSAGES = """
import sys
from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command
Command.xgettext_options = [*Command.xgettext_options, "--keyword=_p:1c,2", "--keyword=_noop"]
execute_from_command_line(["django-admin", "makemessages", *sys.argv[1:]])
"""


def apps() -> list[Path]:
    """Every folder that has a catalogue of its own."""
    return sorted(path.parent.resolve() for path in SOURCE.rglob("locale"))


def collect(app: Path) -> None:
    languages = sorted(path.name for path in (app / "locale").iterdir()) or ["de"]
    chosen = [argument for language in languages for argument in ("-l", language)]
    inner = [
        other.relative_to(app) for other in apps() if other != app and other.is_relative_to(app)
    ]
    chosen += [argument for path in inner for argument in ("--ignore", f"{path}/*")]
    chosen += ["--no-location", "--no-obsolete", "-v", "0"]
    subprocess.run(
        # -P: an app's rules.py must not stand in for the library of that name
        [sys.executable, "-P", "-c", MAKEMESSAGES, *chosen],
        cwd=app,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
    )
    for catalogue in (app / "locale").rglob("*.po"):
        clean(catalogue)


def clean(catalogue: Path) -> None:
    """Keep the header short and the diff small; guesses of the tool are no translations."""
    po = polib.pofile(str(catalogue), wrapwidth=96)
    language = catalogue.parent.parent.name
    po.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    po.header = ""
    po.metadata_is_fuzzy = False
    for entry in list(po):
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
            entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        # “du” lists only what differs from “Sie”, English only what a library says otherwise.
        if language in ("de_Informal", "en") and not entry.translated():
            po.remove(entry)
    po.save(str(catalogue))


def compile_all(folders: list[Path]) -> None:
    for app in folders:
        for catalogue in sorted((app / "locale").rglob("*.po")):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def main() -> None:
    folders = [Path(argument).resolve() for argument in sys.argv[1:]] or apps()
    for app in folders:
        (app / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    if shutil.which("xgettext"):
        for app in folders:
            collect(app)
    else:
        print("xgettext is missing (Debian: gettext): compiling only.", file=sys.stderr)
    compile_all(folders)


if __name__ == "__main__":
    main()
