import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scharnier.foundation.files.actions import storage
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.projects import actions, mails, queries
from scharnier.stages.projects.models import Project, Voucher
from scharnier.stages.projects.states import ProjectState, VoucherState
from tests.stages.projects.stagehand import INVOICED, picture

INVOICE = b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="urn:x"><ID>7</ID></Invoice>\n'
HEADINGS = [
    "No.", "Cost category", "Voucher no.", "Date of invoice", "Date of order", "Date of payment",
    "Paid to", "Reason of payment", "Gross", "VAT", "Net", "Of which eligible", "Funder's share",
    "Team and region", "Award note", "Artists' social levy", "Files", "State", "What is missing",
]  # fmt: skip


def at(name, *args):
    return reverse(f"projects:{name}", args=args)


def pages_of_partners(stage, voucher=None):
    pk = stage.project.pk
    pages = [
        at(name, pk)
        for name in (
            "detail",
            "agreement",
            "budget",
            "milestones",
            "rename",
            "prototype",
            "add_voucher",
        )
    ]
    if voucher:
        pages += [at("voucher", pk, voucher.pk), at("change_voucher", pk, voucher.pk)]
        pages.append(at("change_line", pk, voucher.budget_line_id))
    return pages


def typed(line, **changes):
    return {
        "budget_line": line.pk, "voucher_number": "R-7", "payee": "Paper Ltd", "purpose": "Paper",
        "invoice_on": "2026-09-01", "paid_on": "2026-09-02", "gross_cents": "80.00",
        "vat_cents": "12.77", "eligible_cents": "",
    } | changes  # fmt: skip


@pytest.mark.parametrize("name", ["Max", "Kim", "Nia", "Olu"])
def test_every_page_opens_for_partners_and_the_team(running, as_person, name):
    browser = as_person(running.people[name])
    pages = pages_of_partners(running, running.voucher())

    assert {page: browser.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("name", ["Sam", "Ada", "Rey", "Jun", "Fay"])
def test_no_page_opens_for_others(running, as_person, name):
    browser = as_person(running.people[name])
    voucher = running.voucher()
    posts = [
        at("hand_in_voucher", running.project.pk, voucher.pk),
        at("finish", running.project.pk),
    ]

    found = {browser.get(page).status_code for page in pages_of_partners(running)}
    found |= {browser.post(page).status_code for page in posts if name != "Fay"}

    assert found == {404}


def test_without_a_login_a_link_is_asked_for(running, as_person):
    answer = as_person(None).get(at("detail", running.project.pk))

    assert (answer.status_code, answer.url.partition("?")[0]) == (
        302,
        reverse("people:pass_needed"),
    )


def enter(browser, link):
    path = link.partition("://")[2].partition("/")[2]
    return browser.post(f"/{path}")


def test_a_link_from_a_mail_opens_everything_that_the_partner_needs(running, as_person):
    browser = as_person(None)
    voucher = running.voucher()

    enter(browser, mails.link_to(running.project, running.kim))

    pages = pages_of_partners(running, voucher)
    assert {page: browser.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert browser.get(reverse("files:file", args=[voucher.file_id])).getvalue()[:4] == b"\x89PNG"
    assert browser.get(at("check_in", running.project.pk)).status_code == 302


def test_agents_and_treasurers_have_their_own_pages(running, as_person):
    project, voucher = running.project, running.handed_in()
    own = [at("check_in", project.pk), at("end_early", project.pk)]

    assert {as_person(running.nia).get(page).status_code for page in own} == {200}
    assert {as_person(running.kim).get(page).status_code for page in own} == {403}
    browser = as_person(running.people["Fay"])
    page = browser.get(at("voucher", project.pk, voucher.pk))
    assert page.status_code == 200
    assert f'href="{at("detail", project.pk)}"' not in page.text
    assert browser.post(at("accept_voucher", project.pk, voucher.pk)).status_code == 403


def test_both_sides_sign_on_the_page(stage, as_person):
    page = at("agreement", stage.project.pk)
    for person in (stage.max, stage.kim):
        browser = as_person(person)
        assert "Sign the agreement" in browser.get(page).text
        answer = browser.post(page, {"version": 1, "agreed": "on"})
        assert answer.url == at("detail", stage.project.pk)
        assert "You have signed" in browser.get(page).text

    assert Project.objects.get().state == ProjectState.RUNNING


def test_an_agreement_that_changed_must_be_read_again(stage, as_person):
    actions.change_agreement(
        stage.project.agreement, seen=1, text="x", licence="MIT", levy_debtor="nobody", by=None
    )

    answer = as_person(stage.kim).post(
        at("agreement", stage.project.pk), {"version": 1, "agreed": "on"}
    )

    assert answer.status_code == 422
    assert "was changed since you read it" in answer.text


def test_the_agent_is_told_whose_signatures_will_be_lost(stage, as_person):
    stage.sign(stage.max)
    browser, page = as_person(stage.nia), at("change_agreement", stage.project.pk)
    assert "Signatures will be lost" in browser.get(page).text

    browser.post(page, {"seen": 1, "text": "New", "licence": "MIT", "levy_debtor": "nobody"})

    stage.project.agreement.refresh_from_db()
    assert (stage.project.agreement.text, stage.project.agreement.version) == ("New", 2)


def test_the_plan_is_made_on_the_page(stage, as_person):
    browser, page = as_person(stage.kim), at("budget", stage.project.pk)
    cost = {"category": stage.fees.pk, "description": "Fee", "payee": "", "planned_cents": "2,000"}

    assert browser.post(page, cost).url == page
    refused = browser.post(page, cost)

    assert refused.status_code == 422
    assert "€1,500 more than the €2,500 granted" in refused.text
    line = stage.project.budget_lines.get()
    browser.post(at("change_line", stage.project.pk, line.pk), cost | {"planned_cents": "100"})
    line.refresh_from_db()
    assert line.planned_cents == 10_000
    browser.post(at("drop_line", stage.project.pk, line.pk))
    assert not stage.project.budget_lines.exists()


def test_a_voucher_is_typed_in_and_handed_in_at_once(running, as_person):
    page = at("add_voucher", running.project.pk)
    data = typed(running.line(), uploads=picture(), hand_in="1")

    as_person(running.kim).post(page, data)

    voucher = Voucher.objects.get()
    assert (voucher.state, voucher.handed_in_by) == (VoucherState.HANDED_IN, running.kim)
    assert (voucher.gross_cents, voucher.vat_cents, voucher.eligible_cents) == (8000, 1277, 8000)


def test_an_amount_that_no_column_holds_is_refused_and_nothing_typed_is_lost(running, as_person):
    page = at("add_voucher", running.project.pk)

    answer = as_person(running.kim).post(page, typed(running.line(), gross_cents="9" * 20))

    assert answer.status_code == 422
    html = answer.content.decode()
    assert ("Enter at most €20,000,000." in html, "Paper Ltd" in html) == (True, True)


def test_what_is_incomplete_is_kept_as_a_draft_and_says_why(running, as_person):
    page = at("add_voucher", running.project.pk)

    answer = as_person(running.kim).post(page, typed(running.line(), hand_in="1"), follow=True)

    assert Voucher.objects.get().state == VoucherState.DRAFT
    assert "Saved, but not handed in: Add a photo or file of the voucher." in answer.text


def test_an_invalid_form_answers_422_with_the_same_fragment(running, as_person):
    page = at("add_voucher", running.project.pk)

    answer = as_person(running.kim, htmx=True).post(page, typed(running.line(), vat_cents="99"))

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Enter a VAT that is not more than the gross amount." in answer.text


def test_an_electronic_invoice_keeps_its_bytes(running, as_person):
    upload = SimpleUploadedFile("invoice.xml", INVOICE, "application/xml")

    as_person(running.kim).post(
        at("add_voucher", running.project.pk), typed(running.line(), uploads=upload, hand_in="1")
    )

    with storage().open(Voucher.objects.get().file.path) as kept:
        assert kept.read() == INVOICE


def test_a_query_goes_out_by_mail_and_the_voucher_comes_back(running, as_person):
    voucher = running.handed_in()
    Mail.objects.all().delete()
    where = (running.project.pk, voucher.pk)
    treasurer = as_person(running.tom)
    assert treasurer.post(at("query_voucher", *where), {"query": ""}).status_code == 422

    treasurer.post(at("query_voucher", *where), {"query": "Which shop?"})
    as_person(running.kim).post(
        at("change_voucher", *where), typed(voucher.budget_line, payee="Shop", hand_in="1")
    )
    treasurer.post(at("accept_voucher", *where))
    again = treasurer.post(at("accept_voucher", *where))

    voucher.refresh_from_db()
    assert (voucher.state, voucher.payee) == (VoucherState.ACCEPTED, "Shop")
    assert [mail.template for mail in Mail.objects.all()] == ["projects/voucher_queried"]
    assert again.status_code == 403


def test_a_question_is_answered_in_words_and_with_a_second_file(running, as_person):
    voucher = running.handed_in()
    where = (running.project.pk, voucher.pk)
    actions.query_voucher(voucher, query="Which shop?", by=running.tom)
    team = as_person(running.max)

    asked = team.get(at("voucher", *where)).text
    silent = team.post(at("hand_in_voucher", *where), {"answer": " "})
    team.post(
        at("change_voucher", *where),
        typed(voucher.budget_line, uploads=[picture("receipt-2.png")]),
    )
    team.post(at("hand_in_voucher", *where), {"answer": "The one in Olbernhau."})

    page = as_person(running.tom).get(at("voucher", *where)).text
    voucher.refresh_from_db()
    assert ("Which shop?" in asked, silent.status_code) == (True, 422)
    assert (voucher.state, len(queries.files_of(voucher))) == (VoucherState.HANDED_IN, 2)
    assert "The one in Olbernhau." in page
    assert "receipt-2.png" in page


def test_a_file_is_taken_off_by_the_team_and_by_nobody_else(running, as_person):
    voucher = running.voucher()
    address = at("drop_voucher_file", running.project.pk, voucher.pk, voucher.file.pk)

    assert as_person(running.tom).post(address).status_code == 403
    assert as_person(running.people["Sam"]).post(address).status_code == 404
    elsewhere = at("drop_voucher_file", running.project.pk, voucher.pk, 99_999)
    assert as_person(running.kim).post(elsewhere).status_code == 404
    assert as_person(running.kim).post(address).status_code == 302
    voucher.refresh_from_db()
    assert voucher.file is None


def test_a_question_stands_on_the_project_of_the_team(running, as_person):
    voucher = running.handed_in()
    actions.query_voucher(voucher, query="Which shop?", by=running.tom)

    for partner in (running.max, running.kim):
        page = as_person(partner).get(at("detail", running.project.pk)).text
        assert "Which shop?" in page
        assert voucher.get_absolute_url() in page


def test_a_project_in_trouble_offers_the_agent_what_helps(running, as_person):
    actions.check_in(
        running.project,
        held_on=INVOICED,
        health_status="red",
        note="The firm has no time.",
        next_step="Call the owner",
        by=running.nia,
    )

    theirs = as_person(running.nia).get(at("detail", running.project.pk)).text
    teams = as_person(running.kim).get(at("detail", running.project.pk)).text

    assert "Call the owner" in theirs
    assert "Plan the budget, hand in vouchers" not in theirs
    assert "Plan the budget, hand in vouchers" in teams
    assert "Call the owner" not in teams


def test_a_finished_project_says_nothing_of_a_missing_blueprint(running, as_person):
    shown = actions.show_prototype(running.project, name="B", description="b", by=running.kim)
    actions.record_test(shown, tested_on=INVOICED, testers=3, finding="Good", by=running.kim)
    actions.finish(running.project, by=running.nia)

    page = as_person(running.kim).get(at("detail", running.project.pk)).text

    assert "The project is finished" in page
    assert "What is left is the blueprint" not in page


def test_a_voucher_is_taken_back_or_refused(running, as_person):
    voucher = running.handed_in()
    where = (running.project.pk, voucher.pk)
    as_person(running.kim).post(at("take_back_voucher", *where))
    as_person(running.kim).post(at("hand_in_voucher", *where))
    as_person(running.tom).post(at("query_voucher", *where), {"query": "No.", "refuse": "1"})

    voucher.refresh_from_db()
    assert (voucher.state, voucher.query) == (VoucherState.REFUSED, "No.")


def test_the_voucher_list_is_exported_in_the_funders_order(running, as_person):
    running.handed_in(running.line(), bears_levy=True)
    running.voucher()  # a draft is the team's own

    answer = as_person(running.people["Fay"]).get(at("vouchers"), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0] == HEADINGS
    assert rows[1:] == [[
        f"{running.team.number}-001", "Fees of creatives", "2026-1", "2026-09-01", "", "2026-09-03",
        "Studio", "First half", "500.00", "0.00", "500.00", "500.00", "450.00", f"{running.team.number}, Erzgebirgskreis",
        "", "yes", "receipt.png", "Handed in", "",
    ]]  # fmt: skip


def test_the_voucher_list_shows_what_is_missing_and_adds_up(running, as_person):
    voucher = running.handed_in()
    Voucher.objects.filter(pk=voucher.pk).update(paid_on=None)

    page = as_person(running.tom).get(at("vouchers")).text

    assert "Enter the date of payment; it stands on the bank statement." in page
    assert "€500" in page


@pytest.mark.parametrize("name", ["Sam", "Max", "Kim", "Nia", "Rey", "Jun"])
def test_the_voucher_list_is_not_for_everybody(running, as_person, name):
    assert as_person(running.people[name]).get(at("vouchers")).status_code == 403


def test_the_list_of_projects_is_for_the_team(running, as_person):
    assert running.project.title in as_person(running.nia).get(at("listing")).text
    assert as_person(running.nia, htmx=True).get(at("listing")).status_code == 200
    for name in ("Sam", "Kim", "Fay"):
        assert as_person(running.people[name]).get(at("listing")).status_code == 403


def test_talks_milestones_and_prototypes_are_written_down(running, as_person):
    pk, agent, team = running.project.pk, as_person(running.nia), as_person(running.kim)
    agent.post(
        at("check_in", pk),
        {"held_on": "2026-09-10", "health_status": "amber", "note": "Slow."},
    )
    team.post(at("milestones", pk), {"title": "Sketch", "due_on": "2026-10-01"})
    milestone = running.project.milestones.get()
    team.post(at("reach_milestone", pk, milestone.pk))
    team.post(
        at("prototype", pk), {"name": "Board", "description": "x", "upload": picture("b.png")}
    )
    team.post(at("record_test", pk), {"tested_on": "2026-09-11", "testers": 3, "finding": "Good."})
    agent.post(at("finish", pk))

    project = Project.objects.get()
    assert (project.health_status, project.state) == ("amber", ProjectState.FINISHED)
    page = agent.get(at("detail", pk)).text
    assert all(
        words in page for words in ("Slow.", "Sketch", "reached on", "b.png", "3 people", "Good.")
    )
    assert "Slow." not in team.get(at("detail", pk)).text
    agent.post(at("reopen", pk))
    agent.post(at("end_early", pk), {"reason": "Illness."})
    assert Project.objects.get().state == ProjectState.ENDED_EARLY


def test_a_team_link_leads_on_to_the_project(running, as_person):
    answer = as_person(running.kim).post(at("enter", running.team.pk))

    assert answer.url == at("detail", running.project.pk)
    assert as_person(running.people["Sam"]).post(at("enter", running.team.pk)).status_code == 404


def queries_of(browser, page):
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("name", "page"), [("Tom", "vouchers"), ("Olu", "listing"), ("Kim", "detail")]
)
def test_many_rows_need_no_more_queries(running, as_person, name, page):
    where = at(page, running.project.pk) if page == "detail" else at(page)
    line = running.line(200_000)
    browser = as_person(running.people[name])

    def add(number):
        for _ in range(number):
            running.handed_in(line, gross_cents=100, eligible_cents=100)

    add(3)
    few = queries_of(browser, where)
    add(27)

    assert (queries_of(browser, where), few <= 20) == (few, True)
