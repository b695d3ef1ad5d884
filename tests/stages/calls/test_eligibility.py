"""Before any essay: a few questions, an answer at once, and nothing that stays."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.trail.models import Entry
from scharnier.stages.calls import actions
from scharnier.stages.calls.models import Call, EligibilityQuestion
from tests.personas import everybody
from tests.stages.calls.conftest import moment, set_up


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def door(call: Call, side: str = "organisation") -> str:
    return reverse("calls:eligibility", args=[call.slug, side])


def answers(call: Call, side: str = "organisation", **other: str) -> dict[str, str]:
    """What fits, but for the questions (by position) named in ``other`` as ``n1="no"``."""
    asked = call.eligibility_questions.filter(side=side).order_by("position")
    return {
        f"q{question.pk}": other.get(f"n{number}", question.fitting)
        for number, question in enumerate(asked, start=1)
    }


def seen(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def visitor(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


@pytest.mark.parametrize("side", ["organisation", "creative"])
def test_whoever_fits_is_led_to_the_form(open_call, side):
    page = visitor().post(door(open_call, side), answers(open_call, side))

    form = reverse("applications:begin", args=[open_call.slug, side])
    assert (page.status_code, f'href="{form}"' in page.content.decode()) == (200, True)
    assert "Nothing speaks against an application." in seen(page)


def test_whoever_does_not_fit_reads_why_and_what_else_there_is(open_call):
    page = visitor().post(door(open_call), answers(open_call, n2="no", n4="yes"))

    words, html = seen(page), page.content.decode()
    assert "2 answers speak against it." in words
    reasons = open_call.eligibility_questions.filter(side="organisation").order_by("position")
    assert [str(q.reason.data["en"])[:20] in words for q in reasons] == [
        False, True, False, True, False,
    ]  # fmt: skip
    assert "directories" in words
    ways = [
        reverse("calls:remind", args=[open_call.slug]),
        reverse("blueprints:library"),
        reverse("calls:index"),
        door(open_call, "creative"),
    ]
    assert [way for way in ways if f'href="{way}"' in html] == ways
    assert reverse("applications:begin", args=[open_call.slug, "organisation"]) not in html


def test_a_next_call_that_is_announced_is_named_with_its_day(open_call, programme, olu):
    following = set_up(programme, slug="danach", opens=100)
    actions.publish(following, by=olu)

    page = visitor().post(door(open_call), answers(open_call, n1="no"))

    assert f'href="{following.get_absolute_url()}"' in page.content.decode()
    assert "The next call opens on" in seen(page)


def test_not_being_sure_keeps_nobody_out(open_call):
    page = visitor().post(door(open_call), answers(open_call, n1="unsure"))

    assert ("It may fit" in seen(page), "You were not sure here" in seen(page)) == (True, True)
    assert reverse("applications:begin", args=[open_call.slug, "organisation"]) in (
        page.content.decode()
    )


def test_an_open_question_is_asked_again(open_call):
    given = answers(open_call)
    del given[min(given)]

    page = visitor().post(door(open_call), given)

    assert page.status_code == 422
    assert "Choose an answer: " in seen(page)


def test_nothing_of_the_answers_is_kept(open_call):
    visit, entries = visitor(), Entry.objects.count()
    with CaptureQueriesContext(connection) as captured:
        page = visit.post(door(open_call), answers(open_call, n1="no"))

    written = [q["sql"] for q in captured if not q["sql"].startswith("SELECT")]
    assert (written, Entry.objects.count()) == ([], entries)
    assert set(page.cookies) <= {"csrftoken"}


def test_creatives_are_spoken_to_as_friends(open_call):
    page = visitor("de").get(door(open_call, "creative"))

    assert "Arbeitest du in einem der zwölf Teilmärkte" in seen(page)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "This call opens on"), (11, "Apply as an organisation"), (41, "This call is closed")],
)
def test_the_result_says_what_can_be_done_today(upcoming, days, words):
    with clock.at(moment(days)):
        page = visitor().post(door(upcoming), answers(upcoming))

    assert words in seen(page)


def test_without_questions_the_way_is_straight(open_call):
    open_call.eligibility_questions.all().delete()

    answer = visitor().get(door(open_call))

    assert answer.url == reverse("applications:begin", args=[open_call.slug, "organisation"])


def test_a_draft_asks_nobody(draft):
    assert visitor().get(door(draft)).status_code == 404


def test_three_and_thirty_questions_cost_the_same(open_call):
    visit = visitor()
    counts = []
    for number in (3, 30):
        open_call.eligibility_questions.all().delete()
        for position in range(number):
            EligibilityQuestion.objects.create(
                call=open_call, position=position, side="organisation", question=f"Nr. {position}?"
            )
        with CaptureQueriesContext(connection) as captured:
            visit.get(door(open_call))
        counts.append(len(captured))
    assert counts[0] == counts[1]


# The lead's editor ------------------------------------------------------------------------


def test_the_lead_writes_questions_and_reasons(draft, olu, as_person):
    add = reverse("calls:add_part", args=[draft.pk, "vorabcheck"])
    given = {
        "side": "creative", "fitting": "no",
        "question_de": "Sind Sie verreist?", "question_en": "Are you away?",
        "reason_de": "Dann geht es nicht.", "reason_en": "Then it does not work.",
    }  # fmt: skip

    page = as_person(olu).get(add)
    names = {name: _named(page, name) for name in given}
    as_person(olu).post(add, {names[name]: value for name, value in given.items()})

    added = EligibilityQuestion.objects.get(call=draft, fitting="no", side="creative")
    assert (added.question.data["en"], added.reason.data["de"]) == (
        "Are you away?",
        "Dann geht es nicht.",
    )


def _named(page, name: str) -> str:
    """The name of the input for one language, as the page writes it."""
    part, _line, language = name.rpartition("_")
    if language not in ("de", "en"):
        return name
    found = re.findall(rf'name="({part}_[^"]+)"', page.content.decode())
    return found[0] if language == "de" else found[-1]


@pytest.mark.parametrize(
    ("who", "status"),
    [("Olu", 200), ("Nia", 403), ("Rey", 403), ("Jun", 403), ("Tom", 403), ("Fay", 403),
     ("Sam", 404), ("", 302)],
)  # fmt: skip
def test_who_may_change_the_check(draft, programme, as_person, who, status):
    people = everybody(programme)

    page = as_person(people[who] if who else None).get(
        reverse("calls:parts", args=[draft.pk, "vorabcheck"])
    )

    assert page.status_code == status
