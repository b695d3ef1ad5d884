"""Links without login: issuing, opening and honouring a ``Pass``."""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from scharnier.foundation import clock
from scharnier.foundation.people import doors, renewals, voice  # noqa: F401 - said as passes.doors, passes.renewals
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.prepared import PreparedInsert

SESSION_KEY = "passes"
_insert = PreparedInsert(Pass)


def issue(purpose: str, subject: Model, *, to: Person, days: int) -> str:
    """Make a pass and return its absolute link. The token is known only to the link."""
    token = secrets.token_urlsafe(24)
    held = Pass(
        purpose=purpose,
        person=to,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        token_hash=digest(token),
        expires_at=clock.now() + dt.timedelta(days=days),
    )
    _insert(held)
    return settings.BASE_URL + reverse("people:pass", args=[token])


def links() -> re.Pattern[str]:
    """What finds the links of passes in a text."""
    address = settings.BASE_URL + reverse("people:pass", args=["token"])
    before, after = address.split("token")
    return re.compile(f"{re.escape(before)}[\\w-]{{20,}}{re.escape(after)}")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_door(request: HttpRequest, held: Pass) -> None:
    """Remember in the session that this browser holds the pass."""
    ids = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*(i for i in ids if i != held.pk), held.pk][-20:]


def held_pass(request: HttpRequest, purpose: str, model: type[Model], pk: int) -> Pass | None:
    """The valid pass with which this browser may enter, or None."""
    ids = request.session.get(SESSION_KEY, [])
    if not ids:
        return None
    found = Pass.objects.valid().filter(
        pk__in=ids, purpose=purpose, subject_type=model._meta.label_lower, subject_id=pk
    )
    return found.select_related("person").first()


def enter_with(request: HttpRequest, held: Pass) -> None:
    """For this one request the visitor is the pass's person, and is spoken to as such."""
    request.user = held.person
    request.held_pass = held  # type: ignore[attr-defined]
    voice.speak_to(held.person)


class PassRequest(HttpRequest):
    """What a view behind ``pass_or_login`` is asked."""

    held_pass: Pass | None


def pass_or_login(purpose: str, model: type[Model]) -> Callable:
    """Let a view in with a pass for the ``pk`` in its address, else with a login.

    With a pass, ``request.user`` is the pass's person for this one request, and
    ``request.held_pass`` the pass; permissions are asked as for everybody.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_not_required
        @wraps(view)
        def enter(request: PassRequest, pk: int, *args: object, **kwargs: object) -> HttpResponse:
            request.held_pass = None
            held = held_pass(request, purpose, model, pk)
            if held is not None:
                enter_with(request, held)
            elif not request.user.is_authenticated:
                return redirect(f"{reverse('people:pass_needed')}?next={request.path}")
            return view(request, pk, *args, **kwargs)

        return enter

    return decorate
