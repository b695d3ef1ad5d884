"""What the home says to a juror before, on and after the jury day."""

import datetime as dt

import pytest
from django.urls import reverse

from scharnier.desk.tasks import tasks_for
from scharnier.foundation import clock
from scharnier.foundation.questions.models import Sheet
from scharnier.stages.jury import actions
from scharnier.stages.jury.models import Case, Score
from tests.factories import CaseFactory, JuryDayFactory, RoundFactory, SeatFactory
from tests.personas import person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    round = RoundFactory()
    day = JuryDayFactory(round=round, held_on=clock.today() + dt.timedelta(days=14))
    CaseFactory(jury_day=day)
    juror = with_role("Jun", round.programme)
    return SeatFactory(jury_day=day, person=juror, confidentiality_at=None)


def asked(seat):
    return [(task.title, task.button, task.url) for task in tasks_for(seat.person)]


def test_a_juror_is_asked_for_the_promise_then_to_read_then_to_score(seat):
    place = reverse("jury:juror", args=[seat.jury_day_id])

    before = asked(seat)
    actions.promise_confidentiality(seat, by=seat.person)
    reading = asked(seat)
    actions.open_scoring(seat.jury_day, by=None)
    scoring = asked(seat)
    actions.deliberate(seat.jury_day, by=None)

    assert before == [("Promise confidentiality for the jury day", "Open your seat", place)]
    assert reading == [("Read what the teams ask", "Read the teams", place)]
    assert scoring == [("The jury day is open", "Score the teams", place)]
    assert asked(seat) == []


def test_a_day_without_a_team_or_in_the_past_asks_nothing(seat):
    day = seat.jury_day
    empty = JuryDayFactory(round=day.round, held_on=day.held_on)
    SeatFactory(jury_day=empty, person=seat.person, confidentiality_at=None)

    with clock.at(clock.now() + dt.timedelta(days=20)):
        later = asked(seat)

    assert len(asked(seat)) == 1
    assert later == []


def test_only_who_has_the_seat_is_asked(seat):
    assert [
        tasks_for(one) for one in (person("Sam"), with_role("Rey", seat.jury_day.round.programme))
    ] == [[], []]


def test_who_has_scored_every_team_is_asked_nothing_more(seat):
    actions.promise_confidentiality(seat, by=seat.person)
    actions.open_scoring(seat.jury_day, by=None)
    case = Case.objects.get(jury_day=seat.jury_day)
    before = asked(seat)

    sheet = Sheet.objects.create(form=case.jury_day.form)
    Score.objects.create(case=case, seat=seat, sheet=sheet, state="handed_in")

    assert (len(before), asked(seat)) == (1, [])
