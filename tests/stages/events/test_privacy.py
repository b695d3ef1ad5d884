import pytest

from scharnier.foundation import clock
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.privacy import retention
from scharnier.stages.events.models import Registration
from tests.factories import EventFactory, PersonFactory, RegistrationFactory, days

pytestmark = pytest.mark.django_db


def test_a_note_is_forgotten_half_a_year_after_the_event():
    row = RegistrationFactory(note="vegan")

    with clock.at(days(100)):
        retention.forget()
        assert Registration.objects.get().note == "vegan"
    with clock.at(days(230)):
        retention.forget()

    row.refresh_from_db()
    assert row.note == ""


def test_somebody_erased_leaves_the_lists_to_come_but_has_been_there():
    kim = PersonFactory()
    over = EventFactory(starts_at=days(-3), ends_at=days(-2))
    past = RegistrationFactory(event=over, person=kim, attended_at=days(-3), note="vegan")
    RegistrationFactory(person=kim)

    privacy.erase(kim, by=kim)

    assert [(row.pk, row.note) for row in Registration.objects.all()] == [(past.pk, "")]


def test_the_copy_of_somebodys_data_names_their_events():
    row = RegistrationFactory(note="vegan")

    whole = privacy.export(row.person, by=row.person)

    section = next(s for s in whole["sections"] if s["label"] in {"Events", "Veranstaltungen"})
    assert [(entry["event"], entry["note"]) for entry in section["content"]] == [
        ("Auftakt", "vegan")
    ]
