from django.db.models import Q, QuerySet

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes import queries as programmes
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.jury.models import JuryDay, Seat
from scharnier.stages.jury.rules import RUN_DAYS


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


def sits_on(person: Person) -> QuerySet[JuryDay]:
    """The days on whose jury the person has a seat."""
    return JuryDay.objects.filter(seats__person=person.pk).select_related("round").order_by("pk")


def rounds_to_convene(person: Person) -> QuerySet[ProgrammeRound]:
    return programmes.rounds_for(person, Role.LEAD).order_by("-starts_on", "-pk")


def seat_of(day: JuryDay, person: Person) -> Seat | None:
    return Seat.objects.filter(jury_day=day, person=person.pk).select_related("person").first()
