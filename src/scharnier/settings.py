"""Settings: from the environment only, typed, and refusing nonsense at start (ADR 0034).

Every variable read here stands in ``docs/install/settings.md``.
"""

import logging
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

from scharnier.foundation import mail_server

env = Env()

PACKAGE_DIR = Path(__file__).resolve().parent

# Where this installation keeps its things -----------------------------------------

DATA_DIR = Path(env.str("SCHARNIER_DATA_DIR", "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
MAIL_SERVER_IS_SET_OUTSIDE = mail_server.VARIABLE in os.environ
# What `setup` was told, such as the mail server. The environment wins.
env.read_env(DATA_DIR / mail_server.KEPT_IN, recurse=False)

DEBUG = env.bool("SCHARNIER_DEBUG", False)
DEMO = env.bool("SCHARNIER_DEMO", False)


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in the data folder."""
    given = env.str("SCHARNIER_SECRET_KEY", "")
    if given:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(handle, secrets.token_urlsafe(48).encode())
        os.close(handle)
    return kept.read_text()


SECRET_KEY = _secret_key()
BASE_URL = env.str("SCHARNIER_BASE_URL", "http://localhost:8000").rstrip("/")
_host = urlsplit(BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = env.list("SCHARNIER_ALLOWED_HOSTS", [_host, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Who we are made of ---------------------------------------------------------------

STAGES = [
    "scharnier.stages.calls",
    "scharnier.stages.events",
    "scharnier.stages.applications",
    "scharnier.stages.reviews",
    "scharnier.stages.matching",
    "scharnier.stages.challenges",
    "scharnier.stages.jury",
    "scharnier.stages.projects",
    "scharnier.stages.blueprints",
]

INSTALLED_APPS = [
    "scharnier.foundation.web",  # first: its templates win over those of libraries
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # asked for by allauth's list of passkeys
    "django_htmx",
    "django_altcha",
    "huey.contrib.djhuey",
    "rules.apps.AutodiscoverRulesConfig",
    "scharnier.foundation.trail",
    "scharnier.foundation.organisations",
    "scharnier.foundation.people",
    "scharnier.foundation.programmes",
    "scharnier.foundation.files",
    "scharnier.foundation.outbox",
    "scharnier.foundation.questions",
    "scharnier.foundation.jobs",
    "scharnier.foundation.search",
    "scharnier.foundation.privacy",
    *STAGES,
    "scharnier.desk",
    # after ours, so that our templates win over theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "scharnier.foundation.people.required.LoginRequired",
    "scharnier.foundation.programmes.voice.VoiceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "scharnier.foundation.web.errors.NotAllowedPage",
    "scharnier.foundation.clock.ClockMiddleware",
]

ROOT_URLCONF = "scharnier.urls"
WSGI_APPLICATION = "scharnier.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "scharnier.foundation.web.look.look",
                "scharnier.desk.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "scharnier.foundation.web.forms.Renderer"

# Data ---------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'scharnier.sqlite3'}")
if urlsplit(DATABASE_URL).scheme not in ("sqlite", "postgres", "postgresql"):
    raise ValueError("DATABASE_URL must start with postgres:// or sqlite://.")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
# A connection serves many requests; opening one costs more than most pages.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("SCHARNIER_CONN_MAX_AGE", 60)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut ("submitted means safe"). NORMAL
        # would survive a killed process as well, but lose the last seconds with the power.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["ENGINE"] = "scharnier.foundation.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("SCHARNIER_PREPARED_STATEMENTS", True):
        # Only for statements that ask for it (foundation.prepared), never by counting.
        DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 2**31
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "files"
PRIVATE_FILES = "private"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    PRIVATE_FILES: {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "scharnier.foundation.web.staticfiles.Storage"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
if env.str("SCHARNIER_S3_BUCKET", ""):
    STORAGES[PRIVATE_FILES] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("SCHARNIER_S3_BUCKET"),
            "endpoint_url": env.str("SCHARNIER_S3_ENDPOINT", None),
            "default_acl": "private",
        },
    }
UPLOAD_MAX_BYTES = env.int("SCHARNIER_UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache"
        if env.bool("SCHARNIER_SHARED_CACHE", False)
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "cache",
    }
}

# Long work ------------------------------------------------------------------------

# The queue has a file of its own beside SQLite, so that a busy worker never holds the
# database; on PostgreSQL it lives in the same server.
_on_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
HUEY = {
    "name": "scharnier",
    "huey_class": "huey.SqliteHuey" if _on_sqlite else "huey.PostgresHuey",
    "immediate": env.bool("SCHARNIER_TASKS_IMMEDIATE", False),
    "connection": {"filename": str(DATA_DIR / "queue.sqlite3")}
    if _on_sqlite
    # without its tables at start, so that a web process starts while the database is away
    else {"dsn": DATABASE_URL, "create_tables": False},
    "consumer": {"workers": env.int("SCHARNIER_WORKERS", 2), "worker_type": "thread"},
}
TASKS = {
    "default": {
        "BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend",
        "ENQUEUE_ON_COMMIT": True,
    }
}

# Mail -----------------------------------------------------------------------------

MAILERS = {
    "default": mail_server.mailer(env.str("SCHARNIER_MAIL_URL", "console://"), data_dir=DATA_DIR)
}
DEFAULT_FROM_EMAIL = env.str("SCHARNIER_MAIL_FROM", "Scharnier <scharnier@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Language and time ----------------------------------------------------------------

LANGUAGE_CODE = "de"
# “du” is a third locale that the target group of a form chooses; the switch never
# offers it, and its gaps fall back to “de”.
LANGUAGES = [("de", _("German")), ("de-informal", _("German (du)")), ("en", _("English"))]
SWITCH_LANGUAGES = ["de", "en"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
FORMAT_MODULE_PATH = ["scharnier.formats"]
TIME_ZONE = env.str("SCHARNIER_TIME_ZONE", "Europe/Berlin")
USE_I18N = True
USE_TZ = True

# Sign-in --------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "scharnier.foundation.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": env.str("SCHARNIER_LOGIN_RATE", "20/m/ip,5/m/key"),
    "login": "30/m/ip",
}

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Scharnier"

# Security -------------------------------------------------------------------------

_https = BASE_URL.startswith("https://")
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SCHARNIER_FORCE_HTTPS", False)
if env.bool("SCHARNIER_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SCHARNIER_HSTS_SECONDS", 31_536_000 if _https else 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_ENGINE = "scharnier.foundation.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "scharnier.foundation.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ALTCHA_HMAC_KEY = SECRET_KEY
SILENCED_SYSTEM_CHECKS: list[str] = []

# Operation ------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname:7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {
        "handlers": ["console"],
        "level": env.log_level("SCHARNIER_LOG_LEVEL", logging.WARNING),
    },
    "loggers": {"scharnier": {"level": "INFO"}, "django.tasks": {"level": "WARNING"}},
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
