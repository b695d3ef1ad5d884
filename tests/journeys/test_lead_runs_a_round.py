import pytest

from tests.journeys.walking import Walk
from tests.journeys.whole_round import applying, building, hearing, opening, selecting, teaming

pytestmark = [pytest.mark.journey, pytest.mark.whole_round]

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
