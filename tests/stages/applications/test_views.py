import datetime as dt
import io
import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.privacy.actions import publish_text
from scharnier.foundation.programmes.models import Region, Role, RoleGrant
from scharnier.foundation.questions.queries import filled
from scharnier.foundation.web import formats
from scharnier.stages.applications import actions, mails, queries
from scharnier.stages.applications.forms import SALT
from scharnier.stages.applications.models import Application, ImportRun, LateEntry
from scharnier.stages.calls.models import CallDate, Side
from tests.factories import ApplicationFactory, CallFactory, RegionFactory, TargetGroupFactory, days
from tests.personas import person, with_role
from tests.stages.applications.conftest import DATA, TYPED, berlin, group_of

# What differs between two pages of two applications: numbers, tokens, times.
PARTICULAR = r'\d+|csrfmiddlewaretoken" value="\w+"'


def url(name: str, *arguments: object) -> str:
    return reverse(f"applications:{name}", args=arguments)


def agent_of(region: Region) -> Person:
    """An agent who works in one region only."""
    lea = person("Lea")
    RoleGrant.objects.create(person=lea, role=Role.AGENT, programme=region.programme, region=region)
    return lea


def begin(client: Client, group, email: str = "max@example.org", **changes: object):
    started = signing.dumps(clock.machine_now().timestamp() - 30, salt=SALT)
    return client.post(
        url("begin", group.call.slug, group.side), {"email": email, "started": started, **changes}
    )


def with_link(application: Application, who: Person) -> Client:
    """A browser that opened the link of a mail by its button."""
    client = Client(headers={"accept-language": "en"})
    client.post(
        passes.issue(mails.PURPOSE, application, to=who, days=30).removeprefix(
            "http://localhost:8000"
        )
    )
    return client


def posted(page: str) -> dict[str, str]:
    """The hidden and typed fields of the answering form, as a browser would send them back."""
    return {"versions": re.search(r'name="versions" value="([^"]*)"', page)[1]}


# The first step -------------------------------------------------------------------------


def test_an_address_opens_the_first_page_at_once(group):
    client = Client(headers={"accept-language": "en"})

    answer = begin(client, group)

    application = Application.objects.get()
    assert answer.url == url("page", application.pk, "organisation")
    page = client.get(answer.url)
    assert (page.status_code, page.templates[0].name) == (200, "applications/page.html")
    assert "Your organisation" in page.text


def test_a_known_address_sees_exactly_what_an_unknown_one_sees(group, ada):
    known = begin(Client(), group, email=ada.email)
    unknown = begin(Client(), group, email="neu@example.org")

    def shape(answer) -> tuple:
        return answer.status_code, re.sub(r"\d+", "#", answer.url)

    assert shape(known) == shape(unknown)


def test_whoever_only_typed_an_address_learns_nothing_of_whose_it_is(group, ada):
    Person.objects.filter(pk=ada.pk).update(name="Adelheid Geheim")
    pages = {}
    for email in (ada.email, "neu@example.org"):
        client = Client(headers={"accept-language": "en"})
        new = begin(client, group, email=email).url.split("/")[2]
        client.post(url("people", new), {"email": ada.email.replace("a", "b", 1), "part": "viewer"})
        shown = [client.get(url(name, new)).text for name in ("people", "status", "check")]
        pages[email] = [re.sub(PARTICULAR, "#", one.replace(email, "…")) for one in shown]

    assert pages[ada.email] == pages["neu@example.org"]
    to_others = Mail.objects.exclude(to_person=ada)
    assert to_others.exists()
    assert "Adelheid" not in " ".join(mail.text for mail in to_others)


def test_inviting_an_address_does_not_tell_whose_it_is(draft, ada):
    client = with_link(draft, ada)
    Person.objects.create_user(email="max@example.org", name="Maximilian Geheim")

    for email in ("max@example.org", "neu@example.org"):
        client.post(url("people", draft.pk), {"email": email, "part": "viewer"})

    shown = re.findall(
        r"<strong>([^<]*@[^<]*)</strong>(<br>)?", client.get(url("people", draft.pk)).text
    )
    assert shown == [(ada.email, "<br>"), ("max@example.org", ""), ("neu@example.org", "")]


def test_the_browser_that_began_sees_nothing_older_of_the_person(group, submitted, ada):
    client = Client(headers={"accept-language": "en"})
    begin(client, group, email=ada.email)
    new = Application.objects.exclude(pk=submitted.pk).get()

    page = client.get(url("status", new.pk)).text

    assert "You have applied before" not in page
    assert client.get(url("status", submitted.pk)).status_code == 302
    assert client.post(url("take_over", new.pk)).status_code == 403


def test_whoever_comes_by_the_mail_is_offered_the_old_answers(group, submitted, ada):
    new = actions.start(group, person=ada, by=ada)
    client = with_link(new, ada)

    assert "You have applied before" in client.get(url("status", new.pk)).text
    client.post(url("take_over", new.pk))
    assert filled(new.sheet).values()["org_name"] == "Drechslerei Helm"


@pytest.mark.parametrize(
    "changes", [{"email": "keine adresse"}, {"website": "http://spam.example"}]
)
def test_a_wrong_address_and_a_filled_trap_are_refused_and_nothing_begins(group, changes):
    answer = begin(Client(), group, **changes)

    assert answer.status_code == 422
    assert Application.objects.count() == 0


def test_too_many_beginnings_are_stopped_with_a_page_that_says_so(group, settings):
    settings.DEMO = False
    client = Client()

    answers = [begin(client, group, email=f"n{n}@example.org").status_code for n in range(21)]

    assert answers == [302] * 20 + [429]


def test_one_mailbox_is_not_flooded(group, settings):
    settings.DEMO = False
    client = Client()

    answers = [begin(client, group).status_code for _n in range(6)]

    assert answers == [302] * 5 + [429]


def test_a_closed_call_says_the_same_to_everybody(group):
    olu = with_role("Olu", group.call.round.programme)
    with clock.at(group.call.accepts_until):
        actions.grant_late_entry(
            group.call, email="max@example.org", reason="R", until=days(1), by=olu
        )
        allowed = begin(Client(), group, email="max@example.org")
        refused = begin(Client(), group, email="sam@example.org")

    def words(answer) -> str:
        return re.sub(r'value="[^"]*"', "", answer.text)

    assert (allowed.status_code, refused.status_code) == (200, 200)
    assert words(allowed) == words(refused)
    assert Mail.objects.filter(template="applications/link").count() == 1


@pytest.mark.parametrize("trait", ["upcoming", "draft"])
def test_a_call_that_is_not_open_yet_takes_nobody(db, trait):
    group = TargetGroupFactory(call=CallFactory(**{trait: True}))

    answer = begin(Client(), group)

    assert answer.status_code == (404 if trait == "draft" else 409)
    assert Application.objects.count() == 0


def test_creatives_are_addressed_as_du_in_german(creatives):
    page = Client(headers={"accept-language": "de"}).get(
        url("begin", creatives.call.slug, Side.CREATIVE)
    )

    assert page.status_code == 200
    begun = Client(headers={"accept-language": "de"})
    begin(begun, creatives)
    application = Application.objects.get()
    assert "Wer bist du" in begun.get(url("page", application.pk, "you")).text


def test_a_consent_says_its_text_once_and_leads_to_the_notice(creatives, draft, ada):
    """The text was published by an application in Sie."""
    for one in (draft, actions.start(creatives, person=ada, by=ada)):
        for question in one.sheet.form.questions.filter(key="newsletter"):
            publish_text("newsletter", title=question.label, text=question.hint, by=None)
    client = with_link(one, ada)
    page = client.get(url("page", one.pk, "consents"), headers={"accept-language": "de"}).text

    assert page.count("Wir schicken") == 1
    [link] = re.findall(r'<a href="([^"]*)"[^>]*>Datenschutzhinweise lesen', page)
    assert link == reverse("web:legal", args=["privacy"])


# Answering ------------------------------------------------------------------------------


def test_save_and_continue_needs_no_script_and_leads_on(draft, ada):
    client = with_link(draft, ada)
    page = client.get(url("page", draft.pk, "organisation"))
    answers = {key: TYPED[key] for key in ("org_name", "street", "postal_code", "municipality")}

    answer = client.post(
        page.request["PATH_INFO"], posted(page.text) | answers | {"org_type": "company"}
    )

    assert (answer.status_code, answer.url) == (302, url("page", draft.pk, "size"))
    assert filled(draft.sheet).values()["org_name"] == "Drechslerei Helm"


def test_what_is_wrong_is_said_and_everything_is_kept(draft, ada):
    client = with_link(draft, ada)
    page = client.get(url("page", draft.pk, "time"))

    answer = client.post(
        page.request["PATH_INFO"],
        posted(page.text) | {"hours_month": "viele", "second_person": "yes"},
    )

    assert answer.status_code == 422
    assert "Error: Time and working together" in answer.text
    sheet = filled(draft.sheet)
    assert sheet.values() == {"second_person": True}
    assert [a.raw for a in sheet.answers.values() if a.is_wrong] == ["viele"]


def test_later_saves_without_demanding_anything(draft, ada):
    client = with_link(draft, ada)
    page = client.get(url("page", draft.pk, "challenge"))

    answer = client.post(
        page.request["PATH_INFO"], posted(page.text) | {"problem": "Halb", "later": "1"}
    )

    assert (answer.status_code, answer.url) == (302, url("status", draft.pk))
    assert filled(draft.sheet).values() == {"problem": "Halb"}


def test_a_conflict_is_shown_field_by_field_with_both_texts(draft, ada):
    client = with_link(draft, ada)
    page = client.get(url("page", draft.pk, "challenge"))
    actions.answer(draft, "problem", "Von Max", by=person("Max"))

    answer = client.post(
        page.request["PATH_INFO"],
        posted(page.text) | {"problem": "Von Ada", "affected": "Alle", "later": "1"},
    )

    assert answer.status_code == 422
    assert ("Von Max" in answer.text, "Von Ada" in answer.text) == (True, True)
    assert filled(draft.sheet).values() == {"problem": "Von Max", "affected": "Alle"}
    again = client.post(
        page.request["PATH_INFO"],
        posted(answer.text) | {"problem": "Von beiden", "affected": "Alle", "later": "1"},
    )
    assert again.status_code == 302
    assert filled(draft.sheet).values()["problem"] == "Von beiden"


def test_every_field_saves_itself_and_the_time_is_shown(draft, ada):
    client = with_link(draft, ada)

    answer = client.post(
        url("autosave", draft.pk, "challenge"),
        {
            "problem": "Zettel",
            "affected": "nicht gemeint",
            "changed": "problem",
            "versions": "problem:0",
        },
    )

    assert answer.json() == {
        "saved": "Saved at 11:00", "versions": {"problem": 1}, "errors": {}, "fields": {},
        "conflicts": [], "closed": "", "shut": [],
    }  # fmt: skip
    assert filled(draft.sheet).values() == {"problem": "Zettel"}


def test_autosave_says_what_is_wrong_and_what_others_wrote(draft, ada):
    client = with_link(draft, ada)
    actions.answer(draft, "problem", "Von Max", by=person("Max"))

    answer = client.post(
        url("autosave", draft.pk, "challenge"),
        {
            "problem": "Von Ada",
            "affected": "x" * 601,
            "changed": ["problem", "affected"],
            "versions": "problem:0 affected:0",
        },
    ).json()

    assert [(c["key"], c["theirs"], c["yours"]) for c in answer["conflicts"]] == [
        ("problem", "Von Max", "Von Ada")
    ]
    assert answer["errors"] == {"affected": ["Shorten the text by 1 character."]}


def test_after_the_deadline_the_text_is_kept_and_the_person_is_told(draft, ada):
    client = with_link(draft, ada)
    with clock.at(draft.call.accepts_until):
        answer = client.post(
            url("autosave", draft.pk, "challenge"),
            {"problem": "Zu spät", "changed": "problem", "versions": "problem:0"},
        )

    assert answer.json()["closed"].startswith("The call has been closed since")
    assert filled(draft.sheet).values() == {"problem": "Zu spät"}


def test_an_expired_session_is_told_so_that_the_browser_keeps_the_text(draft):
    answer = Client().post(
        url("autosave", draft.pk, "challenge"),
        {"problem": "x"},
        headers={"accept": "application/json"},
    )

    assert (answer.status_code, list(answer.json())) == (401, ["sign_in"])


def test_who_was_taken_off_is_told_so_instead_of_being_sent_for_a_link(draft, ada):
    part = actions.invite(draft, email="max@example.org", part="editor", by=ada)
    max_ = with_link(draft, part.person)
    actions.remove_person(part, by=ada)

    answer = max_.post(
        url("autosave", draft.pk, "challenge"),
        {"problem": "x", "changed": "problem", "versions": "problem:0"},
        headers={"accept": "application/json"},
    )

    assert answer.status_code == 403
    assert answer.json()["refused"].startswith("You no longer work on this application.")


def test_an_expired_link_leads_to_a_new_one(draft, ada):
    client = with_link(draft, ada)
    with clock.at(clock.now() + dt.timedelta(days=31)):
        answer = client.get(url("status", draft.pk))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("people:pass_needed"))


def test_asking_for_a_new_link_tells_nothing_and_reaches_only_known_addresses(draft, ada):
    for address in (ada.email, "unbekannt@example.org"):
        answer = Client().post(f"{reverse('people:pass_needed')}?purpose=apply", {"email": address})
        assert answer.status_code == 200

    assert list(Mail.objects.values_list("template", "to_address")) == [
        ("applications/link", ada.email)
    ]


def portrait(name: str = "ich.png") -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/png")


def test_a_chosen_file_saves_itself_and_comes_back_as_it_is_stored(creatives, ada):
    application = actions.start(creatives, person=ada, by=ada)
    client = with_link(application, ada)

    def choose(file: SimpleUploadedFile, version: int) -> dict:
        fields = {"portrait": file, "changed": "portrait", "versions": f"portrait:{version}"}
        return client.post(url("autosave", application.pk, "consents"), fields).json()

    first, second = choose(portrait(), 0), choose(portrait("neu.png"), 1)
    refused = choose(SimpleUploadedFile("x.png", b"MZ" + b"\x90" * 99), 2)

    assert [answer["versions"] for answer in (first, second)] == [{"portrait": 1}, {"portrait": 2}]
    assert [list(answer["fields"]) for answer in (first, second)] == [["portrait"], ["portrait"]]
    assert (
        "ich.png" in first["fields"]["portrait"],
        "neu.png" in second["fields"]["portrait"],
    ) == (True, True)
    assert "not what its name says" in refused["errors"]["portrait"][0]
    assert refused["fields"] == {}
    # Where one file is asked for, a new one replaces it.
    assert [file.name for file in filled(application.sheet).files.values()] == ["neu.png"]


def test_a_link_to_several_applications_says_which_is_which(submitted, group, ada):
    draft = actions.start(group, person=ada, by=ada)
    Mail.objects.all().delete()

    Client().post(f"{reverse('people:pass_needed')}?purpose=apply", {"email": ada.email})

    mail = Mail.objects.get()
    with translation.override("de"):
        hand_in = gettext("Hand in the application by %(deadline)s.").split("%")[0]
    assert (mail.subject_id, hand_in in mail.text) == (draft.pk, True)
    assert f"{submitted.number}, " in mail.text


def test_a_picture_is_uploaded_and_seen_by_its_people_only(creatives, ada):
    application = actions.start(creatives, person=ada, by=ada)
    client = with_link(application, ada)
    page = client.get(url("page", application.pk, "consents"))

    upload = portrait()
    answer = client.post(
        page.request["PATH_INFO"], posted(page.text) | {"portrait": upload, "stay": "1"}
    )

    assert answer.status_code == 302
    file = next(iter(filled(application.sheet).files.values()))
    assert b"".join(client.get(file.get_absolute_url()).streaming_content)[1:4] == b"PNG"
    stranger = Client()
    stranger.force_login(person("Sam"))
    assert stranger.get(file.get_absolute_url()).status_code == 404


def test_a_file_that_lies_about_its_type_is_refused_in_words(creatives, ada):
    application = actions.start(creatives, person=ada, by=ada)
    client = with_link(application, ada)
    page = client.get(url("page", application.pk, "consents"))

    upload = SimpleUploadedFile("ich.png", b"<html><script>1</script></html>", "image/png")
    answer = client.post(
        page.request["PATH_INFO"], posted(page.text) | {"portrait": upload, "stay": "1"}
    )

    assert answer.status_code == 422
    assert filled(application.sheet).files == {}


# Handing in -----------------------------------------------------------------------------


def test_the_check_page_shows_everything_and_hands_it_in_once(complete, ada):
    client = with_link(complete, ada)
    page = client.get(url("check", complete.pk))
    assert "Drechslerei Helm" in page.text

    first = client.post(url("check", complete.pk), {"truth": "on"})
    second = client.post(url("check", complete.pk), {"truth": "on"})

    assert (first.status_code, second.status_code) == (302, 302)
    complete.refresh_from_db()
    assert (complete.number, complete.sent_versions.count()) == ("B-001", 1)
    assert "Number B-001" in client.get(first.url).text


def test_truth_must_be_confirmed_and_what_is_missing_is_named(draft, ada):
    client = with_link(draft, ada)

    without_truth = client.post(url("check", draft.pk), {})
    incomplete = client.post(url("check", draft.pk), {"truth": "on"})

    assert "Confirm that your answers are true." in without_truth.text
    assert (incomplete.status_code, "answers are still missing" in incomplete.text) == (422, True)


def test_too_late_is_said_clearly_and_the_copy_is_mailed(complete, ada):
    client = with_link(complete, ada)
    with clock.at(complete.call.accepts_until):
        answer = client.post(url("check", complete.pk), {"truth": "on"})

    assert answer.status_code == 422
    assert "has been closed since" in answer.text
    assert [m.template for m in Mail.objects.about(complete)] == ["applications/too_late"]


def test_a_script_in_a_name_stays_text_everywhere(complete, ada, as_person, people):
    actions.answer(complete, "org_name", "<script>alert(1)</script>", by=ada)
    actions.submit(complete, by=ada)
    client = with_link(complete, ada)
    olu = as_person(people["Olu"])

    pages = [client.get(url("status", complete.pk)), client.get(url("check", complete.pk)),
             olu.get(url("listing")), olu.get(url("detail", complete.pk))]  # fmt: skip

    assert [("<script>alert" in page.text, "&lt;script&gt;" in page.text) for page in pages] == [
        (False, True)
    ] * 4


def test_the_status_page_says_what_is_true_and_what_comes_next(submitted, ada):
    client = with_link(submitted, ada)
    before = client.get(url("status", submitted.pk)).text
    actions.answer(submitted, "problem", "Neu", by=ada)
    changed = client.get(url("status", submitted.pk)).text
    actions.withdraw(submitted, by=ada)
    gone = client.get(url("status", submitted.pk)).text

    assert "Your application has arrived" in before
    assert "not handed it in again" in changed
    assert "Your application is withdrawn" in gone


def test_what_is_missing_leads_to_its_field(draft, ada):
    actions.answer(draft, "hours_month", "viele", by=ada)
    client = with_link(draft, ada)

    page = client.get(url("check", draft.pk)).text
    with clock.at(draft.call.accepts_until):
        closed = client.get(url("check", draft.pk)).text

    for key, topic in (("hours_month", "time"), ("org_name", "organisation")):
        assert f'<li><a href="{url("page", draft.pk, topic)}#id_{key}">' in page
    assert "missing or not right yet" in page
    assert ("missing or not right yet" in closed, "receipt by mail at once" in closed) == (
        False,
        False,
    )


def test_whoever_has_handed_in_is_led_there_before_they_hand_in_a_second_one(submitted, group, ada):
    second = actions.start(group, person=ada, by=ada)

    page = with_link(second, ada).get(url("status", second.pk)).text

    assert "Number B-001 has arrived at this very call" in page
    assert f'<a href="{url("status", submitted.pk)}">open number B-001</a>' in page


def test_the_kickoff_is_named_where_it_is_asked_for_and_as_the_date_of_the_answer(submitted, ada):
    client, day = with_link(submitted, ada), clock.today() + dt.timedelta(days=60)
    CallDate.objects.filter(call=submitted.call).delete()
    before = [client.get(url(*page)).text for page in pages_of(submitted)]
    CallDate.objects.create(call=submitted.call, kind="kickoff", on=day, title="Kickoff")

    after = [client.get(url(*page)).text for page in pages_of(submitted)]

    said = [f"It is planned for {formats.day(day)}.", f"before the kickoff on {formats.day(day)}."]
    assert [words in page for words, page in zip(said, before, strict=True)] == [False, False]
    assert [words in page for words, page in zip(said, after, strict=True)] == [True, True]


def pages_of(application: Application) -> list[tuple]:
    return [("page", application.pk, "time"), ("status", application.pk)]


def test_a_reader_is_not_spoken_to_as_the_author(draft, ada):
    part = actions.invite(draft, email="max@example.org", part="viewer", by=ada)

    page = with_link(draft, part.person).get(url("status", draft.pk)).text

    assert ("You may read this application" in page, "Continue the application" in page) == (
        True,
        False,
    )
    with translation.override("de"):
        assert gettext("Read an application: %(call)s").split("%")[0] in Mail.objects.get().subject


def test_withdrawing_asks_first_and_then_does_it(submitted, ada):
    client = with_link(submitted, ada)
    assert client.get(url("withdraw", submitted.pk)).status_code == 200

    client.post(url("withdraw", submitted.pk), {"reason": "Krank"})

    submitted.refresh_from_db()
    assert submitted.state == "withdrawn"


def test_a_link_is_sent_from_inside(draft, ada):
    client = with_link(draft, ada)

    answer = client.post(url("send_link", draft.pk), {"back": "challenge"})

    assert answer.url == url("page", draft.pk, "challenge")
    assert Mail.objects.get().to_address == ada.email


def test_others_are_invited_and_an_editor_may_not_hand_in(complete, ada):
    client = with_link(complete, ada)
    client.post(url("people", complete.pk), {"email": "max@example.org", "part": "editor"})
    max_ = person("Max")
    theirs = with_link(complete, max_)

    assert theirs.get(url("page", complete.pk, "challenge")).status_code == 200
    assert theirs.post(url("check", complete.pk), {"truth": "on"}).status_code == 403
    assert theirs.get(url("people", complete.pk)).status_code == 403
    part = complete.applicants.get(person=max_)
    client.post(url("remove_person", complete.pk, part.pk))
    assert theirs.get(url("page", complete.pk, "challenge")).status_code == 302


def test_a_wrong_invitation_is_answered_as_a_fragment(draft, ada):
    client = with_link(draft, ada)

    answer = client.post(url("people", draft.pk), {"email": "x"}, headers={"hx-request": "true"})

    assert (answer.status_code, "<html" in answer.text) == (422, False)


APPLICANT_PAGES = ["status", "check", "withdraw", "people"]


@pytest.mark.parametrize("name", APPLICANT_PAGES)
def test_strangers_do_not_even_learn_that_there_is_an_application(draft, as_person, name):
    assert as_person(person("Sam")).get(url(name, draft.pk)).status_code == 404
    assert Client().get(url(name, draft.pk)).status_code == 302


def test_a_link_opens_its_own_application_only(draft, submitted, group, ada):
    other = actions.start(group, person=person("Max"), by=None)
    client = with_link(draft, ada)

    assert client.get(url("status", other.pk)).status_code == 302


def test_opening_a_link_changes_nothing_by_itself(draft, ada):
    link = passes.issue(mails.PURPOSE, draft, to=ada, days=30).removeprefix("http://localhost:8000")
    before = list(Pass.objects.values())

    assert Client().get(link).status_code == 200
    assert list(Pass.objects.values()) == before


# The team -------------------------------------------------------------------------------


def team_pages(application: Application, run: ImportRun) -> list[str]:
    slug, side = application.call.slug, application.side
    return [
        url("listing"), url("detail", application.pk), url("merge", application.pk),
        url("withdraw_on_behalf", application.pk), url("enter_on_behalf", slug, side),
        url("late_entry", slug), url("remind_drafts", slug), url("import", slug, side),
        url("import_run", run.pk),
    ]  # fmt: skip


@pytest.fixture
def run(call) -> ImportRun:
    content = (DATA / "form-organisations.csv").read_bytes()
    return actions.imports.read(
        call, side=Side.ORGANISATION, name="form.csv", content=content, by=None
    )


def test_only_lead_and_agents_see_the_pages_of_the_team(submitted, run, people, as_person):
    seen = {
        name: [as_person(who).get(address).status_code for address in team_pages(submitted, run)]
        for name, who in people.items()
    }

    nothing = [403, 404, 404, 404, 404, 404, 404, 404, 404]
    assert {
        name: codes for name, codes in seen.items() if name not in ("Olu", "Nia", "Ada")
    } == dict.fromkeys(("Rey", "Ria", "Jun", "Tom", "Fay", "Max", "Kim", "Sam"), nothing)
    assert seen["Olu"] == [200] * 9
    assert seen["Nia"] == [200, 200, 200, 200, 200, 200, 403, 200, 200]
    assert seen["Ada"] == [403, 403, 403, 200, 404, 404, 404, 404, 404]


def test_the_list_searches_filters_and_exports(submitted, draft, people, as_person):
    olu = as_person(people["Olu"])

    assert "Drechslerei Helm" in olu.get(url("listing"), {"q": "Helm"}).text
    assert "B-001" in olu.get(url("listing"), {"q": "B-001"}).text
    assert "Drechslerei Helm" not in olu.get(url("listing"), {"view": "late"}).text
    file = olu.get(url("listing"), {"export": "csv"})
    assert b"Drechslerei Helm" in b"".join(file.streaming_content)


def test_the_list_costs_the_same_for_three_and_thirty(group, people, as_person):
    olu, counts = as_person(people["Olu"]), []
    for number in (3, 27):
        ApplicationFactory.create_batch(number, target_group=group, submitted=True)
        with CaptureQueriesContext(connection) as asked:
            olu.get(url("listing"), {"per": 50})
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 20


def test_no_page_asks_more_than_twenty_queries(submitted, run, people, as_person, ada):
    olu, client = as_person(people["Olu"]), with_link(submitted, ada)
    pages = [(olu, address) for address in team_pages(submitted, run)]
    pages += [(client, url(name, submitted.pk)) for name in APPLICANT_PAGES]
    pages.append((client, url("page", submitted.pk, "challenge")))
    pages.append((Client(), url("begin", submitted.call.slug, submitted.side)))
    asked = {}
    for who, address in pages:
        with CaptureQueriesContext(connection) as queries_:
            assert who.get(address).status_code == 200
        asked[address] = len(queries_)

    assert {address: n for address, n in asked.items() if n > 20} == {}


def test_a_draft_is_private_until_it_is_handed_in(complete, people, as_person, ada):
    olu = as_person(people["Olu"])
    before = olu.get(url("detail", complete.pk)).text
    actions.submit(complete, by=ada)
    after = olu.get(url("detail", complete.pk)).text

    assert ("A draft is private" in before, "Bestellungen kommen per Zettel." in before) == (
        True,
        False,
    )
    assert ("A draft is private" in after, "Bestellungen kommen per Zettel." in after) == (
        False,
        True,
    )


def test_an_agent_enters_for_somebody_and_goes_on_with_the_pages(call, people, as_person):
    nia = as_person(people["Nia"])

    answer = nia.post(
        url("enter_on_behalf", call.slug, Side.ORGANISATION), {"name": "Berta", "phone": "1234"}
    )

    application = Application.objects.get()
    assert answer.url.startswith(f"/bewerbungen/{application.pk}/seite/")
    assert nia.get(answer.url).status_code == 200


def test_a_late_entry_is_granted_with_a_reason(call, people, as_person):
    olu = as_person(people["Olu"])
    until = (call.deadline_at + dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

    wrong = olu.post(
        url("late_entry", call.slug),
        {"email": "max@example.org", "until": "2026-01-01T10:00", "reason": "R"},
    )
    right = olu.post(
        url("late_entry", call.slug),
        {"email": "max@example.org", "until": until, "reason": "Krank"},
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert [(e.email, e.reason) for e in LateEntry.objects.all()] == [("max@example.org", "Krank")]


def test_a_duplicate_is_pointed_out_and_merged(submitted, fill, people, as_person):
    twin = actions.start(submitted.target_group, person=person("Max"), by=None)
    fill(twin, org_name="drechslerei  HELM")
    olu = as_person(people["Olu"])
    assert "This looks like a duplicate" in olu.get(url("detail", twin.pk)).text

    answer = olu.post(url("merge", twin.pk), {"into": submitted.pk})

    assert answer.url == url("detail", submitted.pk)
    twin.refresh_from_db()
    assert (twin.state, twin.merged_into) == ("merged", submitted)


def test_reminders_are_written_on_a_button_and_held(draft, people, as_person):
    olu = as_person(people["Olu"])

    olu.post(url("remind_drafts", draft.call.slug))

    assert [m.state for m in Mail.objects.about(draft)] == ["held"]


def test_a_table_is_read_previewed_and_imported_in_the_browser(call, people, as_person):
    olu = as_person(people["Olu"])
    with (DATA / "form-organisations.csv").open("rb") as file:
        answer = olu.post(url("import", call.slug, Side.ORGANISATION), {"file": file})
    run = ImportRun.objects.get()
    assert answer.url == url("import_run", run.pk)
    preview = olu.get(answer.url).text
    assert ("Muster-Drechslerei" in preview, Application.objects.count()) == (True, 0)

    mapping = {f"column-{n}": run.mapping[header] for n, header in enumerate(run.headers)}
    with clock.at(berlin("22.09.2026")):  # when all rows have come in
        olu.post(url("import_mapping", run.pk), mapping)
        olu.post(url("import_apply", run.pk))

    assert Application.objects.count() == 20
    assert "This page stays as the report." in olu.get(answer.url).text


def test_a_file_that_is_no_table_is_refused_at_the_field(call, people, as_person):
    upload = SimpleUploadedFile("bild.csv", b"\x89PNG")

    answer = as_person(people["Olu"]).post(
        url("import", call.slug, Side.ORGANISATION), {"file": upload}
    )

    assert (answer.status_code, "bild.csv" in answer.text) == (422, True)


# Rules ----------------------------------------------------------------------------------


def test_who_may_view_agrees_with_what_is_listed(group, people, ada):
    ours = actions.start(group, person=ada, by=ada)
    elsewhere = group_of(Side.ORGANISATION)
    theirs = actions.start(elsewhere, person=people["Max"], by=None)
    far = ApplicationFactory(target_group=group, district="14625")
    region = RegionFactory(programme=group.call.round.programme, districts=["14625"])
    lausitz = agent_of(region)

    everyone = Person.objects.filter(pk__in=[lausitz.pk, *(p.pk for p in people.values())])
    for who in everyone:
        may_view = {
            a.pk for a in queries.loaded().filter(pk__in=[ours.pk, theirs.pk, far.pk])
            if who.has_perm("applications.view_application", a)
        }  # fmt: skip
        listed = set(queries.visible_to(who).values_list("pk", flat=True))
        assert (who.name, listed) == (who.name, may_view)


def test_an_agent_of_a_region_sees_its_districts_and_what_has_none_yet(group, ada, fill):
    programme = group.call.round.programme
    region = RegionFactory(programme=programme, districts=["14625"])
    lea = agent_of(region)
    near = fill(actions.start(group, person=ada, by=ada), org_name="Nah", municipality="Bautzen")
    fill(actions.start(group, person=ada, by=ada), org_name="Fern", municipality="Seiffen")
    nowhere = actions.start(group, person=ada, by=ada)

    assert set(queries.visible_to(lea)) == {near, nowhere}
