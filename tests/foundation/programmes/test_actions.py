import pytest

from scharnier.foundation.programmes import actions, queries
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.states import Refused
from scharnier.foundation.trail.models import Entry
from tests.factories import (
    OrganisationFactory,
    ProgrammeFactory,
    RegionFactory,
    RoundFactory,
    text,
)
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


def test_a_programme_is_founded_by_its_lead_association():
    association = OrganisationFactory(name="Verband")

    programme = actions.found_programme(association, name=text("Quer"), slug="quer", by=None)

    owners = [(str(o.organisation), o.kind) for o in queries.owners_of(programme)]
    assert owners == [("Verband", "lead")]


def test_partners_answer_for_regions_and_may_leave():
    region = RegionFactory()
    programme = region.programme
    lead = OrganisationFactory()
    programme.ownerships.create(organisation=lead, kind="lead")
    partner = actions.add_partner(
        programme, association=OrganisationFactory(), regions=[region], by=None
    )

    actions.change_partner(partner, regions=[], by=None)
    assert list(partner.regions.all()) == []
    actions.remove_partner(partner, by=None)
    with pytest.raises(Refused, match="needs its lead association"):
        actions.remove_partner(programme.ownerships.get(), by=None)


def test_a_region_changes_its_districts():
    region = RegionFactory()

    actions.change_region(region, name=text("Lausitz"), districts=["14625", "14626"], by=None)

    shown = queries.regions_of(region.programme)
    assert [entry["districts"] for entry in shown] == [["Bautzen", "Görlitz"]]


def test_of_two_who_change_a_round_the_second_is_told():
    made = RoundFactory()
    same_row = ProgrammeRound.objects.get(pk=made.pk)
    actions.change_round(made, award_cents=300_000, by=None)

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.change_round(same_row, award_cents=1, by=None)
    assert ProgrammeRound.objects.get().award_cents == 300_000


def test_granting_a_role_twice_changes_nothing():
    programme, nia = ProgrammeFactory(), person("Nia")

    first = actions.grant_role(programme, person=nia, role=Role.AGENT, by=None)

    assert actions.grant_role(programme, person=nia, role=Role.AGENT, by=None) == first
    assert Entry.objects.filter(verb="role.granted").count() == 1


def test_the_last_lead_cannot_be_taken_away():
    programme = ProgrammeFactory()
    olu = with_role("Olu", programme)

    with pytest.raises(Refused, match="Nobody else leads"):
        actions.revoke_role(olu.role_grants.get(), by=olu)

    actions.grant_role(programme, person=person("Max"), role=Role.LEAD, by=olu)
    actions.revoke_role(olu.role_grants.get(), by=olu)
    assert [str(p) for p in queries.people_with(Role.LEAD, programme)] == ["Max"]
