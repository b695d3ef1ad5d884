import json
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.calls import actions
from scharnier.stages.calls.models import Call, Reminder
from scharnier.stages.calls.states import CallState
from tests.factories import text
from tests.personas import person, with_role
from tests.stages.calls.conftest import moment, set_up
from tests.stages.calls.test_actions import PDF

PAGES = ["detail", "preview", "texts", "moments", "publish"]


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def seen(html: bytes) -> str:
    """What a person reads: no markup, single spaces."""
    words = re.sub(r"<(script|style|head).*?</\1>|<[^>]+>", " ", html.decode(), flags=re.DOTALL)
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("days", "status", "button"),
    [
        (0, "Bewerbung öffnet am 24. September 2026, 11:00 Uhr", "Erinnern, wenn es losgeht"),
        (11, "Bewerbung offen bis 24. Oktober 2026, 11:00 Uhr", "Als Betrieb bewerben"),
        (41, "Bewerbung geschlossen seit 24. Oktober 2026, 11:00 Uhr", "Alle Aufrufe"),
    ],
)
def test_the_page_says_what_is_true_today(upcoming, as_person, days, status, button):
    with clock.at(moment(days)):
        page = as_person(language="de").get(upcoming.get_absolute_url())

    assert page.status_code == 200
    assert (status in seen(page.content), button in seen(page.content)) == (True, True)


def test_an_extended_call_gives_its_reason(open_call, olu, as_person):
    actions.extend(open_call, until=moment(30), reason=text("Die Post war spät."), by=olu)

    words = seen(as_person(language="de").get(open_call.get_absolute_url()).content)

    assert "Frist verlängert: Bewerbung offen bis 14. Oktober 2026" in words
    assert "Die Post war spät." in words


def test_each_leaf_speaks_to_its_side(open_call, as_person):
    words = seen(as_person(language="de").get(open_call.get_absolute_url()).content)

    assert "Sie möchten digital sicherer werden" in words
    assert "Du bringst Können und Neugier mit" in words


@pytest.mark.parametrize(
    ("asks", "door"), [(True, "calls:eligibility"), (False, "applications:begin")]
)
def test_the_two_buttons_lead_to_the_check_and_without_one_to_the_form(
    open_call, as_person, asks, door
):
    if not asks:
        open_call.eligibility_questions.all().delete()

    html = as_person().get(open_call.get_absolute_url()).content.decode()

    doors = [reverse(door, args=[open_call.slug, side]) for side in ("organisation", "creative")]
    assert [door for door in doors if f'href="{door}"' in html] == doors


def test_media_without_file_or_link_are_left_out(open_call, as_person):
    page = open_call.get_absolute_url()
    assert "Arbeitsheft" not in seen(as_person(language="de").get(page).content)

    actions.change_part(open_call.media.get(kind="workbook"), link="https://example.org", by=None)
    assert "Arbeitsheft" in seen(as_person(language="de").get(page).content)


def test_a_page_costs_one_query_once_it_was_shown(open_call, as_person, django_assert_num_queries):
    client = as_person()
    client.get(open_call.get_absolute_url())

    with django_assert_num_queries(1):
        client.get(open_call.get_absolute_url())


def test_a_draft_is_invisible_to_everybody_but_the_team(draft, olu, as_person):
    assert as_person().get(draft.get_absolute_url()).status_code == 404
    preview = reverse("calls:preview", args=[draft.pk])
    assert as_person(olu).get(preview).status_code == 200
    assert as_person(person("Sam")).get(preview).status_code == 404


def test_what_organisers_write_is_never_markup(draft, olu, as_person):
    evil = "<script>alert(1)</script>"
    actions.change(draft, title=text(evil), introduction=text(evil), about=text(evil), by=olu)
    actions.add_part(draft, part="frequent_questions", question=evil, answer=evil, by=olu)

    html = as_person(olu).get(reverse("calls:preview", args=[draft.pk])).content.decode()

    assert evil not in html


def test_other_sites_may_embed_the_call(open_call, as_person):
    answer = as_person().get(reverse("calls:embed", args=[open_call.slug]), {"lang": "en"})

    call = json.loads(answer.content)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert (call["title"], call["phase"]) == ("Two worlds. One project.", "open")
    assert [side["url"].rsplit("/", 2)[-2:] for side in call["sides"]] != []
    assert "contacts" not in call


def test_nothing_embeds_a_draft_or_an_unknown_language(draft, open_call, as_person):
    assert as_person().get(reverse("calls:embed", args=[draft.slug])).status_code == 404
    answer = as_person().get(reverse("calls:embed", args=[open_call.slug]), {"lang": "xx"})
    assert answer.status_code == 404


def test_a_wish_to_be_reminded_is_asked_confirmed_and_ended(upcoming, as_person):
    client = as_person()
    client.post(reverse("calls:remind", args=[upcoming.slug]), {"email": "ada@example.org"})
    link = re.search(r"/aufrufe/erinnerung/\S+", Mail.objects.get().text).group()

    client.get(link)
    assert Reminder.objects.get().confirmed_at is None
    client.post(link)
    assert Reminder.objects.get().confirmed_at is not None
    client.post(f"{link}beenden/")
    assert Reminder.objects.count() == 0


def test_a_wrong_or_old_link_is_told_apart_from_nothing(upcoming, as_person):
    answer = as_person().get(reverse("calls:confirm_reminder", args=["falsch"]))

    assert answer.status_code == 410


@pytest.mark.parametrize("entry", [{"email": "keine"}, {"email": "a@b.de", "website": "x"}])
def test_a_wish_without_an_address_is_refused(upcoming, as_person, entry):
    url = reverse("calls:remind", args=[upcoming.slug])

    answer = as_person(htmx=True).post(url, entry)

    assert (answer.status_code, Reminder.objects.count()) == (422, 0)
    assert "<h1" not in answer.content.decode()


@pytest.mark.parametrize("view", PAGES)
def test_the_team_sees_every_page_and_strangers_none(draft, olu, as_person, view):
    url = reverse(f"calls:{view}", args=[draft.pk])

    assert as_person(olu).get(url).status_code == 200
    assert as_person(person("Sam")).get(url).status_code == 404
    assert as_person().get(url).status_code == 302


@pytest.mark.parametrize("view", ["texts", "moments", "publish"])
def test_an_agent_may_look_but_not_change(draft, as_person, view):
    nia = with_role("Nia", draft.round.programme)

    assert as_person(nia).get(reverse("calls:detail", args=[draft.pk])).status_code == 200
    assert as_person(nia).get(reverse(f"calls:{view}", args=[draft.pk])).status_code == 403


def test_the_list_costs_the_same_for_three_and_for_thirty(
    programme, olu, as_person, django_assert_num_queries
):
    for number in range(3):
        set_up(programme, slug=f"wenig-{number}")
    client = as_person(olu)
    client.get(reverse("calls:listing"))
    with django_assert_num_queries(7):
        client.get(reverse("calls:listing"))
    for number in range(27):
        set_up(programme, slug=f"viel-{number}")
    with django_assert_num_queries(7):
        client.get(reverse("calls:listing"))


def test_strangers_have_no_list(as_person, db):
    assert as_person(person("Sam")).get(reverse("calls:listing")).status_code == 403


def a_round(**more) -> dict:
    return {
        "template": "cross-innovation",
        "name": "Durchgang 2027",
        "slug": "",
        "opens_at": "2027-01-10T09:00",
        "deadline_at": "2027-02-28T23:59",
        "kickoff_on": "2027-04-01",
        "jury_on": "2027-05-01",
        "starts_on": "2027-01-01",
        "ends_on": "2028-01-31",
        "award_cents": "2.500,00",
        "team_min": "1",
        "team_max": "2",
        **more,
    }


def test_a_round_is_set_up_on_one_page(programme, olu, as_person):
    url = reverse("calls:create", args=[programme.pk])

    answer = as_person(olu, language="de").post(url, a_round())

    call = Call.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("calls:detail", args=[call.pk]),
    )
    assert (call.slug, call.round.award_cents, call.round.team_max) == (
        "durchgang-2027",
        250_000,
        2,
    )


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"deadline_at": "2027-01-01T00:00"}, "deadline_at"),
        ({"ends_on": "31.02.2028"}, "ends_on"),
        ({"jury_on": "2027-03-01"}, "jury_on"),
        ({"team_max": "0"}, "team_max"),
        ({"slug": "verwaltung"}, "slug"),
        ({"award_cents": "viel"}, "award_cents"),
    ],
)
def test_a_round_that_contradicts_itself_is_refused_in_place(
    programme, olu, as_person, entry, field
):
    url = reverse("calls:create", args=[programme.pk])

    answer = as_person(olu, htmx=True).post(url, a_round(**entry))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert Call.objects.count() == 0


def test_nobody_but_the_lead_sets_up_a_round(programme, as_person):
    url = reverse("calls:create", args=[programme.pk])

    assert as_person(with_role("Nia", programme)).get(url).status_code == 403
    assert as_person(person("Sam")).get(url).status_code == 404


@pytest.mark.parametrize("part", ["seiten", "zahlen", "termine", "fragen", "kontakte", "medien"])
def test_every_part_of_the_page_can_be_listed_and_edited(draft, olu, as_person, part):
    client = as_person(olu)
    listing = client.get(reverse("calls:parts", args=[draft.pk, part]))
    row = listing.context["lists"][0][1][0]["row"]
    edit = reverse("calls:change_part", args=[draft.pk, part, row.pk])

    assert (listing.status_code, client.get(edit).status_code) == (200, 200)
    assert as_person(person("Sam")).get(edit).status_code == 404
    assert client.post(edit, {"kind": "?"}).status_code == 422


def test_an_unknown_part_does_not_exist(draft, olu, as_person):
    assert as_person(olu).get(reverse("calls:parts", args=[draft.pk, "x"])).status_code == 404


def test_a_question_is_added_in_three_voices(draft, olu, as_person):
    url = reverse("calls:add_part", args=[draft.pk, "fragen"])
    entry = {"question_0": "Warum?", "question_1": "", "question_2": "Why?", "answer_0": "Darum."}

    as_person(olu).post(url, entry)

    added = draft.frequent_questions.latest("pk")
    assert (added.question.data["de"], added.question.data["en"]) == ("Warum?", "Why?")


def test_a_file_is_uploaded_and_everybody_may_load_it(
    open_call, olu, as_person, settings, tmp_path
):
    settings.STORAGES["private"]["OPTIONS"]["location"] = str(tmp_path)
    medium = open_call.media.get(kind="workbook")
    edit = reverse("calls:change_part", args=[open_call.pk, "medien", medium.pk])
    entry = {"kind": "workbook", "title_0": "Arbeitsheft"}

    as_person(olu).post(edit, entry | {"upload": SimpleUploadedFile("heft.pdf", PDF)})

    answer = as_person().get(reverse("calls:medium", args=[open_call.slug, medium.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_a_file_that_lies_about_its_type_is_refused(draft, olu, as_person):
    medium = draft.media.get(kind="workbook")
    edit = reverse("calls:change_part", args=[draft.pk, "medien", medium.pk])
    liar = SimpleUploadedFile("heft.pdf", b"MZ\x90\x00 this is a programme", "application/pdf")

    answer = as_person(olu).post(edit, {"kind": "workbook", "title_0": "x", "upload": liar})

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"upload"})


def test_the_file_of_a_draft_stays_with_the_team(draft, olu, as_person, settings, tmp_path):
    settings.STORAGES["private"]["OPTIONS"]["location"] = str(tmp_path)
    medium = draft.media.get(kind="press")
    actions.change_part(medium, upload=SimpleUploadedFile("p.pdf", PDF), by=olu)
    url = reverse("calls:medium", args=[draft.slug, medium.pk])

    assert as_person().get(url).status_code == 404
    answer = as_person(olu).get(url)
    assert answer.status_code == 200
    answer.close()


def test_rows_are_moved_and_removed_by_buttons(draft, olu, as_person):
    first, second = draft.facts.order_by("position")[:2]
    client = as_person(olu)

    client.post(reverse("calls:move_part", args=[draft.pk, "zahlen", second.pk]), {"to": "up"})
    client.post(reverse("calls:remove_part", args=[draft.pk, "zahlen", first.pk]))

    assert draft.facts.order_by("position").first() == second
    assert not draft.facts.filter(pk=first.pk).exists()


def test_publishing_is_asked_first(draft, olu, as_person):
    client = as_person(olu)
    url = reverse("calls:publish", args=[draft.pk])

    assert client.get(url).status_code == 200
    assert Call.objects.get().state == CallState.DRAFT
    client.post(url)
    assert Call.objects.get().state == CallState.PUBLISHED


def test_the_deadline_is_extended_with_a_reason(open_call, olu, as_person):
    url = reverse("calls:extend", args=[open_call.pk])
    client = as_person(olu)

    assert client.post(url, {"until": "2026-12-01T12:00"}).status_code == 422
    client.post(url, {"until": "2026-12-01T12:00", "reason_0": "Post"})

    assert open_call.extensions.get().reason.localize("de") == "Post"


@pytest.mark.parametrize(("view", "days"), [("unpublish", 0), ("archive", 41)])
def test_taking_back_and_archiving_need_one_more_click(upcoming, olu, as_person, view, days):
    url = reverse(f"calls:{view}", args=[upcoming.pk])

    with clock.at(moment(days)):
        client = as_person(olu)
        assert client.get(url).status_code == 200
        client.post(url)

    after = {"unpublish": CallState.DRAFT, "archive": CallState.ARCHIVED}
    assert Call.objects.get().state == after[view]


def test_a_refusal_comes_back_as_a_sentence(open_call, olu, as_person):
    client = as_person(olu)

    answer = client.post(reverse("calls:archive", args=[open_call.pk]), follow=True)

    assert "has not closed yet" in seen(answer.content)


def test_texts_are_changed_and_the_second_editor_is_told(draft, olu, as_person):
    url = reverse("calls:texts", args=[draft.pk])
    entry = {"title_0": "A", "theme_0": "B", "introduction_0": "C", "version": draft.version}
    client = as_person(olu)

    assert client.post(url, entry).status_code == 302
    again = client.post(url, entry | {"title_0": "Z"})

    assert again.status_code == 422
    assert Call.objects.get().title.localize("de") == "A"


def test_the_public_list_shows_what_is_published(open_call, draft, as_person, db):
    words = seen(as_person(language="de").get(reverse("calls:index")).content)

    assert words.count("Zwei Welten. Ein Projekt.") == 1
