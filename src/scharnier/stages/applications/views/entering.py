"""How applicants come in: by a link from a mail, by having just begun, or by signing in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from scharnier.foundation import clock
from scharnier.foundation.people import passes, voice
from scharnier.foundation.people.models import Pass
from scharnier.stages.applications import mails, queries
from scharnier.stages.applications.begun import HERE
from scharnier.stages.applications.models import Application

HERE_DAYS = 2


def for_applicants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give ``view`` the application instead of its key, in the form's way of address."""

    @login_not_required
    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, pk: int, *args: object, **kwargs: object) -> HttpResponse:
        held, application = _held(request, pk)
        if held is not None:
            request.user, request.held_pass = held.person, held
        elif not request.user.is_authenticated:
            return _ask_for_a_link(request, pk)
        else:
            application = queries.visible_to(request.user).filter(pk=pk).first()
        request.is_confirmed = held is None or held.purpose != HERE
        if not request.is_confirmed:
            request.kept_for = f"here-{pk}"  # the number of a person would tell since when
        if application is None:
            raise Http404
        with translation.override(language_of(application)):
            return view(request, application, *args, **kwargs)

    return enter


def _held(request: HttpRequest, pk: int) -> tuple[Pass | None, Application | None]:
    """The pass with which this browser enters, and what it opens while its person works on it."""
    keys = request.session.get(passes.SESSION_KEY, [])
    ours = [
        one
        for one in (queries.passes_to(pk) if keys else [])
        if one.pk in keys and one.purpose in (mails.PURPOSE, HERE)
    ]
    if not ours:
        return None, None
    application = queries.at_hand(pk)
    people = (
        {part.person_id: part.person for part in application.applicants.all()}
        if application
        else {}
    )
    for one in ours:
        if one.person_id in people:
            one.person = people[one.person_id]
    held = min(
        (one for one in ours if one.person.is_active), key=lambda one: one.purpose, default=None
    )
    return held, application if held is not None and held.person_id in people else None


def _ask_for_a_link(request: HttpRequest, pk: int) -> HttpResponse:
    query = urlencode({"purpose": mails.PURPOSE, "next": request.path})
    address = f"{reverse('people:pass_needed')}?{query}"
    if not request.headers.get("accept", "").startswith("application/json"):
        return redirect(address)
    if _was_taken_off(request, pk):
        taken_off = _(
            "You no longer work on this application. Copy what you typed if you need it: "
            "it is not saved any more."
        )
        return JsonResponse({"refused": taken_off}, status=403)
    return JsonResponse({"sign_in": address}, status=401)


def _was_taken_off(request: HttpRequest, pk: int) -> bool:
    """Whether a link of this browser was closed: a new one would not be sent either."""
    closed = Pass.objects.filter(
        pk__in=request.session.get(passes.SESSION_KEY, []),
        purpose__in=(mails.PURPOSE, HERE),
        subject_type=Application._meta.label_lower,
        subject_id=pk,
        revoked_at__isnull=False,
    )
    return closed.exists()


def language_of(application: Application) -> str:
    """The language of the visitor; German as the form speaks it."""
    return voice.locale_for(application.target_group.address)


def let_in_here(request: HttpRequest, application: Application) -> None:
    """Let the browser that began the application go on without waiting for the mail."""
    person = queries.owner_of(application)
    link = passes.issue(HERE, application, to=person, days=HERE_DAYS)
    token = link.rstrip("/").rpartition("/")[2]
    held = Pass.objects.get(token_hash=passes.digest(token), expires_at__gt=clock.now())
    passes.open_door(request, held)
