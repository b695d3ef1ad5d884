from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.jury.models import Bias, Score, Seat

_minutes = _("Stands in the minutes of the jury day, which the funder may ask for.")
_deliberation = _("For the deliberation of the jury; not needed after the verdicts.")


def months_of_the_round(row: Score) -> int:
    return row.case.jury_day.round.keep_rejected_months


RULES = [
    Keep("jury.Seat.institution", why=_minutes),
    Keep("jury.Bias.reason", why=_minutes, months=120, after="declared_at"),
    Keep("jury.Score.note", why=_deliberation, months=months_of_the_round, after="handed_in_at"),
    Keep("jury.JuryVerdict.comment", why=_minutes),
    Keep("jury.Condition.text", why=_minutes),
]
NOT_PERSONAL = ["jury.JuryDay.*"]


def export(person: Person) -> list[dict]:
    """The person's seats, points and biases. Verdicts on a team belong to its page."""
    seats = Seat.objects.filter(person=person).select_related("jury_day__round")
    scores = Score.objects.filter(seat__person=person).select_related("case__challenge__team")
    biases = Bias.objects.filter(seat__person=person).select_related("case__challenge__team")
    return [
        *(
            {
                "seat_on": str(one.jury_day),
                "institution": one.institution,
                "confidentiality_promised": one.confidentiality_at,
            }
            for one in seats.order_by("pk")
        ),
        *(
            {"points_for": one.case.challenge.team.number, "of_100": one.percent, "note": one.note}
            for one in scores.order_by("pk")
        ),
        *(
            {"biased_about": one.case.challenge.team.number, "reason": one.reason}
            for one in biases.order_by("pk")
        ),
    ]


def erase(person: Person, *, by: Person | None) -> None:
    """Forget notes and reasons; seats and points stay, because the minutes rest on them."""
    Score.objects.filter(seat__person=person).update(note="")
    Bias.objects.filter(seat__person=person).update(reason="")


register_export(_("Your seat on a jury"), export)
register_erasure(erase)
