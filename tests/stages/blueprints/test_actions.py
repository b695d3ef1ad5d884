import datetime as dt

import pytest
from django.utils import translation

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.trail.models import Entry
from scharnier.foundation.trail.verbs import in_words
from scharnier.stages.blueprints import actions, queries
from scharnier.stages.blueprints.models import Blueprint, BlueprintReuse, BlueprintVersion
from scharnier.stages.blueprints.states import VERBS, BlueprintState
from scharnier.stages.blueprints.topics import Topic
from tests.stages.blueprints.stagehand import TEXT, Stage


def mails():
    return sorted(Mail.objects.values_list("template", "to_name"))


def test_a_blueprint_begins_once(stage):
    with pytest.raises(Refused, match="has begun already"):
        actions.begin(stage.project, title="x", by=None)


def test_until_it_is_published_the_address_follows_the_title(stage):
    assert stage.blueprint.slug == "turnery"
    stage.write()
    assert stage.blueprint.slug == "order-board-for-the-workshop"
    stage.write()  # its own address is not taken
    assert stage.blueprint.slug == "order-board-for-the-workshop"
    stage.release()
    actions.publish(stage.blueprint, by=stage.nia)

    stage.write(title="Something else")

    assert Blueprint.objects.get().slug == "order-board-for-the-workshop"


def test_an_address_spells_umlauts_out_and_one_that_is_published_stays(stage):
    stage.write(title="Fünf Kanäle")
    assert stage.blueprint.slug == "fuenf-kanaele"
    stage.release()
    actions.publish(stage.blueprint, by=stage.nia)
    Blueprint.objects.update(slug="funf-kanale")  # as it was made before

    stage.blueprint.refresh_from_db()
    stage.write(title="Fünf Kanäle")

    assert Blueprint.objects.get().slug == "funf-kanale"


def test_two_blueprints_of_one_name_have_two_addresses_and_none_is_the_workshops(stage):
    stage.write()
    other = Stage()
    other.write()
    assert other.blueprint.slug == "order-board-for-the-workshop-2"

    other.write(title="Werkstatt")

    assert other.blueprint.slug == "werkstatt-2"


def test_of_two_writers_one_is_told_and_nothing_is_lost(stage):
    read = stage.blueprint.version
    actions.write(stage.blueprint, seen=read, by=stage.kim, **TEXT)

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.write(stage.blueprint, seen=read, by=stage.max, **TEXT | {"title": "Mine"})

    assert list(BlueprintVersion.objects.values_list("title", "number")) == [(TEXT["title"], 1)]


def test_all_partners_are_asked_and_the_last_yes_releases(stage):
    with pytest.raises(Refused, match="Write the blueprint before"):
        actions.ask_for_release(stage.blueprint, by=stage.kim)
    stage.write()
    actions.ask_for_release(stage.blueprint, by=stage.kim)
    assert mails() == [("blueprints/release", "Kim"), ("blueprints/release", "Max")]

    for _ in range(2):
        actions.release(stage.blueprint, version=1, by=stage.max)
    assert stage.blueprint.state == BlueprintState.RELEASING
    actions.release(stage.blueprint, version=1, by=stage.kim)

    assert stage.blueprint.state == BlueprintState.RELEASED
    assert Entry.objects.filter(verb="blueprint.released_by_partner").count() == 2


def test_a_new_version_needs_new_releases(stage):
    stage.write()
    actions.ask_for_release(stage.blueprint, by=stage.kim)
    actions.release(stage.blueprint, version=1, by=stage.max)
    stage.write(title="Better")

    with pytest.raises(Refused, match="A newer version"):
        actions.release(stage.blueprint, version=1, by=stage.kim)
    with pytest.raises(Refused, match="does not wait for a release"):
        actions.release(stage.blueprint, version=2, by=stage.kim)
    with pytest.raises(MoveRefused):
        actions.publish(stage.blueprint, by=stage.nia)


def test_publishing_makes_it_found_and_tells_the_partners(stage):
    stage.write()
    stage.release()
    assert list(queries.library("cardboard")) == []
    Mail.objects.all().delete()

    actions.publish(stage.blueprint, by=stage.nia)

    assert list(queries.library("cardboard")) == [stage.blueprint]
    assert list(queries.library(topic="Processes")) == [stage.blueprint]
    assert queries.topics_in_library() == [Topic("processes", "Internal processes", 1)]
    assert mails() == [("blueprints/published", "Kim"), ("blueprints/published", "Max")]


@pytest.mark.parametrize(
    ("day", "said", "unsaid"),
    [(dt.date(2030, 2, 22), "Ab dem 22. Februar 2030 können alle sie", "können jetzt alle"),
     (dt.date(2020, 2, 22), "können jetzt alle lesen und nachmachen", "2020")],
)  # fmt: skip
def test_the_mail_says_from_which_day_on_it_is_shown(stage, day, said, unsaid):
    stage.kim.language = "de"
    stage.kim.save()
    stage.write()
    stage.release()
    actions.set_embargo(stage.blueprint, embargo_until=day, names_partners=True, by=stage.kim)
    Mail.objects.all().delete()

    actions.publish(stage.blueprint, by=stage.nia)

    text = " ".join(Mail.objects.get(to_person=stage.kim).text.split())
    assert (said in text, unsaid in text) == (True, False)


def test_the_published_version_stays_while_the_next_is_written(stage):
    stage.publish()
    stage.write(title="Better board", topics=["Sales"])

    assert [str(one.published) for one in queries.library("cardboard")] == [TEXT["title"]]
    stage.release()
    actions.publish(stage.blueprint, by=stage.nia)

    assert [str(one.published) for one in queries.library("better")] == ["Better board"]
    assert queries.topics_in_library() == [Topic("sales", "Sales", 1)]


@pytest.mark.parametrize("writes_on", [False, True])
def test_what_is_withdrawn_is_found_no_longer_and_can_come_back(stage, writes_on):
    stage.publish()
    if writes_on:
        stage.write(title="Unfinished")
    actions.withdraw(stage.blueprint, reason="A picture was not ours.", by=stage.nia)

    assert list(queries.library()) == list(queries.library("cardboard")) == []
    actions.publish(stage.blueprint, by=stage.nia)

    assert [str(one.published) for one in queries.library("cardboard")] == [TEXT["title"]]


def test_only_what_stands_in_the_library_is_withdrawn(stage):
    stage.write()

    with pytest.raises(Refused, match="does not stand in the library"):
        actions.withdraw(stage.blueprint, reason="x", by=stage.nia)


def test_before_its_day_nobody_finds_it(stage):
    stage.publish()
    actions.set_embargo(
        stage.blueprint, embargo_until=dt.date(2026, 12, 1), names_partners=True, by=stage.kim
    )

    assert list(queries.library("cardboard")) == []
    with clock.at(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)):
        assert list(queries.library("cardboard")) == [stage.blueprint]


def test_a_reuse_is_shown_when_somebody_has_read_it(stage):
    stage.publish()
    told = actions.tell_reuse(stage.blueprint, name="Bakery", email="b@example.org", by=None)
    assert told.shown_at is None

    actions.show_reuse(told, by=stage.nia)
    assert told.shown_at == clock.now()
    actions.discard_reuse(told, by=stage.nia)

    assert not BlueprintReuse.objects.exists()


def test_files_come_and_go(stage):
    added = actions.add_file(stage.blueprint, file=stage.file(), title="Cards", by=stage.kim)
    file = added.file
    assert file.uses.count() == 1

    actions.remove_file(added, by=stage.kim)

    assert file.uses.count() == 0


def test_the_projects_page_leads_to_the_blueprint_for_those_who_may(stage):
    for name in ("Max", "Kim", "Nia", "Olu"):
        assert queries.blueprint_panel(stage.people[name], stage.project) == {
            "blueprint": stage.blueprint
        }
    for name in ("Sam", "Fay", "Tom"):
        assert queries.blueprint_panel(stage.people[name], stage.project) is None


def test_projects_without_a_blueprint_wait(stage):
    assert list(queries.projects_without_blueprint(stage.round)) == []
    Blueprint.objects.all().delete()
    assert list(queries.projects_without_blueprint(stage.round)) == [stage.project]


def test_who_is_erased_is_no_longer_named(stage):
    stage.publish()
    reuse = actions.tell_reuse(stage.blueprint, name="Firm", email="kim@example.org", by=None)

    privacy.erase(stage.kim, by=None)

    stage.blueprint.refresh_from_db()
    reuse.refresh_from_db()
    assert (stage.blueprint.names_partners, reuse.email) == (False, "")
    assert stage.blueprint.published.written_by is None


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_words_in_german(verb):
    with translation.override("de"):
        german = str(in_words(verb))

    assert german not in {verb, str(in_words(verb))}


@pytest.mark.parametrize(
    ("language", "subject"),
    [("de", f"Bitte lesen und freigeben: „{TEXT['title']}“"),
     ("en", f"Please read and release: “{TEXT['title']}”")],
)  # fmt: skip
def test_mails_speak_the_language_of_their_reader(stage, language, subject):
    stage.kim.language = language
    stage.kim.save()
    stage.write()

    actions.ask_for_release(stage.blueprint, by=stage.nia)

    assert Mail.objects.get(to_person=stage.kim).subject == subject
