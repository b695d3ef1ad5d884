import datetime as dt

import pytest
from django.db import transaction

from scharnier.foundation import clock
from scharnier.foundation.organisations.models import Organisation
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import CreativeProfile, Person
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.questions.actions import AnswerConflict
from scharnier.foundation.questions.models import Answer
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail import verbs
from scharnier.foundation.trail.models import Entry
from scharnier.stages.applications import actions, queries
from scharnier.stages.applications.models import Applicant, Application, LateEntry, SentVersion
from scharnier.stages.applications.refusals import Incomplete, NothingNew, TooEarly, TooLate
from scharnier.stages.applications.states import MOVES, ApplicationState
from scharnier.stages.calls.models import Side
from tests.factories import ApplicationFactory, days
from tests.personas import person, with_role
from tests.stages.applications.conftest import TYPED, group_of


def mails_of(application: Application) -> list[tuple[str, str]]:
    return [(m.template, m.to_address) for m in Mail.objects.about(application).order_by("pk")]


def verbs_of(application: Application) -> list[str]:
    return list(Entry.objects.about(application).order_by("pk").values_list("verb", flat=True))


# Beginning ------------------------------------------------------------------------------


def test_an_address_is_all_that_is_needed_to_begin(group):
    application = actions.begin_by_mail(group, email="Max@Example.org", language="de", by=None)

    owner = application.applicants.get()
    assert (owner.person.email, owner.part) == ("max@example.org", "owner")
    assert (application.state, application.number) == (ApplicationState.DRAFT, None)
    assert mails_of(application) == [("applications/link", "max@example.org")]
    assert [a.value for a in application.sheet.answers.all()] == ["max@example.org"]


def test_beginning_again_makes_a_new_draft_and_the_mail_names_the_old_one(group):
    first = actions.begin_by_mail(group, email="max@example.org", language="de", by=None)
    second = actions.begin_by_mail(group, email="max@example.org", language="de", by=None)

    assert Person.objects.filter(email="max@example.org").count() == 1
    assert first.pk != second.pk
    assert Mail.objects.about(second).get().text.count("/link/") == 2


def test_nobody_begins_before_the_call_opens_or_after_it_closed(group, ada):
    with clock.at(group.call.opens_at - dt.timedelta(seconds=1)), pytest.raises(TooEarly):
        actions.start(group, person=ada, by=ada)
    with clock.at(group.call.accepts_until), pytest.raises(TooLate):
        actions.start(group, person=ada, by=ada)

    assert Application.objects.count() == 0


def test_a_late_entry_opens_the_door_for_its_address_only(group, ada):
    olu = with_role("Olu", group.call.round.programme)
    with clock.at(group.call.accepts_until + dt.timedelta(days=1)):
        actions.grant_late_entry(
            group.call, email="ADA@example.org", reason="Krankheit", until=days(2), by=olu
        )

        application = actions.start(group, person=ada, by=ada)
        with pytest.raises(TooLate):
            actions.start(group, person=person("Sam"), by=None)
    assert application.state == ApplicationState.DRAFT
    assert Mail.objects.get().to_address == "ada@example.org"


# Answering ------------------------------------------------------------------------------


def test_what_cannot_be_read_is_kept_and_only_blocks_sending(complete, ada):
    actions.answer(complete, "hours_month", "so viel wie nötig", by=ada)

    kept = Answer.objects.get(sheet=complete.sheet, question__key="hours_month")
    assert (kept.raw, kept.value) == ("so viel wie nötig", None)
    with pytest.raises(Incomplete) as refusal:
        actions.submit(complete, by=ada)
    assert [question.key for question in refusal.value.missing] == ["hours_month"]


def test_the_second_of_two_editors_is_told_and_loses_nothing(draft, ada):
    actions.answer(draft, "problem", "erstens", version=0, by=ada)

    with pytest.raises(AnswerConflict) as conflict:
        actions.answer(draft, "problem", "zweitens", version=0, by=person("Max"))

    assert (conflict.value.theirs, conflict.value.yours) == ("erstens", "zweitens")
    assert Answer.objects.get(sheet=draft.sheet).value == "erstens"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("x" * 800, "x" * 800),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Null\x00byte", "Nullbyte"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_text_is_kept_as_it_is_without_what_no_database_bears(draft, ada, raw, value):
    actions.answer(draft, "problem", raw, by=ada)

    assert Answer.objects.get(sheet=draft.sheet).value == value


def test_five_thousand_characters_are_kept_and_the_person_is_told_by_how_many_to_shorten(
    draft, ada
):
    actions.answer(draft, "problem", "x" * 5000, by=ada)

    kept = Answer.objects.get(sheet=draft.sheet)
    assert (len(kept.raw), kept.value) == (5000, None)


def test_a_draft_bears_the_name_and_place_of_its_answers(draft, fill):
    fill(draft, org_name="Bäckerei Müller & Söhne", municipality="Zschopau")

    draft.refresh_from_db()
    assert (draft.name, draft.name_key) == ("Bäckerei Müller & Söhne", "baeckereimuellersoehne")
    assert (draft.municipality, draft.district) == ("Zschopau", "14521")


# Handing in -----------------------------------------------------------------------------


def test_handing_in_gives_number_version_receipt_organisation_and_consent(complete, ada):
    actions.submit(complete, by=ada)

    complete.refresh_from_db()
    assert (complete.state, complete.number, complete.is_late) == ("submitted", "B-001", False)
    version = complete.sent_versions.get()
    assert (version.number, version.answers["org_name"]) == (1, "Drechslerei Helm")
    assert (version.answers["hours_month"], version.notes["hours_month"]) == (8, "etwa 8")
    assert complete.organisation.name == "Drechslerei Helm"
    assert [m.person for m in complete.organisation.memberships.all()] == [ada]
    assert mails_of(complete) == [("applications/receipt", "ada@example.org")]
    assert [c.text.purpose for c in Consent.objects.filter(person=ada)] == ["privacy"]
    assert verbs_of(complete) == ["application.started", "application.submitted"]


def test_the_receipt_bears_number_and_a_copy_of_the_answers(submitted):
    mail = Mail.objects.about(submitted).get()

    assert mail.urgent
    assert mail.state == "waiting"
    assert "B-001" in mail.subject
    assert "Bestellungen kommen per Zettel." in mail.text


def test_hidden_answers_are_neither_demanded_nor_handed_in(complete, ada):
    actions.answer(complete, "org_type", "Verein", by=ada)

    version = actions.submit(complete, by=ada)

    assert version.answers["org_type"] == "association"
    assert {"turnover_class", "linked_25"} & set(version.answers) == set()


def test_the_second_of_two_clicks_is_refused(complete, ada):
    same_row = queries.loaded().get(pk=complete.pk)
    actions.submit(complete, by=ada)

    with pytest.raises(MoveRefused), transaction.atomic():
        actions.submit(same_row, by=ada)

    assert SentVersion.objects.count() == 1
    assert mails_of(complete) == [("applications/receipt", "ada@example.org")]


def test_numbers_of_a_side_are_given_once_and_without_gaps(group, fill, ada):
    numbers = []
    for _n in range(3):
        application = fill(actions.start(group, person=ada, by=ada))
        actions.submit(application, by=ada)
        numbers.append(application.number)

    assert numbers == ["B-001", "B-002", "B-003"]
    assert Organisation.objects.filter(name="Drechslerei Helm").count() == 1


@pytest.mark.parametrize(
    ("offset", "is_in_time"), [(-1, True), (0, True), (599, True), (600, False), (601, False)]
)
def test_the_deadline_holds_to_the_second_with_ten_minutes_of_grace(
    complete, ada, offset, is_in_time
):
    with clock.at(complete.call.deadline_at + dt.timedelta(seconds=offset)):
        if is_in_time:
            actions.submit(complete, by=ada)
        else:
            with pytest.raises(TooLate, match="has been closed since"):
                actions.submit(complete, by=ada)

    complete.refresh_from_db()
    assert (complete.state == ApplicationState.SUBMITTED) is is_in_time


def test_what_is_typed_after_the_deadline_is_kept_and_mailed_once(complete, ada):
    with clock.at(complete.call.accepts_until):
        actions.answer(complete, "problem", "Noch ein Satz.", by=ada)
        actions.send_copy_too_late(complete, to=ada, by=ada)
        actions.send_copy_too_late(complete, to=ada, by=ada)

    assert (
        Answer.objects.get(sheet=complete.sheet, question__key="problem").value == "Noch ein Satz."
    )
    assert mails_of(complete) == [("applications/too_late", "ada@example.org")]
    assert "Noch ein Satz." in Mail.objects.about(complete).get().text


def test_a_late_entry_marks_what_comes_by_it_with_its_reason(complete, ada):
    olu = with_role("Olu", complete.call.round.programme)
    with clock.at(complete.call.accepts_until):
        actions.grant_late_entry(
            complete.call, email=ada.email, reason="Stromausfall", until=days(1), by=olu
        )
        actions.submit(complete, by=ada)

    complete.refresh_from_db()
    assert (complete.is_late, complete.late_reason) == (True, "Stromausfall")


def test_a_late_entry_ends_at_its_own_moment(complete, ada):
    olu = with_role("Olu", complete.call.round.programme)
    with clock.at(complete.call.accepts_until):
        until = days(1)
        actions.grant_late_entry(complete.call, email=ada.email, reason="R", until=until, by=olu)
    with clock.at(until), pytest.raises(TooLate):
        actions.submit(complete, by=ada)


def test_a_change_is_a_version_of_its_own_until_it_is_handed_in_again(submitted, ada):
    actions.answer(submitted, "problem", "Genauer gesagt: Faxe.", by=ada)
    before = queries.latest_answers(submitted)["problem"]
    actions.submit(submitted, by=ada)

    assert before == "Bestellungen kommen per Zettel."
    assert queries.latest_answers(submitted)["problem"] == "Genauer gesagt: Faxe."
    assert [v.number for v in submitted.sent_versions.order_by("number")] == [1, 2]
    assert submitted.number == "B-001"
    assert mails_of(submitted)[-1] == ("applications/receipt_of_change", "ada@example.org")


def test_handing_in_again_without_a_change_says_so(submitted, ada):
    with pytest.raises(NothingNew):
        actions.submit(submitted, by=ada)


def test_a_creative_gets_a_profile_that_an_unconfirmed_address_cannot_overwrite(creatives, ada):
    def apply_as(studio: str, *, confirmed: bool) -> None:
        application = actions.start(creatives, person=ada, by=ada)
        typed = {
            "name": "Ada", "studio": studio, "email": "ada@example.org", "municipality": "Chemnitz",
            "submarket": "Designwirtschaft", "legal_form": "Freiberuf", "skills": "UX; Filzen",
            "strength": "Zuhören", "hours_month": "12", "available_kickoff": "Ja",
            "works_online": "Nein", "privacy_ack": "Ja", "publish_profile": "Ja",
        }  # fmt: skip
        for key, raw in typed.items():
            actions.answer(application, key, raw, by=ada)
        actions.submit(application, confirmed=confirmed, by=ada)

    apply_as("Studio Eins", confirmed=True)
    apply_as("Fremdes Studio", confirmed=False)

    profile = CreativeProfile.objects.get()
    assert (profile.studio, profile.submarket, profile.hours_per_month) == (
        "Studio Eins",
        "design",
        12,
    )
    assert profile.works_online is False
    assert {c.text.purpose for c in Consent.objects.in_force().filter(person=ada)} == {
        "privacy", "directory",
    }  # fmt: skip


def test_an_unconfirmed_tick_waits_until_it_is_confirmed_by_mail(complete, ada):
    actions.answer(complete, "newsletter", "Ja", by=ada)
    actions.submit(complete, confirmed=False, by=ada)

    assert queries.consents_waiting(complete) == ["newsletter"]
    actions.confirm_consents(complete, by=ada)
    assert queries.consents_waiting(complete) == []


def test_withdrawing_is_told_and_final(submitted, ada):
    actions.withdraw(submitted, reason="Keine Zeit", by=ada)

    assert mails_of(submitted)[-1] == ("applications/withdrawn", "ada@example.org")
    with pytest.raises(MoveRefused):
        actions.submit(submitted, by=ada)


# Several people -------------------------------------------------------------------------


def test_others_are_invited_by_mail_and_taken_off_with_their_links(draft, ada):
    invited = actions.invite(draft, email="max@example.org", part="editor", by=ada)

    assert [p.email for p in queries.people_of(draft)] == ["ada@example.org", "max@example.org"]
    assert mails_of(draft) == [("applications/invitation", "max@example.org")]
    actions.remove_person(invited, by=ada)
    assert [p.email for p in queries.people_of(draft)] == ["ada@example.org"]


def test_the_address_in_the_answers_gets_the_receipt_too_and_follows_its_change(complete, ada):
    def sent_to(email: str, problem: str) -> list[str]:
        actions.answer(complete, "email", email, by=ada)
        actions.answer(complete, "problem", problem, by=ada)
        actions.submit(complete, by=ada)
        return [person.email for person in queries.people_of(complete)]

    assert sent_to("falsch@example.org", "Eins.") == [ada.email, "falsch@example.org"]
    assert mails_of(complete)[-2:] == [
        ("applications/receipt", ada.email),
        ("applications/receipt", "falsch@example.org"),
    ]
    assert sent_to("werkstatt@example.org", "Zwei.") == [ada.email, "werkstatt@example.org"]
    actions.remove_person(complete.applicants.get(part="viewer"), by=ada)
    assert sent_to("werkstatt@example.org", "Drei.") == [ada.email]
    assert sent_to("noch@example.org", "Vier.") == [ada.email, "noch@example.org"]
    assert sent_to(ada.email, "Fünf.") == [ada.email]


def test_the_owner_can_neither_be_invited_nor_taken_off(draft, ada):
    with pytest.raises(Refused):
        actions.invite(draft, email="ada@example.org", part="viewer", by=ada)
    with pytest.raises(Refused):
        actions.remove_person(draft.applicants.get(), by=ada)


# The team's work ------------------------------------------------------------------------


def test_an_agent_enters_somebody_without_an_address_after_the_deadline(group, fill):
    nia = with_role("Nia", group.call.round.programme)
    with clock.at(group.call.accepts_until):
        application = actions.enter_on_behalf(
            group, name="Berta Muster", phone="03733 1", reason="Rief vor der Frist an", by=nia
        )
        fill(application, **{key: said for key, said in TYPED.items() if key != "email"})
        actions.submit(application, by=nia)

    application.refresh_from_db()
    assert (application.state, application.channel, application.is_late) == (
        "submitted",
        "agent",
        True,
    )
    assert application.applicants.get().person.email is None
    assert mails_of(application) == []
    assert LateEntry.objects.get().application == application


def test_who_has_no_address_needs_none(group):
    nia = with_role("Nia", group.call.round.programme)
    application = actions.enter_on_behalf(group, name="Berta Muster", phone="03733 1", by=nia)
    for key, raw in TYPED.items():
        if key != "email":
            actions.answer(application, key, raw, by=nia)

    actions.submit(application, by=nia)

    application.refresh_from_db()
    assert (application.state, application.channel) == ("submitted", "agent")
    assert application.applicants.get().person.email is None


def test_everybody_else_is_asked_for_an_address(draft, fill, ada):
    fill(draft, **{key: raw for key, raw in TYPED.items() if key != "email"})

    with pytest.raises(Incomplete) as refusal:
        actions.submit(draft, by=ada)
    assert [question.key for question in refusal.value.missing] == ["email"]


def test_merging_fills_gaps_and_lets_the_people_join(group, ada, fill):
    olu = with_role("Olu", group.call.round.programme)
    kept = fill(actions.start(group, person=ada, by=ada), org_name="Helm", problem="Zettel")
    duplicate = fill(
        actions.start(group, person=person("Max"), by=None), problem="Faxe", desired="Ruhe"
    )

    taken = actions.merge(duplicate, into=kept, by=olu)

    duplicate.refresh_from_db()
    assert taken == ["desired"]
    assert (duplicate.state, duplicate.merged_into) == ("merged", kept)
    assert [(a.person.name, a.part) for a in kept.applicants.order_by("pk")] == [
        ("Ada", "owner"), ("Max", "editor"),
    ]  # fmt: skip


def test_only_applications_of_the_same_side_can_be_merged(submitted, creatives, ada):
    other = actions.start(creatives, person=ada, by=ada)

    with pytest.raises(Refused):
        actions.merge(other, into=submitted, by=None)


def test_drafts_are_reminded_once_in_three_days_and_nothing_leaves_unseen(
    draft, submitted, group, ada
):
    olu = with_role("Olu", group.call.round.programme)
    open_draft = actions.start(group, person=ada, by=ada)

    assert actions.remind_drafts(group.call, by=olu) == 1
    assert actions.remind_drafts(group.call, by=olu) == 0
    mail = Mail.objects.about(open_draft).get()
    assert (mail.template, mail.state) == ("applications/draft_reminder", "held")
    assert "/link/" not in mail.text


def test_answers_about_the_person_are_taken_over_but_never_the_problem(submitted, ada):
    new = actions.start(group_of(Side.ORGANISATION), person=ada, by=ada)

    taken = actions.take_over(new, out_of=submitted, by=ada)

    assert "org_name" in taken
    assert {"problem", "privacy_ack", "double_funding"} & set(taken) == set()


# Data protection ------------------------------------------------------------------------


def test_erasing_a_person_forgets_what_was_theirs_alone(submitted, ada):
    privacy.erase(ada, by=ada)

    submitted.refresh_from_db()
    assert (submitted.state, submitted.name, submitted.number) == ("withdrawn", "", "B-001")
    assert (SentVersion.objects.count(), Answer.objects.count(), Applicant.objects.count()) == (
        0,
        0,
        0,
    )


def test_an_application_of_several_goes_on_with_the_next_editor(draft, ada):
    actions.invite(draft, email="max@example.org", part="editor", by=ada)

    privacy.erase(ada, by=ada)

    assert [(a.person.email, a.part) for a in draft.applicants.all()] == [
        ("max@example.org", "owner")
    ]
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT


def test_a_copy_of_all_data_holds_the_answers(submitted, ada):
    sections = {one["label"]: one["content"] for one in privacy.export(ada, by=ada)["sections"]}

    answers = {a["question"]: a["answer"] for a in sections["Bewerbungen"][0]["answers"]}
    assert answers["Name der Organisation"] == "Drechslerei Helm"


def test_the_night_forgets_what_was_abandoned_after_the_months_of_the_round(complete, ada):
    assert actions.forget_what_is_old(by=None) == 0
    with clock.at(clock.now() + dt.timedelta(days=31 * 8)):
        assert actions.forget_what_is_old(by=None) == 1
        assert actions.forget_what_is_old(by=None) == 0

    complete.refresh_from_db()
    assert (complete.name, Answer.objects.count()) == ("", 0)


@pytest.mark.parametrize("start", ApplicationState)
@pytest.mark.parametrize("to", ApplicationState)
def test_only_the_moves_in_the_table_are_possible(db, start, to):
    application = ApplicationFactory(state=start, number="N-1")

    if to in MOVES[start]:
        move(application, to, moves=MOVES)
        assert Application.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(application, to, moves=MOVES)
        assert Application.objects.get().state == start


def test_every_recorded_verb_has_words(submitted, group, ada):
    assert set(
        Entry.objects.filter(verb__startswith="application").values_list("verb", flat=True)
    ) <= (verbs.known())
    assert Applicant.objects.filter(person=ada).count() == 1
