import pytest
from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.outbox import actions, queries
from scharnier.foundation.outbox.letters import BadLetter
from scharnier.foundation.outbox.models import Mail, Problem
from scharnier.foundation.outbox.states import MOVES, MailState
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from tests.factories import PersonFactory, RoundFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


def test_a_mail_is_written_in_the_language_and_form_of_its_reader(put):
    ada = PersonFactory(name="Ada", language="de")

    formal, informal = put(to=ada), put(to=ada, address_form="du")
    english = put(to=PersonFactory(name="Sam", language="en"), address_form="du")

    first_lines = [mail.text.splitlines()[0] for mail in (formal, informal, english)]
    assert first_lines == [
        "Locale de. willkommen", "Locale de-informal. willkommen", "Locale en. willkommen"
    ]  # fmt: skip


def test_the_text_is_plain_and_the_html_is_escaped(put):
    mail = put(context={"word": "<b>Müller & Söhne</b>"})

    assert "<b>Müller & Söhne</b>" in mail.text
    assert "&lt;b&gt;Müller &amp; Söhne&lt;/b&gt;" in mail.html
    assert "<b>" not in mail.html
    assert '<a href="https://example.org/weiter?a=1&amp;b=2"' in mail.html
    assert "<li>one</li>" in mail.html


def test_a_name_brings_no_header_along(put):
    mail = put(to=PersonFactory(name="Ada\nBcc: all@example.org", email="ada@example.org"))

    assert mail.subject == "Hallo Ada Bcc: all@example.org, willkommen"
    assert mail.to_name == "Ada Bcc: all@example.org"


def test_mails_of_a_round_are_held_until_released_but_urgent_ones_leave(put):
    held, urgent = put(round=RoundFactory()), put(round=RoundFactory(), urgent=True)
    free = put(round=RoundFactory(holds_mails=False))

    assert [mail.state for mail in (held, urgent, free)] == [
        MailState.HELD, MailState.WAITING, MailState.WAITING
    ]  # fmt: skip


def test_somebody_without_an_address_gets_a_failed_mail_that_says_so(put):
    mail = put(to=PersonFactory(email=None))

    assert (mail.state, mail.problem) == (MailState.FAILED, Problem.NO_ADDRESS)
    assert mail.error == "This person has no e-mail address. Reach them in another way."


def test_a_mail_of_a_transaction_that_fails_is_never_written(put):
    ada = person("Ada")

    with pytest.raises(RuntimeError), transaction.atomic():
        put(to=ada)
        raise RuntimeError

    assert Mail.objects.count() == 0


def test_every_mail_has_a_number_of_its_own(put):
    numbers = {put().message_id, put(to="sam@example.org").message_id}

    assert len(numbers) == 2
    assert all(number.endswith("@localhost>") for number in numbers)


def test_attachments_count_as_used(put):
    file = File.objects.create(
        sha256="a" * 64, name="a.pdf", size=1, content_type="application/pdf"
    )

    mail = put(attachments=[file])

    [use] = FileUse.objects.all()
    assert (use.file, use.subject_type, use.subject_id) == (file, "outbox.mail", mail.pk)


def test_a_template_without_a_subject_is_a_mistake_of_its_author(tmp_path, settings):
    (tmp_path / "mails" / "bad.txt").write_text("Hello")

    with pytest.raises(BadLetter, match="begins with 'Hello'"):
        actions.put("bad", to="sam@example.org", subject=None, context={})


def test_a_held_mail_can_be_changed_before_it_leaves(put):
    mail = put(round=RoundFactory())

    actions.edit(mail, subject="New\nsubject", text="One.\n\n\n\nTwo <3\n", version=1, by=None)

    mail.refresh_from_db()
    assert (mail.subject, mail.text, mail.version) == ("New subject", "One.\n\nTwo <3\n", 2)
    assert "Two &lt;3" in mail.html


def test_the_second_of_two_editors_is_refused(put):
    mail = put(round=RoundFactory())
    same_row = Mail.objects.get()
    actions.edit(mail, subject="First", text="First", version=1, by=None)

    with pytest.raises(Refused, match="changed or released"):
        actions.edit(same_row, subject="Second", text="Second", version=1, by=None)

    assert Mail.objects.get().subject == "First"


def test_a_released_mail_is_changed_no_more(put):
    mail = put(round=RoundFactory())
    actions.release([mail], by=None)

    with pytest.raises(Refused):
        actions.edit(mail, subject="Late", text="Late", version=1, by=None)


def test_releasing_lets_held_mails_go_once(put):
    round = RoundFactory()
    olu = with_role("Olu", round.programme)
    mails = [put(to=f"p{n}@example.org", round=round) for n in range(3)]
    discarded = put(to="sam@example.org", round=round)
    actions.discard(discarded, by=olu)

    assert actions.release([*mails, discarded], by=olu) == 3
    assert actions.release(mails, by=olu) == 0

    assert set(Mail.objects.values_list("state", "released_by", "released_at")) == {
        (MailState.WAITING, olu.pk, clock.now()),
        (MailState.DISCARDED, None, None),
    }
    assert list(
        Entry.objects.filter(verb="mails.released").values_list("subject_id", "details")
    ) == [(round.pk, {"number": 3})]


def test_a_failed_mail_is_sent_again_to_the_present_address(put):
    ada = PersonFactory(email=None)
    mail = put(to=ada)

    with pytest.raises(Refused, match="still has no e-mail address"):
        actions.retry(mail, by=None)

    ada.email = "ada@example.org"
    ada.save()
    mail.refresh_from_db()
    number = mail.message_id
    actions.retry(mail, by=None)

    mail.refresh_from_db()
    assert (mail.state, mail.to_address, mail.problem) == (MailState.WAITING, "ada@example.org", "")
    assert mail.message_id == number


def test_an_unclear_mail_is_settled_by_a_person(put):
    mail = put()
    Mail.objects.update(state=MailState.UNCLEAR)
    mail.refresh_from_db()

    actions.settle(mail, by=None)

    assert mail.state == MailState.SENT

    with pytest.raises(Refused, match="is not unclear"):
        actions.settle(mail, by=None)


@pytest.mark.parametrize("start", MailState)
@pytest.mark.parametrize("to", MailState)
def test_only_the_moves_in_the_table_are_possible(put, start, to):
    mail = put()
    Mail.objects.update(state=start)
    mail.refresh_from_db()

    if to in MOVES[start]:
        move(mail, to, moves=MOVES)
        assert Mail.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(mail, to, moves=MOVES)
        assert Mail.objects.get().state == start


def test_the_desk_hears_how_many_wait_are_held_failed_and_unclear(put):
    round = RoundFactory()
    olu = with_role("Olu", round.programme)
    for state in [*MailState, MailState.HELD]:
        Mail.objects.filter(pk=put(to="a@example.org", round=round).pk).update(state=state)
    put(to="b@example.org", round=RoundFactory())

    assert queries.counts_for(olu) == {"waiting": 1, "held": 2, "failed": 1, "unclear": 1}
    assert queries.counts_for(olu, RoundFactory()) == dict.fromkeys(
        ("waiting", "held", "failed", "unclear"), 0
    )
    assert set(queries.counts_for(person("Sam")).values()) == {0}


def test_a_mail_speaks_as_the_pages_do_to_its_reader(put):
    kim = PersonFactory(address_form="du", language="de")
    lead = with_role("Olu", RoundFactory().programme)
    lead.address_form = "du"

    assert [put(to=one).locale for one in (kim, lead)] == ["de-informal", "de"]
