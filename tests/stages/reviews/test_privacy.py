import pytest

from scharnier.stages.reviews import privacy
from tests import factories

pytestmark = pytest.mark.django_db


def test_only_decisions_that_were_told_are_exported(selection):
    person = selection.applications[0].applicants.get().person
    decision = factories.DecisionFactory(application=selection.applications[0], rejected=True)

    before = privacy.export_decisions(person)
    decision.state = "released"
    decision.save()

    assert before == []
    assert [row["reason"] for row in privacy.export_decisions(person)] == ["Zu wenig Plätze."]


def test_the_own_words_are_exported_and_erased_while_points_stay(selection):
    rey = selection.people["Rey"]
    review = factories.ReviewFactory(
        application=selection.applications[0], reviewer=rey, handed_in=True, comment="Klar"
    )
    factories.ConflictFactory(application=selection.applications[1], person=rey, reason="Kunde")

    rows = privacy.export_reviews(rey)
    privacy.erase(rey, by=None)

    assert (rows[0]["comment"], rows[1]["reason"]) == ("Klar", "Kunde")
    review.refresh_from_db()
    assert (review.comment, review.percent) == ("", 70)
