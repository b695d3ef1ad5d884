"""Who comes in without a login: with a link to the challenge, or with one to its team."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from scharnier.foundation.people import passes
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.matching.models import Team


def partners_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``pass_or_login`` for challenges that also honours a link to the team's page."""
    with_own_pass = passes.pass_or_login("challenge", Challenge)(view)

    @login_not_required
    @wraps(view)
    def enter(request: HttpRequest, pk: int, *args: object, **kwargs: object) -> HttpResponse:
        if request.session.get(passes.SESSION_KEY) and not passes.held_pass(
            request, "challenge", Challenge, pk
        ):
            team = Challenge.objects.filter(pk=pk).values_list("team", flat=True).first()
            held = passes.held_pass(request, "team", Team, team) if team else None
            if held is not None:
                passes.enter_with(request, held)
                return view(request, pk, *args, **kwargs)
        return with_own_pass(request, pk, *args, **kwargs)

    return enter
