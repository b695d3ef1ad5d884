from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation.privacy import actions, pdf, queries
from scharnier.foundation.privacy import periods as kept_for
from scharnier.foundation.privacy.forms import EraseForm
from scharnier.foundation.states import Refused
from scharnier.foundation.web.pages import go_to, page, refusals_told


@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    """What this person agreed to, a copy of everything, and the way out."""
    given = list(queries.consents_of(request.user))
    context = {
        "consents": [one for one in given if not one.text.is_notice],
        "notices": [one for one in given if one.text.is_notice],
        "requests": queries.requests_of(request.user)[:10],
    }
    return page(request, "privacy/my_data.html", context)


@require_POST
def export_json(request: HttpRequest) -> HttpResponse:
    """Everything about this person as one file that other programmes can read."""
    whole = _export(request)
    response = JsonResponse(
        whole, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    return _as_download(response, "json")


@require_POST
def export_pdf(request: HttpRequest) -> HttpResponse:
    """The same as pages to read."""
    whole = _export(request)
    made = pdf.my_data(whole, language=get_language() or "de")
    return _as_download(HttpResponse(made, content_type="application/pdf"), "pdf")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a consent, as easily as it was given."""
    consent = get_object_or_404(queries.consents_of(request.user), pk=pk)
    with refusals_told(request):
        actions.withdraw(consent, by=request.user)
        messages.success(request, _("Your consent is withdrawn. What it allowed has ended."))
    return go_to(request, "privacy:my_data")


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Say what happens, ask once more, and do it."""
    if not request.user.has_perm("privacy.erase_person", request.user):
        raise PermissionDenied
    form = EraseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.erase(request.user, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return go_to(request, "privacy:erased")
    return page(request, "privacy/erase.html", {"form": form}, fragment="form")


@login_not_required
@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """Goodbye."""
    return page(request, "privacy/erased.html", {})


@login_not_required
@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    """What is kept, why, and how long: the rules that the nightly clock really follows."""
    return page(request, "privacy/periods.html", {"situations": kept_for.in_words()})


def _export(request: HttpRequest) -> dict:
    if not request.user.has_perm("privacy.export_person", request.user):
        raise PermissionDenied
    return actions.export(request.user, by=request.user)


def _as_download(response: HttpResponse, ending: str) -> HttpResponse:
    name = _("my-data")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
