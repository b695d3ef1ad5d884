"""What a person may see of the matching, or 404; and in which language a side is spoken to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation

from scharnier.foundation.people import voice
from scharnier.stages.applications.models import Application
from scharnier.stages.calls.models import Side
from scharnier.stages.matching import queries
from scharnier.stages.matching.models import Matching, Participant, Team


def matching_for(request: HttpRequest, pk: int) -> Matching:
    """For those who form teams; everybody else finds nothing here."""
    found = get_object_or_404(queries.matchings_for(request.user), pk=pk)
    request.programme = found.round.programme
    if not request.user.has_perm("matching.run_matching", found):
        raise PermissionDenied
    return found


def team_for(request: HttpRequest, pk: int, permission: str = "matching.view_team") -> Team:
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    request.programme = found.round.programme
    if not request.user.has_perm(permission, found):
        raise PermissionDenied
    return found


def participants_of_side(matching: Matching, side: Side):
    found = Participant.objects.filter(matching=matching, side=side).select_related("application")
    return found.order_by("application__name", "pk")


@contextmanager
def addressing(side: Application | None) -> Iterator[None]:
    """Speak to this side as its form does: German “Sie” or “du”, or English."""
    if side is None:
        yield
        return
    with translation.override(voice.locale_for(side.target_group.address)):
        yield
