from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from scharnier.desk.asked import asked_of
from scharnier.desk.money import observed_by
from scharnier.desk.participant import journey_of, tasks_of
from scharnier.desk.tasks import tasks_for
from scharnier.foundation import clock
from scharnier.foundation.programmes.models import Role
from scharnier.foundation.programmes.rules import grants_of, holds
from scharnier.foundation.web.pages import page
from scharnier.stages.blueprints import queries as blueprints
from scharnier.stages.calls import call_page
from scharnier.stages.calls import queries as calls
from scharnier.stages.calls.models import Call
from scharnier.stages.events import queries as events

SHOWN_BLUEPRINTS = 3


@login_not_required
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """The public front page: open calls, the library, what happens next.

    If one call is open, its hinge is the door of the whole house.
    """
    open_calls = list(calls.open_calls()[:4])
    context = {
        "open_calls": open_calls,
        "hero": _hero_of(request, *open_calls) if len(open_calls) == 1 else None,
        "coming_calls": [call for call in calls.public_calls()[:8] if call.phase == "before"],
        "past_calls": [call for call in calls.public_calls()[:8] if call.phase == "closed"],
        "blueprints": list(blueprints.library()[:SHOWN_BLUEPRINTS]),
        "events": list(
            events.public_events().filter(ends_at__gte=clock.now()).order_by("starts_at")[:4]
        ),
    }
    return page(request, "desk/front.html", context)


def _hero_of(request: HttpRequest, call: Call) -> dict:
    request.programme = call.round.programme
    calls.load_doors(call)
    return call_page.hero_of(call)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everybody's home: what they have to do next."""
    person = request.user
    journey = journey_of(person)
    own = asked_of(person, journey) + tasks_of(journey)
    if not grants_of(person):
        context = {"area": _("My area"), "journey": journey, "tasks": own}
        return page(request, "desk/journey.html", context)
    context = {
        "area": _("Programme"),
        "tasks": tasks_for(person) + own,
        "journey": journey,
        "observed": observed_by(person) if holds(person, Role.OBSERVER, None) else [],
    }
    return page(request, "desk/home.html", context)
