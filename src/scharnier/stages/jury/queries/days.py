from django.db.models import Exists, OuterRef, Q, QuerySet

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import queries as programmes
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.jury.models import Bias, Case, JuryDay, Score, Seat
from scharnier.stages.jury.rules import RUN_DAYS
from scharnier.stages.jury.states import JuryDayState, ScoreState


def visible_to(person: Person) -> QuerySet[JuryDay]:
    """The list twin of ``jury.view_day``."""
    reach = Q(pk__in=Seat.objects.filter(person=person.pk).values("jury_day"))
    for grant in grants_of(person):
        if grant.role in RUN_DAYS:
            here = Q(round__programme=grant.programme_id)
            if grant.region_id is not None:
                here &= Q(region=None) | Q(region=grant.region_id)
            reach |= here
    return JuryDay.objects.filter(reach).select_related("round__programme", "region", "form")


def seats_ahead(person: Person) -> QuerySet[Seat]:
    """The person's seats on days that are open and not all scored, or to come with a team to hear."""
    planned = Q(jury_day__state=JuryDayState.PLANNED, jury_day__held_on__gte=clock.today())
    to_hear = Exists(Case.objects.filter(jury_day=OuterRef("jury_day")))
    scored = Score.objects.filter(seat=OuterRef(OuterRef("pk")), state=ScoreState.HANDED_IN)
    biased = Bias.objects.filter(seat=OuterRef(OuterRef("pk")))
    to_score = Exists(
        Case.objects.filter(jury_day=OuterRef("jury_day"))
        .exclude(pk__in=scored.values("case"))
        .exclude(pk__in=biased.values("case"))
    )
    is_open = Q(jury_day__state=JuryDayState.OPEN)
    return (
        Seat.objects.filter(person=person.pk)
        .filter((is_open & Q(to_score)) | (planned & Q(to_hear)))
        .select_related("jury_day__round")
        .order_by("jury_day__held_on", "pk")
    )


def rounds_to_convene(person: Person) -> QuerySet[ProgrammeRound]:
    return programmes.rounds_for(person, Role.LEAD).order_by("-starts_on", "-pk")


def seat_of(day: JuryDay, person: Person) -> Seat | None:
    return Seat.objects.filter(jury_day=day, person=person.pk).select_related("person").first()
