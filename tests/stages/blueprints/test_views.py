import datetime as dt
import io

import pikepdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.foundation.web import sitemap
from scharnier.stages.blueprints import actions, mails
from scharnier.stages.blueprints.models import Blueprint, BlueprintReuse
from scharnier.stages.blueprints.states import BlueprintState
from tests.stages.blueprints.stagehand import TEXT, Stage, published
from tests.stages.projects.stagehand import picture


@pytest.fixture(autouse=True)
def nobody_has_come_yet():
    cache.clear()


def at(name, *args):
    return reverse(f"blueprints:{name}", args=args)


def written(seen, **changes):
    return {
        "seen": seen, "title": "Board", "summary": "One wall.", "problem": "Paper.", "approach": "Wall.",
        "effort_days": 2, "cost_cents": "400", "topics": "Sales, Sales, Paper", "licence": "MIT",
        "steps-TOTAL_FORMS": 2, "steps-INITIAL_FORMS": 0, "steps-0-title": "Cut", "steps-0-text": "Cut it.",
    } | changes  # fmt: skip


def test_a_stranger_finds_reads_and_downloads(stage, as_person):
    blueprint = stage.publish()
    actions.add_file(blueprint, file=stage.file(), title="Cards", by=stage.kim)
    browser = as_person(None)

    found = browser.get(at("library"), {"q": "cardb"}).text
    page = browser.get(blueprint.get_absolute_url()).text
    pdf = browser.get(at("pdf", blueprint.slug))
    file = browser.get(at("file", blueprint.slug, blueprint.files.get().pk))

    assert file.getvalue()[:4] == b"\x89PNG"
    assert TEXT["title"] in found
    assert "Orders come by letter &amp; &lt;b&gt;fax&lt;/b&gt;." in page
    assert '<meta property="og:title" content="Order board for the workshop">' in page
    assert str(pikepdf.open(io.BytesIO(pdf.content)).Root.Lang) == "en"
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert file["Content-Disposition"] == 'attachment; filename="receipt.png"'


def public_pages(blueprint):
    slug = blueprint.slug
    return [
        at("page", slug),
        at("pdf", slug),
        at("reuse", slug),
        at("file", slug, blueprint.files.get().pk),
    ]


@pytest.mark.parametrize("hidden", ["draft", "embargo", "withdrawn"])
def test_what_is_not_public_is_not_there(stage, as_person, hidden):
    blueprint = stage.write() if hidden == "draft" else stage.publish()
    actions.add_file(blueprint, file=stage.file(), title="Cards", by=stage.kim)
    if hidden == "embargo":
        until = dt.date(2027, 1, 1)
        actions.set_embargo(blueprint, embargo_until=until, names_partners=True, by=stage.kim)
    if hidden == "withdrawn":
        actions.withdraw(blueprint, reason="x", by=stage.nia)
    browser = as_person(None)

    assert {browser.get(page).status_code for page in public_pages(blueprint)} == {404}
    assert TEXT["title"] not in browser.get(at("library")).text
    assert blueprint.get_absolute_url() not in sitemap.public()


@pytest.mark.parametrize("state", ["draft", "public", "embargo", "withdrawn"])
def test_the_workshop_leads_to_the_library_only_where_it_stands_there(stage, as_person, state):
    blueprint = stage.write() if state == "draft" else stage.publish()
    if state == "embargo":
        until = dt.date(2027, 1, 1)
        actions.set_embargo(blueprint, embargo_until=until, names_partners=True, by=stage.kim)
    if state == "withdrawn":
        actions.withdraw(blueprint, reason="x", by=stage.nia)

    page = as_person(stage.kim).get(blueprint.get_work_url()).text

    is_linked = blueprint.get_absolute_url() in page
    assert (is_linked, blueprint.is_public) == (state == "public", state == "public")
    assert list(Blueprint.objects.public()) == ([blueprint] if state == "public" else [])
    assert ("In the library from 1\u00a0January\u00a02027" in page) == (state == "embargo")


def test_search_engines_know_the_library(stage):
    blueprint = stage.publish()

    assert {at("library"), blueprint.get_absolute_url()} <= set(sitemap.public())


def test_htmx_gets_the_found_part_only(stage, as_person):
    stage.publish()

    answer = as_person(None, htmx=True).get(
        at("library"), {"q": "nothing\x00here", "topic": "\x00"}
    )

    assert "<html" not in answer.text
    assert "Nothing found" in answer.text


def test_we_used_this_waits_until_it_is_read(stage, as_person):
    blueprint = stage.publish()
    told = {"name": "Bakery", "experience": "Seven cards.", "email": "b@example.org"}

    as_person(None).post(at("reuse", blueprint.slug), told)

    assert "Seven cards." not in as_person(None).get(blueprint.get_absolute_url()).text
    reuse = BlueprintReuse.objects.get()
    assert as_person(stage.kim).post(at("show_reuse", blueprint.pk, reuse.pk)).status_code == 403
    as_person(stage.nia).post(at("show_reuse", blueprint.pk, reuse.pk))
    page = as_person(None).get(blueprint.get_absolute_url()).text
    assert "Seven cards." in page
    assert "b@example.org" not in page
    as_person(stage.nia).post(at("discard_reuse", blueprint.pk, reuse.pk))
    assert not BlueprintReuse.objects.exists()


def test_machines_fall_into_the_trap_and_tire(stage, as_person):
    where = at("reuse", stage.publish().slug)
    browser = as_person(None)

    answers = [browser.post(where, {"name": "Spam", "website": "x"}).status_code for _ in range(7)]

    assert answers == [422] * 6 + [429]
    assert not BlueprintReuse.objects.exists()


def pages_of_the_workshop(blueprint):
    return [at("work", blueprint.pk), at("write", blueprint.pk)]


@pytest.mark.parametrize("name", ["Max", "Kim", "Nia", "Olu"])
def test_the_workshop_opens_for_partners_and_the_team(stage, as_person, name):
    stage.publish()
    browser = as_person(stage.people[name])
    assert {browser.get(page).status_code for page in pages_of_the_workshop(stage.blueprint)} == {
        200
    }


@pytest.mark.parametrize("name", ["Sam", "Ada", "Tom", "Fay", "Rey"])
def test_the_workshop_is_closed_to_others(stage, as_person, name):
    browser, pk = as_person(stage.people[name]), stage.publish().pk
    verbs = ["ask_for_release", "release", "publish", "withdraw", "embargo", "files"]

    found = {browser.get(page).status_code for page in pages_of_the_workshop(stage.blueprint)}
    found |= {browser.post(at(verb, pk)).status_code for verb in verbs}

    assert found == {404}
    assert browser.get(at("workshop")).status_code == 403


def test_a_link_opens_the_workshop_and_one_to_the_project_leads_there(stage, as_person):
    assert as_person(None).get(at("work", stage.blueprint.pk)).status_code == 302
    browser = as_person(None)
    link = mails.link_to(stage.blueprint, stage.kim)

    opened = browser.post("/" + link.partition("://")[2].partition("/")[2])

    assert opened.url == at("work", stage.blueprint.pk)
    assert browser.get(opened.url).status_code == 200
    assert as_person(stage.kim).post(at("enter", stage.project.pk)).url == opened.url


def test_it_is_written_with_what_the_project_knows_and_steps_are_added(stage, as_person):
    browser, page = as_person(stage.kim), at("write", stage.blueprint.pk)
    assert "Order board" in browser.get(page).text

    more = browser.post(page, written(1, add_step="1")).text
    assert 'name="steps-2-title"' in more
    assert "Cut it." in more
    assert not stage.blueprint.versions.exists()
    browser.post(page, written(1))

    version = stage.blueprint.versions.get()
    assert (version.title, version.topics, version.cost_cents) == (
        "Board",
        ["Sales", "Paper"],
        40_000,
    )
    assert version.steps == [{"title": "Cut", "text": "Cut it.", "duration": ""}]


def test_a_blueprint_without_steps_is_refused(stage, as_person):
    answer = as_person(stage.kim, htmx=True).post(
        at("write", stage.blueprint.pk), written(1, **{"steps-0-title": "", "steps-0-text": ""})
    )

    assert answer.status_code == 422
    assert "Describe at least one step." in answer.text


def test_who_wrote_at_the_same_time_keeps_what_was_typed(stage, as_person):
    browser, page = as_person(stage.max), at("write", stage.blueprint.pk)
    stage.write()

    refused = browser.post(page, written(1, problem="My words."))
    assert refused.status_code == 422
    assert "My words." in refused.text
    stage.blueprint.refresh_from_db()
    assert f'name="seen" value="{stage.blueprint.version}"' in refused.text
    browser.post(page, written(stage.blueprint.version, problem="My words."))

    assert stage.blueprint.versions.order_by("-number").first().problem == "My words."


def test_from_the_last_word_to_the_library_and_back(stage, as_person):
    stage.write()
    pk, agent = stage.blueprint.pk, as_person(stage.nia)
    agent.post(at("ask_for_release", pk))
    for person in (stage.max, stage.kim):
        browser = as_person(person)
        assert "Your release is needed" in browser.get(at("work", pk)).text
        browser.post(at("release", pk), {"version": 1})  # forgot to tick
        browser.post(at("release", pk), {"version": 1, "agreed": "on"})
    assert as_person(stage.kim).post(at("publish", pk)).status_code == 403
    agent.post(at("publish", pk))
    assert Blueprint.objects.get().state == BlueprintState.PUBLISHED

    agent.post(at("withdraw", pk), {"reason": "A picture."})

    assert Blueprint.objects.get().state == BlueprintState.WITHDRAWN


def test_files_and_embargo_are_set_in_the_workshop(stage, as_person):
    stage.write()
    pk, browser = stage.blueprint.pk, as_person(stage.kim)
    browser.post(at("files", pk), {"title": "Cards", "upload": picture("cards.png")})
    added = stage.blueprint.files.get()
    browser.post(at("files", pk), {"remove": "nonsense"})
    browser.post(at("files", pk), {"remove": added.pk})
    browser.post(at("embargo", pk), {"embargo_until": "2027-01-01"})

    stage.blueprint.refresh_from_db()
    assert (added.title, stage.blueprint.files.count()) == ("Cards", 0)
    assert stage.blueprint.embargo_until == dt.date(2027, 1, 1)
    assert not stage.blueprint.names_partners


def queries_of(browser, page):
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page).status_code == 200
    return len(seen)


def test_many_blueprints_need_no_more_queries(db, as_person):
    published(3)
    pages = [at("library"), at("library") + "?q=board", at("workshop")]
    lead = Stage().people["Olu"]
    browser = as_person(lead)
    few = [queries_of(browser, page) for page in pages]
    template = Blueprint.objects.filter(state="published").first()
    for _ in range(9):
        published(1)

    many = [queries_of(browser, page) for page in pages]

    assert template is not None
    assert many == few
    assert max(many) <= 20
