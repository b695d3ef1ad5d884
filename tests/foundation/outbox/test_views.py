import re

import pytest
from django.urls import reverse

from scharnier.foundation.outbox import overtaken, queries
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people import passes
from tests.factories import RoundFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def olu(round):
    return with_role("Olu", round.programme)


@pytest.fixture
def held(put, round) -> Mail:
    return put(round=round)


def test_who_may_view_agrees_with_what_is_listed(put, round, olu):
    ours, theirs = put(round=round), put(to="x@example.org", round=RoundFactory())
    code = put(to="y@example.org", urgent=True)
    for someone in [olu, with_role("Nia", round.programme), person("Sam")]:
        may_view = {m for m in (ours, theirs, code) if someone.has_perm("outbox.view_mail", m)}
        assert set(queries.visible_to(someone)) == may_view
    assert set(queries.visible_to(olu)) == {ours, code}


def test_the_outbox_shows_what_waits(as_person, olu, held):
    html = as_person(olu).get(reverse("outbox:mails")).content.decode()

    assert held.subject in html
    assert "One mail is held" in html


def test_the_number_of_queries_does_not_grow(as_person, put, olu, round, django_assert_num_queries):
    client = as_person(olu)
    client.get(reverse("outbox:mails"))

    def queries_for(number: int) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        for n in range(number):
            put(to=f"p{n}@example.org", round=round)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("outbox:mails") + "?per=100")
        return len(captured)

    assert queries_for(3) == queries_for(27)


@pytest.mark.parametrize("who", ["Sam", "Nia"])
def test_others_see_no_mails(as_person, round, held, who):
    someone = with_role(who, round.programme) if who == "Nia" else person(who)
    client = as_person(someone)

    assert client.get(reverse("outbox:mails")).status_code == 403
    assert client.get(held.get_absolute_url()).status_code == 404
    for name in ("edit", "discard", "retry", "settle"):
        assert client.post(reverse(f"outbox:{name}", args=[held.pk])).status_code == 404
    assert client.post(reverse("outbox:release"), {"selected": [held.pk]}).status_code == 403


def test_nobody_reads_the_key_of_somebody_else(as_person, put, olu, round):
    code = put(to="max@example.org", round=round, urgent=True, context={"word": "4711-0815"})

    html = as_person(olu).get(code.get_absolute_url()).content.decode()

    assert "4711-0815" not in html.replace(code.subject, "")
    assert "Nobody else sees it." in html


def test_releasing_shows_first_what_leaves(as_person, put, olu, round, held):
    other = put(to="sam@example.org", round=round)
    client = as_person(olu)
    chosen = {"selected": [held.pk, other.pk]}

    html = client.post(reverse("outbox:release"), chosen).content.decode()

    assert "2 mails leave" in html
    assert held.subject in html
    assert Mail.objects.held().count() == 2

    response = client.post(reverse("outbox:release"), chosen | {"seen": "True"})

    assert (response.status_code, Mail.objects.held().count()) == (302, 0)


def test_mails_of_other_programmes_are_not_released(as_person, put, olu):
    theirs = put(to="x@example.org", round=RoundFactory())

    as_person(olu).post(reverse("outbox:release"), {"selected": [theirs.pk], "seen": "True"})

    assert Mail.objects.get().state == MailState.HELD


def test_a_held_mail_is_edited(as_person, olu, held):
    address = reverse("outbox:edit", args=[held.pk])
    client = as_person(olu)

    assert held.text.splitlines()[0] in client.get(address).content.decode()

    response = client.post(address, {"subject": "Anders", "text": "Neu", "version": 1})

    assert (response.status_code, response.url) == (302, held.get_absolute_url())
    assert Mail.objects.get().subject == "Anders"


def test_who_reads_along_gets_no_key_and_the_reader_keeps_theirs(as_person, olu, held):
    link = passes.issue("project", held.round, to=olu, days=3)
    Mail.objects.update(text=f"Hier geht es weiter:\n\n{link}")
    client = as_person(olu)
    shown = [
        client.get(held.get_absolute_url()),
        client.get(reverse("outbox:edit", args=[held.pk])),
        client.post(reverse("outbox:release"), {"selected": held.pk}),
    ]

    client.post(
        reverse("outbox:edit", args=[held.pk]),
        {"subject": "Anders", "text": "Neu:\n\n[Link 1]\n\n[Link 2]", "version": 1},
    )

    pages = [page.content.decode() for page in shown]
    assert [(link in page, "[Link 1]" in page) for page in pages] == [(False, True)] * 3
    assert Mail.objects.get().text == f"Neu:\n\n{link}\n\n[Link 2]\n"


def test_an_editor_who_comes_too_late_keeps_the_words(as_person, olu, held):
    address = reverse("outbox:edit", args=[held.pk])
    Mail.objects.update(version=2)

    response = as_person(olu, htmx=True).post(
        address, {"subject": "Anders", "text": "Meine Worte", "version": 1}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert html.strip().startswith("<form")
    assert "Meine Worte" in html


def test_a_mail_is_discarded(as_person, olu, held):
    as_person(olu).post(reverse("outbox:discard", args=[held.pk]))

    assert Mail.objects.get().state == MailState.DISCARDED


@pytest.mark.parametrize(
    ("found", "state"),
    [("arrived", MailState.SENT), ("again", MailState.WAITING), ("discard", MailState.DISCARDED)],
)
def test_an_unclear_mail_is_settled(as_person, olu, held, found, state):
    Mail.objects.update(state=MailState.UNCLEAR)

    as_person(olu).post(reverse("outbox:settle", args=[held.pk]), {"found": found})

    assert Mail.objects.get().state == state


def test_what_has_left_cannot_be_touched(as_person, olu, held):
    Mail.objects.update(state=MailState.SENT)
    client = as_person(olu)

    for name in ("edit", "discard", "retry", "settle"):
        assert client.post(reverse(f"outbox:{name}", args=[held.pk])).status_code == 403


def test_a_script_in_a_subject_is_only_text(as_person, put, olu, round):
    mail = put(to="x@example.org", round=round, context={"word": "<script>alert(1)</script>"})

    html = as_person(olu).get(mail.get_absolute_url()).content.decode()

    assert "<script>alert" not in html


def test_all_held_mails_are_looked_at_and_released_without_ticking(as_person, put, olu, round):
    client = as_person(olu)
    for number in range(3):
        put(to=f"p{number}@example.org", round=round)
    last = queries.last_held(olu)
    assert f'name="up_to" value="{last}"' in client.get(reverse("outbox:mails")).content.decode()

    preview = client.post(reverse("outbox:release"), {"up_to": last}).content.decode()
    put(to="late@example.org", round=round)
    assert "Release 3 mails" in preview
    assert "p2@example.org" in preview

    client.post(reverse("outbox:release"), {"up_to": last, "seen": "on"})
    assert Mail.objects.filter(state=MailState.WAITING).count() == 3
    assert Mail.objects.get(to_address="late@example.org").state == MailState.HELD


def test_nobody_releases_what_others_lead(as_person, put, olu, round):
    theirs = put(to="x@example.org", round=RoundFactory())
    as_person(olu).post(reverse("outbox:release"), {"up_to": theirs.pk, "seen": "on"})
    theirs.refresh_from_db()
    assert theirs.state == MailState.HELD


def test_two_mails_of_one_subject_are_told_apart_by_whoever_hears_them(as_person, olu, held):
    Mail.objects.create(
        to_address="kim@example.org", to_name="Kim Klar", subject=held.subject, text="…",
        template=held.template, round=held.round, state=held.state,
    )  # fmt: skip

    html = as_person(olu).get(reverse("outbox:mails")).content.decode()

    names = re.findall(r'name="selected"[^>]*aria-label="([^"]+)"', html)
    assert len(set(names)) == len(names) == 2
    assert any("Kim Klar" in name for name in names)


def test_a_mail_on_a_page_has_its_addresses_as_links_and_everything_else_as_it_stands(
    as_person, put, round, olu
):
    mail = put(round=round)
    Mail.objects.filter(pk=mail.pk).update(
        text="Open <b>this</b>:\nhttps://example.org/a?b=1&c=2.\n\nUntil then"
    )

    shown = as_person(olu).get(mail.get_absolute_url()).text

    address = "https://example.org/a?b=1&amp;c=2"
    assert f'<p>Open &lt;b&gt;this&lt;/b&gt;:<br><a href="{address}">{address}</a>.</p>' in shown
    assert "<p>Until then</p>" in shown


@pytest.fixture
def judged(monkeypatch) -> list[int]:
    """How many mails were judged each time somebody asked; all of them have been overtaken."""
    numbers = []

    def judge(mails):
        numbers.append(len(mails))
        return {mail.pk: "It rains." for mail in mails}

    monkeypatch.setitem(overtaken._judges, "hello", judge)
    return numbers


def test_the_list_judges_no_more_held_mails_than_it_shows(as_person, put, olu, round, judged):
    for n in range(28):
        put(to=f"p{n}@example.org", round=round)

    first = as_person(olu).get(reverse("outbox:mails")).text
    last = as_person(olu).get(reverse("outbox:mails"), {"page": "2"}).text

    assert judged == [25, 3]
    assert (first.count("It rains."), last.count("It rains.")) == (25, 3)


def test_a_file_of_the_mails_judges_none(as_person, put, olu, round, judged):
    put(round=round)

    answer = as_person(olu).get(reverse("outbox:mails"), {"export": "csv"})

    assert "Hallo Ada" in b"".join(answer.streaming_content).decode()
    assert judged == []
