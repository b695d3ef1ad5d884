import pytest
from django.core.management import CommandError, call_command

from scharnier.foundation import places


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Schwarzenberg", "Schwarzenberg/Erzgeb."),
        ("stollberg", "Stollberg/Erzgeb."),
        ("Oelsnitz/Erzgeb.", "Oelsnitz/Erzgeb."),
        ("Oelsnitz im Vogtland", "Oelsnitz/Vogtl."),
        ("Goerlitz", "Görlitz"),
        ("09456 Seiffen", "Seiffen/Erzgeb."),
        ("Seiffen (Erzgebirge)", "Seiffen/Erzgeb."),
        ("Bad Schlema", "Aue-Bad Schlema"),
        ("Auerbach", "Auerbach"),
        ("Auerbach/Vogtland", "Auerbach/Vogtl."),
        ("GROSSRÜCKERSWALDE", "Großrückerswalde"),
    ],
)
def test_people_need_not_write_names_officially(said, meant):
    assert places.find(said).name == meant


@pytest.mark.parametrize(
    "said", ["", "Musterdorf", "Berlin", "Oelsnitz", "Neustadt", "\0", "x" * 9999]
)
def test_an_unknown_or_ambiguous_name_finds_nothing(said):
    assert places.find(said) is None


def test_a_district_makes_an_unknown_place_a_flagged_one():
    place = places.find("Musterstadt (fiktiv, 14521)")

    assert (place.name, place.district, place.is_known, place.xy_100m) == (
        "Musterstadt",
        "14521",
        False,
        None,
    )


def test_the_district_tells_two_places_of_one_name_apart():
    assert places.find("Bernsdorf", district="14524").ags[:5] == "14524"
    assert places.find("Bernsdorf (14625)").ags[:5] == "14625"


def test_candidates_are_named_where_a_choice_is_needed():
    assert [p.name for p in places.candidates("Oelsnitz")] == [
        "Oelsnitz/Erzgeb.",
        "Oelsnitz/Vogtl.",
    ]


def test_suggestions_begin_with_names_that_begin_like_that():
    assert [p.name for p in places.suggest("schw")][:2] == ["Schwarzenberg/Erzgeb.", "Schwepnitz"]
    assert places.suggest("") == []


def test_saxony_has_its_418_municipalities_in_13_districts():
    names = [line for line in places.SHIPPED.read_text().splitlines()[1:] if line]

    assert len(names) == 418
    assert len(places.DISTRICTS) == 13
    assert {line.split(",")[0][:5] for line in names} == {d.ags for d in places.DISTRICTS}


def test_the_ore_mountains_have_their_59_municipalities():
    assert sum(line.startswith("14521") for line in places.SHIPPED.read_text().splitlines()) == 59


def test_distances_are_those_of_the_map():
    dresden, leipzig = places.find("Dresden"), places.find("Leipzig")

    assert 95 < places.distance_km(dresden, leipzig) < 110
    assert places.distance_km(dresden, places.Place("Nowhere")) is None


def test_a_district_is_known_by_its_key_and_by_a_municipality_of_it():
    assert places.district("14521").nuts == "DED42"
    assert places.district("14521550") == places.district("14521")
    assert places.district("99999") is None


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    places.forget()
    yield tmp_path
    places.forget()


def test_places_of_another_region_can_be_added(own_folder, tmp_path):
    table = tmp_path / "thuringia.csv"
    table.write_text("ags,name,district,latitude,longitude\n16051000,Erfurt,16051,50.98,11.03\n")

    call_command("add_places", table)

    assert places.find("erfurt").ags == "16051000"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nErfurt\n", "lacks the columns"),
        ("ags,name,district,latitude,longitude\n16,Erfurt,16051,north,11\n", "line 2"),
        ("ags,name,district,latitude,longitude\n16,Erfurt,16051,500,11\n", "line 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_not_added(own_folder, tmp_path, content, said):
    table = tmp_path / "wrong.csv"
    table.write_text(content)

    with pytest.raises(CommandError, match=said):
        call_command("add_places", table)

    assert not places.added_folder().exists()
