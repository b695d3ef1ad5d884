"""What the library makes of the words and numbers of blueprints."""

from itertools import pairwise

import pytest
from django.utils import translation

from scharnier.stages.blueprints import queries
from scharnier.stages.blueprints.covers import cover_of
from scharnier.stages.blueprints.topics import gathered


def test_neighbours_have_different_covers():
    covers = [cover_of(number) for number in range(30)]

    assert len(set(covers)) == 30
    assert all(one.motif != after.motif for one, after in pairwise(covers))


@pytest.mark.parametrize(
    ("language", "names"),
    [("de", ["Holz", "Interne Abläufe"]), ("en", ["Holz", "Internal processes"])],
)
def test_a_topic_of_the_forms_is_said_in_the_language_of_the_reader(language, names):
    with translation.override(language):
        found = gathered([("interne Abläufe", 2), ("Internal processes", 1), ("holz", 1)])

    assert [topic.name for topic in found] == names
    assert [topic.number for topic in found] == [1, 3]


@pytest.mark.django_db
def test_all_words_for_a_topic_find_what_stands_under_it(stage):
    stage.publish(topics=["interne Abläufe"])

    assert list(queries.library(topic="processes")) == [stage.blueprint]
    assert list(queries.library(topic="sales")) == []


@pytest.mark.django_db
def test_the_text_says_in_which_language_it_is_written(stage, as_person):
    stage.kim.language = "de"
    stage.kim.save()
    stage.publish()

    page = as_person().get(stage.blueprint.get_absolute_url()).text

    assert '<html lang="en"' in page
    assert f'lang="{stage.blueprint.published.language}"><h1>' in page
