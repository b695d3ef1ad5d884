import datetime as dt

import pytest
from django.utils import translation

from scharnier.foundation import clock
from scharnier.foundation.files.models import FileUse
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.states import MoveRefused, Refused
from scharnier.foundation.trail.models import Entry
from scharnier.foundation.trail.verbs import in_words
from scharnier.stages.projects import actions, queries
from scharnier.stages.projects.models import CheckIn, CostCategory, Project, Voucher
from scharnier.stages.projects.states import VERBS, ProjectState, VoucherState


def mails():
    return sorted(Mail.objects.values_list("template", "to_name"))


def test_a_project_begins_with_an_agreement_and_a_mail_to_every_partner(stage):
    assert stage.project.state == ProjectState.AGREEING
    assert "- Turnery\n- Studio" in stage.project.agreement.text
    assert mails() == [("projects/signature", "Kim"), ("projects/signature", "Max")]


def test_a_project_begins_once(stage):
    with pytest.raises(Refused, match="has begun already"):
        actions.begin(stage.project.award, title="Again", by=stage.nia)


def test_a_round_gets_its_cost_categories_once_in_both_languages(stage):
    actions.prepare_round(stage.round, by=None)

    categories = CostCategory.objects.filter(round=stage.round).order_by("position")
    assert [(c.name.data["de"], c.name.data["en"], c.bears_levy) for c in categories] == [
        ("Honorare der Kreativen", "Fees of creatives", True),
        ("Material", "Material", False),
        ("Software und Dienste", "Software and services", False),
        ("Reisen", "Travel", False),
    ]


def test_with_the_last_signature_the_project_runs(stage):
    stage.sign(stage.max)
    assert stage.project.state == ProjectState.AGREEING
    Mail.objects.all().delete()

    stage.sign(stage.kim)

    assert stage.project.state == ProjectState.RUNNING
    assert stage.project.started_at == clock.now()
    assert mails() == [("projects/runs", "Kim"), ("projects/runs", "Max")]


def test_signing_twice_is_signing_once(stage):
    stage.sign(stage.max)
    stage.sign(stage.max)

    assert stage.project.agreement.signatures.count() == 1
    assert Entry.objects.filter(verb="project.agreement_signed").count() == 1


def change(agreement, seen, text="New words"):
    actions.change_agreement(
        agreement, seen=seen, text=text, licence="MIT", levy_debtor="nobody", by=None
    )


def test_other_words_must_be_signed_anew(stage):
    stage.sign(stage.max)
    read = stage.project.agreement.version
    Mail.objects.all().delete()

    change(stage.project.agreement, read)

    assert mails() == [("projects/signature", "Kim"), ("projects/signature", "Max")]
    with pytest.raises(Refused, match="was changed since you read it"):
        actions.sign_agreement(stage.project.agreement, version=read, by=stage.kim)
    stage.sign(stage.kim)
    assert stage.project.state == ProjectState.AGREEING


def test_of_two_writers_of_the_agreement_one_is_told(stage):
    read = stage.project.agreement.version
    change(stage.project.agreement, read, "first")

    with pytest.raises(Refused, match="Somebody else changed"):
        change(stage.project.agreement, read, "second")

    stage.project.agreement.refresh_from_db()
    assert stage.project.agreement.text == "first"


def test_a_signed_agreement_is_closed(running):
    with pytest.raises(Refused, match="signed by all"):
        change(running.project.agreement, running.project.agreement.version)
    with pytest.raises(Refused, match="signed by all"):
        actions.sign_agreement(running.project.agreement, version=1, by=running.max)


def test_the_plan_stays_within_the_award(stage):
    first = stage.line(200_000)
    with pytest.raises(Refused, match="€100 more than the €2,500"):
        stage.line(60_000)

    actions.change_line(
        first, category=stage.fees, description="Fee", planned_cents=250_000, by=None
    )

    assert list(stage.project.budget_lines.values_list("planned_cents", flat=True)) == [250_000]


def test_a_line_is_never_planned_below_what_is_handed_in(running):
    line = running.line(100_000)
    running.handed_in(line)

    with pytest.raises(Refused, match="€500 are handed in"):
        actions.change_line(
            line, category=running.fees, description="Fee", planned_cents=40_000, by=None
        )


def test_a_line_with_vouchers_stays(running):
    line, empty = running.line(), running.line()
    running.voucher(line)

    with pytest.raises(Refused, match="Put them on another line first"):
        actions.drop_line(line, by=None)
    actions.drop_line(empty, by=None)

    assert list(running.project.budget_lines.all()) == [line]


def test_vouchers_are_counted(running):
    line = running.line()

    numbers = [running.voucher(line).running_number for _ in range(3)]

    assert numbers == [1, 2, 3]


MISSING = [
    ({"file": None}, "Add a photo or file"),
    ({"paid_on": None}, "Enter the date of payment"),
    ({"eligible_cents": 50_000, "gross_cents": 200_000, "big": True}, "more than is planned"),
    ({"invoice_on": dt.date(2026, 6, 1)}, "before the eligible period"),
    ({"invoice_on": dt.date(2027, 8, 1)}, "after the eligible period"),
]


@pytest.mark.parametrize(("columns", "words"), MISSING)
def test_nothing_incomplete_can_be_handed_in(running, columns, words):
    running.round.eligible_from = dt.date(2026, 7, 1)
    running.round.eligible_until = dt.date(2027, 6, 30)
    running.round.save()
    line = running.line(40_000 if columns.pop("big", False) else 100_000)
    voucher = Voucher.objects.get(pk=running.voucher(line, **columns).pk)

    with pytest.raises(Refused, match=words):
        actions.hand_in_voucher(voucher, by=running.kim)

    voucher.refresh_from_db()
    assert voucher.state == VoucherState.DRAFT


def test_the_period_is_said_where_it_matters(running):
    running.round.eligible_from = dt.date(2026, 9, 2)
    running.round.eligible_until = dt.date(2027, 6, 30)
    running.round.save()
    voucher = Voucher.objects.get(pk=running.voucher().pk)

    with pytest.raises(Refused, match="from 2\u00a0September\u00a02026 to 30\u00a0June\u00a02027"):
        actions.hand_in_voucher(voucher, by=running.kim)


def test_the_second_of_two_clicks_is_refused(running):
    voucher = running.voucher()
    same_row = Voucher.objects.get(pk=voucher.pk)
    actions.hand_in_voucher(voucher, by=running.kim)

    with pytest.raises(MoveRefused, match="cannot become “Handed in”"):
        actions.hand_in_voucher(same_row, by=running.kim)

    assert Entry.objects.filter(verb="voucher.handed_in").count() == 1


def test_two_vouchers_cannot_take_the_same_money(running):
    line = running.line(80_000)
    first, second = running.voucher(line), running.voucher(line)
    actions.hand_in_voucher(first, by=running.kim)

    with pytest.raises(Refused, match="more than is planned"):
        actions.hand_in_voucher(second, by=running.kim)


def test_from_a_query_over_a_mail_to_a_better_voucher(running):
    voucher = running.handed_in()
    actions.query_voucher(voucher, query="The sum is cut off.", by=running.tom)
    mail = Mail.objects.get()
    assert (mail.template, mail.to_person) == ("projects/voucher_queried", running.kim)
    assert "The sum is cut off." in mail.text

    actions.change_voucher(voucher, by=running.kim, file=running.file())
    actions.hand_in_voucher(voucher, answer="It was folded.", by=running.kim)
    actions.accept_voucher(voucher, by=running.tom)

    voucher.refresh_from_db()
    assert (voucher.state, voucher.query, voucher.answer) == (
        VoucherState.ACCEPTED, "The sum is cut off.", "It was folded."
    )  # fmt: skip


def test_a_second_question_wants_a_second_answer(running):
    voucher = running.handed_in()
    actions.query_voucher(voucher, query="Paid when?", by=running.tom)
    actions.hand_in_voucher(voucher, answer="In March.", by=running.kim)

    actions.query_voucher(voucher, query="By whom?", by=running.tom)

    voucher.refresh_from_db()
    assert (voucher.query, voucher.answer) == ("By whom?", "")


def test_a_voucher_holds_invoice_and_receipt_and_lets_go_of_either(running):
    voucher = running.voucher(file=None)
    invoice, receipt = running.file(), running.file()

    actions.add_files(voucher, [invoice, receipt], by=running.kim)
    assert queries.files_of(voucher) == [invoice, receipt]

    actions.drop_file(voucher, invoice, by=running.kim)
    voucher.refresh_from_db()
    assert (queries.files_of(voucher), voucher.file) == ([receipt], receipt)
    assert list(FileUse.objects.of(voucher).values_list("file", flat=True)) == [receipt.pk]

    actions.drop_file(voucher, receipt, by=running.kim)
    assert queries.files_of(voucher) == []


def test_the_files_of_a_voucher_that_is_checked_stay(running):
    voucher = running.handed_in()

    for act in (
        lambda: actions.add_files(voucher, [running.file()], by=running.kim),
        lambda: actions.drop_file(voucher, voucher.file, by=running.kim),
    ):
        with pytest.raises(Refused):
            act()

    assert queries.files_of(voucher) == [voucher.file]


def test_what_is_typed_in_later_does_not_turn_the_last_sign_of_life_back(running):
    with clock.at(dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)):
        running.line()
    with clock.at(dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)):
        running.voucher(running.project.budget_lines.first())

    running.project.refresh_from_db()
    assert running.project.last_sign_at == dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)


def test_a_query_about_what_the_system_handed_in_goes_to_all_partners(running):
    voucher = running.voucher()
    actions.hand_in_voucher(voucher, by=None)

    actions.query_voucher(voucher, query="Why?", by=running.tom)

    assert mails() == [("projects/voucher_queried", "Kim"), ("projects/voucher_queried", "Max")]


def test_a_refused_voucher_is_closed_and_frees_its_money(running):
    line = running.line(50_000)
    voucher = running.handed_in(line)
    actions.refuse_voucher(voucher, query="Private.", by=running.tom)

    with pytest.raises(Refused, match="is being checked or was checked"):
        actions.change_voucher(voucher, by=running.kim, payee="Other")
    running.handed_in(line)

    assert mails() == [("projects/voucher_refused", "Kim")]


def test_a_voucher_comes_back_until_it_is_checked(running):
    voucher = running.handed_in()
    actions.take_back_voucher(voucher, by=running.kim)
    assert voucher.state == VoucherState.DRAFT

    actions.hand_in_voucher(voucher, by=running.kim)
    actions.accept_voucher(voucher, by=running.tom)

    with pytest.raises(MoveRefused):
        actions.take_back_voucher(voucher, by=running.kim)


def test_of_two_who_change_a_voucher_one_is_told(running):
    voucher = running.voucher()
    same_row = Voucher.objects.get(pk=voucher.pk)
    actions.change_voucher(voucher, by=running.kim, payee="First")

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.change_voucher(same_row, by=running.max, payee="Second")

    assert Voucher.objects.get().payee == "First"


def test_the_light_of_the_last_talk_is_the_projects(running):
    actions.check_in(
        running.project,
        held_on=dt.date(2026, 9, 10),
        health_status="red",
        note="Quarrel.",
        by=running.nia,
    )

    running.project.refresh_from_db()
    assert (running.project.health_status, CheckIn.objects.get().held_by) == ("red", running.nia)


def test_milestones_are_set_reached_opened_and_dropped(running):
    milestone = actions.set_milestone(
        running.project, title="Sketch", due_on=dt.date(2026, 10, 1), by=None
    )
    actions.reach_milestone(milestone, by=None)
    assert milestone.reached_at == clock.now()
    actions.reach_milestone(milestone, reached=False, by=None)
    assert milestone.reached_at is None
    actions.drop_milestone(milestone, by=None)

    assert running.project.milestones.count() == 0


def test_only_what_was_tried_can_be_finished(running):
    prototype = actions.show_prototype(running.project, name="Board", description="x", by=None)
    with pytest.raises(Refused, match="at least one test"):
        actions.finish(running.project, by=running.nia)
    actions.record_test(
        prototype, tested_on=dt.date(2026, 9, 12), testers=3, finding="Works.", by=None
    )

    actions.finish(running.project, by=running.nia)

    assert running.project.state == ProjectState.FINISHED
    assert mails() == [("projects/finished", "Kim"), ("projects/finished", "Max")]
    actions.reopen(running.project, by=running.nia)
    assert running.project.state == ProjectState.RUNNING


def test_showing_again_changes_the_prototype_and_keeps_its_file(running):
    actions.show_prototype(
        running.project, name="Board", description="x", file=running.file(), by=None
    )
    shown = actions.show_prototype(running.project, name="Bigger board", description="y", by=None)

    assert (shown.name, shown.file.name) == ("Bigger board", "receipt.png")


def test_a_project_is_renamed_and_can_end_early(running):
    actions.rename(running.project, title="Order wall", by=running.kim)
    actions.end_early(running.project, reason="Illness.", by=running.nia)

    project = Project.objects.get()
    assert (project.title, project.state) == ("Order wall", ProjectState.ENDED_EARLY)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_words_in_german(verb):
    with translation.override("de"):
        german = str(in_words(verb))
    assert german not in {verb, str(in_words(verb))}
