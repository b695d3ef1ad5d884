import datetime as dt

import pytest

from scharnier.foundation import clock
from scharnier.foundation.organisations.models import Membership
from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.privacy import actions, queries, registry, retention
from scharnier.foundation.privacy.registry import Kept
from scharnier.foundation.privacy.states import RequestState
from scharnier.foundation.programmes.models import Role, RoleGrant
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.actions import record
from scharnier.foundation.trail.models import Entry
from tests.factories import OrganisationFactory, ProgrammeFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(directory) -> Person:
    """A creative who has left traces everywhere in the foundation."""
    kim = person("Kim")
    people.change_details(kim, phone="0371 1", by=kim)
    people.write_profile(kim, submarket="design", about="Linien", by=kim)
    actions.give(kim, purpose="directory", by=kim)
    Membership.objects.create(person=kim, organisation=OrganisationFactory(), position="Inhaberin")
    for state in (MailState.SENT, MailState.WAITING):
        Mail.objects.create(to_person=kim, to_name="Kim", to_address=kim.email, subject="Hallo Kim",
                            text="Kim", html="Kim", state=state, message_id=f"<{state}>")  # fmt: skip
    return kim


@pytest.fixture
def vouchers():
    """A later stage that must keep something until the end of 2036."""
    until = [dt.date(2036, 12, 31)]
    known = list(registry._erasures)
    registry.register_erasure(
        lambda someone, by: [Kept("Vouchers", "Grant law", day) for day in until]
    )
    yield until
    registry._erasures[:] = known


def test_erasing_leaves_a_row_that_says_nothing(kim):
    request = actions.erase(kim, by=kim)

    kim = Person.objects.get(pk=kim.pk)
    assert (kim.name, kim.email, kim.phone, kim.is_active) == ("Erased person", None, "", False)
    assert request.state == RequestState.DONE
    assert CreativeProfile.objects.count() == Membership.objects.count() == 0
    assert not queries.has_consent(kim, "directory")
    assert set(
        Mail.objects.values_list("to_name", "to_address", "subject", "text", "html", "state")
    ) == {
        ("", "", "(erased)", "", "", MailState.SENT),
        ("", "", "(erased)", "", "", MailState.DISCARDED),
    }
    names = Entry.objects.filter(subject_type="people.person").exclude(verb="privacy.erased")
    assert set(names.values_list("subject_name", flat=True)) == {""}


def test_what_the_law_keeps_is_blocked_until_it_may_go(kim, vouchers):
    request = actions.erase(kim, by=kim)

    kim = Person.objects.get(pk=kim.pk)
    assert (request.state, kim.name, kim.kept_name, kim.email, kim.is_active) == (
        RequestState.BLOCKED, "Erased person", "Kim", None, False
    )  # fmt: skip
    assert request.kept == [{"what": "Vouchers", "why": "Grant law", "until": "2036-12-31"}]
    assert queries.blocked(kim)

    assert retention.forget() == 0

    vouchers.clear()
    with clock.at(dt.datetime(2037, 1, 2, tzinfo=dt.UTC)):
        retention.forget()

    request.refresh_from_db()
    kim.refresh_from_db()
    assert (request.state, kim.name, kim.kept_name) == (RequestState.DONE, "Erased person", "")


def test_asking_again_while_blocked_changes_the_same_request(kim, vouchers):
    first = actions.erase(kim, by=kim)
    vouchers[:] = [dt.date(2038, 12, 31)]

    second = actions.erase(kim, by=None)

    second.refresh_from_db()
    assert (second.pk, second.blocked_until) == (first.pk, dt.date(2038, 12, 31))


def test_who_alone_leads_a_programme_hands_it_over_first():
    programme = ProgrammeFactory()
    olu = with_role("Olu", programme)

    with pytest.raises(Refused, match="Nobody else leads “Cross Innovation Erzgebirge”"):
        actions.erase(olu, by=olu)

    RoleGrant.objects.create(person=person("Nia"), programme=programme, role=Role.LEAD)

    assert actions.erase(olu, by=olu).state == RequestState.DONE
    assert Person.objects.get(pk=olu.pk).name == "Erased person"


def test_an_erased_person_can_be_known_anew(kim):
    actions.erase(kim, by=kim)

    again = people.enter(name="Kim", email="kim@example.org", by=None)

    assert again.pk != kim.pk


def test_names_go_from_what_others_got_and_wrote(kim):
    ada = person("Ada")
    people.change_details(kim, name="Kim Klarform", by=kim)
    for text in ("Kim Klarform, kim@example.org, 0371 1.", "Kim Klarformat & Kim Klarforms"):
        Mail.objects.create(to_person=ada, subject=text, text=text, html=f"<p>{text}</p>",
                            to_address=ada.email, message_id=text)  # fmt: skip
    record("profile.changed", ada, by=ada, who=["Kim Klarform"], what={"why": "KIM KLARFORM"})

    actions.erase(kim, by=kim)

    texts = Mail.objects.filter(to_person=ada).order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["(erased), (erased), (erased).", "Kim Klarformat & Kim Klarforms"]
    entry = Entry.objects.get(verb="profile.changed", actor=ada)
    assert entry.details == {"who": ["(erased)"], "what": {"why": "(erased)"}}


@pytest.mark.parametrize("other", ["Kim", "Kim Meier"])
def test_a_name_that_somebody_else_bears_stays(kim, other):
    ada, again = person("Ada"), people.enter(name=other, by=None)
    mail = Mail.objects.create(to_person=ada, subject=other, text="", message_id="x")

    actions.erase(kim, by=kim)

    mail.refresh_from_db()
    again.refresh_from_db()
    assert (mail.subject, again.name) == (other, other)


def test_a_row_that_was_merged_into_this_one_says_nothing_either(kim):
    twin = people.enter(name="Kim Zwilling", by=None)
    people.merge(kim, twin, by=None)

    actions.erase(kim, by=kim)

    twin.refresh_from_db()
    assert twin.name == "Erased person"


def test_nobody_writes_to_whoever_is_erased(kim):
    actions.erase(kim, by=kim)
    kim.refresh_from_db()
    before = Mail.objects.count()

    assert outbox.put("people/code", to=kim, subject=None, context={"code": "1"}) is None
    assert Mail.objects.count() == before
