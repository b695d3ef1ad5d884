from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions.models import Sheet
from scharnier.foundation.states import Refused, move
from scharnier.foundation.trail.actions import record
from scharnier.stages.jury import queries
from scharnier.stages.jury.models import Bias, Case, JuryDay, Score, Seat
from scharnier.stages.jury.states import JURY_DAY_MOVES, SCORE_MOVES, JuryDayState, ScoreState


@transaction.atomic
def open_scoring(day: JuryDay, *, by: Person | None) -> None:
    """Let the jurors give points, for the first time or once more."""
    move(day, JuryDayState.OPEN, moves=JURY_DAY_MOVES, revealed=0)
    record("jury.scoring_opened", day, by=by)


@transaction.atomic
def call(case: Case, *, by: Person | None) -> None:
    """Call a team in: from now on the jurors see its criteria, and the projector its name.

    Raises Refused unless the scoring is open.
    """
    _refuse_if_closed(case)
    Case.objects.filter(pk=case.pk).update(called_at=clock.now())
    case.refresh_from_db(fields=["called_at"])
    record("jury.case_called", case.jury_day, by=by, case=str(case))


def _refuse_if_closed(case: Case) -> None:
    if not JuryDay.objects.filter(pk=case.jury_day_id, state=JuryDayState.OPEN).exists():
        raise Refused(_("The scoring is closed."))


@transaction.atomic
def promise_confidentiality(seat: Seat, *, by: Person | None) -> None:
    """The juror promises to keep what they read and hear to themselves."""
    if Seat.objects.filter(pk=seat.pk, confidentiality_at=None).update(
        confidentiality_at=clock.now()
    ):
        record("jury.confidentiality_signed", seat.jury_day, by=by)
    seat.refresh_from_db()


@transaction.atomic
def declare_bias(case: Case, *, seat: Seat, reason: str = "", by: Person | None) -> Bias:
    """The juror neither reads nor judges this case; points given so far are taken out.

    Raises Refused if the seat is of another day, or once the verdicts are released: what
    was decided on stays as it was.
    """
    if seat.jury_day_id != case.jury_day_id:
        raise Refused(_("This seat belongs to another jury day."))
    if JuryDay.objects.filter(pk=case.jury_day_id, state=JuryDayState.RELEASED).exists():
        raise Refused(_("The verdicts are released; the points stay as they were given."))
    bias, is_new = Bias.objects.get_or_create(case=case, seat=seat, defaults={"reason": reason})
    for given in Score.objects.filter(case=case, seat=seat).select_related("sheet"):
        sheet = given.sheet
        given.delete()
        questions.discard_sheet(sheet, by=by)
    if is_new:
        record("jury.bias_declared", case.jury_day, by=by, case=str(case), person=seat.person_id)
    return bias


@transaction.atomic
def score(
    case: Case,
    *,
    seat: Seat,
    points: Mapping[str, int | None],
    note: str | None = None,
    by: Person | None,
) -> Score:
    """Keep points (criterion → 0 to the highest score) and the note of one juror.

    Criteria that are not named stay as they are; sending the same twice changes nothing.
    Raises Refused while the scoring is closed or the case not called, for a biased juror,
    for unknown criteria or points, and once the points are handed in.
    """
    _refuse_if_not_theirs(case, seat)
    criteria = {c.key: c for c in queries.criteria_of(case.jury_day)}
    _refuse_unknown(points, set(criteria), case.round.jury_scale_max)
    given = _score_of(case, seat)
    if given.state == ScoreState.HANDED_IN:
        raise Refused(_("Your points are handed in. Open them again to change them."))
    entries = [questions.Entry(criteria[key], value) for key, value in points.items()]
    questions.answer_page(given.sheet, entries, by=by)
    if note is not None:
        Score.objects.filter(pk=given.pk).update(note=note)
        given.note = note
    if given.sheet.version <= 1:  # the first points; the sheet has a trail of its own
        record("jury.scored", case.jury_day, by=by, case=str(case))
    return given


def _refuse_if_not_theirs(case: Case, seat: Seat) -> None:
    _refuse_if_closed(case)
    if seat.jury_day_id != case.jury_day_id or case.biases.filter(seat=seat).exists():
        raise Refused(_("You do not judge this case."))
    if case.called_at is None:
        raise Refused(_("%(case)s has not been called in yet.") % {"case": case})


def _refuse_unknown(points: Mapping[str, int | None], known: set[str], highest: int) -> None:
    for key, value in points.items():
        if key not in known or not (value is None or 0 <= value <= highest):
            raise Refused(
                _("Give 0 to %(highest)s points for each criterion.") % {"highest": highest}
            )


def _score_of(case: Case, seat: Seat) -> Score:
    found = Score.objects.filter(case=case, seat=seat).select_related("sheet").first()
    if found is not None:
        return found
    sheet = Sheet.objects.create(form_id=case.jury_day.form_id)
    made, is_new = Score.objects.get_or_create(case=case, seat=seat, defaults={"sheet": sheet})
    if not is_new:
        sheet.delete()
    return made


@transaction.atomic
def hand_in(case: Case, *, seat: Seat, by: Person | None) -> Score:
    """Close one juror's points of a case; some criteria may stay open.

    Raises Refused without a single point, MoveRefused if they are handed in already.
    """
    _refuse_if_not_theirs(case, seat)
    given = _score_of(case, seat)
    percent = queries.percent_of(
        queries.criteria_of(case.jury_day),
        queries.points_of(given.sheet_id),
        highest=case.round.jury_scale_max,
    )
    if percent is None:
        raise Refused(_("Give points for at least one criterion."))
    move(
        given,
        ScoreState.HANDED_IN,
        moves=SCORE_MOVES,
        percent=percent,
        handed_in_at=clock.now(),
    )
    record("jury.score_handed_in", case.jury_day, by=by, case=str(case))
    return given


@transaction.atomic
def take_back(case: Case, *, seat: Seat, by: Person | None) -> None:
    """Open one's points again while the scoring is open."""
    _refuse_if_not_theirs(case, seat)
    given = _score_of(case, seat)
    move(given, ScoreState.DRAFT, moves=SCORE_MOVES, percent=None, handed_in_at=None)
    record("jury.score_taken_back", case.jury_day, by=by, case=str(case))
