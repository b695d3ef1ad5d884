import pytest

from scharnier.foundation import clock
from scharnier.foundation.privacy import actions, queries, registry
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.states import Refused
from tests.factories import RoundFactory
from tests.foundation.privacy.conftest import publish
from tests.personas import person


def test_a_consent_says_to_which_text_when_and_how(directory):
    kim, nia = person("Kim"), person("Nia")

    given = actions.give(kim, purpose="directory", channel="phone", by=nia)

    assert (given.text.version, given.channel, given.given_at, given.recorded_by) == (
        1, "phone", clock.now(), nia
    )  # fmt: skip
    assert queries.has_consent(kim, "directory")
    assert list(queries.people_with_consent("directory")) == [kim]


def test_saying_yes_twice_is_one_consent(directory):
    kim = person("Kim")

    assert actions.give(kim, purpose="directory", by=kim) == actions.give(
        kim, purpose="directory", by=kim
    )
    assert Consent.objects.count() == 1


def test_the_same_words_again_are_no_new_version(directory):
    assert publish("Mein Profil darf im Verzeichnis stehen.") == directory
    assert publish("Mein Profil und mein Bild dürfen im Verzeichnis stehen.").version == 2


def test_a_consent_to_a_new_text_follows_the_old_one(directory):
    kim = person("Kim")
    old = actions.give(kim, purpose="directory", by=kim)
    publish("Ein neuer Text.")

    new = actions.give(kim, purpose="directory", by=kim)

    old.refresh_from_db()
    assert (new.text.version, old.withdrawn_at) == (2, clock.now())


def test_withdrawing_ends_what_it_allowed(directory):
    ended = []
    registry.register_withdrawal("directory", lambda consent, by: ended.append(consent.person))
    kim = person("Kim")
    given = actions.give(kim, purpose="directory", by=kim)

    actions.withdraw(given, by=kim)

    assert (queries.has_consent(kim, "directory"), ended) == (False, [kim])
    with pytest.raises(Refused, match="withdrawn before"):
        actions.withdraw(given, by=kim)
    registry._withdrawals.pop("directory")


def test_after_a_withdrawal_one_may_agree_again(directory):
    kim = person("Kim")
    actions.withdraw(actions.give(kim, purpose="directory", by=kim), by=kim)

    actions.give(kim, purpose="directory", by=kim)

    assert (Consent.objects.count(), queries.has_consent(kim, "directory")) == (2, True)


def test_a_consent_for_one_object_holds_for_no_other(directory):
    kim, one, other = person("Kim"), RoundFactory(), RoundFactory()

    actions.give(kim, purpose="directory", subject=one, by=kim)

    assert [queries.has_consent(kim, "directory", s) for s in (one, other, None)] == [
        True,
        False,
        False,
    ]


@pytest.mark.django_db
def test_nobody_agrees_to_a_text_that_is_not_there():
    with pytest.raises(Refused, match="There is no text for “newsletter”"):
        actions.give(person("Kim"), purpose="newsletter", by=None)
