"""What a person may see of the reviews, or 404: the first line of every view."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.models import Application
from scharnier.stages.reviews import queries
from scharnier.stages.reviews.models import Review


def round_for(
    request: HttpRequest, pk: int, permission: str = "reviews.view_round"
) -> ProgrammeRound:
    found = get_object_or_404(queries.rounds_for(request.user), pk=pk)
    request.programme = found.programme
    _ask(request, permission, found)
    return found


def application_for(
    request: HttpRequest, pk: int, permission: str = "reviews.view_application"
) -> Application:
    """404 also for whoever has a conflict of interest here, whatever their role."""
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = found.round.programme
    _ask(request, permission, found)
    return found


def review_for(request: HttpRequest, pk: int) -> Review:
    mine = get_object_or_404(queries.queue_of(request.user), pk=pk)
    found = Review.objects.select_related(
        "application__call__round__programme",
        "application__target_group",
        "application__sheet__form",
        "sheet",
    ).get(pk=mine.pk)
    request.programme = found.round.programme
    return found


def _ask(request: HttpRequest, permission: str, subject: object) -> None:
    if not request.user.has_perm(permission, subject):
        raise PermissionDenied
