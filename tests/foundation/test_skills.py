import pytest
from django.utils import translation

from scharnier.foundation import skills
from scharnier.foundation.people.models import Submarket


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("UX", "ux"),
        ("Serviceablauf", "service_design"),
        ("service design", "service_design"),
        ("Foto", "photography"),
        ("360°", "panorama"),
        ("online store", "online_shop"),
        ("Prozessworkshops", "process_workshops"),
        ("short film", "short_film"),
        ("Sprecher", "voice"),
    ],
)
def test_a_skill_is_found_by_any_word_for_it(said, key):
    assert skills.find(said).key == key


@pytest.mark.parametrize("said", ["", "Quantum knitting", "\0", "?"])
def test_nobody_invents_a_skill(said):
    assert skills.find(said) is None


def test_every_key_is_its_own_and_leads_somewhere():
    keys = [skill.key for skill in skills.SKILLS]

    assert len(keys) == len(set(keys))
    for skill in skills.SKILLS:
        assert skill.submarkets
        assert set(skill.submarkets) <= set(Submarket.values)
        assert not skill.broader or skill.broader in keys
        assert skills.find(skill.de) == skills.find(skill.en) == skill


def test_every_submarket_but_the_residual_has_skills():
    for submarket in set(Submarket.values) - {"other"}:
        assert skills.in_submarket(submarket)


def test_a_narrow_skill_includes_the_broad_one():
    assert skills.with_broader("user_tests") == ["user_tests", "ux_research", "ux"]
    assert skills.with_broader("unknown") == ["unknown"]


def test_topics_call_for_skills_each_once():
    assert skills.implied_by(["sales", "communication", "staff"]) == [
        "online_shop", "photography", "texts", "social_media", "short_film",
    ]  # fmt: skip
    assert skills.implied_by(["sales"], {"sales": ("ux",)}) == ["ux"]
    for keys in skills.IMPLIED_BY_TOPIC.values():
        assert all(skills.get(key) for key in keys)


def test_a_skill_speaks_the_language_of_the_page():
    with translation.override("de"):
        assert str(skills.get("short_film")) == "Kurzfilm"
    assert str(skills.get("short_film")) == "Short film"
