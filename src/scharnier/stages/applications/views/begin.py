import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from scharnier.foundation.people import voice
from scharnier.foundation.states import Refused
from scharnier.foundation.web import errors
from scharnier.foundation.web.pages import go_to, page
from scharnier.foundation.web.rate import is_too_often
from scharnier.stages.applications import actions, entrances
from scharnier.stages.applications.begun import arrived_here
from scharnier.stages.applications.forms import BeginForm, fresh_start, puzzle
from scharnier.stages.applications.refusals import TooEarly, TooLate
from scharnier.stages.applications.views.entering import let_in_here
from scharnier.stages.applications.views.posted import posted
from scharnier.stages.calls.models import TargetGroup
from scharnier.stages.calls.states import CallState

HUMAN_AN_HOUR, DOUBTFUL_AN_HOUR, ADDRESS_AN_HOUR = 600, 20, 5
DEMO_FACTOR = 100


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """The first step: an address, and on. It never tells whether an address is known."""
    group = get_object_or_404(
        TargetGroup.objects.select_related("call__round__programme", "form"),
        call__slug=slug,
        call__state__in=[CallState.PUBLISHED],
        side=side,
    )
    with translation.override(voice.locale_for(group.address)):
        if request.user.is_authenticated and request.method == "POST":
            return _begin_signed_in(request, group)
        return _begin(request, group)


def _begin(request: HttpRequest, group: TargetGroup) -> HttpResponse:
    form = BeginForm(posted(request), initial={"started": fresh_start()})
    if form.is_valid():
        if _is_too_much(request, form):
            return errors.too_many(request)
        return _take_address(request, group, form.cleaned_data["email"])
    context = _context(group, form) | {"arrived": arrived_here(group, request)}
    return page(request, "applications/begin.html", context, fragment="form")


def _take_address(request: HttpRequest, group: TargetGroup, email: str) -> HttpResponse:
    """Open the form at once; after the deadline say the same to everybody."""
    language = (translation.get_language() or "de")[:2]
    try:
        application = actions.begin_by_mail(group, email=email, language=language, by=None)
    except TooLate:
        application = None
    except TooEarly as refusal:
        context = _context(group, BeginForm()) | {"refusal": refusal}
        return page(request, "applications/begin.html", context, status=409)
    if application is None or not group.call.accepts_applications:
        context = _context(group, BeginForm()) | {"asked_late": True}
        return page(request, "applications/begin.html", context)
    let_in_here(request, application)
    messages.success(
        request,
        _("We have sent you a link to %(email)s. You can begin right away.") % {"email": email},
    )
    return go_to(request, entrances.address_of(application))


def _begin_signed_in(request: HttpRequest, group: TargetGroup) -> HttpResponse:
    try:
        application = actions.start(group, person=request.user, by=request.user)
    except Refused as refusal:
        context = _context(group, BeginForm()) | {"refusal": refusal}
        return page(request, "applications/begin.html", context, status=409)
    return go_to(request, entrances.address_of(application))


def _is_too_much(request: HttpRequest, form: BeginForm) -> bool:
    """Counted by visitor, and by visitor and address: nobody's mailbox is flooded from here."""
    limit = HUMAN_AN_HOUR if form.is_human else DOUBTFUL_AN_HOUR
    address = hashlib.sha256(form.cleaned_data["email"].encode()).hexdigest()[:16]
    factor = DEMO_FACTOR if settings.DEMO else 1
    return is_too_often(request, f"begin:{limit}", limit * factor) or is_too_often(
        request, f"begin:{address}", ADDRESS_AN_HOUR * factor
    )


def _context(group: TargetGroup, form: BeginForm) -> dict:
    call = group.call
    return {
        "group": group,
        "call": call,
        "form": form,
        "puzzle": puzzle() if call.accepts_applications else None,
        "steps": [
            {"label": str(step.title), "status": "", "state": "open"}
            for step in group.form.pages.order_by("position", "pk")
        ],
        "contacts": call.contacts.order_by("position", "pk")[:2],
        "is_early": call.state == CallState.PUBLISHED and call.phase == "before",
        "own": reverse("calls:page", args=[call.slug]),
        "area": str(call),
    }
