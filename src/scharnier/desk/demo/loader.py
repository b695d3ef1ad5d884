"""Plays the whole story; at its end the next call is open, so that there is one to apply to."""

import datetime as dt
from collections.abc import Callable

from scharnier.desk.demo import (
    cast,
    hearing,
    occasions,
    selection,
    story,
    teams,
    under_way,
    work,
)
from scharnier.desk.demo.days import NOVEMBER, STORY_ENDS, Days
from scharnier.desk.demo.under_way import NEXT_CALL
from scharnier.foundation.programmes.models import Programme
from scharnier.stages.calls.models import Call

__all__ = ["NEXT_CALL", "is_half_loaded", "is_loaded", "load"]


def is_loaded() -> bool:
    """Whether the story is there; among its last deeds is the next call."""
    return Call.objects.filter(slug=NEXT_CALL).exists()


def is_half_loaded() -> bool:
    """Whether a load was broken off; nobody can have worked with that."""
    return Programme.objects.exists() and not is_loaded()


def load(*, last: dt.date, ends: dt.date = STORY_ENDS, say: Callable[[str], object] = str) -> None:
    """Play the story until its day ``ends``, which becomes ``last``.

    Every row comes from an action that people use, with the clock set to its day.
    """
    days = Days(last, ends)
    selection.keys.clear()
    say("Associations, regions and people")
    programme = cast.assemble(days)
    call = play_autumn(programme, days, say)
    if ends > NOVEMBER:
        play_spring(call, days, say)
        say("What is under way")
        under_way.hear_a_late_team(call, days)
        under_way.apply_again(under_way.open_next_call(programme, days), call, days)
    else:
        under_way.plan_next_call(programme, days)


def play_autumn(programme: Programme, days: Days, say: Callable[[str], object]) -> Call:
    """July to 22 November: from the call to the agreements."""
    say("Call and applications")
    call = selection.announce(programme, days)
    selection.type_in(call, days)
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
    hearing.hear(call.round, days)
    say("Agreements")
    work.agree(call.round, days.moment(2026, 11, 21, 10), waiting=story.UNSIGNED | {"M09"})
    return call


def play_spring(call: Call, days: Days, say: Callable[[str], object]) -> None:
    """December to June: the work of the teams, their money, what they leave for others."""
    say("Vouchers, check-ins, events")
    with days.on(2026, 11, 23):
        selection.let_mails_go(cast.lead())
    hearing.hear_again(call.round, days)
    work.agree(call.round, days.moment(2026, 12, 14, 10), waiting=story.UNSIGNED)
    with days.on(2026, 12, 15):
        selection.let_mails_go(cast.lead())
    occasions.meet(call.round, days)
    work.accompany(call.round, days)
    say("Prototypes and blueprints")
    work.build(call.round, days)
    work.share(call.round, days)
    work.forget(call, days)
