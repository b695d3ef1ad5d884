import datetime as dt

import pytest
from django.db.models import Q

from scharnier.foundation import clock
from scharnier.foundation.jobs.models import Job
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.privacy import retention
from scharnier.foundation.privacy.registry import Keep
from scharnier.foundation.trail.models import Entry
from tests.factories import RoundFactory

TODAY = dt.date(2026, 9, 14)


def months_ago(number: int, days: int = 0) -> dt.datetime:
    day = retention.months_before(TODAY, number) - dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 9, 14), 6, dt.date(2026, 3, 14)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 12, dt.date(2025, 1, 15)),
        (dt.date(2028, 2, 29), 24, dt.date(2026, 2, 28)),
    ],
)
def test_months_are_calendar_months(day, months, before):
    assert retention.months_before(day, months) == before


@pytest.mark.django_db
def test_the_words_of_old_mails_are_forgotten_and_of_keys_much_sooner():
    for number, urgent, months in [(1, False, 23), (2, False, 25), (3, True, 0), (4, True, 2)]:
        Mail.objects.create(message_id=f"<{number}>", text="words", to_name="Ada", urgent=urgent,
                            subject="s", created_at=months_ago(months))  # fmt: skip

    retention.forget()

    left = dict(Mail.objects.values_list("message_id", "text"))
    assert left == {"<1>": "words", "<2>": "", "<3>": "words", "<4>": ""}
    assert dict(Mail.objects.values_list("message_id", "to_name"))["<2>"] == ""


@pytest.mark.django_db
def test_old_jobs_go_with_their_row():
    for number, months in [(1, 5), (2, 7)]:
        Job.objects.create(kind="x", subject_type="x", subject_id=1, fingerprint=str(number),
                           state="done", finished_at=months_ago(months))  # fmt: skip

    retention.forget()

    assert list(Job.objects.values_list("fingerprint", flat=True)) == ["1"]


@pytest.mark.django_db
def test_months_may_depend_on_the_row_and_a_rule_on_some_rows():
    rounds = [RoundFactory(keep_rejected_months=months, currency="EUR") for months in (6, 24)]
    entries = [
        Entry.objects.create(
            verb=verb, subject_type="x", subject_id=one.pk, details={"a": 1}, at=months_ago(12)
        )
        for one in rounds
        for verb in ("old", "other")
    ]
    months = {one.pk: one.keep_rejected_months for one in rounds}
    rule = Keep("trail.Entry.details", why="For a test.", months=lambda entry: months[entry.subject_id],
                after="at", where=Q(verb="old"))  # fmt: skip

    assert retention.apply(rule, TODAY) == 1
    assert retention.apply(rule, TODAY) == 0

    details = [Entry.objects.get(pk=entry.pk).details for entry in entries]
    assert details == [{}, {"a": 1}, {"a": 1}, {"a": 1}]


@pytest.mark.django_db
def test_what_something_still_needs_stays():
    from scharnier.foundation.programmes.models import Programme

    round = RoundFactory()
    Programme.objects.update(created_at=months_ago(5))
    rule = Keep("programmes.Programme.brand_colour", why="For a test.", months=1, after="created_at",
                then="delete")  # fmt: skip

    assert retention.apply(rule, TODAY) == 0
    assert Programme.objects.get() == round.programme


@pytest.mark.django_db
def test_the_day_that_counts_is_the_one_of_the_clock():
    Mail.objects.create(message_id="<1>", text="words", subject="s", created_at=months_ago(0))

    with clock.at(dt.datetime(2030, 1, 1, tzinfo=dt.UTC)):
        retention.forget()

    assert Mail.objects.get().text == ""
