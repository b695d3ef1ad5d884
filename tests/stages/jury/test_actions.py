import datetime as dt

import pytest

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.programmes.models import RoleGrant
from scharnier.foundation.questions.models import FormDefinition
from scharnier.foundation.states import MoveRefused, Refused, move
from scharnier.foundation.trail.models import Entry
from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.models import (
    Award,
    Bias,
    Case,
    Condition,
    JuryDay,
    JuryVerdict,
    Score,
    Seat,
)
from scharnier.stages.jury.states import JURY_DAY_MOVES, SCORE_MOVES, JuryDayState, ScoreState
from tests import factories

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 10, 1)


@pytest.mark.parametrize("start", JuryDayState)
@pytest.mark.parametrize("to", JuryDayState)
def test_only_the_moves_in_the_table_are_possible(start, to):
    day = factories.JuryDayFactory(state=start)

    if to in JURY_DAY_MOVES[start]:
        move(day, to, moves=JURY_DAY_MOVES)
        assert JuryDay.objects.get().state == to
    else:
        with pytest.raises(MoveRefused):
            move(day, to, moves=JURY_DAY_MOVES)
        assert JuryDay.objects.get().state == start


@pytest.mark.parametrize("start", ScoreState)
def test_a_score_goes_back_and_forth(start):
    assert SCORE_MOVES[start] == set(ScoreState) - {start}


def test_the_first_jury_day_gets_the_shipped_rubric_and_the_next_the_same():
    round = factories.RoundFactory()

    first = actions.convene(round, held_on=LATER, by=None)
    second = actions.convene(round, held_on=LATER, by=None)

    assert first.form == second.form
    assert FormDefinition.objects.count() == 1
    weights = [criterion.weight for criterion in queries.criteria_of(first)]
    assert (len(weights), sum(weights)) == (6, 100)
    assert first.tie_breaks == ["transfer", "feasibility", "new_region", "lot"]


def test_a_seat_makes_a_juror_of_somebody(hearing):
    seat = actions.invite(
        hearing.day, name="Ida", email="ida@example.org", institution="IHK", by=None
    )
    again = actions.invite(
        hearing.day, name="Ida", email="ida@example.org", institution="HWK", by=None
    )

    assert seat == again
    assert Seat.objects.get(pk=seat.pk).institution == "HWK"
    assert RoleGrant.objects.filter(person=seat.person, role="juror").count() == 1


def test_conflicts_of_the_selection_are_biases_of_the_jury(hearing):
    ida = factories.PersonFactory()
    factories.ConflictFactory(application=hearing.case.challenge.team.organisation, person=ida)

    actions.seat(hearing.day, person=ida, by=None)

    assert list(Bias.objects.values_list("case", "seat__person")) == [(hearing.case.pk, ida.pk)]


def test_who_has_given_points_keeps_the_seat(hearing, score):
    score(hearing.case, hearing.seats[0], transfer=3)

    with pytest.raises(Refused, match="keeps the seat"):
        actions.unseat(hearing.seats[0], by=None)
    actions.unseat(hearing.seats[1], by=None)

    assert Seat.objects.count() == 2


def test_only_challenges_handed_in_come_before_the_jury(hearing):
    challenge = factories.ChallengeFactory()

    with pytest.raises(Refused, match="not handed in"):
        actions.add_case(hearing.day, challenge=challenge, by=None)
    with pytest.raises(Refused, match="on the list already"):
        actions.add_case(hearing.day, challenge=hearing.case.challenge, by=None)

    assert Case.objects.count() == 3


def test_the_words_that_were_handed_in_are_kept_for_the_jury(hearing):
    case = hearing.case
    later = factories.ChallengeVersionFactory(
        challenge=case.challenge, number=2, question="Anders?"
    )
    case.challenge.current = later
    case.challenge.save()

    assert queries.text_of(Case.objects.get(pk=case.pk)).question == (
        "Wie können wir jede Bestellung sichtbar machen?"
    )


def test_what_was_heard_stays_on_the_list(hearing):
    with pytest.raises(Refused, match="was heard already"):
        actions.drop_case(hearing.case, by=None)
    actions.drop_case(hearing.cases[2], by=None)

    assert Case.objects.count() == 2


def test_an_order_must_name_every_case_once(hearing):
    keys = [case.pk for case in hearing.cases]

    with pytest.raises(Refused, match="list has changed"):
        actions.arrange(hearing.day, order=keys[:2], by=None)
    actions.arrange(hearing.day, order=keys[::-1], by=None)

    assert [case.pk for case in queries.cases_of(hearing.day)] == keys[::-1]


def test_points_are_kept_one_by_one_and_twice_is_once(hearing):
    seat = hearing.seats[0]

    actions.score(hearing.case, seat=seat, points={"transfer": 4}, by=seat.person)
    actions.score(hearing.case, seat=seat, points={"transfer": 4}, note="Gut", by=seat.person)

    given = Score.objects.get()
    assert (queries.points_of(given.sheet), given.note) == ({"transfer": 4}, "Gut")


def test_a_juror_may_leave_criteria_open(hearing, score):
    given = score(hearing.case, hearing.seats[0], transfer=4)

    assert (given.state, given.percent) == ("handed_in", 80)


def test_without_a_single_point_nothing_is_handed_in(hearing):
    with pytest.raises(Refused, match="at least one criterion"):
        actions.hand_in(hearing.case, seat=hearing.seats[0], by=None)


def test_the_second_of_two_clicks_is_refused(hearing, score):
    score(hearing.case, hearing.seats[0], transfer=4)

    with pytest.raises(MoveRefused):
        actions.hand_in(hearing.case, seat=hearing.seats[0], by=None)

    assert Entry.objects.filter(verb="jury.score_handed_in").count() == 1


def test_what_is_handed_in_is_changed_only_after_opening_it(hearing, score):
    seat = hearing.seats[0]
    score(hearing.case, seat, transfer=4)

    with pytest.raises(Refused, match="Open them again"):
        actions.score(hearing.case, seat=seat, points={"transfer": 1}, by=None)
    actions.take_back(hearing.case, seat=seat, by=None)
    actions.score(hearing.case, seat=seat, points={"transfer": 1}, by=None)

    assert (Score.objects.get().state, Score.objects.get().percent) == ("draft", None)


@pytest.mark.parametrize("points", [{"transfer": 6}, {"transfer": -1}, {"nonsense": 1}])
def test_only_points_of_the_scale_are_taken(hearing, points):
    with pytest.raises(Refused, match="0 to 5"):
        actions.score(hearing.case, seat=hearing.seats[0], points=points, by=None)


def test_nobody_scores_what_is_not_called_or_closed(hearing):
    with pytest.raises(Refused, match="not been called"):
        actions.score(hearing.cases[1], seat=hearing.seats[0], points={"transfer": 1}, by=None)
    actions.deliberate(hearing.day, by=None)
    with pytest.raises(Refused, match="scoring is closed"):
        actions.score(hearing.case, seat=hearing.seats[0], points={"transfer": 1}, by=None)

    assert Score.objects.count() == 0


def test_a_bias_takes_points_out_and_lets_none_in(hearing, score):
    seat = hearing.seats[0]
    score(hearing.case, seat, transfer=4)

    actions.declare_bias(hearing.case, seat=seat, reason="Kunde", by=seat.person)
    actions.declare_bias(hearing.case, seat=seat, by=seat.person)
    with pytest.raises(Refused, match="do not judge"):
        actions.score(hearing.case, seat=seat, points={"transfer": 4}, by=seat.person)

    assert (Score.objects.count(), Bias.objects.get().reason) == (0, "Kunde")
    assert Entry.objects.filter(verb="jury.bias_declared").count() == 1


def test_nobody_becomes_biased_after_the_verdicts(hearing, score):
    release_all(hearing, score)
    before = Score.objects.count()

    with pytest.raises(Refused, match="verdicts are released"):
        actions.declare_bias(hearing.case, seat=hearing.seats[0], by=None)

    assert (Score.objects.count(), Bias.objects.count()) == (before, 0)


def test_a_call_moves_the_present_case(hearing):
    actions.call(hearing.cases[1], by=None)

    assert queries.current_case(hearing.day).pk in {hearing.cases[0].pk, hearing.cases[1].pk}
    assert Case.objects.get(pk=hearing.cases[1].pk).called_at is not None


def test_lots_are_drawn_once(hearing):
    actions.deliberate(hearing.day, by=None)
    before = list(Case.objects.order_by("pk").values_list("lot", flat=True))
    actions.open_scoring(hearing.day, by=None)
    actions.deliberate(hearing.day, by=None)

    assert None not in before
    assert list(Case.objects.order_by("pk").values_list("lot", flat=True)) == before


def all_scored(hearing, score):
    for case, points in zip(hearing.cases, (5, 3, 1), strict=True):
        for seat in hearing.seats[:2]:
            score(case, seat, transfer=points, feasibility=points)
    actions.deliberate(hearing.day, by=None)
    for case in hearing.cases:
        case.refresh_from_db()
        case.jury_day.refresh_from_db()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"outcome": "conditions"}, "at least one condition"),
        ({"outcome": "revise", "comment": "Schärfen"}, "by when"),
        ({"outcome": "revise", "resubmit_by": LATER}, "words that the team"),
        ({"outcome": "rejected"}, "words that the team"),
    ],
)
def test_a_verdict_says_all_that_the_team_needs(hearing, score, facts, said):
    all_scored(hearing, score)

    with pytest.raises(Refused, match=said):
        actions.give_verdict(hearing.case, **facts, by=None)


def test_a_verdict_needs_enough_scores_and_a_deliberation(hearing, score):
    score(hearing.case, hearing.seats[0], transfer=5)
    with pytest.raises(Refused, match="Close the scoring"):
        actions.give_verdict(hearing.case, outcome="approved", by=None)
    actions.deliberate(hearing.day, by=None)
    hearing.case.jury_day.refresh_from_db()

    with pytest.raises(Refused, match="has 1 scores and needs 2"):
        actions.give_verdict(hearing.case, outcome="approved", by=None)

    assert JuryVerdict.objects.count() == 0


def test_a_later_verdict_replaces_the_first(hearing, score):
    all_scored(hearing, score)
    actions.give_verdict(hearing.case, outcome="conditions", conditions=[("Plan", None)], by=None)

    actions.give_verdict(hearing.case, outcome="approved", by=None)

    assert (JuryVerdict.objects.get().outcome, JuryVerdict.objects.get().points) == (
        "approved",
        100,
    )
    assert Condition.objects.count() == 0


def release_all(hearing, score):
    all_scored(hearing, score)
    first, second, third = hearing.cases
    actions.give_verdict(
        first, outcome="conditions", conditions=[("Zeitplan nachreichen", LATER)], by=None
    )
    actions.give_verdict(
        second, outcome="revise", comment="Bitte schärfen.", resubmit_by=LATER, by=None
    )
    actions.give_verdict(third, outcome="rejected", comment="Zu wenig übertragbar.", by=None)
    return actions.release(hearing.day, by=hearing.people["Olu"])


def test_a_release_grants_budgets_opens_challenges_and_tells_everybody(hearing, score):
    assert release_all(hearing, score) == 3

    award = Award.objects.get()
    assert (award.team, award.amount_cents) == (hearing.case.challenge.team, 250_000)
    challenges = [case.challenge for case in hearing.cases]
    for challenge in challenges:
        challenge.refresh_from_db()
    assert [challenge.state for challenge in challenges] == ["handed_in", "draft", "handed_in"]
    assert challenges[1].due_on == LATER
    mails = Mail.objects.filter(template__startswith="jury/").values_list("template", flat=True)
    assert sorted(mails) == [
        "jury/conditions",
        "jury/conditions",
        "jury/rejected",
        "jury/rejected",
        "jury/revise",
        "jury/revise",
    ]
    assert list(queries.awards(hearing.round)) == [award]


def test_nothing_is_released_twice_or_half(hearing, score):
    all_scored(hearing, score)
    with pytest.raises(Refused, match="Without a verdict"):
        actions.release(hearing.day, by=None)
    for case in hearing.cases:
        actions.give_verdict(case, outcome="approved", by=None)
    same_row = JuryDay.objects.get()
    actions.release(hearing.day, by=None)

    with pytest.raises(MoveRefused):
        actions.release(same_row, by=None)

    assert Award.objects.count() == 3


def test_who_revises_is_heard_on_a_later_day(hearing, score):
    release_all(hearing, score)
    challenge = hearing.cases[1].challenge
    challenge.refresh_from_db()
    challenge.state = "handed_in"
    challenge.save()
    later = actions.convene(hearing.round, held_on=LATER, by=None)

    assert list(queries.hearable(later)) == [challenge]
    assert actions.add_case(later, challenge=challenge, by=None).position == 1


def test_conditions_are_met_and_opened_again(hearing, score):
    release_all(hearing, score)
    condition = Condition.objects.get()
    assert list(queries.open_conditions(hearing.round)) == [condition]

    actions.meet_condition(condition, by=None)
    with pytest.raises(Refused, match="met already"):
        actions.meet_condition(condition, by=None)
    assert list(queries.open_conditions(hearing.round)) == []
    actions.reopen_condition(condition, by=None)

    assert list(queries.open_conditions(hearing.round)) == [condition]


def test_results_are_shown_one_after_another(hearing, score):
    with pytest.raises(Refused, match="after the scoring"):
        actions.reveal(hearing.day, number=1, by=None)
    all_scored(hearing, score)
    hearing.day.refresh_from_db()

    actions.reveal(hearing.day, number=9, by=None)

    assert JuryDay.objects.get().revealed == 3


def test_a_released_day_is_not_changed(hearing):
    hearing.day.state = "released"

    with pytest.raises(Refused, match="are released"):
        actions.change_day(hearing.day, minutes_per_case=5, by=None)


def test_jurors_get_a_link_each(hearing):
    assert actions.tell_jurors(hearing.day, by=None) == 3

    mail = Mail.objects.order_by("pk").first()
    assert mail.to_person == hearing.people["Jun"]
    assert "/p/" in mail.text or "http" in mail.text
