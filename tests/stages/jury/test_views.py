import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.people import passes
from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.models import Bias, Case, Condition, JuryDay, JuryVerdict, Score, Seat
from tests import factories

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def at(name, *args):
    return reverse(f"jury:{name}", args=args)


def pages_of_organisers(hearing):
    return [
        at(name, hearing.day.pk)
        for name in (
            "change",
            "tell_jurors",
            "moderate",
            "projector",
            "deliberation",
            "release",
            "minutes",
        )
    ] + [at("verdict", hearing.case.pk)]


def pages_of_the_juror(hearing, case=None):
    key = (case or hearing.case).pk
    return [at(name, hearing.day.pk, key) for name in ("case", "text", "bias")]


def closed(hearing, score):
    for case, points in zip(hearing.cases, (5, 3, 1), strict=True):
        for seat in hearing.seats[:2]:
            score(case, seat, transfer=points, feasibility=points)
    actions.deliberate(hearing.day, by=None)


def test_every_page_opens_for_the_lead(hearing, as_person):
    browser = as_person(hearing.people["Olu"])
    pages = [at("listing"), at("convene"), at("day", hearing.day.pk), *pages_of_organisers(hearing)]

    statuses = {page: browser.get(page).status_code for page in pages}

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.parametrize("name", ["Sam", "Max", "Kim", "Fay", "Tom", "Rey"])
def test_no_page_opens_for_others(hearing, as_person, name):
    browser = as_person(hearing.people[name])
    pages = [at("day", hearing.day.pk), at("juror", hearing.day.pk)]
    pages += [*pages_of_organisers(hearing), *pages_of_the_juror(hearing)]

    assert {browser.get(page).status_code for page in pages} == {404}


def test_a_juror_does_not_run_the_day(hearing, as_person):
    browser = as_person(hearing.people["Jun"])

    assert browser.get(at("day", hearing.day.pk)).url == at("juror", hearing.day.pk)
    assert {browser.get(page).status_code for page in pages_of_organisers(hearing)} == {403}


def test_an_agent_runs_the_day_but_does_not_release(hearing, as_person):
    browser = as_person(hearing.people["Nia"])

    assert browser.get(at("moderate", hearing.day.pk)).status_code == 200
    for name in ("change", "release"):
        assert browser.get(at(name, hearing.day.pk)).status_code == 403
    assert browser.get(at("verdict", hearing.case.pk)).status_code == 403


def test_without_a_login_everything_asks_for_one(hearing, as_person):
    for page in [*pages_of_organisers(hearing), *pages_of_the_juror(hearing)]:
        assert as_person(None).get(page).status_code == 302


def test_a_biased_juror_gets_a_404_on_every_page_of_the_case(hearing, as_person):
    actions.declare_bias(hearing.case, seat=hearing.seats[0], by=None)
    browser = as_person(hearing.people["Jun"])
    posts = [
        at(name, hearing.day.pk, hearing.case.pk)
        for name in ("save", "hand_in", "take_back", "bias")
    ]

    assert {browser.get(page).status_code for page in pages_of_the_juror(hearing)} == {404}
    assert {browser.post(page, {"transfer": 4}).status_code for page in posts} == {404}
    assert "Werkstatt 1" not in browser.get(at("juror", hearing.day.pk)).text
    assert Score.objects.count() == 0


def test_a_lead_with_a_conflict_neither_reads_nor_judges(hearing, as_person, score):
    closed(hearing, score)
    factories.ConflictFactory(
        application=hearing.case.challenge.team.organisation, person=hearing.people["Olu"]
    )
    browser = as_person(hearing.people["Olu"])

    assert browser.get(at("verdict", hearing.case.pk)).status_code == 404
    assert browser.post(at("verdict", hearing.case.pk), {"outcome": "approved"}).status_code == 404
    assert "Werkstatt 1" not in browser.get(at("deliberation", hearing.day.pk)).text


def test_the_link_in_the_mail_opens_the_seat_without_a_login(hearing, client):
    jun = hearing.people["Jun"]
    link = passes.issue("jury", hearing.day, to=jun, days=3)
    token_page = link.removeprefix("http://localhost:8000")

    client.get(token_page)
    client.post(token_page)
    answer = client.get(at("juror", hearing.day.pk))

    assert answer.status_code == 200
    assert client.get(at("case", hearing.day.pk, hearing.case.pk)).status_code == 200
    assert client.get(at("moderate", hearing.day.pk)).status_code == 302


def test_nothing_is_read_before_the_promise(hearing, as_person):
    Seat.objects.update(confidentiality_at=None)
    browser = as_person(hearing.people["Jun"])

    first = browser.get(at("text", hearing.day.pk, hearing.case.pk))
    browser.post(at("promise", hearing.day.pk))

    assert (first.status_code, first.url) == (302, at("juror", hearing.day.pk))
    assert browser.get(at("text", hearing.day.pk, hearing.case.pk)).status_code == 200


def test_a_case_may_be_read_before_it_is_called(hearing, as_person):
    page = at("text", hearing.day.pk, hearing.cases[1].pk)

    assert "jede Bestellung sichtbar" in as_person(hearing.people["Jun"]).get(page).text


def test_a_case_appears_only_when_it_is_called(hearing, as_person):
    browser, waiting = as_person(hearing.people["Jun"]), hearing.cases[1]

    assert browser.get(at("case", hearing.day.pk, waiting.pk)).status_code == 404
    as_person(hearing.people["Olu"]).post(at("call", waiting.pk))

    assert browser.get(at("case", hearing.day.pk, waiting.pk)).status_code == 200


def test_a_tap_is_saved_and_answered_shortly(hearing, as_person):
    answer = as_person(hearing.people["Jun"]).post(
        at("save", hearing.day.pk, hearing.case.pk), {"transfer": "4"}, **JSON
    )

    assert answer.status_code == 200
    assert answer.json()["saved"].startswith("Saved, ")
    assert queries.points_of(Score.objects.get().sheet) == {"transfer": 4}


def test_a_tap_after_the_end_is_refused_in_words(hearing, as_person):
    actions.deliberate(hearing.day, by=None)

    answer = as_person(hearing.people["Jun"]).post(
        at("save", hearing.day.pk, hearing.case.pk), {"transfer": "4"}, **JSON
    )

    assert (answer.status_code, answer.json()) == (409, {"refused": "The scoring is closed."})


def test_without_javascript_the_whole_form_is_saved(hearing, as_person):
    url = at("save", hearing.day.pk, hearing.case.pk)

    answer = as_person(hearing.people["Jun"]).post(url, {"transfer": "4", "note": "Gut"})

    assert answer.url == at("case", hearing.day.pk, hearing.case.pk)
    assert Score.objects.get().note == "Gut"


@pytest.mark.parametrize("act", ["save", "hand_in"])
def test_a_note_that_is_too_long_is_kept_with_the_points_and_told(hearing, as_person, act):
    url = at(act, hearing.day.pk, hearing.case.pk)

    answer = as_person(hearing.people["Jun"]).post(url, {"transfer": "4", "note": "x" * 2001})

    assert answer.status_code == 422
    assert "Shorten “Your note” by one character." in answer.text
    assert "x" * 2001 in answer.text
    assert [one.points for one in answer.context["criteria"] if one.key == "transfer"] == [4]


def test_handing_in_leads_back_and_can_be_undone(hearing, as_person):
    browser = as_person(hearing.people["Jun"])
    key = hearing.case.pk

    browser.post(at("hand_in", hearing.day.pk, key), {"transfer": "4"})
    assert Score.objects.get().state == "handed_in"
    browser.post(at("take_back", hearing.day.pk, key))

    assert Score.objects.get().state == "draft"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_bias_is_declared_from_the_phone(hearing, as_person, htmx):
    answer = as_person(hearing.people["Jun"], htmx=htmx).post(
        at("bias", hearing.day.pk, hearing.cases[1].pk), {"reason": "Kunde"}
    )

    assert (answer.headers["HX-Redirect"] if htmx else answer.url) == at("juror", hearing.day.pk)
    assert Bias.objects.get().reason == "Kunde"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_day_is_planned_by_the_lead(hearing, as_person, htmx):
    browser = as_person(hearing.people["Olu"], htmx=htmx)
    url = at("convene")

    refused = browser.post(url, {"round": hearing.round.pk, "held_on": "31.02.2027"})
    browser.post(url, {"round": hearing.round.pk, "held_on": "2027-03-01", "minutes_per_case": "8"})

    assert refused.status_code == 422
    assert ("<html" in refused.text) is not htmx
    assert JuryDay.objects.count() == 2
    assert as_person(hearing.people["Nia"]).get(url).status_code == 403


def test_ties_are_configured(hearing, as_person):
    data = {"held_on": "2027-03-01", "minutes_per_case": "6", "tie_1": "lot", "tie_2": "transfer"}

    as_person(hearing.people["Olu"]).post(at("change", hearing.day.pk), data)

    day = JuryDay.objects.get()
    assert (day.tie_breaks, day.minutes_per_case) == (["lot", "transfer"], 6)


def test_seats_and_teams_are_added_and_taken_away(hearing, as_person):
    browser = as_person(hearing.people["Nia"])
    Case.objects.filter(pk=hearing.cases[2].pk).delete()

    browser.post(at("invite", hearing.day.pk), {"name": "Ida", "email": "ida@example.org"})
    browser.post(at("unseat", hearing.seats[2].pk))
    browser.post(at("add_case", hearing.day.pk), {"challenge": hearing.cases[2].challenge.pk})
    browser.post(at("drop_case", hearing.cases[1].pk))
    browser.post(at("add_case", hearing.day.pk), {"all": "1"})

    names = [seat.person.name for seat in hearing.day.seats.order_by("pk")]
    assert names == ["Jun", "Ben", "Ida"]
    assert [case.name for case in queries.cases_of(hearing.day)] == [
        "Werkstatt 1",
        "Werkstatt 3",
        "Werkstatt 2",
    ]


def test_the_order_is_changed_by_hand_and_by_the_best(hearing, as_person):
    browser = as_person(hearing.people["Nia"])
    for case in (hearing.cases[0], hearing.cases[2]):
        factories.BiasFactory(case=case, seat=hearing.seats[0])

    browser.post(at("arrange", hearing.day.pk), {"up": hearing.cases[1].pk})
    by_hand = [case.name for case in queries.cases_of(hearing.day)]
    browser.post(at("arrange", hearing.day.pk), {"down": hearing.cases[1].pk})
    browser.post(at("arrange", hearing.day.pk), {"best": "1"})
    best = [case.name for case in queries.cases_of(hearing.day)]

    assert by_hand == ["Werkstatt 2", "Werkstatt 1", "Werkstatt 3"]
    assert best.index("Werkstatt 2") in {0, 2}


def test_jurors_are_written_to_after_looking(hearing, as_person):
    browser = as_person(hearing.people["Olu"])

    shown = browser.get(at("tell_jurors", hearing.day.pk)).text
    assert Mail.objects.count() == 0
    browser.post(at("tell_jurors", hearing.day.pk))

    assert "jun@example.org" in shown
    assert Mail.objects.count() == 3


def test_the_moderator_opens_calls_and_closes(hearing, as_person):
    JuryDay.objects.update(state="planned")
    browser = as_person(hearing.people["Nia"])

    browser.post(at("open_scoring", hearing.day.pk))
    browser.post(at("call", hearing.cases[1].pk))
    shown = browser.get(at("moderate", hearing.day.pk)).text
    browser.post(at("deliberate", hearing.day.pk), {"seen": "1"})

    assert "0 of 3 scores are in" in shown
    assert JuryDay.objects.get().state == "deliberating"


def test_the_projector_shows_lights_and_never_values(hearing, as_person, score):
    score(hearing.case, hearing.seats[0], transfer=3, feasibility=3)
    browser = as_person(hearing.people["Olu"])

    whole = browser.get(at("projector", hearing.day.pk)).text
    part = as_person(hearing.people["Olu"], htmx=True).get(at("projector", hearing.day.pk)).text

    assert whole.count('<i class="on">') == 1
    assert "1 of 3 scores are in" in part
    assert "60" not in part.replace("every 3s", "")
    assert "<html" not in part


def test_results_appear_step_by_step_from_the_last_place_up(hearing, as_person, score):
    closed(hearing, score)
    browser = as_person(hearing.people["Olu"])
    names = ("Werkstatt 1", "Werkstatt 2", "Werkstatt 3")

    def shown():
        text = browser.get(at("projector", hearing.day.pk)).text
        return [name for name in names if name in text]

    before = shown()
    browser.post(at("reveal", hearing.day.pk))
    one = shown()
    browser.post(at("reveal", hearing.day.pk))
    two = shown()
    browser.post(at("reveal", hearing.day.pk), {"hide": "1"})

    assert (before, one, two, shown()) == ([], ["Werkstatt 3"], ["Werkstatt 2", "Werkstatt 3"], [])


def test_the_deliberation_flags_what_lies_far_apart(hearing, as_person, score):
    score(hearing.case, hearing.seats[0], transfer=5)
    score(hearing.case, hearing.seats[1], transfer=1)

    text = as_person(hearing.people["Nia"]).get(at("deliberation", hearing.day.pk)).text

    assert "5, 1" in text
    assert "Too few" in text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_verdict_is_written_down(hearing, as_person, score, htmx):
    closed(hearing, score)
    browser, url = as_person(hearing.people["Olu"], htmx=htmx), at("verdict", hearing.case.pk)

    refused = browser.post(url, {"outcome": "conditions"})
    browser.post(url, {"outcome": "conditions", "condition_1": "Zeitplan", "due_1": "2026-10-01"})

    assert refused.status_code == 422
    assert "Write down at least one condition." in refused.text
    assert list(Condition.objects.values_list("text", flat=True)) == ["Zeitplan"]


def test_verdicts_are_released_after_looking_at_the_mails(hearing, as_person, score):
    closed(hearing, score)
    browser = as_person(hearing.people["Olu"])
    for case in hearing.cases:
        browser.post(at("verdict", case.pk), {"outcome": "approved"})

    shown = browser.get(at("release", hearing.day.pk)).text
    nothing_sent = Mail.objects.count()
    browser.post(at("release", hearing.day.pk))

    assert "Die Jury sagt Ja" in shown
    assert nothing_sent == 0
    assert set(JuryVerdict.objects.values_list("state", flat=True)) == {"released"}
    assert Mail.objects.count() == 6


def test_a_condition_is_noted_as_met(hearing, as_person, score):
    closed(hearing, score)
    verdict = factories.VerdictFactory(case=hearing.case, outcome="conditions")
    condition = verdict.conditions.create(text="Zeitplan")
    browser = as_person(hearing.people["Nia"])

    browser.post(at("condition", condition.pk))
    condition.refresh_from_db()
    assert condition.met_at == clock.now()
    browser.post(at("condition", condition.pk), {"reopen": "1"})

    condition.refresh_from_db()
    assert condition.met_at is None


def test_the_minutes_are_a_tagged_pdf(hearing, as_person, score):
    closed(hearing, score)
    actions.declare_bias(hearing.cases[1], seat=hearing.seats[2], reason="Kunde", by=None)
    case = Case.objects.get(pk=hearing.case.pk)
    actions.give_verdict(case, outcome="conditions", conditions=[("Zeitplan", None)], by=None)

    answer = as_person(hearing.people["Olu"], language="de").get(at("minutes", hearing.day.pk))

    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("de")
        assert document.open_metadata()["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "name", ["moderate", "projector", "deliberation", "day", "release", "juror"]
)
def test_the_number_of_queries_does_not_grow(
    hearing, as_person, name, django_assert_max_num_queries, django_assert_num_queries
):
    person = hearing.people["Jun" if name == "juror" else "Olu"]
    browser = as_person(person)
    if name in {"deliberation", "release"}:
        actions.deliberate(hearing.day, by=None)
        for case in hearing.cases:
            factories.VerdictFactory(case=case, state="prepared")
    with django_assert_max_num_queries(20) as few:
        browser.get(at(name, hearing.day.pk))

    team = hearing.case.challenge.team
    for n in range(4, 31):
        challenge = factories.ChallengeFactory(
            team=factories.TeamFactory(
                matching=team.matching,
                number=f"M{n}",
                organisation=factories.ApplicationFactory(
                    target_group=team.organisation.target_group, submitted=True
                ),
            ),
            handed_in=True,
        )
        case = factories.CaseFactory(jury_day=hearing.day, challenge=challenge, position=n)
        if name in {"deliberation", "release"}:
            factories.VerdictFactory(case=case, state="prepared")

    with django_assert_num_queries(len(few)):
        browser.get(at(name, hearing.day.pk))


def test_the_phone_costs_few_queries(hearing, as_person, django_assert_max_num_queries):
    browser = as_person(hearing.people["Jun"])
    for page in pages_of_the_juror(hearing):
        with django_assert_max_num_queries(20):
            browser.get(page)


def test_a_scored_case_is_no_longer_asked_for(hearing, as_person, score):
    browser, place = as_person(hearing.people["Jun"]), at("juror", hearing.day.pk)
    before = browser.get(place).text
    for case in hearing.cases:
        score(case, hearing.seats[0], transfer=4, feasibility=2)

    after = browser.get(place).text

    assert ("Judge " in before, "Give points" in before) == (True, True)
    assert ("Judge " in after, "Give points" in after) == (False, False)
    assert "The next team appears here by itself." in after


def test_a_condition_is_not_due_in_the_past(hearing, as_person, score):
    closed(hearing, score)
    browser, page = as_person(hearing.people["Olu"]), at("verdict", hearing.case.pk)
    words = {"outcome": "conditions", "condition_1": "Data protection"}

    refused = browser.post(page, words | {"due_1": "2020-01-01"})
    taken = browser.post(page, words | {"due_1": "2027-01-01"})
    with clock.at(clock.now() + dt.timedelta(days=700)):
        later = browser.post(page, words | {"due_1": "2027-01-01", "comment": "Well done."})

    assert [one.status_code for one in (refused, taken, later)] == [422, 302, 302]
    assert "This day is past." in refused.text


def test_the_preview_of_a_verdict_shows_no_link_that_leads_nowhere(hearing, as_person, score):
    closed(hearing, score)
    actions.give_verdict(hearing.case, outcome="approved", comment="", resubmit_by=None,
                         conditions=[], by=None)  # fmt: skip

    page = as_person(hearing.people["Olu"]).get(at("release", hearing.day.pk)).text

    assert "/link/link/" not in page
