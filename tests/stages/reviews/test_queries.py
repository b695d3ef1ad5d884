import pytest

from scharnier.stages.reviews import queries, spreading
from tests import factories

pytestmark = pytest.mark.django_db


def handed_in(selection, name, index, percent):
    return factories.ReviewFactory(
        application=selection.applications[index],
        reviewer=selection.people[name],
        handed_in=True,
        percent=percent,
    )


def test_the_ranking_shows_mean_spread_and_number(selection):
    handed_in(selection, "Rey", 0, 80)
    handed_in(selection, "Ria", 0, 60)
    handed_in(selection, "Rey", 1, 90)

    rows = queries.ranked(queries.visible_to(selection.people["Olu"])).order_by("number")

    assert [(r.number, r.mean, r.spread, r.reviews) for r in rows] == [
        ("B-001", 70, 20, 2),
        ("B-002", 90, 0, 1),
        ("B-003", None, None, None),
    ]


def test_equal_means_share_a_rank_and_who_failed_the_check_has_none(selection):
    for index, percent in enumerate((70, 70, 50)):
        handed_in(selection, "Rey", index, percent)
    outside = factories.ApplicationFactory(target_group=selection.group, submitted=True)
    factories.EligibilityCheckFactory(application=outside, is_eligible=False)
    factories.ReviewFactory(application=outside, handed_in=True, percent=99)

    ranks = queries.ranks(queries.visible_to(selection.people["Olu"]))

    assert [ranks[a.pk] for a in selection.applications] == [1, 1, 3]
    assert outside.pk not in ranks


def test_a_blind_reading_holds_no_name_and_no_blind_answer(selection):
    application = selection.applications[0]
    page = selection.group.form.pages.create(key="p", position=1, title="Betrieb")
    for key, blind in (("problem", False), ("org_name", True)):
        page.questions.create(
            form=selection.group.form,
            key=key,
            position=1,
            type="short_text",
            label=key,
            blind=blind,
        )
    application.sent_versions.create(
        number=1, answers={"problem": "Bestellungen kommen per Fax", "org_name": "Werkstatt 1"}
    )

    open_one = queries.reading_of(application, blind=False)
    blind_one = queries.reading_of(application, blind=True)

    assert (open_one.title, open_one.place) == ("Werkstatt 1", "Seiffen")
    assert "Werkstatt 1" not in repr(blind_one)
    assert "Seiffen" not in repr(blind_one)
    assert [row.value for s in blind_one.sections for row in s.rows] == [
        "Bestellungen kommen per Fax"
    ]


def test_reviewers_see_what_was_sent_last_not_what_is_being_typed(selection):
    application = selection.applications[0]
    page = selection.group.form.pages.create(key="p", position=1, title="Betrieb")
    question = page.questions.create(
        form=selection.group.form, key="problem", position=1, type="short_text", label="Problem"
    )
    application.sent_versions.create(number=1, answers={"problem": "alt"})
    application.sheet.answers.create(question=question, value="neu, noch nicht abgesandt")

    reading = queries.reading_of(application, blind=False)

    assert [row.value for s in reading.sections for row in s.rows] == ["alt"]


def test_the_queue_of_a_blind_review_knows_numbers_only(selection):
    selection.round.blind_review = True
    selection.round.save()
    factories.ReviewFactory(application=selection.applications[0], reviewer=selection.people["Rey"])

    rows = queries.queue_of(selection.people["Rey"])

    assert [row.title for row in rows] == ["B-001"]


def test_others_are_hidden_until_the_own_review_is_handed_in(selection):
    theirs = handed_in(selection, "Ria", 0, 40)
    own = factories.ReviewFactory(
        application=selection.applications[0], reviewer=selection.people["Rey"], started=True
    )
    criteria = queries.criteria_of(selection.rubric)

    before = queries.others_of(own, criteria)
    own.state = "handed_in"
    after = queries.others_of(own, criteria)

    assert (before, [other.percent for other in after]) == ([], [float(theirs.percent)])


def test_progress_counts_what_is_handed_in(selection):
    handed_in(selection, "Rey", 0, 40)
    factories.ReviewFactory(application=selection.applications[1], reviewer=selection.people["Rey"])

    progress = queries.progress_of(selection.people["Rey"])

    assert (progress.done, progress.total) == (1, 2)
    assert progress.time_left == "about 8 minutes left"


def test_facts_name_what_speaks_against_it(selection):
    region = factories.RegionFactory(programme=selection.round.programme, districts=["14625"])
    application = selection.applications[0]
    application.is_late, application.late_reason = True, "krank"
    answers = {"headcount_class": "250+", "double_funding": True, "blueprint_ok": False}

    facts = queries.facts_of(application, answers)

    assert region.districts != [application.district]
    assert [(fact.kind, fact.text) for fact in facts] == [
        ("warn", "Handed in late, by a late entry: krank"),
        ("bad", "Seiffen is in none of the regions"),
        ("bad", "Employees: 250+"),
        ("bad", "Says that another funding runs for the same project"),
        ("bad", "Does not agree to a blueprint"),
    ]


def test_facts_point_to_a_namesake(selection):
    twin = selection.applications[1]
    twin.name = selection.applications[0].name
    twin.save()

    facts = queries.facts_of(selection.applications[0], {})

    assert facts[-1].text == "Same name as B-002"


def test_the_panel_keeps_silent_until_the_release(selection):
    decision = factories.DecisionFactory(application=selection.applications[0])

    before = queries.decision_panel(selection.people["Max"], decision.application)
    decision.state = "released"
    decision.save()

    assert before is None
    assert queries.decision_panel(selection.people["Max"], decision.application) == {
        "decision": decision
    }


def test_work_is_spread_evenly():
    pairs = spreading.evenly([1, 2, 3, 4], [10, 20, 30, 40], per_case=2)

    load = {r: sum(1 for _case, reviewer in pairs if reviewer == r) for r in (10, 20, 30, 40)}
    assert set(load.values()) == {2}
    assert len(set(pairs)) == 8


def test_what_exists_is_kept_and_conflicts_are_left_out():
    pairs = spreading.evenly([1, 2], [10, 20], per_case=1, existing={(1, 10)}, forbidden={(2, 20)})

    assert pairs == [(2, 10)]


def test_a_case_that_nobody_may_read_stays_open():
    assert spreading.evenly([1], [10], per_case=2, forbidden={(1, 10)}) == []


def test_nobody_to_review_is_no_error():
    assert spreading.evenly([1, 2], [], per_case=2) == []


def test_facts_for_spreading_name_conflicts_of_applicants(selection):
    rey = selection.people["Rey"]
    factories.ApplicantFactory(application=selection.applications[0], person=rey)

    places = queries.open_places(selection.round)

    assert (selection.applications[0].pk, rey.pk) in places.forbidden
    assert places.cases == [a.pk for a in selection.applications]
