"""The product's settings on a throw-away folder; nothing of a test touches ``var/``."""

import os
import tempfile

os.environ.setdefault("SCHARNIER_DATA_DIR", tempfile.mkdtemp(prefix="scharnier-test-"))
os.environ.setdefault("SCHARNIER_SECRET_KEY", "only-for-tests")
os.environ["SCHARNIER_DEMO"] = "1"
os.environ["SCHARNIER_MAIL_URL"] = "none://"
os.environ["SCHARNIER_TASKS_IMMEDIATE"] = "1"
os.environ["SCHARNIER_LOGIN_RATE"] = "1000/m/ip"

from scharnier.settings import *  # noqa: F403
from scharnier.settings import DATABASES, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and FULL are for disks; the tests' database lives in memory.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON;"
else:
    # Steps of one run share a cluster, and each process has a database of its own there.
    DATABASES["default"]["TEST"] = {"NAME": f"test_{os.getpid()}"}
