import datetime as dt
import email

import pytest
from django.test import override_settings

from scharnier.foundation import clock
from scharnier.foundation.files.models import File
from scharnier.foundation.outbox import actions, postman
from scharnier.foundation.outbox.models import Mail, Problem
from scharnier.foundation.outbox.states import MailState
from tests.foundation.outbox.conftest import free_port


def received(server) -> list[email.message.EmailMessage]:
    policy = email.policy.default
    return [email.message_from_bytes(one.original_content, policy=policy) for one in server.took]


def later(mail: Mail) -> float:
    """Seconds from now until the next attempt."""
    return (mail.next_try_at - clock.machine_now()).total_seconds()


def test_a_mail_arrives_with_text_html_and_its_number(mail_server, put):
    mail = put()

    assert postman.send_due() == 1

    [got] = received(mail_server)
    assert got["Message-ID"] == mail.message_id
    assert got["To"] == "Ada <ada@example.org>"
    assert got["Subject"] == "Hallo Ada, willkommen"
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert got.get_body(("plain",)).get_content().startswith("Locale de. willkommen")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.SENT, 1, "")
    assert mail.sent_at == clock.now()


def test_in_the_demo_a_mail_leaves_on_the_day_that_was_played(mail_server, put, settings):
    settings.DEMO = True
    written, released = (clock.now() + dt.timedelta(days=days) for days in (-90, -80))
    with clock.at(written):
        at_once, held = put(), put(to="max@example.org")
    Mail.objects.filter(pk=held.pk).update(state=MailState.HELD)
    with clock.at(released):
        actions.release([held], by=None)

    postman.send_due()

    assert list(Mail.objects.order_by("pk").values_list("pk", "sent_at")) == [
        (at_once.pk, written),
        (held.pk, released),
    ]


def test_a_mail_that_waited_is_sent_when_it_leaves(mail_server, put, settings):
    settings.DEMO = False
    with clock.at(clock.now() - dt.timedelta(days=90)):
        put()

    postman.send_due()

    assert Mail.objects.get().sent_at == clock.now()


def test_attachments_come_along(mail_server, put, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    file = File.objects.create(
        sha256="ab" * 32,
        name="Einladung.ics",
        size=5,
        content_type="text/calendar",
        kind="calendar",
    )
    (tmp_path / "ab").mkdir()
    (tmp_path / file.path).write_bytes(b"BEGIN")
    put(attachments=[file])

    postman.send_due()

    [got] = received(mail_server)
    [attached] = got.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (
        "Einladung.ics",
        "text/calendar",
    )
    assert attached.get_content().strip() == "BEGIN"


def test_held_mails_stay_and_urgent_ones_go_first(mail_server, put):
    put(context={"word": "first"})
    put(to="sam@example.org", context={"word": "code"}, urgent=True)
    Mail.objects.create(state=MailState.HELD, subject_id=1, message_id="<held>", to_address="x@y.z")

    assert postman.send_due() == 2

    assert [got["Subject"] for got in received(mail_server)] == ["Hallo , code", "Hallo Ada, first"]


def test_a_refusal_for_good_is_a_failure_in_the_servers_words(mail_server, put):
    mail = put()
    mail_server.rcpt = "550 No such user"

    assert postman.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.FAILED, Problem.REFUSED)
    assert mail.error == ("The mail server refused this mail for good. It said: “550 No such user”")


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_refusal_for_now_is_tried_again_later_and_later(mail_server, put, where):
    mail = put()
    setattr(mail_server, where, "450 Greylisted")

    postman.send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.problem, mail.attempts) == (MailState.WAITING, Problem.LATER, 1)
    assert 13 < later(mail) <= 15
    assert postman.send_due() == 0

    Mail.objects.update(next_try_at=None)
    postman.send_due()

    mail.refresh_from_db()
    assert mail.attempts == 2
    assert 28 < later(mail) <= 30


def test_a_connection_lost_after_the_text_leaves_the_mail_unclear(mail_server, put):
    mail, number = put(), Mail.objects.get().message_id
    mail_server.drops = True

    assert postman.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.problem, mail.message_id) == (
        MailState.UNCLEAR, Problem.LOST, number
    )  # fmt: skip
    assert [got["Message-ID"] for got in received(mail_server)] == [number]

    mail_server.drops = False

    assert postman.send_due() == 0
    assert len(mail_server.took) == 1


def test_after_a_lost_connection_the_next_mail_goes_over_a_new_one(mail_server, put):
    put(context={"word": "first"})
    put(to="sam@example.org", context={"word": "second"})
    mail_server.rcpt = "421 Too many"

    postman.send_due()
    mail_server.rcpt = "250 OK"
    Mail.objects.update(next_try_at=None)

    assert postman.send_due() == 2


def test_a_server_that_is_away_costs_nothing_but_time(put, point_to, mail_server):
    mail = put()
    point_to(free_port())

    assert postman.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.problem, mail.attempts) == (MailState.WAITING, Problem.UNREACHABLE, 1)
    put(to="sam@example.org")
    point_to(mail_server.port)

    assert postman.send_due() == 1
    assert postman.send_due() == 1
    assert Mail.objects.filter(state=MailState.SENT).count() == 2


def test_an_impossible_address_fails_and_stops_nobody_else(mail_server, put):
    broken = put(to="nobody")
    Mail.objects.filter(pk=broken.pk).update(to_address="a@b\nBcc: c@d.org")
    put()

    assert postman.send_due() == 1

    broken.refresh_from_db()
    assert (broken.state, broken.problem) == (MailState.FAILED, Problem.BAD_ADDRESS)
    assert [one.rcpt_tos for one in mail_server.took] == [["ada@example.org"]]


def test_an_attachment_out_of_reach_is_tried_again(mail_server, put):
    gone = File.objects.create(
        sha256="cd" * 32, name="weg.pdf", size=5, content_type="application/pdf", kind="pdf"
    )
    mail = put(attachments=[gone])

    assert postman.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.WAITING, Problem.BROKEN)


def test_of_two_workers_one_sends(put):
    mail = put()

    first, second = postman.claim(mail.pk), postman.claim(mail.pk)

    assert (first.state, second) == (MailState.SENDING, None)


def test_a_mail_whose_worker_died_before_the_text_is_sent_again(mail_server, put):
    mail = put()
    postman.claim(mail.pk)
    Mail.objects.update(claimed_until=clock.machine_now() - dt.timedelta(seconds=1))

    assert postman.recover() == 0
    assert postman.send_due() == 1

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.SENT, 2)


def test_a_mail_whose_worker_died_after_the_text_waits_for_a_person(mail_server, put):
    mail = put()
    number = mail.message_id
    claimed = postman.claim(mail.pk)
    postman._write_down_that_the_text_leaves(claimed)
    Mail.objects.update(claimed_until=clock.machine_now() - dt.timedelta(seconds=1))

    assert postman.recover() == 1
    assert postman.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.message_id) == (MailState.UNCLEAR, number)
    assert mail_server.took == []


def test_a_worker_that_lost_its_claim_stops_before_the_text(mail_server, put):
    mail = put()
    slow = postman.claim(mail.pk)
    Mail.objects.update(claimed_until=clock.machine_now() - dt.timedelta(seconds=1))
    postman.recover()
    postman.send_due()

    server = postman.mailers.default
    sent = postman.send(slow, server)
    server.close()

    assert sent is False
    assert len(mail_server.took) == 1
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_claim_in_good_time_is_left_alone(put):
    mail = put()
    postman.claim(mail.pk)

    assert postman.recover() == 0

    mail.refresh_from_db()
    assert mail.state == MailState.SENDING


def test_two_workers_at_once_send_each_mail_once(mail_server, put):
    for number in range(6):
        put(to=f"p{number}@example.org")
    by_the_other: list[int] = []

    def the_other_is_faster() -> bool:
        by_the_other.append(postman.send_due())
        return False

    by_the_first = postman.send_due(should_stop=the_other_is_faster)

    assert (by_the_first, sum(by_the_other)) == (0, 6)
    took = sorted(one.rcpt_tos[0] for one in mail_server.took)
    assert took == [f"p{number}@example.org" for number in range(6)]


def test_a_day_set_for_the_demo_delays_no_mail(mail_server, put):
    with clock.at(dt.datetime(2027, 6, 30, tzinfo=dt.UTC)):
        put()

    assert postman.send_due() == 1


@override_settings(
    MAILERS={"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
)
def test_any_other_backend_works_too(put, mailoutbox):
    put()

    assert postman.send_due() == 1
    assert [got.subject for got in mailoutbox] == ["Hallo Ada, willkommen"]


def test_pauses_double_up_to_an_hour():
    seconds = [postman.pause_after(n).total_seconds() for n in (1, 2, 3, 8, 9, 70)]

    assert seconds == [15, 30, 60, 1920, 3600, 3600]


def test_after_many_attempts_it_gives_up(mail_server, put):
    mail = put()
    Mail.objects.update(attempts=postman.MOST_ATTEMPTS - 1)
    mail_server.rcpt = "450 Busy"

    postman.send_due()

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.FAILED, Problem.GAVE_UP)
