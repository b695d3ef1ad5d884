import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.programmes.models import Programme, RoleGrant

pytestmark = pytest.mark.django_db

FLAGS = {
    "association": "Kreatives Sachsen",
    "programme": "Cross Innovation",
    "lead": "olu@example.org",
    "lead_name": "Olu",
    "no_input": True,
}


def setup(**more) -> str:
    said = io.StringIO()
    call_command("setup", stdout=said, **(FLAGS | more))
    return said.getvalue()


def test_association_programme_lead_and_regions_are_set_up():
    setup(region=["Lausitz=14625,14626", "Erzgebirge=14521"])

    programme = Programme.objects.get()
    assert str(programme.ownerships.get().organisation) == "Kreatives Sachsen"
    grants = [(g.person.email, g.role) for g in RoleGrant.objects.all()]
    assert grants == [("olu@example.org", "lead")]
    regions = [(r.slug, r.districts) for r in programme.regions.order_by("slug")]
    assert regions == [("erzgebirge", ["14521"]), ("lausitz", ["14625", "14626"])]


def test_running_it_twice_changes_nothing():
    setup(region=["Erzgebirge=14521"])
    setup(region=["Erzgebirge=14521"])

    counts = [Organisation.objects.count(), Programme.objects.count(), RoleGrant.objects.count()]
    assert counts == [1, 1, 1]


def test_what_has_an_address_without_umlauts_spelled_out_keeps_it():
    flags = {"programme": "Kreativ für alle", "region": ["Süden=14521"]}
    setup(**flags)
    programme = Programme.objects.get()
    assert (programme.slug, programme.regions.get().slug) == ("kreativ-fuer-alle", "sueden")
    Programme.objects.update(slug="kreativ-fur-alle")
    programme.regions.update(slug="suden")

    setup(**flags)

    programme = Programme.objects.get()
    assert (programme.slug, programme.regions.get().slug) == ("kreativ-fur-alle", "suden")


def test_a_test_mail_leaves_at_once():
    said = setup(test_mail="olu@example.org")

    assert [message.to for message in mail.outbox] == [["olu@example.org"]]
    assert said.splitlines()[0] == "The mail server took a test mail to olu@example.org."


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        ({"lead": "nobody"}, "is not an e-mail address"),
        ({"region": ["Lausitz"]}, "is not like"),
        ({"region": ["Mond=99999"]}, "There is no district with the key 99999"),
        ({"association": ""}, "Say it with --association"),
        ({"mail_url": "hello"}, "must start with one of"),
        ({"mail_url": "none://"}, "begins with smtp"),
        ({"mail_url": "smtp://host:port"}, "must be a number"),
        ({"mail_url": "smtp://[host"}, "cannot be read"),
        ({"mail_from": "Olu"}, "is not like"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_set_up(no_mail_server, flags, complaint):
    with pytest.raises(CommandError, match=complaint):
        setup(**flags)

    assert (Programme.objects.count(), Organisation.objects.count()) == (0, 0)


def test_what_no_flag_says_is_asked(monkeypatch):
    answers = iter(["Verband", "Programm", "olu@example.org", "Olu"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))

    call_command("setup", stdout=io.StringIO())

    assert str(Programme.objects.get()) == "Programm"


def test_an_empty_database_is_said_before_anything_is_asked(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    with pytest.raises(CommandError, match="scharnier migrate"):
        setup()
