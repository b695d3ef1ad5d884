"""What a visitor may choose for this browser: language and colours."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from scharnier.foundation.web.look import KEYS_COOKIE, SCHEME_COOKIE, SCHEMES

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember one of the two languages of the switch; “du” is never among them."""
    response = HttpResponseRedirect(back(request))
    chosen = request.POST.get("language")
    if chosen in settings.SWITCH_LANGUAGES:
        keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@login_not_required
@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark; anything else means: as the device says."""
    response = HttpResponseRedirect(back(request))
    chosen = request.POST.get("scheme")
    if chosen in SCHEMES:
        keep(response, SCHEME_COOKIE, chosen)
    else:
        response.delete_cookie(SCHEME_COOKIE, samesite="Lax")
    return response


@login_not_required
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Switch the single keys of tables off or on (WCAG 2.1.4)."""
    response = HttpResponseRedirect(back(request))
    if request.POST.get("keys") == "off":
        keep(response, KEYS_COOKIE, "off")
    else:
        response.delete_cookie(KEYS_COOKIE, samesite="Lax")
    return response


def back(request: HttpRequest) -> str:
    """The page the visitor came from, never another site."""
    to = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        to, {request.get_host()}, require_https=request.is_secure()
    )
    return to if allowed else "/"


def keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
