import pytest

from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.organisations.models import Membership
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import actions
from scharnier.foundation.people.models import CreativeProfile
from scharnier.foundation.programmes.models import Role, RoleGrant
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.models import Entry
from tests.factories import OrganisationFactory, PersonFactory, ProgrammeFactory
from tests.personas import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return PersonFactory(name="Kim", email=None, phone="")


@pytest.fixture
def merged():
    return PersonFactory(name="Kim K.", email="kim@example.org", phone="0371 1")


def test_the_tombstone_leads_to_the_one_that_is_left(kept, merged):
    actions.merge(kept, merged, by=person("Olu"))

    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.name, kept.email, kept.phone) == ("Kim", "kim@example.org", "0371 1")
    assert (merged.email, merged.phone, merged.is_active) == (None, "", False)
    assert merged.merged_into == kept


def test_both_histories_are_kept(kept, merged):
    actions.change_details(merged, phone="0371 2", by=merged)
    actions.change_details(kept, language="en", by=kept)

    actions.merge(kept, merged, by=None)

    assert set(Entry.objects.about(kept).values_list("verb", flat=True)) == {
        "person.changed", "person.merged"
    }  # fmt: skip
    assert Entry.objects.about(kept).filter(actor=kept).count() == 2
    assert Entry.objects.about(merged).count() == 0


def test_what_both_hold_is_held_once(kept, merged):
    programme, firm, workshop = ProgrammeFactory(), OrganisationFactory(), OrganisationFactory()
    for someone in (kept, merged):
        RoleGrant.objects.create(person=someone, programme=programme, role=Role.AGENT)
        Membership.objects.create(person=someone, organisation=firm)
    Membership.objects.filter(person=merged).update(position="owner")
    Membership.objects.create(person=merged, organisation=workshop)

    actions.merge(kept, merged, by=None)

    assert RoleGrant.objects.filter(person=kept).count() == 1
    assert set(Membership.objects.values_list("person", "organisation", "position")) == {
        (kept.pk, firm.pk, "owner"), (kept.pk, workshop.pk, "")
    }  # fmt: skip


def test_two_profiles_become_one_and_what_hangs_on_them_stays(kept, merged):
    profile = CreativeProfile.objects.create(person=kept, submarket="design", about="")
    other = CreativeProfile.objects.create(
        person=merged, submarket="music", about="Ich kann hören."
    )
    portrait = File.objects.create(sha256="a" * 64, name="p.jpg", size=1, content_type="image/jpeg")
    FileUse.objects.create(
        file=portrait, subject_type="people.creativeprofile", subject_id=other.pk
    )

    actions.merge(kept, merged, by=None)

    [left] = CreativeProfile.objects.all()
    assert (left, left.submarket, left.about) == (profile, "design", "Ich kann hören.")
    assert FileUse.objects.get().subject_id == profile.pk


def test_mails_and_earlier_tombstones_follow(kept, merged):
    older = PersonFactory(merged_into=merged, is_active=False)
    Mail.objects.create(
        to_person=merged, message_id="<1>", subject_type="people.person", subject_id=merged.pk
    )

    actions.merge(kept, merged, by=None)

    older.refresh_from_db()
    assert older.merged_into == kept
    assert Mail.objects.filter(to_person=kept, subject_id=kept.pk).count() == 1


def test_nobody_is_merged_twice_or_with_themselves(kept, merged):
    actions.merge(kept, merged, by=None)

    with pytest.raises(Refused, match="was merged or closed before"):
        actions.merge(PersonFactory(), merged, by=None)
    with pytest.raises(Refused, match="one and the same person"):
        actions.merge(kept, kept, by=None)
