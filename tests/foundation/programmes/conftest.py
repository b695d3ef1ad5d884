from pathlib import Path

import pytest


@pytest.fixture
def no_mail_server(settings, monkeypatch, tmp_path: Path) -> None:
    """An installation of which nobody has said yet how its mails leave."""
    monkeypatch.delenv("SCHARNIER_MAIL_URL", raising=False)
    monkeypatch.delenv("SCHARNIER_MAIL_FROM", raising=False)
    settings.MAIL_SERVER_IS_SET_OUTSIDE = False
    settings.DATA_DIR = tmp_path
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
