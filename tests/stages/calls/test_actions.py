import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scharnier.foundation import clock
from scharnier.foundation.files.models import FileUse
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.models import Consent
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from scharnier.stages.calls import actions, hearers, queries
from scharnier.stages.calls.models import Call, CallDate, EligibilityQuestion, Reminder
from scharnier.stages.calls.states import MOVES, CallState, Phase
from tests.factories import CallFactory, ProgrammeFactory, text
from tests.personas import with_role
from tests.stages.calls.conftest import day, moment, set_up

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def pdf(name="arbeitsheft.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def test_a_round_from_the_template_has_two_sides_with_a_form_each(draft):
    sides = {group.side: (group.form.key, group.address) for group in draft.target_groups.all()}

    assert sides == {
        "organisation": ("organisations", "sie"),
        "creative": ("creatives", "du"),
    }


def test_a_round_from_the_template_keeps_the_numbers_that_were_given(programme):
    call = set_up(programme, award_cents=800_000, team_min=1, team_max=2)

    figures = [fact.figure.localize("de") for fact in call.facts.order_by("position")][:3]
    assert figures == ["10 Monate", "8.000\u00a0€", "1 + 1–2"]
    assert (call.round.award_cents, call.round.team_max) == (800_000, 2)


def test_a_round_from_the_template_has_its_five_dates(draft):
    stops = {stop.kind: stop.on for stop in draft.dates.all()}

    assert stops == {
        "opening": day(10),
        "deadline": day(40),
        "kickoff": day(60),
        "jury": day(90),
        "final": day(364),
    }


def test_lead_and_agents_stand_on_the_page_as_contacts(programme, olu):
    with_role("Nia", programme, programme.regions.get())

    call = set_up(programme)

    contacts = [(c.name, c.function.localize("de")) for c in call.contacts.order_by("position")]
    assert contacts == [("Olu", "Programmleitung"), ("Nia", "Netzwerkagentur")]


def test_nothing_is_left_of_a_round_that_could_not_be_set_up(programme):
    with pytest.raises(Refused, match="opening must lie before"):
        set_up(programme, opens_at=moment(50), deadline_at=moment(40))

    assert programme.rounds.count() == 0


@pytest.mark.parametrize("start", CallState)
@pytest.mark.parametrize("to", CallState)
@pytest.mark.django_db
def test_only_the_moves_in_the_table_are_possible(start, to):
    call = CallFactory(state=start)

    if to in MOVES[start]:
        move(call, to, moves=MOVES)
        assert Call.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(call, to, moves=MOVES)
        assert Call.objects.get().state == start


def test_publishing_shows_the_call_and_closes_its_questions(draft, olu):
    actions.publish(draft, by=olu)

    assert draft.state == CallState.PUBLISHED
    assert all(group.form.is_published for group in draft.target_groups.select_related("form"))
    assert Entry.objects.about(draft).filter(verb="call.published").count() == 1


@pytest.mark.django_db
def test_a_call_without_forms_is_not_published():
    call = CallFactory(draft=True)

    with pytest.raises(Refused, match="needs a form for each of its two sides"):
        actions.publish(call, by=None)


def test_a_call_whose_deadline_has_passed_is_not_published(draft):
    with clock.at(moment(41)), pytest.raises(Refused, match="has passed"):
        actions.publish(draft, by=None)


def test_the_second_of_two_clicks_on_publish_is_refused(draft, olu):
    same_row = Call.objects.get(pk=draft.pk)
    actions.publish(draft, by=olu)

    with pytest.raises(MoveRefused):
        actions.publish(same_row, by=olu)


def test_a_call_is_taken_back_only_before_it_opens(upcoming, open_call, olu):
    actions.unpublish(upcoming, by=olu)

    assert upcoming.state == CallState.DRAFT
    with pytest.raises(Refused, match="people may be applying"):
        actions.unpublish(open_call, by=olu)


def test_a_call_is_archived_only_after_its_deadline(open_call, olu):
    with pytest.raises(Refused, match="has not closed yet"):
        actions.archive(open_call, by=olu)

    with clock.at(moment(21)):
        actions.archive(open_call, by=olu)
    assert open_call.state == CallState.ARCHIVED


def test_an_extended_call_says_so_and_keeps_its_first_deadline(open_call, olu):
    first = open_call.deadline_at

    actions.extend(open_call, until=moment(35), reason=text("Post verspätet", "Late post"), by=olu)

    assert open_call.phase == Phase.EXTENDED
    assert (open_call.first_deadline_at, open_call.deadline_at) == (first, moment(35))
    assert open_call.dates.get(kind=CallDate.Kind.DEADLINE).on == day(35)
    assert open_call.extensions.get().old_deadline_at == first


def test_a_closed_call_opens_again_when_it_is_extended(open_call, olu):
    with clock.at(moment(25)):
        actions.extend(open_call, until=moment(5), reason="Nachfrist", by=olu)
        assert open_call.is_open


def test_whom_later_stages_name_hears_of_a_new_deadline(open_call, olu):
    told = []

    def who(call):
        return ["Ada"]

    hearers.register(who, lambda call, by: told.append((call.deadline_at, by)) or 1)
    try:
        actions.extend(open_call, until=moment(35), reason="Post", by=olu)
    finally:
        hearers.forget(who)

    assert told == [(moment(35), olu)]
    assert Entry.objects.get(verb="call.extended").details["told"] == 1


@pytest.mark.parametrize("days", [-1, 20])
def test_a_deadline_never_moves_forward(open_call, days):
    with pytest.raises(Refused, match="Choose a moment after the present deadline"):
        actions.extend(open_call, until=moment(days), reason="?", by=None)


def test_a_draft_is_not_extended(draft):
    with pytest.raises(Refused, match="Only a published call"):
        actions.extend(draft, until=moment(90), reason="?", by=None)


def test_of_two_editors_the_second_is_told(draft, olu):
    same_row = Call.objects.get(pk=draft.pk)
    actions.change(draft, theme=text("Neu", "New"), by=olu)

    with pytest.raises(Refused, match="Somebody else changed"):
        actions.change(same_row, theme=text("Anders", "Other"), by=olu)
    assert Call.objects.get(pk=draft.pk).theme.localize("de") == "Neu"


def test_the_moments_of_a_draft_take_their_stops_along(draft, olu):
    actions.change(draft, opens_at=moment(1), deadline_at=moment(20), by=olu)

    stops = {stop.kind: stop.on for stop in draft.dates.filter(kind__in=["opening", "deadline"])}
    assert stops == {"opening": day(1), "deadline": day(20)}
    assert draft.first_deadline_at == moment(20)


def test_a_published_call_does_not_move_its_opening(upcoming):
    with pytest.raises(Refused, match="Extend the deadline instead"):
        actions.change(upcoming, opens_at=moment(1), by=None)


def test_a_question_of_the_check_changes_places_within_its_side(draft, olu):
    EligibilityQuestion.objects.filter(call=draft).delete()
    asked = [
        EligibilityQuestion.objects.create(
            call=draft, position=place, side=side, question=text(name), reason=text("?")
        )
        for place, (name, side) in enumerate(
            [("B1", "organisation"), ("K1", "creative"), ("B2", "organisation")], start=1
        )
    ]

    actions.move_part(asked[0], up=False, by=olu)
    actions.move_part(asked[1], up=False, by=olu)

    inorder = EligibilityQuestion.objects.filter(call=draft).order_by("position")
    assert [str(one) for one in inorder] == ["B2", "K1", "B1"]


def test_parts_are_added_at_the_end_and_change_places(draft, olu):
    new = actions.add_part(
        draft, part="frequent_questions", question=text("Neu?"), answer=text("Ja."), by=olu
    )

    actions.move_part(new, up=True, by=olu)

    questions = [row.pk for row in draft.frequent_questions.order_by("position", "pk")]
    assert questions.index(new.pk) == len(questions) - 2


def test_every_change_of_a_part_makes_the_kept_page_old(draft, olu):
    before = draft.changed_at
    fact = draft.facts.first()

    actions.change_part(fact, figure=text("12 Monate"), by=olu)

    assert Call.objects.get(pk=draft.pk).changed_at > before


def test_opening_and_deadline_stay_on_the_timeline(draft):
    with pytest.raises(Refused, match="stay on the timeline"):
        actions.remove_part(draft.dates.get(kind="opening"), by=None)

    actions.remove_part(draft.dates.get(kind="jury"), by=None)
    assert draft.dates.count() == 4


def test_a_workbook_keeps_its_file_until_it_is_removed(draft, olu, settings, tmp_path):
    settings.STORAGES["private"]["OPTIONS"]["location"] = str(tmp_path)
    workbook = draft.media.get(kind="workbook")

    actions.change_part(workbook, upload=pdf(), by=olu)

    workbook.refresh_from_db()
    assert workbook.file.name == "arbeitsheft.pdf"
    assert FileUse.objects.of(workbook).count() == 1
    actions.remove_part(workbook, by=olu)
    assert FileUse.objects.count() == 0


def test_a_wish_to_be_reminded_becomes_one_mail_to_confirm(upcoming):
    actions.ask_for_reminder(upcoming, email="Ada@Example.org", language="de", by=None)

    mail = Mail.objects.get()
    assert (mail.to_address, mail.urgent, mail.state) == ("ada@example.org", True, "waiting")
    assert "/aufrufe/erinnerung/" in mail.text
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_a_confirmed_wish_is_a_consent(upcoming):
    actions.ask_for_reminder(upcoming, email="ada@example.org", language="de", by=None)
    reminder = Reminder.objects.get()

    actions.confirm_reminder(reminder, by=None)
    actions.confirm_reminder(reminder, by=None)

    given = Consent.objects.get()
    assert (given.person.email, given.text.purpose) == ("ada@example.org", "call-reminder")
    assert (given.subject_type, given.subject_id) == ("calls.call", upcoming.pk)


def test_word_is_sent_once_when_the_call_opens(upcoming):
    for name in ("ada", "kim"):
        actions.ask_for_reminder(upcoming, email=f"{name}@example.org", language="en", by=None)
    actions.confirm_reminder(Reminder.objects.get(email="ada@example.org"), by=None)
    Mail.objects.all().delete()

    with clock.at(moment(11)):
        waiting = list(queries.due_reminders())
        sent = [actions.send_reminders(waiting, by=None) for _time in range(2)]

    assert sent == [1, 0]
    assert [mail.to_address for mail in Mail.objects.all()] == ["ada@example.org"]


def test_a_wish_made_in_an_open_call_waits_for_the_next_one(open_call, programme, olu):
    actions.ask_for_reminder(open_call, email="ada@example.org", language="en", by=None)
    actions.confirm_reminder(Reminder.objects.get(), by=None)
    assert list(queries.due_reminders()) == []

    following = set_up(programme, slug="danach", opens=100)
    actions.publish(following, by=olu)
    Mail.objects.all().delete()
    with clock.at(moment(101)):
        actions.send_reminders(list(queries.due_reminders()), by=None)

    assert following.get_absolute_url() in Mail.objects.get().text


def test_a_call_of_another_programme_is_nobody_s_next_one(open_call, olu):
    actions.ask_for_reminder(open_call, email="ada@example.org", language="en", by=None)
    actions.confirm_reminder(Reminder.objects.get(), by=None)
    actions.publish(set_up(ProgrammeFactory(), slug="fremd", opens=100), by=olu)

    with clock.at(moment(101)):
        assert list(queries.due_reminders()) == []


def test_nobody_is_reminded_of_what_is_not_public(draft):
    with pytest.raises(Refused, match="is not public"):
        actions.ask_for_reminder(draft, email="ada@example.org", language="de", by=None)


def test_a_wish_can_be_forgotten(upcoming):
    actions.ask_for_reminder(upcoming, email="ada@example.org", language="de", by=None)

    actions.stop_reminder(Reminder.objects.get(), by=None)

    assert Reminder.objects.count() == 0
