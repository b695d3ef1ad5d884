import pytest

from scharnier.stages.jury import actions, privacy
from scharnier.stages.jury.models import Score

pytestmark = pytest.mark.django_db


def test_notes_are_exported_and_erased_while_points_stay(hearing, score):
    jun = hearing.people["Jun"]
    actions.score(hearing.case, seat=hearing.seats[0], points={"transfer": 4}, note="Gut", by=jun)
    actions.declare_bias(hearing.cases[1], seat=hearing.seats[0], reason="Kunde", by=jun)

    rows = privacy.export(jun)
    privacy.erase(jun, by=None)

    assert [row.get("note") or row.get("reason") for row in rows] == [None, "Gut", "Kunde"]
    assert Score.objects.get().note == ""
