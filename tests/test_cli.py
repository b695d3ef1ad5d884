"""What the command says of an installation that cannot work: a sentence, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def scharnier(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess:
    """The command on an installation of its own, whose database has no tables yet."""
    kept = {name: value for name, value in os.environ.items() if "SCHARNIER" not in name}
    kept |= {
        "SCHARNIER_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "scharnier.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "scharnier.cli", *words],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SCHARNIER_MAIL_URL", "hello", "SCHARNIER_MAIL_URL starts with “”; it must start with"),
        ("SCHARNIER_WORKERS", "many", 'Environment variable "SCHARNIER_WORKERS" invalid'),
        ("SCHARNIER_TIME_ZONE", "Moon", "Incorrect timezone setting: Moon"),
        ("SCHARNIER_DATA_DIR", "/proc/none", "No such file or directory: '/proc/none'"),
        ("DATABASE_URL", "hello", "DATABASE_URL must start with"),
    ],
)
def test_a_setting_that_makes_no_sense_is_said_in_two_lines(tmp_path, variable, value, sentence):
    ended = scharnier(tmp_path, "check", **{variable: value})

    first, second = ended.stderr.splitlines()
    assert (ended.returncode, sentence in first) == (1, True)
    assert second == "  → All settings and their values: docs/install/settings.md"


def test_a_database_without_tables_is_told_by_whichever_verb_meets_it(tmp_path):
    table = tmp_path / "table.csv"
    table.touch()

    ended = scharnier(
        tmp_path, "import", "applications", str(table), "--round", "r", "--group", "creatives"
    )

    assert ended.returncode == 1
    assert "no such table" in ended.stderr.splitlines()[0]
    assert "scharnier migrate" in ended.stderr
    assert "Traceback" not in ended.stderr
