"""The same thing twice: a second click, a second post, the same invoice once more."""

import datetime as dt

import pytest
from django.urls import reverse

from scharnier.foundation.states import Refused
from scharnier.foundation.trail.models import Entry
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.models import CheckIn, Voucher
from tests.stages.projects.stagehand import Stage, picture

pytestmark = pytest.mark.django_db
INVOICE = {"voucher_number": "K-4711", "payee": "Paper shop"}


def posted(line) -> dict:
    return {
        "budget_line": line.pk, "voucher_number": "K-4711", "payee": "Paper shop",
        "purpose": "Paper", "invoice_on": "2026-09-01", "paid_on": "2026-09-03",
        "gross_cents": "50", "vat_cents": "0", "eligible_cents": "50",
    }  # fmt: skip


def test_of_two_posts_of_a_voucher_the_second_is_told_that_it_is_there(running, as_person):
    line = running.line()
    browser = as_person(running.kim)
    address = reverse("projects:add_voucher", args=[running.project.pk])

    first = browser.post(address, posted(line) | {"uploads": picture()})
    second = browser.post(address, posted(line) | {"uploads": picture()})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "“V-001 Paper shop” is there already on “Fee”" in second.text
    assert Voucher.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"voucher_number": "K-4712"},
        {"payee": "Book shop"},
        {"invoice_on": dt.date(2026, 9, 2)},
        {"gross_cents": 50_001},
    ],
)
def test_what_differs_in_one_thing_is_another_voucher(running, other):
    line = running.line()
    running.voucher(line, **INVOICE)

    running.voucher(line, **INVOICE | other)

    assert Voucher.objects.count() == 2


def test_case_does_not_make_another_voucher_and_changing_does_not_either(running):
    line = running.line()
    running.voucher(line, **INVOICE)
    with pytest.raises(Refused, match="is there already"):
        running.voucher(line, **INVOICE | {"voucher_number": "k-4711"})
    other = running.voucher(line)

    with pytest.raises(Refused, match="is there already"):
        actions.change_voucher(other, by=running.kim, **INVOICE)

    other.refresh_from_db()
    assert other.voucher_number != "K-4711"


def test_an_invoice_is_split_between_two_lines_and_a_refused_one_comes_again(running):
    one, two = running.line(), running.line()
    refused = running.handed_in(one, **INVOICE)
    actions.refuse_voucher(refused, query="Not readable.", by=running.tom)

    running.voucher(one, **INVOICE)
    running.voucher(two, **INVOICE)

    assert Voucher.objects.exclude(state="refused").count() == 2


def test_the_treasurer_is_told_of_the_same_invoice_in_another_project_and_the_team_is_not(
    running, as_person
):
    mine = running.handed_in(**INVOICE)
    elsewhere = Stage()
    elsewhere.running()
    other = elsewhere.handed_in(**INVOICE)
    type(elsewhere.team).objects.filter(pk=elsewhere.team.pk).update(
        matching=running.team.matching, round=running.round
    )

    assert queries.faults_of(Voucher.objects.get(pk=mine.pk)) == ["same_elsewhere"]
    assert [queries.faults_of(one) for one in queries.voucher_list(running.round)] == [
        ["same_elsewhere"],
        ["same_elsewhere"],
    ]
    assert other.round == elsewhere.round
    said = "Another voucher of this round has the same number"
    assert said in as_person(running.tom).get(mine.get_absolute_url()).text
    assert said not in as_person(running.kim).get(mine.get_absolute_url()).text


def test_a_talk_that_is_posted_twice_is_one_talk(running, as_person):
    browser = as_person(running.nia)
    address = reverse("projects:check_in", args=[running.project.pk])
    talk = {"held_on": "2026-09-10", "health_status": "amber", "note": "Slow."}

    browser.post(address, talk)
    browser.post(address, talk)
    browser.post(address, talk | {"note": "Faster."})

    assert sorted(CheckIn.objects.values_list("note", flat=True)) == ["Faster.", "Slow."]
    assert Entry.objects.filter(verb="project.checked_in").count() == 2
