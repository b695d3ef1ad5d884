"""``scharnier setup`` and the mail server: asked for, tried, kept, and told as it is."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from scharnier.foundation.programmes.models import RoleGrant
from tests.foundation.programmes.test_setup import setup
from tests.mail_server import free_port, running

pytestmark = pytest.mark.django_db

PEOPLE = ["Verband", "Cross Innovation", "olu@example.org", "Olu"]


@pytest.fixture
def kept(no_mail_server, settings):
    return settings.DATA_DIR / "settings.env"


def answer(monkeypatch, *typed, password="") -> tuple[str, str]:
    answers = iter([*PEOPLE, *typed])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(
        "scharnier.foundation.programmes.management.commands.setup.getpass", lambda _: password
    )
    said, complained = io.StringIO(), io.StringIO()
    call_command("setup", stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def test_a_mail_server_is_tried_with_a_mail_to_the_lead_and_kept(kept):
    with running() as server:
        said = setup(mail_url=f"smtp://127.0.0.1:{server.port}", mail_from="CI <ci@example.org>")

    assert [(mail.mail_from, mail.rcpt_tos) for mail in server.took] == [
        ("ci@example.org", ["olu@example.org"])
    ]
    assert kept.read_text() == (
        f"SCHARNIER_MAIL_URL='smtp://127.0.0.1:{server.port}'\n"
        "SCHARNIER_MAIL_FROM='CI <ci@example.org>'\n"
    )
    assert kept.stat().st_mode & 0o777 == 0o600
    assert said.splitlines()[:2] == [
        "The mail server took a test mail to olu@example.org.",
        f"The mail settings are kept in {kept}.",
    ]


def test_the_next_start_reads_what_was_kept_and_the_environment_wins(kept):
    kept.write_text("SCHARNIER_MAIL_URL='smtps://a%40b:it%27s@mail.example.org'\n")
    print_it = (
        "from scharnier.settings import MAILERS; o = MAILERS['default']['OPTIONS']; "
        "print(o.get('host'), o.get('port'), o.get('username'), o.get('password'))"
    )
    surroundings = {**os.environ, "SCHARNIER_DATA_DIR": str(kept.parent)}

    said = [
        subprocess.run(
            [sys.executable, "-c", print_it], env=env, capture_output=True, text=True, check=True
        ).stdout
        for env in (surroundings, {**surroundings, "SCHARNIER_MAIL_URL": "smtp://other"})
    ]

    assert said == ["mail.example.org 465 a@b it's\n", "other 25  \n"]


def test_a_server_that_refuses_is_not_kept_and_everything_else_is_set_up(kept):
    with running() as server, pytest.raises(CommandError, match="550.*Everything else is set up"):
        server.rcpt = "550 Nobody here"
        setup(mail_url=f"smtp://127.0.0.1:{server.port}")

    assert (kept.exists(), RoleGrant.objects.count()) == (False, 1)


def test_somebody_who_is_asked_may_try_again(kept, monkeypatch):
    with running() as server:
        said, complained = answer(
            monkeypatch,
            *(f"smtp://127.0.0.1:{free_port()}", "", ""),
            *(f"smtp://127.0.0.1:{server.port}", "", ""),
        )

    assert "did not take the test mail to olu@example.org" in complained
    assert "The mail server took a test mail to olu@example.org." in said
    assert "SCHARNIER_MAIL_FROM='Cross Innovation <olu@example.org>'" in kept.read_text()


def test_a_password_with_special_characters_is_kept_as_it_was_typed(kept, monkeypatch):
    with running() as server:
        server.accounts = {"olu@example.org": "p@ss:w'ord/${HOME}"}
        answer(
            monkeypatch,
            *(f"smtp://127.0.0.1:{server.port}", "olu@example.org", ""),
            password="p@ss:w'ord/${HOME}",
        )

    assert server.signed_in == ["olu@example.org"]
    assert kept.read_text().splitlines()[0] == (
        "SCHARNIER_MAIL_URL='smtp://olu%40example.org:p%40ss%3Aw%27ord%2F%24%7BHOME%7D"
        f"@127.0.0.1:{server.port}'"
    )


def test_without_a_mail_server_it_says_that_no_mail_leaves(kept, monkeypatch):
    said, complained = answer(monkeypatch, "")

    assert "No mail server is set: no mail leaves" in said
    assert (complained, kept.exists()) == ("", False)


def test_a_test_mail_without_a_mail_server_is_refused(kept):
    with pytest.raises(CommandError, match="The test mail was not sent"):
        setup(test_mail="olu@example.org")


def test_nobody_who_types_is_no_answer(kept, monkeypatch):
    def nobody(_question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    with pytest.raises(CommandError, match="Say it with --association"):
        call_command("setup")


def test_what_the_environment_says_is_not_overruled(kept, settings):
    settings.MAIL_SERVER_IS_SET_OUTSIDE = True

    with pytest.raises(CommandError, match="it wins. Change it there"):
        setup(mail_url="smtp://mail.example.org")
