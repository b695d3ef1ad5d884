"""Demo mode only: step into a persona, play another day."""

import datetime as dt

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from scharnier.desk.demo.personas import PERSONAS
from scharnier.desk.forms import DayForm
from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.web.pages import page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_GET
def personas(request: HttpRequest) -> HttpResponse:
    """Everybody one can be, and the day that is being played."""
    emails = [persona.email for persona in PERSONAS]
    known = set(Person.objects.filter(email__in=emails).values_list("email", flat=True))
    context = {
        "area": _("Demo"),
        "personas": [persona for persona in PERSONAS if persona.email in known],
        "now": clock.now(),
        "form": DayForm(initial={"day": clock.today()}),
    }
    return page(request, "desk/personas.html", context)


@login_not_required
@require_POST
def step_into(request: HttpRequest) -> HttpResponse:
    """Sign in as a persona of the demo, and as nobody else."""
    email = request.POST.get("email", "")
    allowed = {persona.email for persona in PERSONAS}
    person = get_object_or_404(Person, email=email if email in allowed else None, is_active=True)
    login(request, person, backend=BACKEND)
    return redirect("desk:home")


@login_not_required
@require_POST
def set_day(request: HttpRequest) -> HttpResponse:
    """Play another day in this browser; an empty form goes back to today."""
    form = DayForm(request.POST)
    answer = redirect(reverse("demo:personas"))
    if not form.is_valid():
        return page(
            request, "desk/personas.html", {"form": form, "personas": PERSONAS, "now": clock.now()}
        )
    day = form.cleaned_data["day"]
    if day is None:
        answer.delete_cookie(clock.COOKIE)
    else:
        moment = dt.datetime.combine(day, dt.time(10), tzinfo=dt.UTC)
        answer.set_signed_cookie(clock.COOKIE, moment.isoformat(), samesite="Lax", httponly=True)
    return answer
