"""Who runs a jury day, who scores, and who is kept away from a case."""

from typing import Protocol

from django.db.models import Q
from rules import add_perm, predicate

from scharnier.foundation.people.models import Person
from scharnier.foundation.programmes.models import ProgrammeRound, Role
from scharnier.foundation.programmes.rules import grants_of
from scharnier.stages.applications.models import Application
from scharnier.stages.jury.states import JuryDayState
from scharnier.stages.reviews.rules import conflicts_of


class Day(Protocol):
    """What the rules read of a jury day; the model stands above them."""

    round: ProgrammeRound
    region_id: int | None


RUN_DAYS = (Role.LEAD, Role.AGENT)


def runs(person: Person, day: Day, *roles: Role) -> bool:
    """A grant without a region runs every day of the programme, else those of its region or of all."""
    programme = day.round.programme_id
    return any(
        grant.role in roles
        and grant.programme_id == programme
        and (grant.region_id is None or day.region_id in (None, grant.region_id))
        for grant in grants_of(person)
    )


@predicate
def runs_the_day(person, day):
    return runs(person, day, *RUN_DAYS)


@predicate
def leads_the_day(person, day):
    return runs(person, day, Role.LEAD)


@predicate
def has_a_seat(person, day):
    return person.pk is not None and day.seats.filter(person=person).exists()


@predicate
def has_promised_confidentiality(person, day):
    return day.seats.filter(person=person).exclude(confidentiality_at=None).exists()


@predicate
def is_open(person, day):
    return day.state == JuryDayState.OPEN


@predicate
def is_unbiased(person, case):
    """No bias declared, no conflict of interest with any side of the team."""
    if case.biases.filter(seat__person=person).exists():
        return False
    team = case.challenge.team
    sides = Q(pk=team.organisation_id) | Q(pk__in=team.members.living().values("application"))
    return not Application.objects.filter(sides).filter(conflicts_of(person)).exists()


def _of_the_day(fact):
    """The fact about the day of a case."""

    @predicate(f"{fact.name}:day")
    def check(person, case):
        return fact.test(person, case.jury_day)

    return check


@predicate
def was_called(person, case):
    return case.called_at is not None


add_perm("jury.view_day", runs_the_day | has_a_seat)
add_perm("jury.run_day", runs_the_day)
add_perm("jury.lead_day", leads_the_day)
add_perm("jury.view_case", (_of_the_day(runs_the_day) | _of_the_day(has_a_seat)) & is_unbiased)
add_perm(
    "jury.score_case",
    was_called & _of_the_day(is_open) & _of_the_day(has_promised_confidentiality) & is_unbiased,
)
add_perm("jury.give_verdict", _of_the_day(leads_the_day) & is_unbiased)
