import datetime as dt

import pytest
from django.utils import translation

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import renewals
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.privacy.models import DataSubjectRequest
from scharnier.stages.projects import actions, mails, queries
from scharnier.stages.projects.models import AgreementSignature, Project, Voucher
from scharnier.stages.projects.words import fault_sentences
from tests.factories import AwardFactory, ProjectFactory
from tests.personas import person


def test_the_budget_says_what_is_planned_handed_in_and_accepted(running):
    fees, material = running.line(100_000), running.line(50_000)
    running.voucher(fees)
    accepted = running.handed_in(fees, gross_cents=30_000, eligible_cents=30_000)
    actions.accept_voucher(accepted, by=running.tom)
    running.handed_in(material, gross_cents=20_000, eligible_cents=10_000)

    budget = queries.budget_of(running.project)

    assert (budget.award_cents, budget.planned_cents, budget.unplanned_cents) == (
        250_000,
        150_000,
        100_000,
    )
    assert (budget.committed_cents, budget.accepted_cents) == (40_000, 30_000)
    assert [line.free_cents for line in budget.lines] == [70_000, 40_000]


def test_the_list_knows_its_faults_as_the_voucher_does(running):
    running.round.eligible_from = dt.date(2026, 9, 2)
    running.round.save()
    line = running.line(120_000)
    for columns in ({"paid_on": None}, {"invoice_on": dt.date(2026, 9, 10)}, {"file": None}, {}):
        Voucher.objects.filter(pk=running.voucher(line, **columns).pk).update(state="handed_in")

    listed = list(queries.voucher_list(running.round))

    assert [queries.faults_of(one) for one in listed] == [
        queries.faults_of(Voucher.objects.get(pk=one.pk)) for one in listed
    ]
    assert [queries.faults_of(one) for one in listed] == [
        ["no_payment_date", "before_period", "over_line"],
        ["over_line"],
        ["no_file", "before_period", "over_line"],
        ["before_period", "over_line"],
    ]


def test_faults_are_instructions_in_both_languages():
    codes = ["no_file", "paid_before_invoice"]

    assert fault_sentences(codes) == [
        "Add a photo or file of the voucher.",
        "It was paid more than a month before the date of the invoice. Check both dates.",
    ]
    with translation.override("de"):
        assert fault_sentences(codes[:1]) == [
            "Fügen Sie ein Foto oder eine Datei des Belegs hinzu."
        ]


def test_the_funders_share_is_rounded_like_an_invoice(running):
    running.round.funding_rate = "90.00"
    running.round.save()
    voucher = Voucher.objects.get(
        pk=running.voucher(gross_cents=33_335, eligible_cents=33_335, vat_cents=5_322).pk
    )

    assert (voucher.net_cents, voucher.funded_cents) == (28_013, 30_002)
    assert voucher.list_number == f"{running.team.number}-001"


def test_what_a_list_adds_up_to(running):
    line = running.line()
    running.handed_in(line, gross_cents=30_000, eligible_cents=20_000)
    refused = running.handed_in(line, gross_cents=10_000, eligible_cents=10_000)
    actions.refuse_voucher(refused, query="Private.", by=running.tom)

    totals = queries.totals_of(Voucher.objects.all())

    assert totals == queries.Totals(2, 30_000, 20_000, 0)


def test_awards_wait_until_their_project_begins(stage):
    waiting = AwardFactory(
        verdict__case__challenge__team__matching=stage.team.matching,
        verdict__case__challenge__team__organisation__target_group=stage.team.organisation.target_group,
    )

    assert list(queries.awards_without_project(stage.round)) == [waiting]


def test_a_project_is_silent_after_the_days_of_its_round(running):
    running.round.silent_after_days = 21
    running.round.save()
    lead = running.people["Olu"]

    def silent():
        return list(Project.objects.filter(queries.is_silent(lead)))

    assert silent() == []
    with clock.at(clock.now() + dt.timedelta(days=22)):
        assert silent() == [running.project]
        assert queries.worries(Project.objects.all()) == queries.Worries(0, [str(running.project)])
        actions.rename(running.project, title="x", by=None)
        running.line(1_000)
        assert silent() == []


def test_the_teams_page_leads_to_the_project_for_those_who_may(stage):
    ProjectFactory()

    assert queries.project_panel(stage.max, stage.team) == {"project": stage.project}
    assert queries.project_panel(stage.nia, stage.team) == {"project": stage.project}
    for name in ("Sam", "Fay", "Rey"):
        assert queries.project_panel(stage.people[name], stage.team) is None


def test_who_asks_for_a_new_link_gets_one(stage):
    Mail.objects.all().delete()

    renewals.renew(mails.PURPOSE, "KIM@example.org")
    renewals.renew(mails.PURPOSE, "nobody@example.org")

    assert list(Mail.objects.values_list("template", "to_person", "urgent")) == [
        ("projects/link", stage.kim.pk, True)
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_mails_speak_the_language_of_their_reader(running, language):
    running.kim.language = language
    running.kim.save()
    voucher = running.handed_in()
    Mail.objects.all().delete()

    actions.query_voucher(voucher, query="Bitte neu.", by=running.tom)

    expected = {
        "de": "Eine Rückfrage zu Ihrem Beleg V-001 Studio",
        "en": "A question about your voucher V-001 Studio",
    }
    assert Mail.objects.get().subject == expected[language]


def test_vouchers_block_an_erasure_until_the_law_lets_them_go(running):
    running.handed_in()

    request = privacy.erase(running.kim, by=None)

    assert request.state == "blocked"
    assert {kept["until"] for kept in request.kept} == {"2036-12-31"}
    assert Voucher.objects.get().payee == "Studio"
    assert AgreementSignature.objects.filter(person=running.kim).count() == 1

    with clock.at(dt.datetime(2037, 1, 2, tzinfo=dt.UTC)):
        again = privacy.erase(running.kim, by=None)

    assert again.state == "done"
    assert Voucher.objects.get().handed_in_by is None
    assert not AgreementSignature.objects.filter(person=running.kim).exists()


def test_who_only_looked_on_is_erased_at_once(running):
    privacy.erase(person("Sam"), by=None)

    assert DataSubjectRequest.objects.get().state == "done"


def test_the_copy_holds_ones_own_vouchers_and_signatures(running):
    running.handed_in()

    copies = {
        name: next(
            section["content"]
            for section in privacy.export(running.people[name], by=None)["sections"]
            if section["label"] in {"Projects", "Projekte"}
        )
        for name in ("Kim", "Sam")
    }

    assert [set(row) for row in copies["Kim"]] == [
        {"signed", "version", "at"},
        {"voucher", "payee", "purpose", "gross_cents", "handed_in"},
    ]
    assert copies["Sam"] == []
