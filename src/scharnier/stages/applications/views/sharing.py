from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from scharnier.foundation.states import Refused
from scharnier.foundation.web import errors
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.foundation.web.rate import is_too_often
from scharnier.stages.applications import actions
from scharnier.stages.applications.begun import earlier_here
from scharnier.stages.applications.forms import InviteForm
from scharnier.stages.applications.models import Application
from scharnier.stages.applications.views.entering import for_applicants
from scharnier.stages.applications.views.posted import posted

INVITATIONS_AN_HOUR = 20


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, application: Application) -> HttpResponse:
    """Who works on it; the owner invites others by mail."""
    may_share = request.user.has_perm("applications.share_application", application)
    if not may_share:
        raise PermissionDenied
    form = InviteForm(posted(request))
    if form.is_valid():
        if is_too_often(request, "invite", INVITATIONS_AN_HOUR):
            return errors.too_many(request)
        try:
            actions.invite(
                application,
                **form.cleaned_data,
                confirmed=request.is_confirmed,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % form.cleaned_data
            )
            return go_to(request, reverse("applications:people", args=[application.pk]))
    context = {
        "application": application,
        "call": application.call,
        "form": form,
        "parts": _parts(request, application),
        "area": _("Application"),
    }
    return page(request, "applications/people.html", context, fragment="form")


def _parts(request: HttpRequest, application: Application) -> list[dict]:
    """Everybody who works on it, by the address that was typed: a name would tell who is known.

    Only who came by a link from a mail, or signed in, reads the name beside their own.
    """
    parts = application.applicants.select_related("person").order_by("pk")
    itself = request.user.pk if request.is_confirmed else None
    return [
        {
            "part": one,
            "who": one.person.email or str(one.person),
            "name": one.person.name if one.person_id == itself and one.person.email else "",
        }
        for one in parts
    ]


@for_applicants
@require_POST
def remove_person(request: HttpRequest, application: Application, part: int) -> HttpResponse:
    if not request.user.has_perm("applications.share_application", application):
        raise PermissionDenied
    applicant = get_object_or_404(application.applicants.select_related("application"), pk=part)
    with refusals_told(request):
        actions.remove_person(applicant, by=request.user)
    return go_to(request, reverse("applications:people", args=[application.pk]))


@for_applicants
@require_http_methods(["POST"])
def take_over(request: HttpRequest, application: Application) -> HttpResponse:
    """Fill in again what the same person said in an earlier application that they may read."""
    earlier = earlier_here(application, request.user, request, is_confirmed=request.is_confirmed)
    if earlier is None or not request.user.has_perm("applications.answer_application", application):
        raise PermissionDenied
    taken = actions.take_over(application, out_of=earlier, by=request.user)
    if taken:
        said = ngettext(
            "One answer is filled in. Look through it.",
            "%(number)d answers are filled in. Look through them.",
            len(taken),
        )
        messages.success(request, said % {"number": len(taken)})
    else:
        messages.info(
            request, _("There was nothing left to fill in; what you said before is here already.")
        )
    return go_to(request, application)
