import pytest

from scharnier.foundation.people.models import Person
from scharnier.foundation.search import actions, queries
from scharnier.foundation.search.words import fold, words_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def found(query: str) -> list[int]:
    return queries.find(Person, query)


def test_a_row_is_found_by_any_form_of_a_word_in_its_title_or_text():
    row = PersonFactory()
    actions.index(row, title="Die Bestelltafel", text="Bestellungen in Werkstätten sichtbar machen")

    assert [found(q) for q in ("Bestellung", "werkstatt", "WERKSTÄTTEN", "Bestelltafeln")] == [
        [row.pk]
    ] * 4


def test_every_word_must_be_found_and_the_last_may_be_unfinished():
    row = PersonFactory()
    actions.index(row, title="Ein Termin, alle Kanäle", text="Vereine melden einmal")

    assert found("Termin mel") == [row.pk]
    assert found("Termin Hubschrauber") == []


def test_a_word_in_the_title_counts_more_than_one_in_the_text():
    in_text, in_title = PersonFactory(), PersonFactory()
    actions.index(in_text, title="Andere Dinge", text="auch ein Fahrplan kommt vor")
    actions.index(in_title, title="Der Fahrplan", text="für den Bus")

    assert found("Fahrplan") == [in_title.pk, in_text.pk]


def test_what_is_written_again_is_found_by_the_new_words_only():
    row = PersonFactory()
    actions.index(row, title="Drechseln", text="")

    actions.index(row, title="Schnitzen", text="")

    assert (found("Drechseln"), found("Schnitzen")) == ([], [row.pk])


def test_what_is_forgotten_is_not_found():
    row = PersonFactory()
    actions.index(row, title="Drechseln", text="")

    actions.forget(row)

    assert found("Drechseln") == []


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "AND OR NOT", "a'b\"c*(", "💥", "\x00", "x" * 5000]
)
def test_no_query_breaks_the_search(query):
    PersonFactory()

    assert found(query) == []


def test_umlauts_are_found_however_they_are_typed():
    assert fold("Größe") == "grosse"
    assert words_of("Straße") == words_of("STRASSE")
