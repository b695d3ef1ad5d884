"""Web and worker live and end together; each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scharnier.desk import serving
from scharnier.desk.installation import missing_migrations

FAMILY = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from scharnier.desk import serving

folder = Path(sys.argv[1])

def worker():
    (folder / str(os.getpid())).touch()
    if len(list(folder.iterdir())) > 1:
        time.sleep(60)

def web():
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.05)
    if sys.argv[2] == "ends":
        sys.exit(3)
    os.kill(os.getppid(), 15)
    time.sleep(60)

serving.RESTART_AFTER = 0
sys.exit(serving.Family({"web": web, "worker": worker}).run())
"""


@pytest.mark.parametrize(("how", "status"), [("ends", 3), ("is stopped", 0)])
def test_a_dead_worker_is_started_again_and_all_end_with_the_web(tmp_path: Path, how, status):
    ended = subprocess.run(
        [sys.executable, "-c", FAMILY, str(tmp_path), how],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    workers = [int(path.name) for path in tmp_path.iterdir()]
    assert (ended.returncode, len(workers)) == (status, 2)
    assert "The worker ended; starting it again." in ended.stderr
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_lacks_no_step():
    assert missing_migrations() == 0


def test_static_files_are_collected_again_when_a_source_is_newer(tmp_path: Path, settings):
    settings.STATIC_ROOT = tmp_path
    manifest = tmp_path / "staticfiles.json"

    before = serving.static_files_are_collected()
    manifest.write_text("{}")
    fresh = serving.static_files_are_collected()
    os.utime(manifest, (0, 0))

    assert (before, fresh, serving.static_files_are_collected()) == (False, True, False)
