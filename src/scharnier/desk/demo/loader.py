"""Plays the whole story, and opens the next round so that there is a call to apply to."""

import datetime as dt
from collections.abc import Callable

from scharnier.desk.demo import cast, selection, teams, work
from scharnier.desk.demo.cast import text
from scharnier.desk.demo.days import Days
from scharnier.foundation.programmes.models import Programme
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call

NEXT_CALL = "durchgang-zwei"


def is_loaded() -> bool:
    """Whether the whole story is there; its last deed is the next call."""
    return Call.objects.filter(slug=NEXT_CALL).exists()


def is_half_loaded() -> bool:
    """Whether a load was broken off; nobody can have worked with that."""
    return Programme.objects.exists() and not is_loaded()


def load(*, last: dt.date, say: Callable[[str], object] = str) -> None:
    """Play the story so that its last day, 30 June 2027, is ``last``.

    Every row comes from an action that people use, with the clock set to its day.
    """
    days = Days(last)
    selection.keys.clear()
    say("Associations, regions and people")
    programme = cast.assemble(days)
    say("Call and applications")
    call = selection.announce(programme, days)
    selection.collect(call, days)
    say("Formal check, reviews, decisions")
    selection.check(call.round, days)
    selection.review(call.round, days)
    selection.decide(call.round, days)
    say("Kickoff and teams")
    board = teams.hold_kickoff(call, days)
    teams.form_teams(call, board, days)
    teams.replace_who_fell_ill(call, days)
    say("Challenges and jury")
    teams.ask_questions(call.round, days)
    teams.hear(call.round, days)
    say("Agreements, vouchers, check-ins")
    work.sign(call.round, days)
    work.accompany(call.round, days)
    say("Prototypes and blueprints")
    work.build(call.round, days)
    work.share(call.round, days)
    work.forget(call, days)
    say("The next call")
    open_next_call(programme, days)


def open_next_call(programme: Programme, days: Days) -> Call:
    """A call that is open today, and will be for three weeks."""
    lead = cast.lead()
    with days.on(2027, 6, 1):
        call = calls.create_from_template(
            programme,
            template=selection.TEMPLATE,
            name=text("Durchgang 2027/28", "Round 2027/28"),
            slug=NEXT_CALL,
            opens_at=days.moment(2027, 6, 15, 8),
            deadline_at=days.moment(2027, 7, 21, 23, 59),
            kickoff_on=days.day(2027, 9, 30),
            jury_on=days.day(2027, 10, 28),
            starts_on=days.day(2027, 6, 15),
            ends_on=days.day(2028, 6, 30),
            regions=programme.regions.all(),
            by=lead,
        )
        calls.publish(call, by=lead)
    return call
