"""One whole round, 15 June 2026 to 30 June 2027, from an empty database to a downloaded PDF.

Walked in browsers: sign-in by code, the round from its template, four roles, the kickoff,
publishing; an application of each kind on a phone (the organisation comes back by its
mail, the creative is addressed as “du”); both spreadsheets and a half-filled row through
the preview; one formal check; one review by each of two reviewers with the keyboard;
releasing decisions and mails; registering, checking in; wishes on two phones; the
proposal, a move with the keyboard, the offer, the yes of one team; the question of one
team and its signatures; a juror's phone and the release of verdicts; every step between
two stages; the agreement of one team, a voucher with a photo and its acceptance, a
prototype with its test, finishing; publishing; finding, reading, downloading.

Played through the actions that those pages call, to save time: the same for all others.
"""

import pytest

from tests.browser import JOURNEY
from tests.journeys.walking import Walk
from tests.journeys.whole_round import applying, building, hearing, opening, selecting, teaming

pytestmark = [*JOURNEY, pytest.mark.whole_round]

STEPS = [
    opening.set_up,
    opening.sign_in_and_open_the_call,
    applying.type_an_application_of_an_organisation,
    applying.type_an_application_of_a_creative,
    applying.import_both_spreadsheets,
    selecting.check_the_formalities,
    selecting.review_by_two,
    selecting.decide_and_write,
    teaming.register_and_check_in,
    teaming.wish,
    teaming.propose_and_move,
    teaming.offer_and_confirm,
    hearing.write_and_sign_challenges,
    hearing.hold_the_jury_day,
    building.sign_agreements,
    building.hand_in_a_voucher,
    building.show_prototypes_and_finish,
    building.publish_blueprints,
    building.find_and_download,
]


def test_a_lead_runs_a_round_from_an_empty_database_to_published_blueprints(walk: Walk) -> None:
    for step in STEPS:
        step(walk)
