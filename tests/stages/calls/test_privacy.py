import pytest

from scharnier.foundation import clock
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.privacy import retention
from scharnier.foundation.privacy.models import Consent
from scharnier.stages.calls import actions
from scharnier.stages.calls.models import Contact, Reminder
from tests.factories import CallFactory
from tests.personas import person
from tests.stages.calls.conftest import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder(upcoming):
    actions.ask_for_reminder(upcoming, email="ada@example.org", language="de", by=None)
    made = Reminder.objects.get()
    actions.confirm_reminder(made, by=None)
    return made


def test_an_address_is_forgotten_after_its_mail(reminder):
    with clock.at(moment(11)):
        actions.send_reminders([reminder], by=None)
    with clock.at(moment(13)):
        retention.forget()

    assert Reminder.objects.count() == 0


def test_an_address_that_nobody_confirmed_is_forgotten(upcoming):
    actions.ask_for_reminder(upcoming, email="ada@example.org", language="de", by=None)

    with clock.at(moment(40)):
        retention.forget()

    assert Reminder.objects.count() == 0


def test_a_consent_withdrawn_ends_the_wish(reminder):
    privacy.withdraw(Consent.objects.get(), by=reminder.person)

    assert Reminder.objects.count() == 0


def test_somebody_erased_stands_on_no_page_any_more(reminder):
    ada = reminder.person
    Contact.objects.create(call=CallFactory(), name="Ada", email="ada@example.org")
    Contact.objects.create(call=CallFactory(), name="Kim", email="kim@example.org")

    privacy.erase(ada, by=ada)

    assert [contact.name for contact in Contact.objects.filter(email__startswith="a")] == []
    assert Contact.objects.filter(name="Kim").exists()
    assert Reminder.objects.count() == 0


def test_the_copy_of_somebodys_data_names_their_wishes(reminder):
    whole = privacy.export(reminder.person, by=person("Ada"))

    section = next(s for s in whole["sections"] if s["label"] in {"Calls", "Aufrufe"})
    assert [entry["reminder_of"] for entry in section["content"]] == ["Zwei Welten. Ein Projekt."]
