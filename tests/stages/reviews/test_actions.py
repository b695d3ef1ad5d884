import pytest

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.questions.models import Answer, FormDefinition
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from scharnier.stages.reviews import actions, queries
from scharnier.stages.reviews.models import (
    Decision,
    EligibilityReason,
    Review,
    Rubric,
)
from scharnier.stages.reviews.states import (
    DECISION_MOVES,
    REVIEW_MOVES,
    DecisionState,
    ReviewState,
)
from tests.factories import (
    ApplicationFactory,
    ConflictFactory,
    DecisionFactory,
    EligibilityReasonFactory,
    ReviewFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db


def review_by(selection, name="Rey", index=0, **traits):
    return ReviewFactory(
        application=selection.applications[index],
        reviewer=selection.people[name],
        sheet__form=selection.rubric.form,
        **traits,
    )


@pytest.mark.parametrize("start", ReviewState)
@pytest.mark.parametrize("to", ReviewState)
def test_only_the_moves_of_a_review_in_the_table_are_possible(start, to):
    review = ReviewFactory(state=start)

    if to in REVIEW_MOVES[start]:
        move(review, to, moves=REVIEW_MOVES)
        assert Review.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(review, to, moves=REVIEW_MOVES)
        assert Review.objects.get().state == start


@pytest.mark.parametrize("start", DecisionState)
def test_a_released_decision_never_goes_back(start):
    decision = DecisionFactory(state=start)

    if start == DecisionState.PREPARED:
        move(decision, DecisionState.RELEASED, moves=DECISION_MOVES)
    with pytest.raises(MoveRefused):
        move(decision, DecisionState.RELEASED, moves=DECISION_MOVES)

    assert Decision.objects.get().state == start or start == DecisionState.PREPARED


def test_a_round_is_prepared_with_nine_points_and_two_rubrics():
    round = RoundFactory()

    actions.prepare_round(round, by=None)
    actions.prepare_round(round, by=None)

    assert EligibilityReason.objects.filter(round=round).count() == 9
    assert sorted(Rubric.objects.values_list("side", "form__key")) == [
        ("creative", "selection-creatives"),
        ("organisation", "selection-organisations"),
    ]
    assert FormDefinition.objects.count() == 2


def test_every_rubric_that_ships_weighs_a_hundred_percent():
    actions.prepare_round(RoundFactory(), by=None)

    weights = [
        sum(criterion.weight for criterion in queries.criteria_of(rubric))
        for rubric in Rubric.objects.all()
    ]
    assert weights == [100, 100]


def test_a_formal_no_prepares_a_rejection_with_the_sentences(selection):
    EligibilityReasonFactory(round=selection.round)
    application = selection.applications[0]

    actions.check(application, is_eligible=False, reasons=["late"], by=selection.people["Olu"])

    decision = Decision.objects.get(application=application)
    assert (decision.outcome, decision.reason, decision.state) == (
        "rejected",
        "Sie kam zu spät.",
        "prepared",
    )
    assert Mail.objects.count() == 0


def test_a_later_yes_takes_the_formal_rejection_back(selection):
    EligibilityReasonFactory(round=selection.round)
    application = selection.applications[0]
    actions.check(application, is_eligible=False, reasons=["late"], by=None)

    actions.check(application, is_eligible=True, by=None)

    assert list(Decision.objects.all()) == []
    assert queries.check_of(application).is_eligible is True


def test_a_formal_no_needs_a_point(selection):
    with pytest.raises(Refused, match="at least one point"):
        actions.check(selection.applications[0], is_eligible=False, reasons=["nonsense"], by=None)

    assert queries.check_of(selection.applications[0]).is_eligible is True


def test_what_is_released_is_not_checked_again(selection):
    DecisionFactory(application=selection.applications[0], released=True)

    with pytest.raises(Refused, match="was told"):
        actions.check(selection.applications[0], is_eligible=True, by=None)


def test_a_draft_is_not_checked():
    with pytest.raises(Refused, match="only what is handed in"):
        actions.check(ApplicationFactory(), is_eligible=True, by=None)


def test_a_point_that_was_used_stays(selection):
    reason = EligibilityReasonFactory(round=selection.round)
    actions.check(selection.applications[0], is_eligible=False, reasons=["late"], by=None)

    with pytest.raises(Refused, match="was used"):
        actions.drop_reason(reason, by=None)

    assert list(EligibilityReason.objects.all()) == [reason]


def test_a_reviewer_is_assigned_once(selection):
    application, rey = selection.applications[0], selection.people["Rey"]

    review = actions.assign(application, reviewer=rey, by=selection.people["Olu"])

    with pytest.raises(Refused, match="assigned already"):
        actions.assign(application, reviewer=rey, by=selection.people["Olu"])
    assert list(Review.objects.all()) == [review]


def test_somebody_with_a_conflict_is_not_assigned(selection):
    application, rey = selection.applications[0], selection.people["Rey"]
    ConflictFactory(application=application, person=rey)

    with pytest.raises(Refused, match="conflict of interest"):
        actions.assign(application, reviewer=rey, by=None)


def test_pairs_that_are_forbidden_meanwhile_are_left_out(selection):
    first, second, _third = selection.applications
    rey, ria = selection.people["Rey"], selection.people["Ria"]
    ConflictFactory(application=first, person=rey)

    made = actions.assign_pairs(
        selection.round,
        pairs=[(first.pk, rey.pk), (second.pk, ria.pk), (second.pk, ria.pk)],
        by=None,
    )

    assert made == 1
    assert list(Review.objects.values_list("application", "reviewer")) == [(second.pk, ria.pk)]


def test_points_are_kept_one_by_one(selection):
    review = review_by(selection, started=True)

    actions.score(review, points={"clarity": 4}, by=review.reviewer)
    actions.score(review, points={"effect": 2}, comment="Gut", by=review.reviewer)

    given = {a.question.key: a.value for a in Answer.objects.filter(sheet=review.sheet)}
    assert given == {"clarity": 4, "effect": 2}
    assert Review.objects.get().comment == "Gut"


@pytest.mark.parametrize("points", [{"clarity": 6}, {"clarity": -1}, {"nonsense": 1}])
def test_only_points_of_the_scale_are_taken(selection, points):
    review = review_by(selection, started=True)

    with pytest.raises(Refused, match="0 to 5"):
        actions.score(review, points=points, by=review.reviewer)


def test_a_review_is_handed_in_when_every_criterion_has_points(selection):
    review = review_by(selection, started=True)
    actions.score(review, points={"clarity": 4}, by=review.reviewer)

    with pytest.raises(Refused, match="Give points for: effect"):
        actions.hand_in(review, by=review.reviewer)
    actions.score(review, points={"effect": 2}, by=review.reviewer)
    actions.hand_in(review, by=review.reviewer)

    review = Review.objects.get()
    assert (review.state, review.percent) == ("handed_in", 60)


def test_the_second_of_two_clicks_to_hand_in_is_refused(selection):
    review = review_by(selection, started=True)
    same_row = Review.objects.get(pk=review.pk)
    actions.score(review, points={"clarity": 4, "effect": 4}, by=review.reviewer)
    actions.hand_in(review, by=review.reviewer)

    with pytest.raises(MoveRefused):
        actions.hand_in(same_row, by=review.reviewer)

    assert Entry.objects.filter(verb="review.handed_in").count() == 1


def test_what_is_handed_in_is_not_changed_but_can_be_opened_again(selection):
    review = review_by(selection, handed_in=True)

    with pytest.raises(Refused, match="handed in or closed"):
        actions.score(review, points={"clarity": 1}, by=review.reviewer)
    actions.take_back(review, by=review.reviewer)

    assert (Review.objects.get().state, Review.objects.get().percent) == ("started", None)


def test_a_review_stays_closed_once_the_decision_is_told(selection):
    review = review_by(selection, handed_in=True)
    DecisionFactory(application=review.application, released=True)

    with pytest.raises(Refused, match="decision is released"):
        actions.take_back(review, by=review.reviewer)


def test_a_conflict_takes_the_points_out_of_the_mean(selection):
    review = review_by(selection, handed_in=True)

    actions.declare_conflict(
        review.application, person=review.reviewer, reason="Kunde", by=review.reviewer
    )
    actions.declare_conflict(review.application, person=review.reviewer, by=review.reviewer)

    assert (Review.objects.get().state, Review.objects.get().percent) == ("conflicted", None)
    assert Entry.objects.filter(verb="review.conflict_declared").count() == 1


def test_only_what_nobody_has_begun_is_taken_back(selection):
    begun, waiting = review_by(selection, started=True), review_by(selection, "Ria")

    actions.unassign(waiting, by=None)
    with pytest.raises(Refused, match="has begun already"):
        actions.unassign(begun, by=None)

    assert list(Review.objects.all()) == [begun]


def test_reviewers_with_open_reviews_are_told_once_each(selection):
    review_by(selection)
    review_by(selection, index=1)
    review_by(selection, "Ria", handed_in=True)

    assert actions.invite(selection.round, by=None) == 1

    mail = Mail.objects.get()
    assert (mail.to_person, mail.state) == (selection.people["Rey"], "held")
    assert mail.subject == "2 Bewerbungen warten auf Ihre Sichtung"


def test_the_first_take_part_the_next_wait_the_rest_is_told_why(selection):
    for index, percent in enumerate((90, 70, 50)):
        review_by(selection, index=index, handed_in=True, percent=percent)

    number = actions.decide_ranking(
        selection.round,
        side="organisation",
        accepted=1,
        waitlisted=1,
        reason="Zu wenig Plätze.",
        by=None,
    )

    rows = Decision.objects.order_by("application__number").values_list("outcome", "rank", "reason")
    assert number == 3
    assert list(rows) == [
        ("accepted", None, ""),
        ("waitlisted", 1, ""),
        ("rejected", None, "Zu wenig Plätze."),
    ]
    assert Mail.objects.count() == 0


def test_without_a_reason_the_rest_stays_undecided(selection):
    for index, percent in enumerate((90, 70, 50)):
        review_by(selection, index=index, handed_in=True, percent=percent)

    actions.decide_ranking(selection.round, side="organisation", accepted=1, waitlisted=0, by=None)

    assert list(Decision.objects.values_list("application__number", flat=True)) == ["B-001"]


def test_a_rejection_without_a_reason_is_refused(selection):
    with pytest.raises(Refused, match="Write the reason"):
        actions.decide(selection.applications[0], outcome="rejected", reason="  ", by=None)


def test_who_did_not_pass_the_check_is_not_accepted(selection):
    EligibilityReasonFactory(round=selection.round)
    application = selection.applications[0]
    actions.check(application, is_eligible=False, reasons=["late"], by=None)

    with pytest.raises(Refused, match="did not pass the formal check"):
        actions.decide(application, outcome="accepted", by=None)


def test_decisions_are_released_together_and_told_by_mail(selection):
    one, two, three = selection.applications
    DecisionFactory(application=one)
    DecisionFactory(application=two, waiting=True)
    DecisionFactory(application=three, rejected=True)

    assert actions.release(selection.round, by=selection.people["Olu"]) == 3

    assert set(Decision.objects.values_list("state", flat=True)) == {"released"}
    assert list(Mail.objects.order_by("pk").values_list("template", "state")) == [
        ("reviews_accepted", "held"),
        ("reviews_rejected", "held"),
        ("reviews_waitlisted", "held"),
    ]
    assert list(queries.accepted(selection.round)) == [one]
    assert list(queries.waitlisted(selection.round)) == [two]


def test_the_second_release_finds_nothing(selection):
    DecisionFactory(application=selection.applications[0])
    actions.release(selection.round, by=None)

    with pytest.raises(Refused, match="No decision waits"):
        actions.release(selection.round, by=None)

    assert Mail.objects.count() == 1


def test_the_rejection_says_why_in_the_words_of_the_side(selection):
    selection.group.address = "du"
    selection.group.save()
    DecisionFactory(application=selection.applications[0], rejected=True)

    actions.release(selection.round, by=None)

    mail = Mail.objects.get()
    assert "Zu wenig Plätze." in mail.text
    assert "du" in mail.text.split() or "dich" in mail.text.split() or "deine" in mail.text.split()
    assert "Sie" not in mail.text.split()


def test_who_withdrew_is_told_nothing(selection):
    application = selection.applications[0]
    DecisionFactory(application=application)
    application.state = "withdrawn"
    application.save()

    with pytest.raises(Refused, match="No decision waits"):
        actions.release(selection.round, by=None)


def test_one_moves_up_and_the_others_follow(selection):
    first, second, _third = selection.applications
    DecisionFactory(application=first, waiting=True, released=True)
    DecisionFactory(application=second, waiting=True, released=True, rank=2)

    actions.promote(first, by=selection.people["Olu"])

    assert list(queries.accepted(selection.round)) == [first]
    assert list(queries.waitlisted(selection.round).values_list("pk", "place_on_list")) == [
        (second.pk, 1)
    ]
    assert [mail.template for mail in Mail.objects.all()] == ["reviews_promoted"]


def test_nobody_moves_up_twice(selection):
    DecisionFactory(application=selection.applications[0], waiting=True, released=True)
    actions.promote(selection.applications[0], by=None)

    with pytest.raises(Refused, match="not on the waiting list"):
        actions.promote(selection.applications[0], by=None)

    assert Mail.objects.count() == 1
