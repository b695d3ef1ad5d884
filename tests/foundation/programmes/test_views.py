import pytest
from django.urls import reverse

from scharnier.foundation.programmes.forms import GROUPS
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from tests.factories import OrganisationFactory, RegionFactory, RoundFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db

PAGES = ["detail", "change", "colours", "add_region", "add_partner", "team", "grant_role"]


@pytest.fixture
def region():
    made = RegionFactory()
    made.programme.ownerships.create(organisation=OrganisationFactory(name="Verband"), kind="lead")
    return made


@pytest.fixture
def programme(region):
    return region.programme


@pytest.fixture
def olu(programme):
    return with_role("Olu", programme)


def url_of(view, programme, *more):
    return reverse(f"programmes:{view}", args=[programme.pk, *more])


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("htmx", [False, True])
def test_the_lead_sees_every_page_and_strangers_none(programme, olu, as_person, view, htmx):
    url = url_of(view, programme)

    assert as_person(olu, htmx=htmx).get(url).status_code == 200
    assert as_person(person("Sam"), htmx=htmx).get(url).status_code == 404
    assert as_person().get(url).status_code == 302


@pytest.mark.parametrize("view", ["change", "colours", "add_region", "team", "grant_role"])
def test_an_agent_changes_nothing(programme, as_person, view):
    nia = with_role("Nia", programme)

    assert as_person(nia).get(url_of("detail", programme)).status_code == 200
    assert as_person(nia).get(url_of(view, programme)).status_code == 403


def test_every_setting_of_a_round_has_its_place():
    shown = [name for _heading, names in GROUPS for name in names]
    own = {"id", "programme", "slug", "version", "created_at"}

    columns = {field.name for field in ProgrammeRound._meta.concrete_fields} - own
    assert (set(shown), len(shown)) == (columns, len(columns))


def settings_of(made) -> dict:
    """What the browser sends back if nothing is changed."""
    entry = {"version": made.version}
    for _heading, names in GROUPS:
        for name in names:
            value = getattr(made, name)
            if hasattr(value, "data"):
                entry |= {f"{name}_0": value.data["de"], f"{name}_2": value.data["en"]}
            elif name.endswith("_cents"):
                entry[name] = f"{value / 100:.2f}"
            elif value is not None and value is not False:
                entry[name] = str(value)
    return entry


def test_settings_of_a_round_are_changed_and_named_in_the_trail(programme, olu, as_person):
    made = ProgrammeRound.objects.get(pk=RoundFactory(programme=programme).pk)
    entry = settings_of(made) | {"award_cents": "3,000.50", "blind_review": "on"}

    answer = as_person(olu).post(reverse("programmes:round", args=[made.pk]), entry)

    made.refresh_from_db()
    assert (answer.status_code, made.award_cents, made.blind_review) == (302, 300_050, True)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"ends_on": "1999-01-01"}, "ends_on"),
        ({"team_min": "3"}, "team_max"),
        ({"jury_threshold": "101"}, "jury_threshold"),
        ({"currency": "12"}, "currency"),
        ({"award_cents": "viel"}, "award_cents"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(programme, olu, as_person, entry, field):
    made = ProgrammeRound.objects.get(pk=RoundFactory(programme=programme).pk)
    url = reverse("programmes:round", args=[made.pk])

    answer = as_person(olu, htmx=True).post(url, settings_of(made) | entry)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


def test_everybody_with_a_role_reads_settings_but_only_the_lead_writes(programme, as_person):
    made = RoundFactory(programme=programme)
    url = reverse("programmes:round", args=[made.pk])
    rey = as_person(with_role("Rey", programme))

    assert (rey.get(url).status_code, rey.post(url, {"x": "1"}).status_code) == (200, 403)
    assert as_person(person("Sam")).get(url).status_code == 404


def test_a_role_is_given_by_address_and_taken_away_after_a_question(programme, olu, as_person):
    client = as_person(olu)
    entry = {"email": "kim@example.org", "name": "Kim", "role": "agent"}
    client.post(url_of("grant_role", programme), entry)
    grant = programme.role_grants.get(role=Role.AGENT)
    revoke = url_of("revoke_role", programme, grant.pk)

    assert client.get(revoke).status_code == 200
    assert programme.role_grants.filter(pk=grant.pk).exists()
    client.post(revoke)
    assert not programme.role_grants.filter(pk=grant.pk).exists()


def test_somebody_new_needs_a_name(programme, olu, as_person):
    entry = {"email": "new@example.org", "role": "agent"}

    answer = as_person(olu).post(url_of("grant_role", programme), entry)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})


def test_the_table_of_roles_costs_the_same_for_three_and_for_thirty(
    programme, olu, as_person, django_assert_num_queries
):
    client = as_person(olu)
    with django_assert_num_queries(6):
        client.get(url_of("team", programme))
    for number in range(30):
        with_role("Nia", programme).role_grants.create(
            programme=programme,
            role=Role.AGENT,
            region=RegionFactory(programme=programme, slug=f"r-{number}"),
        )
    with django_assert_num_queries(6):
        client.get(url_of("team", programme))


def test_colours_are_tried_before_they_are_kept(programme, olu, as_person):
    client = as_person(olu)
    entry = {"brand_colour": "#aa0000", "spark_colour": "#ffbf2e"}

    tried = client.post(url_of("colours", programme), entry | {"try": "1"})
    programme.refresh_from_db()
    assert (programme.brand_colour, all(c.holds for c in tried.context["checks"])) == (
        "#1d3fc0",
        True,
    )
    client.post(url_of("colours", programme), entry)
    programme.refresh_from_db()
    assert programme.brand_colour == "#aa0000"


def test_a_colour_that_is_none_is_refused(programme, olu, as_person):
    entry = {"brand_colour": "red", "spark_colour": "#ffbf2e"}

    answer = as_person(olu).post(url_of("colours", programme), entry)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"brand_colour"})


def test_regions_and_partners_are_added_and_changed(programme, region, olu, as_person):
    client = as_person(olu)
    client.post(url_of("add_region", programme), {"name_0": "Lausitz", "districts": ["14625"]})
    client.post(
        url_of("add_partner", programme), {"association": "Kreative Lausitz", "regions": region.pk}
    )
    lausitz = programme.regions.get(slug="lausitz")
    partner = programme.ownerships.get(kind="partner")

    entry = {"name_0": "Lausitz", "districts": ["14625", "14626"]}
    client.post(url_of("change_region", programme, lausitz.pk), entry)
    client.post(url_of("change_partner", programme, partner.pk), {"regions": lausitz.pk})

    lausitz.refresh_from_db()
    assert lausitz.districts == ["14625", "14626"]
    assert list(partner.regions.all()) == [lausitz]
    client.post(url_of("remove_partner", programme, partner.pk))
    assert programme.ownerships.count() == 1
