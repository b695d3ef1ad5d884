import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from scharnier.foundation.people import actions as people
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.actions import grant_role
from scharnier.foundation.programmes.models import ProgrammeRound, Region, Role
from scharnier.foundation.questions import actions as questions
from scharnier.foundation.questions import templates
from scharnier.foundation.questions.models import FormDefinition
from scharnier.foundation.states import Refused, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.applications.models import Application
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.challenges.states import ChallengeState
from scharnier.stages.events.models import Event
from scharnier.stages.jury import mails
from scharnier.stages.jury.models import Bias, Case, JuryDay, Score, Seat
from scharnier.stages.jury.states import JuryDayState, usual_tie_breaks
from scharnier.stages.matching.queries import sides_of
from scharnier.stages.reviews.rules import conflicts_of


@transaction.atomic
def convene(
    round: ProgrammeRound,
    *,
    held_on: dt.date,
    form: FormDefinition | None = None,
    region: Region | None = None,
    event: Event | None = None,
    minutes_per_case: int = 8,
    tie_breaks: Sequence[str] | None = None,
    by: Person | None,
) -> JuryDay:
    """Call the jury together. Without ``form`` it gets the rubric of the round's last jury day.

    The first day of a round gets the shipped one.
    """
    day = JuryDay.objects.create(
        round=round,
        held_on=held_on,
        form=form or _rubric(round, by=by),
        region=region,
        event=event,
        minutes_per_case=minutes_per_case,
        tie_breaks=list(tie_breaks) if tie_breaks is not None else usual_tie_breaks(),
    )
    record("jury.convened", day, by=by)
    return day


def _rubric(round: ProgrammeRound, *, by: Person | None) -> FormDefinition:
    last = JuryDay.objects.filter(round=round).select_related("form").order_by("-pk").first()
    if last is not None:
        return last.form
    form = questions.build_form(templates.load("jury"), by=by)
    questions.publish_form(form, by=by)
    return form


@transaction.atomic
def change_day(day: JuryDay, *, by: Person | None, **changes: object) -> None:
    """Change the date, the minutes a team has, or how ties are broken.

    Raises Refused if somebody else changed it first, or once the verdicts are released.
    """
    if day.state == JuryDayState.RELEASED:
        raise Refused(_("The verdicts are released; the jury day stays as it was."))
    rewrite(day, **changes)
    record("jury.changed", day, by=by, fields=sorted(changes))


@transaction.atomic
def seat(day: JuryDay, *, person: Person, institution: str = "", by: Person | None) -> Seat:
    """Give ``person`` a seat and the role of a juror; biases that are known already are noted.

    Doing it again only changes the institution.
    """
    found, is_new = Seat.objects.get_or_create(
        jury_day=day, person=person, defaults={"institution": institution}
    )
    if not is_new:
        Seat.objects.filter(pk=found.pk).update(institution=institution)
        found.institution = institution
        return found
    grant_role(day.round.programme, person=person, role=Role.JUROR, region=day.region, by=by)
    for case in Case.objects.filter(jury_day=day).select_related("challenge__team__organisation"):
        _note_bias(case, found)
    record("jury.seated", day, by=by, person=person.pk)
    return found


@transaction.atomic
def invite(
    day: JuryDay, *, name: str, email: str, institution: str = "", by: Person | None
) -> Seat:
    """Enter somebody as a person, if the address is not known yet, and give them a seat."""
    return seat(
        day, person=people.enter(name=name, email=email, by=by), institution=institution, by=by
    )


def _note_bias(case: Case, seat: Seat) -> None:
    """What was declared about an application holds for the team that came of it."""
    sides = [side.pk for side in sides_of(case.challenge.team)]
    if Application.objects.filter(conflicts_of(seat.person), pk__in=sides).exists():
        Bias.objects.get_or_create(case=case, seat=seat)


@transaction.atomic
def unseat(seat: Seat, *, by: Person | None) -> None:
    """Take a seat away. Raises Refused once its juror has given points."""
    if Score.objects.filter(seat=seat).exists():
        raise Refused(
            _("%(juror)s has given points already and keeps the seat.") % {"juror": seat.person}
        )
    record("jury.unseated", seat.jury_day, by=by, person=seat.person_id)
    seat.delete()


@transaction.atomic
def tell_jurors(day: JuryDay, *, by: Person | None) -> int:
    """Write to every juror: when, which teams, and the link to their seat. Returns how many."""
    seats = list(day.seats.select_related("person").order_by("pk"))
    for one in seats:
        mails.invite_juror(one, day=day)
    record("jury.jurors_told", day, by=by, number=len(seats))
    return len(seats)


@transaction.atomic
def add_case(day: JuryDay, *, challenge: Challenge, by: Person | None) -> Case:
    """Put a challenge at the end of the day's list, with the words as they are now.

    Raises Refused if it is not handed in, of another round, or on the list already.
    """
    if challenge.state != ChallengeState.HANDED_IN or challenge.team.round_id != day.round_id:
        raise Refused(_("%(challenge)s is not handed in to this jury.") % {"challenge": challenge})
    last = Case.objects.filter(jury_day=day).aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            case = Case.objects.create(
                jury_day=day,
                challenge=challenge,
                heard_id=challenge.current_id,
                position=(last or 0) + 1,
            )
    except IntegrityError:
        raise Refused(
            _("%(challenge)s is on the list already.") % {"challenge": challenge}
        ) from None
    for one in day.seats.select_related("person"):
        _note_bias(case, one)
    record("jury.case_added", day, by=by, case=str(challenge))
    return case


@transaction.atomic
def add_cases(day: JuryDay, *, challenges: Iterable[Challenge], by: Person | None) -> int:
    """``add_case`` for all of them; returns how many."""
    return len([add_case(day, challenge=challenge, by=by) for challenge in challenges])


@transaction.atomic
def drop_case(case: Case, *, by: Person | None) -> None:
    """Take a case off the list. Raises Refused once it was called in."""
    gone = Case.objects.filter(pk=case.pk, called_at=None)
    if not gone.exists():
        raise Refused(_("%(case)s was heard already and stays on the list.") % {"case": case})
    record("jury.case_dropped", case.jury_day, by=by, case=str(case))
    gone.delete()


@transaction.atomic
def arrange(day: JuryDay, *, order: Sequence[int], by: Person | None) -> None:
    """Set the order of pitches: keys of all cases of the day, the first first.

    Raises Refused if ``order`` does not name every case once.
    """
    cases = {case.pk: case for case in Case.objects.filter(jury_day=day)}
    if sorted(order) != sorted(cases):
        raise Refused(_("The list has changed in the meantime. Look at it again."))
    for position, key in enumerate(order, start=1):
        cases[key].position = position
    Case.objects.bulk_update(cases.values(), ["position"])
    record("jury.arranged", day, by=by)
