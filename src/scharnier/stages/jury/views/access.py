"""What a person may see of a jury day, or 404: the first line of every view."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from scharnier.stages.jury import queries
from scharnier.stages.jury.models import Case, JuryDay, Seat


def day_for(request: HttpRequest, pk: int, permission: str = "jury.run_day") -> JuryDay:
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = found.round.programme
    if not request.user.has_perm(permission, found):
        raise PermissionDenied
    return found


def case_for(request: HttpRequest, pk: int, permission: str) -> Case:
    """404 for whoever is biased, whatever their role."""
    found = get_object_or_404(queries.visible_cases(request.user), pk=pk)
    request.programme = found.round.programme
    if not request.user.has_perm(permission, found):
        raise PermissionDenied
    return found


def seat_for(request: HttpRequest, pk: int) -> Seat:
    """The own seat on a day; nobody else has one."""
    day = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = day.round.programme
    return get_object_or_404(
        Seat.objects.select_related("person", "jury_day__round__programme"),
        jury_day=day,
        person=request.user.pk,
    )


def case_at_seat(request: HttpRequest, seat: Seat, pk: int) -> Case:
    """A case that was called in and that this juror hears; 404 for a biased one."""
    cases = queries.visible_cases(request.user).filter(jury_day=seat.jury_day_id)
    return get_object_or_404(cases.exclude(called_at=None), pk=pk)
