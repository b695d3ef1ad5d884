import pytest
from django.urls import reverse

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.outbox.models import Mail
from scharnier.stages.reviews import mails
from scharnier.stages.reviews.models import (
    ConflictOfInterest,
    Decision,
    EligibilityCheck,
    EligibilityReason,
    Review,
)
from tests import factories
from tests.personas import with_role

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"reviews:{name}", args=args)


def review_of(selection, name="Rey", index=0, **traits):
    return factories.ReviewFactory(
        application=selection.applications[index],
        reviewer=selection.people[name],
        sheet__form=selection.rubric.form,
        **traits,
    )


def pages_of_organisers(selection):
    round, application = selection.round, selection.applications[0]
    return [
        at("round", round.pk),
        at("reasons", round.pk),
        at("add_reason", round.pk),
        at("check", application.pk),
        at("application", application.pk),
        at("organiser_conflict", application.pk),
        at("spread", round.pk),
        at("ranking", round.pk, "organisation"),
        at("release", round.pk),
    ]


def test_every_page_opens_for_the_lead(selection, as_person):
    factories.EligibilityReasonFactory(round=selection.round)
    review_of(selection, handed_in=True)
    factories.DecisionFactory(application=selection.applications[0])
    browser = as_person(selection.people["Olu"])

    statuses = {page: browser.get(page).status_code for page in pages_of_organisers(selection)}

    assert set(statuses.values()) == {200}, statuses


def test_the_page_of_an_application_tells_the_team_what_was_decided(selection, as_person):
    application = selection.applications[0]
    factories.DecisionFactory(application=application, released=True)

    page = as_person(selection.people["Olu"]).get(
        reverse("applications:detail", args=[application.pk])
    )

    assert "Accepted" in page.content.decode()
    assert "You take part" not in page.content.decode()


@pytest.mark.parametrize(("name", "is_linked"), [("Olu", True), ("Nia", False)])
def test_only_the_lead_is_led_to_changing_a_point(selection, as_person, name, is_linked):
    reason = factories.EligibilityReasonFactory(round=selection.round)

    page = as_person(selection.people[name]).get(at("reasons", selection.round.pk))

    assert str(reason.title) in page.content.decode()
    assert (at("change_reason", reason.pk) in page.content.decode()) == is_linked


@pytest.mark.parametrize("name", ["Sam", "Max", "Kim", "Fay", "Tom", "Jun"])
def test_no_page_opens_for_others(selection, as_person, name):
    review = review_of(selection)
    browser = as_person(selection.people[name])
    pages = [*pages_of_organisers(selection), at("review", review.pk)]

    assert {browser.get(page).status_code for page in pages} == {404}


def test_without_a_login_everything_asks_for_one(selection, as_person):
    for page in pages_of_organisers(selection):
        assert as_person(None).get(page).status_code == 302


def test_a_reviewer_sees_the_own_queue_only(selection, as_person):
    own, other = review_of(selection), review_of(selection, "Ria")
    browser = as_person(selection.people["Rey"])

    assert browser.get(at("review", own.pk)).status_code == 200
    assert browser.get(at("review", other.pk)).status_code == 404
    assert {browser.get(page).status_code for page in pages_of_organisers(selection)} == {404}


def test_who_has_a_conflict_gets_a_404_on_every_page(selection, as_person):
    application = selection.applications[0]
    review = review_of(selection, started=True)
    for name in ("Olu", "Nia", "Rey"):
        factories.ConflictFactory(application=application, person=selection.people[name])
    of_organisers = ["check", "application", "organiser_conflict"]
    of_reviewers = ["review", "declare_conflict"]
    posts = ["score", "hand_in", "begin", "take_back"]

    for name in ("Olu", "Nia"):
        browser = as_person(selection.people[name])
        assert {browser.get(at(page, application.pk)).status_code for page in of_organisers} == {
            404
        }
        assert browser.post(at("decide", application.pk)).status_code == 404
        assert application.name not in browser.get(at("round", selection.round.pk)).text
        assert (
            application.name
            not in browser.get(at("ranking", selection.round.pk, "organisation")).text
        )
    browser = as_person(selection.people["Rey"])
    assert {browser.get(at(page, review.pk)).status_code for page in of_reviewers} == {404}
    assert {browser.post(at(page, review.pk)).status_code for page in posts} == {404}
    assert application.name not in browser.get(at("queue")).text


def test_home_leads_everybody_to_their_place(selection, as_person):
    assert as_person(selection.people["Olu"]).get(at("home")).url == at("round", selection.round.pk)
    assert as_person(selection.people["Rey"]).get(at("home")).url == at("queue")
    assert as_person(selection.people["Sam"]).get(at("home")).status_code == 403


def test_the_lead_prepares_the_round(as_person):
    from_scratch = factories.RoundFactory()
    olu = factories.PersonFactory()
    factories.RoleGrantFactory(person=olu, role="lead", programme=from_scratch.programme)

    answer = as_person(olu).post(at("prepare", from_scratch.pk))

    assert answer.url == at("round", from_scratch.pk)
    assert EligibilityReason.objects.filter(round=from_scratch).count() == 9


def test_the_agent_may_look_but_not_prepare(selection, as_person):
    browser = as_person(selection.people["Nia"])

    assert browser.get(at("round", selection.round.pk)).status_code == 200
    for page in ("prepare", "invite"):
        assert browser.post(at(page, selection.round.pk)).status_code == 403
    for page in ("spread", "release"):
        assert browser.get(at(page, selection.round.pk)).status_code == 403


def test_a_point_is_added_changed_and_taken_out(selection, as_person):
    browser = as_person(selection.people["Olu"])
    words = {"side": "", "title_0": "Mit Strom", "sentence_0": "Ohne Strom geht es nicht."}

    browser.post(at("add_reason", selection.round.pk), words | {"code": "strom"})
    reason = EligibilityReason.objects.get(code="strom")
    browser.post(at("change_reason", reason.pk), words | {"title_0": "Mit Licht"})
    reason.refresh_from_db()
    assert reason.title.data["de"] == "Mit Licht"
    browser.post(at("drop_reason", reason.pk))

    assert not EligibilityReason.objects.filter(code="strom").exists()


def test_the_same_code_twice_is_refused(selection, as_person):
    factories.EligibilityReasonFactory(round=selection.round, code="strom")
    data = {"code": "strom", "side": "", "title_0": "A", "sentence_0": "B"}

    answer = as_person(selection.people["Olu"], htmx=True).post(
        at("add_reason", selection.round.pk), data
    )

    assert answer.status_code == 422
    assert "There is a point “strom” already." in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_check_is_saved_and_goes_on(selection, as_person, htmx):
    waiting = factories.ApplicationFactory(target_group=selection.group, submitted=True)
    browser = as_person(selection.people["Nia"], htmx=htmx)

    answer = browser.post(at("check", waiting.pk), {"verdict": "yes"})

    target = answer.headers["HX-Redirect"] if htmx else answer.url
    assert target == at("next_check", selection.round.pk)
    assert EligibilityCheck.objects.get(application=waiting).is_eligible is True
    assert browser.get(target).url == at("round", selection.round.pk)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_no_without_a_point_is_refused_in_words(selection, as_person, htmx):
    application = factories.ApplicationFactory(target_group=selection.group, submitted=True)

    answer = as_person(selection.people["Olu"], htmx=htmx).post(
        at("check", application.pk), {"verdict": "no"}
    )

    assert answer.status_code == 422
    assert "Tick at least one point" in answer.text
    assert ("<html" in answer.text) is not htmx


def test_reviews_are_shared_out_and_told(selection, as_person):
    browser = as_person(selection.people["Olu"])

    browser.post(at("spread", selection.round.pk))
    browser.post(at("invite", selection.round.pk))

    assert Review.objects.count() == 6
    assert sorted(Mail.objects.values_list("to_name", flat=True)) == ["Rey", "Ria"]


def test_one_reviewer_is_assigned_by_hand_and_taken_back(selection, as_person):
    browser, application = as_person(selection.people["Olu"]), selection.applications[0]

    browser.post(at("assign", application.pk), {"reviewer": selection.people["Rey"].pk})
    review = Review.objects.get()
    assert review.reviewer == selection.people["Rey"]
    browser.post(at("assign", application.pk), {"reviewer": selection.people["Sam"].pk})
    assert Review.objects.count() == 1
    browser.post(at("unassign", review.pk))

    assert Review.objects.count() == 0


def test_a_review_begins_with_the_question_of_interest(selection, as_person):
    review = review_of(selection)
    selection.applications[0].sent_versions.create(number=1, answers={"problem": "Fax"})
    browser = as_person(selection.people["Rey"])

    first = browser.get(at("review", review.pk)).text
    browser.post(at("begin", review.pk))
    then = browser.get(at("review", review.pk)).text

    assert "are you free to judge?" in first
    assert "data-judge" not in first
    assert 'data-judge="points"' in then


def test_a_blind_review_tells_no_name_on_any_page(selection, as_person):
    selection.round.blind_review = True
    selection.round.save()
    review = review_of(selection)
    browser = as_person(selection.people["Rey"])
    texts = [browser.get(at("queue")).text, browser.get(at("review", review.pk)).text]
    texts.append(browser.get(at("declare_conflict", review.pk)).text)
    browser.post(at("begin", review.pk))
    texts.append(browser.get(at("review", review.pk)).text)
    export = b"".join(browser.get(at("queue"), {"export": "csv"}).streaming_content).decode()
    texts.append(browser.get(at("queue"), {"q": "Werkstatt"}).text)

    for text in [*texts, export]:
        assert "Werkstatt 1" not in text
        assert "Seiffen" not in text
    assert "B-001" in texts[0]


def test_a_tapped_point_is_saved_at_once(selection, as_person):
    review = review_of(selection, started=True)

    answer = as_person(selection.people["Rey"], htmx=True).post(
        at("score", review.pk), {"clarity": "4"}
    )

    assert answer.status_code == 200
    assert "Saved at" in answer.text
    assert "<html" not in answer.text
    assert [a.value for a in review.sheet.answers.all()] == [4]


def test_a_wrong_point_is_refused(selection, as_person):
    review = review_of(selection, started=True)

    answer = as_person(selection.people["Rey"], htmx=True).post(
        at("score", review.pk), {"clarity": "9"}
    )

    assert answer.status_code == 422
    assert list(review.sheet.answers.all()) == []


def test_handing_in_without_javascript_saves_all_and_goes_on(selection, as_person):
    review, other = review_of(selection, started=True), review_of(selection, index=1)
    data = {"clarity": "4", "effect": "5", "comment": "Klar", "next": "1"}

    answer = as_person(selection.people["Rey"]).post(at("hand_in", review.pk), data)

    assert answer.url == at("review", other.pk)
    review.refresh_from_db()
    assert (review.state, review.percent, review.comment) == ("handed_in", 90, "Klar")


@pytest.mark.parametrize("act", ["score", "hand_in"])
def test_a_note_that_is_too_long_is_kept_with_the_points_and_told(selection, as_person, act):
    review = review_of(selection, started=True)
    sent = {"clarity": "4", "effect": "5", "comment": "x" * 4012}

    answer = as_person(selection.people["Rey"]).post(at(act, review.pk), sent)

    assert answer.status_code == 422
    assert "Shorten “Your note” by 12 characters." in answer.text
    assert "x" * 4012 in answer.text
    points = [(one.key, one.points) for one in answer.context["criteria"]]
    assert points == [("clarity", 4), ("effect", 5)]


def test_a_line_break_counts_once_as_in_the_browser(selection, as_person):
    review = review_of(selection, started=True)
    note = "\r\n".join(["x" * 39] * 100)

    as_person(selection.people["Rey"]).post(at("score", review.pk), {"comment": note})

    review.refresh_from_db()
    assert review.comment == note.replace("\r\n", "\n")


def test_an_open_criterion_keeps_the_review_open_and_saved(selection, as_person):
    review = review_of(selection, started=True)
    browser = as_person(selection.people["Rey"])

    answer = browser.post(at("hand_in", review.pk), {"clarity": "4"}, follow=True)

    assert "Give points for: effect." in answer.text
    review.refresh_from_db()
    assert review.state == "started"
    assert [a.value for a in review.sheet.answers.all()] == [4]


def test_others_points_are_shown_after_the_own_and_flagged_if_far_apart(selection, as_person):
    browser, theirs = as_person(selection.people["Rey"]), review_of(selection, "Ria", started=True)
    as_person(selection.people["Ria"]).post(
        at("hand_in", theirs.pk), {"clarity": "1", "effect": "4"}
    )
    own = review_of(selection, started=True)
    before = browser.get(at("review", own.pk)).text
    browser.post(at("hand_in", own.pk), {"clarity": "5", "effect": "4"})
    after = browser.get(at("review", own.pk)).text

    assert "Others gave" not in before
    assert "Far apart, please discuss" in after
    assert "5, 1" in after
    assert "Ria" not in after


@pytest.mark.parametrize("htmx", [False, True])
def test_a_declared_conflict_leads_on(selection, as_person, htmx):
    review = review_of(selection)

    answer = as_person(selection.people["Rey"], htmx=htmx).post(
        at("declare_conflict", review.pk), {"reason": "Kunde"}
    )

    assert (answer.headers["HX-Redirect"] if htmx else answer.url) == at("next")
    assert ConflictOfInterest.objects.get().reason == "Kunde"


def test_the_ranking_prepares_decisions(selection, as_person):
    for index, percent in enumerate((50, 90, 70)):
        review_of(selection, index=index, handed_in=True, percent=percent)
    url = at("decide_ranking", selection.round.pk, "organisation")

    as_person(selection.people["Olu"]).post(url, {"accepted": "1", "waitlisted": "1"})

    rows = Decision.objects.order_by("outcome").values_list("application__number", "outcome")
    assert list(rows) == [("B-002", "accepted"), ("B-003", "waitlisted")]


def test_selected_rows_are_asked_once_more(selection, as_person):
    browser = as_person(selection.people["Olu"])
    url = at("decide_many", selection.round.pk, "rejected")
    selected = [a.pk for a in selection.applications[:2]]

    asked = browser.post(url, {"selected": selected})
    refused = browser.post(url, {"selected": selected, "confirmed": "1", "outcome": "rejected"})
    done = browser.post(
        url, {"selected": selected, "confirmed": "1", "outcome": "rejected", "reason": "Voll."}
    )

    assert (asked.status_code, refused.status_code, done.status_code) == (200, 422, 302)
    assert list(Decision.objects.values_list("reason", flat=True)) == ["Voll.", "Voll."]


def test_the_export_of_the_ranking_holds_ranks(selection, as_person):
    review_of(selection, handed_in=True, percent=80)
    url = at("ranking", selection.round.pk, "organisation")

    answer = as_person(selection.people["Olu"]).get(url, {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("1,B-001,Werkstatt 1,")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_decision_is_prepared_on_the_page_of_the_application(selection, as_person, htmx):
    browser, key = as_person(selection.people["Olu"], htmx=htmx), selection.applications[0].pk

    refused = browser.post(at("decide", key), {"outcome": "rejected", "reason": ""})
    browser.post(at("decide", key), {"outcome": "accepted"})

    assert refused.status_code == 422
    assert "Write the reason that the applicant is told." in refused.text
    assert Decision.objects.get().outcome == "accepted"


def test_the_release_shows_the_first_mails_and_tells_everybody(selection, as_person):
    one, two, _three = selection.applications
    factories.DecisionFactory(application=one)
    factories.DecisionFactory(application=two, rejected=True)
    browser = as_person(selection.people["Olu"])

    shown = browser.get(at("release", selection.round.pk)).text
    browser.post(at("release", selection.round.pk))

    assert "B-001" in shown
    assert "Zu wenig Plätze." in shown
    assert one.applicants.get().person.email in shown
    assert Mail.objects.count() == 2


def test_released_decisions_are_told_only_when_their_mails_have_left(selection, as_person):
    browser, page = as_person(selection.people["Olu"]), at("release", selection.round.pk)
    factories.DecisionFactory(application=selection.applications[0])
    browser.post(page)

    held = browser.get(page).text
    outbox.release(Mail.objects.all(), by=None)
    mails.ask_to_review(selection.people["Rey"], round=selection.round, number=1)
    left = browser.get(page).text

    told = "Everybody who is decided has been told"
    waiting = "The decisions are released, their mails still wait in the outbox"
    assert (waiting in held, told in held) == (True, False)
    assert (waiting in left, told in left) == (False, True)


def test_the_release_says_which_reviews_come_too_late(selection, as_person):
    review_of(selection, started=True)
    review_of(selection, "Ria", handed_in=True)
    factories.DecisionFactory(application=selection.applications[0])

    page = as_person(selection.people["Olu"]).get(at("release", selection.round.pk)).text

    assert "One review of these is not handed in" in page


def test_looking_at_the_release_changes_nothing(selection, as_person):
    factories.DecisionFactory(application=selection.applications[0])

    as_person(selection.people["Olu"]).get(at("release", selection.round.pk))

    assert (Decision.objects.get().state, Mail.objects.count()) == ("prepared", 0)


def test_moving_up_is_asked_with_its_mail(selection, as_person):
    application = selection.applications[0]
    factories.DecisionFactory(application=application, waiting=True, released=True)
    browser = as_person(selection.people["Olu"])

    shown = browser.get(at("promote", application.pk)).text
    browser.post(at("promote", application.pk))

    assert "moves up from the waiting list" in shown
    assert Decision.objects.get().outcome == "accepted"


@pytest.mark.parametrize("page", ["round", "ranking", "release", "spread"])
def test_the_number_of_queries_does_not_grow(
    selection, as_person, page, django_assert_max_num_queries, django_assert_num_queries
):
    args = [selection.round.pk, *(["organisation"] if page == "ranking" else [])]
    browser = as_person(selection.people["Olu"])

    def fill(number):
        for _n in range(number):
            application = factories.ApplicationFactory(target_group=selection.group, submitted=True)
            factories.EligibilityCheckFactory(application=application)
            factories.ApplicantFactory(application=application)
            factories.DecisionFactory(application=application)
            factories.ReviewFactory(
                application=application, reviewer=selection.people["Rey"], handed_in=True
            )

    fill(3)
    with django_assert_max_num_queries(20) as few:
        browser.get(at(page, *args))
    fill(27)
    with django_assert_num_queries(len(few)):
        browser.get(at(page, *args))


def test_reading_costs_few_queries(selection, as_person, django_assert_max_num_queries):
    review = review_of(selection, started=True)
    selection.applications[0].sent_versions.create(number=1, answers={"problem": "Fax"})
    rey, olu = as_person(selection.people["Rey"]), as_person(selection.people["Olu"])

    key = selection.applications[0].pk
    for browser, page in (
        (rey, at("review", review.pk)),
        (olu, at("application", key)),
        (olu, at("check", key)),
    ):
        with django_assert_max_num_queries(20):
            browser.get(page)


def test_the_ranking_says_what_has_no_mean_and_leaves_it_open(selection, as_person):
    factories.ReviewFactory(
        application=selection.applications[0],
        reviewer=selection.people["Rey"],
        sheet__form=selection.rubric.form,
        handed_in=True,
        percent=80,
    )
    client = as_person(selection.people["Olu"])
    page = client.get(at("ranking", selection.round.pk, "organisation")).content.decode()
    assert "2 of 3 have no mean yet" in page

    answer = client.post(
        at("decide_ranking", selection.round.pk, "organisation"),
        {"accepted": 3, "waitlisted": 0, "reason": ""},
        follow=True,
    )
    assert "2 without a mean stay open." in answer.content.decode()
    assert Decision.objects.count() == 1


def test_home_invites_a_lead_without_a_round_to_set_one_up(as_person):
    programme = factories.ProgrammeFactory()
    page = as_person(with_role("Olu", programme)).get(at("home"))
    assert page.status_code == 200
    assert reverse("calls:listing") in page.content.decode()


def test_who_gives_points_sees_no_way_to_reach_anybody(selection, as_person):
    application = selection.applications[0]
    factories.CriterionFactory(form=application.sheet.form, key="contact_email", type="email")
    application.sent_versions.create(number=1, answers={"contact_email": "someone@example.org"})
    review = review_of(selection, started=True)
    page = as_person(selection.people["Rey"]).get(at("review", review.pk)).content.decode()
    assert "someone@example.org" not in page
    mine = as_person(selection.people["Olu"]).get(at("application", application.pk))
    assert "someone@example.org" in mine.content.decode()
